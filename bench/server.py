"""The two applications under the same gunicorn: two processes of four threads each."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from time import monotonic, sleep

from bench.crowd import SECRET
from bench.journey import CannotMeasure

READY_SECONDS = 120  # on a machine that others keep busy
PRODUCT = "quiz.app:ready_app()"
REFERENCE = "bench.reference:create_app()"
GUNICORN = (
    *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "2"),
    *("--threads", "4", "--keep-alive", "15", "--no-control-socket", "--log-level", "warning"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn: the port it listens on, and its topmost process."""

    port: int
    pid: int


@contextmanager
def product(url: str, folder: Path, **more: str) -> Iterator[Server]:
    """Serve the product on the database at ``url``, with ``more`` settings."""
    own = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "INSTANCE": str(folder / "instance")}
    settings = own | more
    with _gunicorn(PRODUCT, {f"QUIZ_{name}": value for name, value in settings.items()}) as server:
        yield server


@contextmanager
def reference(url: str) -> Iterator[Server]:
    """Serve the reference on the database at ``url``."""
    settings = {"REFERENCE_DATABASE_URL": url, "REFERENCE_SECRET_KEY": SECRET}
    with _gunicorn(REFERENCE, settings) as server:
        yield server


@contextmanager
def _gunicorn(application: str, settings: Mapping[str, str]) -> Iterator[Server]:
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("QUIZ_")}
    port = _free_port()
    process = subprocess.Popen(
        [*GUNICORN, "--bind", f"127.0.0.1:{port}", application],
        env={**inherited, **settings},
    )
    try:
        _wait(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when a worker answers, whatever it answers."""
    until = monotonic() + READY_SECONDS
    while process.poll() is None and monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=READY_SECONDS)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise CannotMeasure("an application did not start")
