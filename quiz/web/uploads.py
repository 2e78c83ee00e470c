"""Files that people send in: how large each page takes them, and where they are read."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.wsgi import get_input_stream

from quiz.import_room.errands import Errand
from quiz.import_room.room import ImportRoom

View = TypeVar("View", bound=Callable[..., object])

MIB = 2**20
_FORM_AROUND = 2**16
"""What a form holds beside its file."""
_MOST_TO_FORGET = 128 * MIB


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


def read_in_room(errand: Errand, file: FileStorage) -> bytes:
    """Have a file that was sent read in the import room, as it lies on the disk."""
    room = cast("ImportRoom", current_app.extensions["import_room"])
    return room.read(errand, file.stream)


def let_arrive() -> None:
    """Take and forget a file that is refused for its size, unless it is out of all proportion.

    A browser that is cut off while it sends shows its own fault and not our answer.
    """
    length = request.content_length or 0
    if (request.max_content_length or 0) < length <= _MOST_TO_FORGET:
        sent = get_input_stream(request.environ)
        while sent.read(_FORM_AROUND):
            pass


def _admit() -> None:
    if (mib := largest_file_mib()) is not None:
        request.max_content_length = mib * MIB + _FORM_AROUND
