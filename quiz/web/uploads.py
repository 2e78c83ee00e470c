"""Files that people send in: how large each page takes them, and where they are read."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app, request
from flask_wtf.file import FileField

from quiz.import_room.errands import Errand
from quiz.import_room.room import ImportRoom

View = TypeVar("View", bound=Callable[..., object])

MIB = 2**20
_FORM_AROUND = 2**16
"""What a form holds beside its file."""


def init_app(app: Flask) -> None:
    """Let each page take as much as it says, before anything looks at what was sent."""
    app.before_request(_admit)


def takes_file(mib: int) -> Callable[[View], View]:
    """Let a view take a file of so many MiB; every other takes forms only."""

    def mark(view: View) -> View:
        view.largest_file_mib = mib  # type: ignore[attr-defined]
        return view

    return mark


def largest_file_mib() -> int | None:
    """Return how large a file the page that is asked for takes, if it takes any."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "largest_file_mib", None)


def read_in_room(errand: Errand, field: FileField) -> bytes:
    """Have the file of a form read in the import room, as it lies on the disk."""
    room = cast("ImportRoom", current_app.extensions["import_room"])
    return room.read(errand, field.data.stream)


def _admit() -> None:
    if (mib := largest_file_mib()) is not None:
        request.max_content_length = mib * MIB + _FORM_AROUND
