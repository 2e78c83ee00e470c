"""The walls around the room: what the process that reads a file gives up before it looks at it.

Limits hold on every system that Python runs a server on. The rest is Linux's own and taken where
the machine allows it: a process that may not close a door goes on behind the limits.
"""

import ctypes
import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MEMORY = 512 * 2**20
OUTPUT = 64 * 2**20
OPEN_FILES = 16
PATIENCE = 60
"""Seconds beyond its processor time that a room may spend waiting for a busy machine."""

TOO_HEAVY = 3
"""The code with which a room ends that runs out of memory, or of room to tell its result."""

_NICENESS = 5
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
# Landlock: its calls have the same numbers on every processor. The rights are all those to files
# that its first version knows.
_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_RULE_PATH_BENEATH = 1
_ALL_RIGHTS_TO_FILES, _READ = (1 << 13) - 1, 1 << 2 | 1 << 3


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def close(seconds: int, asker: int) -> None:
    """Close every wall; ``seconds`` is the processor time that is left.

    The process ends when the one that asked (``asker``) does.
    """
    os.nice(_NICENESS)  # answers of contestants come first
    signal.alarm(seconds + PATIENCE)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, OUTPUT)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _go_first_when_memory_is_short()
        libc = ctypes.CDLL(None)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # a network with nothing on it
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _shut_the_file_system(libc.syscall)
    if os.getppid() != asker:  # it ended before it could be asked to tell us
        sys.exit("nobody waits for the result")


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(ValueError, OSError):  # macOS lets nobody limit its address space
        resource.setrlimit(what, (most, most))


def _go_first_when_memory_is_short() -> None:
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _shut_the_file_system(syscall: Callable[..., int]) -> None:
    """Leave no file to be opened, made or removed, except that installed code may be read.

    Python imports some of its own parts when they are first needed. Files that are open stay so.
    """
    handled = ctypes.c_uint64(_ALL_RIGHTS_TO_FILES)
    size = ctypes.c_size_t(ctypes.sizeof(handled))
    rules = syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(handled), size, 0)
    if rules < 0:
        return
    for name in ("stdlib", "platstdlib", "purelib", "platlib"):
        with suppress(OSError):
            folder = os.open(sysconfig.get_path(name), os.O_PATH)
            rule = ctypes.byref(_PathBeneath(_READ, folder))
            syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_RULE_PATH_BENEATH, rule, 0)
            os.close(folder)
    syscall(_LANDLOCK_RESTRICT_SELF, rules, 0)
    os.close(rules)
