"""Hostile files sent to the real server: each is refused with its reason, and nothing else happens.

While they are being read the site answers, its processes stay small, and when all is over there is
no process, file or row that was not there before.
"""

import http.client
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import psutil
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.bank import bank_of
from question_bank.messages import MESSAGES
from question_bank.writers import write_bank
from quiz.config import Settings
from quiz.database import transaction
from quiz.import_room.room import ImportRoom
from quiz.import_room.unpacking import bank_in
from quiz.models import BankVersion, FileReading, StagedFile
from quiz.services.accounts import open_account
from quiz.services.file_readings import SILENT_MS
from quiz.services.passwords import Passwords
from tests.databases import engine_for
from tests.hostile.corpus import BANK, HOSTILE, Hostile, lying_dimension, slow_bank, workbook
from tests.real_server import free_port, server, wait_for
from tests.stage import Stage, items

PASSWORD = "mùa thu lịch sử"
BANKS, UNITS, CONTESTS = "/to-chuc/ngan-hang/nap", "/to-chuc/don-vi/nap", "/to-chuc/cuoc-thi/nap"
PEOPLE = "/don-vi/cuoc-thi/nguoi/nap"
HEAD = {"code": "mau", "title": "Mẫu"}
TREE = {"tree": "tinh", "tree_name": "", "kind": "dang_vien"}
MIB = 2**20
MOST_GROWTH = 60 * MIB
"""What a worker may grow by over all of this; one file of the corpus alone inflates to 300 MB."""


class Organizer:
    """Somebody signed in who sends files."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        token = self._token("/dang-nhap")
        fields = {"login": "to-chuc", "password": PASSWORD, "csrf_token": token}
        self.opener.open(address + "/dang-nhap", urlencode(fields).encode())

    def send(
        self, path: str, name: str, data: bytes, sent_as: str = "file", **fields: str
    ) -> tuple[int, str, str]:
        """Choose a file on a page; return the status, the page and the address it has led to."""
        parts = {"csrf_token": self._token(path), **fields}
        try:
            answer = self.opener.open(multipart(self.address + path, parts, name, data, sent_as))
            status, page = answer.status, unescape(answer.read().decode())
            while 'data-progress="' in page:
                time.sleep(0.2)
                status, page = self.look(answer.geturl())
        except HTTPError as refused:
            return refused.code, unescape(refused.read().decode()), path
        return status, page, answer.geturl()

    def look(self, address: str) -> tuple[int, str]:
        """Return the status and the page at an address."""
        answer = self.opener.open(address)
        return answer.status, unescape(answer.read().decode())

    def press(self, address: str, path: str) -> None:
        """Press the button of a form that stands on the page at an address."""
        token = {"csrf_token": self._token(BANKS)}
        self.opener.open(f"{address}/{path}", urlencode(token).encode())

    def _token(self, path: str) -> str:
        page = self.opener.open(self.address + path).read().decode()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found is not None
        return found[1]


def multipart(
    address: str, fields: dict[str, str], name: str, data: bytes, sent_as: str = "file"
) -> Request:
    """Return the request that a browser makes of a form with a file."""
    edge = "--------------------------edge"
    head = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    )
    head += (
        f'--{edge}\r\nContent-Disposition: form-data; name="{sent_as}"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
    return Request(address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})


@dataclass
class Site:
    """The server under attack."""

    address: str
    settings: Settings
    master: psutil.Process
    spool: Path
    stage: Stage
    organizer: Organizer = field(init=False)

    def __post_init__(self) -> None:
        self.organizer = Organizer(self.address)

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer requests."""
        return self.master.children()

    def rooms(self) -> list[psutil.Process]:
        """Return the processes in which files are being read."""
        return [room for worker in self.workers() for room in worker.children()]

    def room(self) -> psutil.Process:
        """Wait until a file is being read, and return the process that does it."""
        for _ in range(600):
            for room in self.rooms():
                return room
            time.sleep(0.02)
        return pytest.fail("nobody reads")

    def largest(self) -> int:
        """Return the memory of the largest worker."""
        return max(worker.memory_info().rss for worker in self.workers())

    def fall_silent(self) -> None:
        """Let so much time go by that whoever still reads would have given a sign of life."""
        with transaction(self.stage.session):
            past = FileReading.alive_at - SILENT_MS
            self.stage.session.execute(sa.update(FileReading).values(alive_at=past))

    def stored(self) -> int:
        """Count what an import leaves in the database, except what it says of a faulty file."""
        self.stage.session.rollback()
        versions = self.stage.session.execute(sa.select(BankVersion.id)).all()
        staged = self.stage.session.execute(sa.select(StagedFile.data)).scalars()
        return len(versions) + sum(bool(data) and not bank_in(data).is_faulty for data in staged)


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running server with one organizer, who is signed in.

    All tests attack the same one, as all the world does. What is looked at is the same on both
    databases.
    """
    home = tmp_path_factory.mktemp("hostile")
    settings = Settings(
        instance=home / "instance",
        database_url=f"sqlite:///{shutil.copy(migrated_sqlite, home)}",
        password_time_cost=1,
        password_memory_kib=8,
    )
    spool = home / "spool"
    spool.mkdir()
    with engine_for(settings.database) as engine, Session(engine) as session:
        stage = Stage(session, int(time.time() * 1000))
        stage.contest()
        person = stage.person("An")
        stage.grant(person, "organizer", "tinh")
        with transaction(session):
            open_account(
                session,
                person_id=person.id,
                login_name="to-chuc",
                password=PASSWORD,
                passwords=Passwords(settings),
                now=stage.now,
            )
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with server(settings, home, port, TMPDIR=str(spool)) as master:
            wait_for(address)
            yield Site(address, settings, master, spool, stage)


def reason(hostile: Hostile) -> str:
    """Return the beginning of the sentence that refuses a bank."""
    return MESSAGES[hostile.code]["vi"].partition("{")[0]


def test_every_hostile_bank_is_refused_with_its_reason_while_the_site_answers(site: Site) -> None:
    site.organizer.send(BANKS, "tot.yaml", write_bank(BANK, "yaml"))  # every part is loaded
    before, stored = site.largest(), site.stored()
    with Visits(site.address) as visits:
        for hostile in HOSTILE:
            status, page, _ = site.organizer.send(BANKS, hostile.name, hostile.make(), **HEAD)
            assert (status, reason(hostile) in page) == (422, True), hostile.name
    assert len(visits.answers) > len(HOSTILE)
    assert set(visits.answers) == {200}
    assert site.largest() - before < MOST_GROWTH
    assert site.stored() == stored
    assert site.rooms() == []
    assert list(site.spool.iterdir()) == []


class Visits:
    """Somebody who asks for a page of the site again and again meanwhile."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Visits":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            with build_opener().open(f"{self.address}/dang-nhap", timeout=20) as answer:
                self.answers.append(answer.status)


def test_every_other_page_that_takes_a_file_refuses_it_too(site: Site) -> None:
    stored = site.stored()
    made = {hostile.name: hostile.make for hostile in HOSTILE}
    for path, name, refused in (
        (UNITS, "ty-le.xlsx", "lớn bất thường"),
        (UNITS, "macro.xlsx", "chứa macro"),
        (PEOPLE, "trieu-cot.csv", "ô quá dài"),
        (PEOPLE, "ngoai.xlsx", "bị hỏng"),
        (CONTESTS, "sau.yaml", "lồng nhau quá"),
    ):
        fields = TREE if path == UNITS else {}
        status, page, _ = site.organizer.send(path, name, made[name](), **fields)
        assert (status, refused in page) == (422, True), (path, name)
    assert site.stored() == stored


def test_the_page_on_which_a_ranking_is_tried_refuses_every_file_too(site: Site) -> None:
    site.stage.round(site.stage.contest("thu"), site.stage.bank())
    address = "/to-chuc/cuoc-thi/thu/dot/1/chay-thu"
    attempts = (
        "Mã lượt thi;Mã người dự thi;Lượt thi;Bắt đầu lúc;Nộp bài lúc;Số câu đúng\n"
        "L1;N1;1;21/11/2026 08:00;21/11/2026 08:05;4\n"
    ).encode()
    status, page, _ = site.organizer.send(address, "tot.csv", attempts, sent_as="attempts")
    assert (status, "SHA-256" in page) == (200, True)
    before, stored = site.largest(), site.stored()
    with Visits(site.address) as visits:
        for hostile in HOSTILE:
            data = hostile.make() if hostile.name.endswith(("csv", "xlsx")) else b""
            if 0 < len(data) <= 10 * MIB:  # what is larger is refused before it is read
                status, page, _ = site.organizer.send(
                    address, hostile.name, data, sent_as="attempts"
                )
                assert (status, "Chưa xếp hạng được" in page) == (422, True), hostile.name
    assert set(visits.answers) == {200}
    assert site.largest() - before < MOST_GROWTH
    assert (site.stored(), site.rooms(), list(site.spool.iterdir())) == (stored, [], [])


def test_a_sheet_that_says_it_is_small_is_read_whole(site: Site) -> None:
    lying = workbook({"xl/worksheets/sheet1.xml": lying_dimension})
    status, page, address = site.organizer.send(BANKS, "noi-doi.xlsx", lying)
    assert (status, BANKS in address) == (200, True)
    assert re.search(rf"Số câu trong tệp\D+{len(BANK.items)}\b", page)


def test_a_room_knows_no_secret_and_ends_with_the_worker_that_asked(site: Site) -> None:
    stored = site.stored()
    slow = threading.Thread(target=send_and_lose, args=(site, slow_bank(6_000)))
    slow.start()
    room = site.room()
    assert set(room.environ()) <= {"PYTHONPATH", "LC_CTYPE"}
    for worker in site.workers():
        worker.kill()
    assert psutil.wait_procs([room], timeout=10)[1] == []
    slow.join(20)
    wait_for(site.address)
    assert site.stored() == stored
    assert list(site.spool.iterdir()) == []


def test_a_file_whose_reading_ended_with_its_worker_is_read_again(site: Site) -> None:
    long = write_bank(bank_of(BANK.head, items(1_500)), "yaml")
    token = {"csrf_token": site.organizer._token(BANKS)}
    sent = site.organizer.opener.open(multipart(site.address + BANKS, token, "dai.yaml", long))
    address, page = sent.geturl(), sent.read().decode()
    assert 'data-progress="' in page
    for worker in site.workers():
        worker.kill()
    wait_for(site.address)
    site.fall_silent()
    _, page = site.organizer.look(address)
    assert "Việc đọc tệp bị gián đoạn" in page
    site.organizer.press(address, "doc-lai")
    while 'data-progress="' in (page := site.organizer.look(address)[1]):
        time.sleep(0.2)
    assert re.search(r"Số câu trong tệp\D+1\.500\b", page)


def send_and_lose(site: Site, data: bytes) -> None:
    """Send a file to a server that dies over it."""
    try:
        site.organizer.send(BANKS, "cham.yaml", data)
    except (OSError, http.client.HTTPException):
        pass
    else:
        pytest.fail("the server was to die")


def test_whoever_finds_every_room_taken_is_asked_to_come_again(site: Site) -> None:
    rooms = ImportRoom(site.settings)
    with rooms.turns.one(), rooms.turns.one():
        token = site.organizer._token(BANKS)
        request = multipart(site.address + BANKS, {"csrf_token": token, **HEAD}, "a.csv", b"a")
        with pytest.raises(HTTPError) as refused:
            site.organizer.opener.open(request)
    page = refused.value.read().decode()
    assert (refused.value.code, int(refused.value.headers["Retry-After"]) > 0) == (503, True)
    assert "Hãy thử lại sau ít phút" in page
    assert 'value="Mẫu"' in page


def test_a_bank_that_is_too_large_is_refused_with_a_way_back(site: Site) -> None:
    status, page, _ = site.organizer.send(BANKS, "to.csv", os.urandom(21 * MIB), **HEAD)
    assert status == 413
    assert "lớn hơn 20 MB" in page
    assert f'href="{BANKS}"' in page


def test_half_a_gigabyte_is_refused_before_it_is_sent(site: Site) -> None:
    place, before = urlsplit(site.address), site.largest()
    for path in (BANKS, UNITS, PEOPLE, CONTESTS, "/dang-nhap"):
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", "multipart/form-data; boundary=edge")
        connection.putheader("Content-Length", str(500 * MIB))
        connection.endheaders()
        assert connection.getresponse().status == 413, path
        connection.close()
    assert site.largest() - before < MOST_GROWTH


def test_a_large_table_does_not_pass_through_the_memory_of_the_server(site: Site) -> None:
    site.organizer.send(UNITS, "a.csv", b"a;b\n", **TREE)
    before = site.largest()
    peak = Peak(site)
    with peak:
        status, page, _ = site.organizer.send(UNITS, "to.csv", bytes(90 * MIB), **TREE)
    assert status == 422
    assert "chưa nạp được" in page or "dừng lại" in page
    assert peak.most - before < MOST_GROWTH


class Peak:
    """Watches how large the workers become."""

    def __init__(self, site: Site) -> None:
        self.site, self.most = site, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, self.site.largest())
