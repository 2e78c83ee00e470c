"""Several processes that run as one: they start together, and when one ends they all end."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 25
READY_SECONDS = 60
_TURN = 0.1


class ChildProblem(RuntimeError):
    """A child process ended by itself, or never became ready; the message says which."""


def supervise(
    commands: Mapping[str, Sequence[str]],
    *,
    environment: Mapping[str, str],
    is_ready: Callable[[], bool],
    announce: Callable[[], None],
) -> None:
    """Run the named commands until somebody says stop (Ctrl-C, SIGTERM or a closed terminal).

    ``announce`` is called once, as soon as ``is_ready`` says yes. Raise ``ChildProblem`` when a
    command ends unasked or is not ready in time. Whatever happens, none is left running.
    """
    with _stop_requests() as requests, _running(commands, environment) as processes:
        for _ in _turns_until(requests, READY_SECONDS):
            _check_alive(processes)
            if is_ready():
                announce()
                break
        else:
            if not requests:
                raise ChildProblem(f"not ready after {READY_SECONDS} seconds")
        for _ in _turns_until(requests):
            _check_alive(processes)


def _check_alive(processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise ChildProblem(f"{name} ended by itself (exit code {process.returncode})")


def _turns_until(requests: list[int], seconds: float | None = None) -> Iterator[None]:
    turns = None if seconds is None else int(seconds / _TURN)
    while not requests and turns != 0:
        yield
        time.sleep(_TURN)
        turns = turns and turns - 1


@contextmanager
def _stop_requests() -> Iterator[list[int]]:
    """Collect stop signals in a list instead of dying of them."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number in STOP_SIGNALS:
        signal.signal(number, lambda number, _: received.append(number))
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Start every command in a process group of its own, so that Ctrl-C reaches us alone."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            processes[name] = subprocess.Popen(command, env=environment, process_group=0)  # noqa: S603
        yield processes
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
