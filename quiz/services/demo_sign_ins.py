"""The generated sign-ins of a demo, one per role, kept where only the server's owner reads."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FILE = "demo-sign-ins.txt"


class DemoSignIn(NamedTuple):
    """A role in words, and how to sign in as somebody who has it."""

    role: str
    login: str
    password: str


def write(instance: Path, sign_ins: Iterable[DemoSignIn]) -> None:
    """Keep the sign-ins, one a line, parted by tabs."""
    path = instance / FILE
    path.touch(mode=0o600)
    path.write_text("".join("\t".join(line) + "\n" for line in sign_ins), "utf-8")


def read(instance: Path) -> tuple[DemoSignIn, ...]:
    """Return the sign-ins kept; none when no demo has been loaded."""
    path = instance / FILE
    if not path.exists():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(DemoSignIn(*line.split("\t")) for line in lines)
