"""A file that takes long to read: its progress, its end, and a process that died over it."""

import io
import time
from threading import Event

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.bank import Bank
from question_bank.progress import STAGES, Progress
from question_bank.writers import write_bank
from quiz.database import transaction
from quiz.import_room.errands import BankErrand
from quiz.import_room.room import Underway
from quiz.models import FileReading, StagedFile
from quiz.services import file_readings
from tests.stage import Stage, items

READING, CHECKING, COMPARING = STAGES
LOAD = "/to-chuc/ngan-hang/nap"
BANK = Bank("lang-son", "Lịch sử", "vi", "", items(3))
DATA = write_bank(BANK, "yaml")


@pytest.fixture
def gate(monkeypatch) -> Event:
    """Let no reading seem to end before the gate is opened."""
    gate, is_over = Event(), Underway.is_over
    monkeypatch.setattr("quiz.web.uploads.SOON_SECONDS", 0)
    monkeypatch.setattr("quiz.web.uploads._PULSE_SECONDS", 0.02)
    monkeypatch.setattr(
        Underway,
        "is_over",
        lambda self, *, within: gate.wait(within) and is_over(self, within=within),
    )
    return gate


def send(
    client: FlaskClient, data: bytes = DATA, name: str = "lang-son.yaml", **fields: str
) -> str:
    """Send a file whose reading is still going on when the answer comes; return its page."""
    answer = client.post(LOAD, data={"file": (io.BytesIO(data), name), **fields})
    assert answer.status_code == 303
    return answer.location


def ended(client: FlaskClient, address: str) -> None:
    for _ in range(3_000):
        if client.get(f"{address}/tien-do").status_code == 204:
            return
        time.sleep(0.02)
    pytest.fail("the reading does not end")


def test_a_long_reading_shows_its_progress_and_then_the_preview(signs_in, gate, stage):
    client = signs_in()
    address = send(client)
    shown = client.get(address).text
    assert "Đang đọc các câu hỏi" in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    told = client.get(f"{address}/tien-do").json
    assert told["text"].startswith("Đang ")
    assert client.post(address, data={"message": "Vội"}).location == address
    gate.set()
    ended(client, address)
    assert "Câu hỏi số 1 hỏi điều gì?" in client.get(address).text
    assert client.post(address, data={"message": "Lần đầu"}).location.endswith("/lang-son/1")
    assert stage.session.execute(sa.select(FileReading.ref)).all() == []


@pytest.mark.parametrize(
    ("progress", "words", "percent"),
    [
        (Progress(READING, 3_200), "đã đọc 3.200 câu", 0),
        (Progress(READING, 3_200, 5_000), "Đang đọc các câu hỏi: 3.200/5.000 câu", 21),
        (Progress(CHECKING, 40, 50), "Đang kiểm tra từng câu: 40/50 câu", 60),
        (Progress(COMPARING, 50, 50), "Đang đối chiếu các câu với nhau: 50/50 câu", 100),
    ],
)
def test_each_stage_is_told_in_words_and_as_a_bar(signs_in, stage, progress, words, percent):
    client = signs_in()
    address = unfinished(client, stage, stage.now)
    with transaction(stage.session) as session:
        file_readings.note(session, ref=address.split("/")[-1], progress=progress, now=stage.now)
    told = client.get(f"{address}/tien-do").json
    assert (words in told["text"], told["percent"]) == (True, percent)
    assert f'max="100" value="{percent}"' in client.get(address).text


def unfinished(client: FlaskClient, stage: Stage, now: int) -> str:
    """Leave a file behind as a process does that dies while it reads."""
    answer = client.post(LOAD, data={"file": (io.BytesIO(DATA), "lang-son.yaml")})
    with transaction(stage.session) as session:
        session.execute(sa.update(StagedFile).values(data=DATA))
        file_readings.begin(session, ref=answer.location.split("/")[-1], now=now)
    return answer.location


def test_a_reading_whose_process_died_is_told_and_read_again_from_what_was_sent(
    signs_in, stage, clock
):
    client = signs_in()
    address = unfinished(client, stage, clock())
    again = f"{address}/doc-lai"
    assert client.post(again).location == address
    assert "bị gián đoạn" not in client.get(address).text
    clock.advance(seconds=30)
    shown = client.get(address).text
    assert "Việc đọc tệp bị gián đoạn" in shown
    assert f'action="{again}"' in shown
    assert client.get(f"{address}/tien-do").status_code == 204
    assert client.post(again).location == address
    for _ in range(3_000):
        if "Câu hỏi số 1 hỏi điều gì?" in client.get(address).text:
            break
        time.sleep(0.02)
    assert "Câu hỏi số 1 hỏi điều gì?" in client.get(address).text
    assert client.post(again).location == address


def test_one_of_two_who_read_again_does_so(signs_in, stage, clock):
    address = unfinished(signs_in(), stage, clock())
    ref, later = address.split("/")[-1], clock.advance(seconds=30)
    with transaction(stage.session) as session:
        taken = [file_readings.take_over(session, ref=ref, now=later) for _ in range(2)]
    assert taken == [True, False]


def test_faults_of_a_long_file_are_told_with_what_was_typed(signs_in, gate):
    client = signs_in()
    data = write_bank(BANK, "csv").replace(b"A", b"E")
    address = send(client, data, "a.csv", code="lang-son", title="Tên đã gõ")
    gate.set()
    ended(client, address)
    answer = client.get(address)
    assert (answer.status_code, "Lỗi:</strong>" in answer.text) == (422, True)
    assert 'value="Tên đã gõ"' in answer.text
    assert "(a.csv)" in answer.text or "“a.csv”" in answer.text
    assert client.post(address, data={"message": "x"}).status_code == 404


def test_a_long_file_that_is_given_up_says_why(signs_in, gate, monkeypatch):
    def heavy(filename, head):
        return BankErrand(filename, head, seconds=0)

    monkeypatch.setattr("quiz.web.organizer.banks.reading.BankErrand", heavy)
    client = signs_in()
    address = send(client)
    gate.set()
    ended(client, address)
    answer = client.get(address)
    assert (answer.status_code, "nhiều thời gian hoặc bộ nhớ" in answer.text) == (422, True)


def test_a_long_reading_is_shown_to_who_sent_the_file(signs_in, stage):
    address = unfinished(signs_in("An"), stage, stage.now)
    other = signs_in("Chi")
    for method, path in (("GET", ""), ("GET", "/tien-do"), ("POST", "/doc-lai")):
        assert other.open(address + path, method=method).status_code == 404
