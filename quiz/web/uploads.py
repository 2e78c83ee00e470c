"""Files that people send in: how large each page takes them, and where they are read."""

import os
from collections.abc import Callable
from threading import Thread
from typing import IO, TypeVar, cast

from flask import Flask, current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.wsgi import get_input_stream

from quiz.database import db, transaction
from quiz.import_room.errands import Errand
from quiz.import_room.room import ImportRoom, Underway
from quiz.services import file_readings
from quiz.services.refusal import Refusal
from quiz.web.request import settings

View = TypeVar("View", bound=Callable[..., object])

MIB = 2**20
SOON_SECONDS = 1.5
"""What is read within this time is answered at once; else a page shows how far it is."""
_PULSE_SECONDS = 1.0
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
    return start_in_room(errand, file.stream).result()


def start_in_room(errand: Errand, file: IO[bytes]) -> Underway:
    """Begin to have a file read in the import room; the request may end before."""
    room = cast("ImportRoom", current_app.extensions["import_room"])
    return room.start(errand, file)


def is_soon_over(underway: Underway) -> bool:
    """Wait a moment for a reading, and say whether it has ended."""
    return underway.is_over(within=SOON_SECONDS)


def bytes_of(file: FileStorage, largest: int) -> bytes:
    """Return a file that was sent, without moving whoever reads it meanwhile."""
    return os.pread(file.stream.fileno(), largest, 0)


def follow(underway: Underway, ref: str) -> None:
    """Keep the database told of a reading and its end; it outlives the request.

    Should this process end first, the reading falls silent (``file_readings.is_alive``).
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=_follow, args=(app, underway, ref), daemon=True).start()


def let_arrive() -> None:
    """Take and forget a file that is refused for its size, unless it is out of all proportion.

    A browser that is cut off while it sends shows its own fault and not our answer.
    """
    length = request.content_length or 0
    if (request.max_content_length or 0) < length <= _MOST_TO_FORGET:
        sent = get_input_stream(request.environ)
        while sent.read(_FORM_AROUND):
            pass


def _follow(app: Flask, underway: Underway, ref: str) -> None:
    while not underway.is_over(within=_PULSE_SECONDS):
        with app.app_context(), transaction(db.session()) as session:
            progress, moment = underway.progress(), settings().clock()
            file_readings.note(session, ref=ref, progress=progress, now=moment)
    with app.app_context():
        _conclude(underway, ref)


def _conclude(underway: Underway, ref: str) -> None:
    try:
        data = underway.result()
    except Refusal as refusal:
        with transaction(db.session()) as session:
            file_readings.refuse(session, ref=ref, code=refusal.code)
    else:
        with transaction(db.session()) as session:
            file_readings.conclude(session, ref=ref, data=data)


def _admit() -> None:
    if (mib := largest_file_mib()) is not None:
        request.max_content_length = mib * MIB + _FORM_AROUND
