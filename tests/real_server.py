"""The real server: gunicorn with two workers, in processes of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import build_opener

import psutil
import pytest

from quiz.config import Settings

SECRET = "kept by the tests, and by nobody else"


def free_port() -> int:
    """Return a port that is free at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def server(settings: Settings, tmp_path: Path, port: int, **more: str) -> Iterator[psutil.Process]:
    """Run the real server with two workers; ``more`` goes into its environment."""
    environment = os.environ | {
        "QUIZ_INSTANCE": str(tmp_path / "instance"),
        "QUIZ_DATABASE_URL": settings.database,
        "QUIZ_SECRET_KEY": SECRET,
        "QUIZ_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "QUIZ_PASSWORD_TIME_COST": "1",
        "QUIZ_PASSWORD_MEMORY_KIB": "8",
        **more,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:quiz.gunicorn_conf"]
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--log-level", "critical"]
    process = subprocess.Popen([*command, *options], env=environment)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            build_opener().open(address + "/healthz", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not come up")
