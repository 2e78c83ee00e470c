"""One command sets everything up and serves; one Ctrl-C ends it and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from quiz.cli.serve import obstacle, serve
from tests.real_server import free_port

ROOT = Path(__file__).parent.parent.parent
LAST_LINE = "Ctrl-C"


class Served:
    """A ``quiz serve`` that has said it is ready."""

    def __init__(self, instance: Path, *options: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "serve", *options],
            cwd=ROOT,
            env=os.environ
            | {"PORT": str(self.port), "QUIZ_INSTANCE": str(instance), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if LAST_LINE in line:
                break
        else:
            self.end(None)
            pytest.fail(f"it never said that it is ready: {self.said}")

    def end(self, number: int | None = signal.SIGINT) -> int:
        if number:
            self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode


@pytest.fixture
def start(tmp_path):
    started = []

    def start(*options: str) -> Served:
        started.append(Served(tmp_path / "instance", *options))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.end(signal.SIGTERM)


def test_it_serves_until_ctrl_c_and_leaves_nothing_running(start):
    served = start()
    children = psutil.Process(served.process.pid).children(recursive=True)
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/") as page:
        assert page.status == 200
    assert served.end() == 0
    assert "Traceback" not in served.said
    assert [child for child in children if child.is_running()] == []
    assert obstacle("127.0.0.1", served.port) == ""


def test_the_second_start_finds_the_same_people(start):
    def sign_ins(served: Served) -> str:
        assert served.end(signal.SIGTERM) == 0
        return served.said.partition(f":{served.port}")[2]

    assert sign_ins(start("--demo")) == sign_ins(start("--demo"))


def test_when_the_web_server_dies_everything_ends_and_says_so(start):
    served = start()
    children = psutil.Process(served.process.pid).children()
    next(child for child in children if "gunicorn" in " ".join(child.cmdline())).kill()
    assert served.end(None) == 1
    assert "web ended by itself" in served.said
    assert "Traceback" not in served.said


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def test_a_port_in_use_is_named_and_nothing_starts(runner):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = runner.invoke(serve, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"127.0.0.1:{port} · Nothing can listen there (Address already in use)" in result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "thi.example.vn"])
def test_a_demo_is_refused_where_others_could_reach_it(runner, host):
    result = runner.invoke(serve, ["--demo", "--host", host, "--port", str(free_port())])
    assert result.exit_code == 1
    assert "this machine only" in result.output


def test_a_demo_that_the_settings_ask_for_is_refused_there_too(app, settings, runner):
    app.extensions["settings"] = settings.model_copy(update={"demo": True})
    result = runner.invoke(serve, ["--host", "0.0.0.0", "--port", str(free_port())])
    assert result.exit_code == 1
    assert "this machine only" in result.output
