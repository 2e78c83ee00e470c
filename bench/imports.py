"""`python -m bench.imports`: a bank of 5,000 items, from its XLSX file to its list of items.

The application runs in this process on SQLite, the file is read in the import room as ever. The
clock counts what else the machine does; processor time does not.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from bench.crowd import BANK, SECRET
from question_bank.bank import Bank, BankHead, bank_of
from question_bank.item import Difficulty, Item
from question_bank.writers import write_bank
from quiz.app import create_app, make_ready
from quiz.clock import now
from quiz.config import Settings
from quiz.database import transaction
from quiz.services.accounts import open_account
from quiz.services.passwords import Passwords
from tests.databases import engine_for, migrated
from tests.stage import Stage

LOAD, LIST = "/to-chuc/ngan-hang/nap", "/to-chuc/ngan-hang/nghin-cau/1/cau-hoi"
LOGIN = {"login": "to-chuc", "password": "mùa thu lịch sử"}
MIB = 1024  # the system counts in KiB


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--items", type=int, default=5_000, help="items in the file")
    parser.add_argument("--format", default="xlsx", help="format of the file")
    arguments = parser.parse_args()
    bank = large_bank(arguments.items)
    first, *others = bank.items
    changed = (replace(first, stem="Câu đã sửa?"), *others)
    files = [write_bank(one, arguments.format) for one in (bank, replace(bank, items=changed))]
    print(f"{arguments.items} items, {arguments.format}, {len(files[0]) / 2**20:.1f} MiB")
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
        client = organizer(Path(folder))
        for number, data in enumerate(files, start=1):
            load(client, number, data, f"nghin-cau.{arguments.format}")
        for name in ("list of items", "list again", "list, searched"):
            with measured(name):
                asked = "?tim=dang+bo" if "searched" in name else ""
                assert client.get(LIST + asked).status_code == 200
    # The system counts a room with what this process held when the room was begun.
    room = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the largest room took {room.ru_maxrss // MIB} MiB at most")
    return 0


def load(client: FlaskClient, number: int, data: bytes, filename: str) -> None:
    """Load a file as the version of this number, as a browser does."""
    print(f"version {number}")
    with measured("sent, read and checked"):
        form = {"file": (io.BytesIO(data), filename), "code": "nghin-cau", "title": "Nghìn câu"}
        preview = client.post(LOAD, data=form).location
        while client.get(f"{preview}/tien-do").status_code != 204:
            time.sleep(0.1)
    for name in ("preview", "preview again"):
        with measured(name):
            assert client.get(preview).status_code == 200
    with measured("stored as a version"):
        confirmed = client.post(preview, data={"message": "Đo", "newest": str(number - 1)})
        assert confirmed.status_code == 303


def large_bank(count: int) -> Bank:
    """Return a bank of so many different items, the same one every time."""
    chance = random.Random(count)
    words = sorted({word for line in BANK.read_text("utf-8").splitlines() for word in line.split()})

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    items = (
        Item(
            code=f"NC-{number:05}",
            stem=f"{text(20)} năm {chance.randint(1930, 2020)}?",
            options=tuple(f"{text(6)} {letter}" for letter in "abcd"),
            right=(chance.randrange(4),),
            topic=f"Chủ đề {number % 12}",
            period="1930–1945",
            difficulty=tuple(Difficulty)[number % 3],
            explanation=text(20),
            source=text(12),
        )
        for number in range(1, count + 1)
    )
    return bank_of(BankHead("nghin-cau", "Nghìn câu"), tuple(items), {})


def organizer(folder: Path) -> FlaskClient:
    """Return the browser of an organizer who is signed in."""
    url = f"sqlite:///{folder / 'on-su.sqlite3'}"
    settings = Settings(instance=folder, database_url=url, secret_key=SECRET)
    with engine_for(migrated(url)) as engine, Session(engine) as session:
        stage = Stage(session, now())
        stage.contest()
        person = stage.person("An")
        stage.grant(person, "organizer", "tinh")
        with transaction(session):
            open_account(
                session,
                person_id=person.id,
                login_name=LOGIN["login"],
                password=LOGIN["password"],
                passwords=Passwords(settings),
                now=now(),
            )
    app = create_app(settings)
    make_ready(app)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/dang-nhap", data=LOGIN)
    return client


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long the block took, and the processor time of the server and its rooms."""
    before, began = _used(), time.perf_counter()
    yield
    passed, after = time.perf_counter() - began, _used()
    server, rooms = (late - early for late, early in zip(after, before, strict=True))
    print(f"{name:24} {passed:7.2f} s   server {server:6.3f} s   room {rooms:6.2f} s")


def _used() -> tuple[float, float]:
    used = []
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(whose)
        used.append(usage.ru_utime + usage.ru_stime)
    return used[0], used[1]


if __name__ == "__main__":
    sys.exit(main())
