"""Processes that run as one start together and end together."""

import os
import signal
import subprocess
import sys
import time

import pytest

from quiz.cli import supervisor
from quiz.cli.supervisor import ChildProblem, supervise

ENDLESS = [sys.executable, "-c", "import time; time.sleep(60)"]
BRIEF = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True);"
    "time.sleep(60)",
]


@pytest.fixture
def started(monkeypatch):
    """Return every process that is started, so that none can hide."""
    processes = []
    original = subprocess.Popen

    def start(*arguments, **options):
        processes.append(original(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr(supervisor.subprocess, "Popen", start)
    return processes


def run(commands, announce=lambda: None, is_ready=lambda: True):
    supervise(commands, environment=dict(os.environ), is_ready=is_ready, announce=announce)


@pytest.mark.parametrize("number", supervisor.STOP_SIGNALS)
def test_every_stop_signal_ends_all_of_them_without_an_error(started, number):
    run({"one": ENDLESS, "two": ENDLESS}, announce=lambda: os.kill(os.getpid(), number))
    assert [process.returncode for process in started] == [-signal.SIGTERM] * 2


def test_one_that_ends_by_itself_ends_the_others_and_is_named(started):
    with pytest.raises(ChildProblem, match=r"two ended by itself \(exit code 3\)"):
        run({"one": ENDLESS, "two": BRIEF})
    assert started[0].returncode == -signal.SIGTERM


def test_one_that_cannot_start_ends_the_others(started):
    with pytest.raises(FileNotFoundError):
        run({"one": ENDLESS, "two": ["/no/such/program"]})
    assert started[0].returncode == -signal.SIGTERM


def test_what_is_never_ready_is_not_announced(started, monkeypatch):
    monkeypatch.setattr(supervisor, "READY_SECONDS", 0.3)
    announced = []
    with pytest.raises(ChildProblem, match="not ready"):
        run({"one": ENDLESS}, announce=lambda: announced.append(1), is_ready=lambda: False)
    assert announced == []
    assert started[0].returncode == -signal.SIGTERM


def test_one_that_will_not_listen_is_ended_all_the_same(started, monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
    ready_at = time.monotonic() + 0.5
    run(
        {"one": STUBBORN},
        is_ready=lambda: time.monotonic() > ready_at,
        announce=lambda: os.kill(os.getpid(), signal.SIGTERM),
    )
    assert started[0].returncode == -signal.SIGKILL


def test_the_signals_mean_afterwards_what_they_meant_before(started):
    before = signal.getsignal(signal.SIGTERM)
    run({"one": ENDLESS}, announce=lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert signal.getsignal(signal.SIGTERM) == before
