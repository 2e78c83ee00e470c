"""The key stays apart: no byte before the results depends on it, no page reads it (D-06)."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from question_bank.exam_form import decode
from quiz.app import create_app
from quiz.config import Settings
from quiz.database import db, transaction
from quiz.domain.permissions import Role
from quiz.models import Attempt, BankVersion, ItemContent, ItemKey, VersionItem
from quiz.services import seals
from quiz.services.actor import Actor, Grant
from quiz.services.attempts import starting
from tests.databases import engine_for
from tests.stage import Stage

JOIN = {
    "full_name": "Nguyễn Thị Hạnh",
    "birth_date": "3/2/1985",
    "phone": "0912345678",
    "unit": "cl-01",
    "login": "hanh",
    "password": "mùa thu lịch sử",
    "consent": "y",
}


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect what the application says to its database."""
    said: list[str] = []

    def hear(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def sit(client: FlaskClient) -> list[bytes]:
    """Take a round up to the last page before its result is out; return every body received."""
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    bodies = [client.get("/cuoc-thi/cuoc-thi/dot/1")]
    paper = client.post("/cuoc-thi/cuoc-thi/dot/1/bat-dau", data={"attempt": 1}).headers["Location"]
    bodies.append(client.get(paper))
    body = {"lease": 1, "revision": 0, "sequence": 1, "answers": {"1": [0], "2": [3]}}
    bodies.append(client.post(f"/api/v1/attempts/{paper.rsplit('/', 1)[1]}/save", json=body))
    bodies.append(client.post(paper + "/nop", data={"a3": "1"}))
    bodies.append(client.post(paper + "/nop", data={"confirmed": "1"}))
    bodies += [client.get(path) for path in (paper + "/ket-qua", "/cua-toi")]
    bodies += [
        client.get(path) for path in ("/minh-bach/cuoc-thi", "/minh-bach/cuoc-thi/1/seal.json")
    ]
    bodies.append(client.get("/cuoc-thi/cuoc-thi/dot/1"))
    return [answer.data for answer in bodies]


@pytest.fixture
def same_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt draw what the first one drew; references and seeds included."""
    monkeypatch.setattr(starting.secrets, "token_bytes", lambda count: b"\x5a" * count)


@pytest.mark.usefixtures("same_chance")
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_permuting_every_key_changes_no_byte_before_the_results(
    settings: Settings, stage: Stage, tmp_path: Path
) -> None:
    stage.round(stage.contest(), stage.bank())
    other = tmp_path / "permuted.sqlite3"
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as source:
        source.execute("VACUUM INTO ?", (str(other),))
    source.close()
    permuted = settings.model_copy(update={"database_url": f"sqlite:///{other}"})
    permute_keys(permuted)
    for one in (settings, permuted):
        seal_before_opening(one, stage)
    as_written, with_other_keys = (sit(browser(one)) for one in (settings, permuted))
    assert [without_chance(body) for body in as_written] == [
        without_chance(body) for body in with_other_keys
    ]


def permute_keys(settings: Settings) -> None:
    """Give every item another key, and the version the digest that goes with it."""
    with engine_for(settings.database) as engine, engine.begin() as connection:
        for guard in ("item_key_never_update", "bank_version_approved"):
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
        connection.execute(sa.update(ItemKey).values(right=[3], explanation="Khác."))
        connection.execute(sa.update(BankVersion).values(digest="1" * 64))


@pytest.mark.usefixtures("same_chance")
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_changing_every_later_question_changes_no_byte_before_its_turn(
    settings: Settings, stage: Stage, tmp_path: Path
) -> None:
    timing = {"limit_minutes": 15, "item_seconds": 30}
    stage.round(stage.contest(), stage.bank(), timing=timing)
    other = tmp_path / "changed.sqlite3"
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as source:
        source.execute("VACUUM INTO ?", (str(other),))
    source.close()
    changed = settings.model_copy(update={"database_url": f"sqlite:///{other}"})
    as_written = sit_at_two_questions(browser(settings))
    slots = decode(stage.session.execute(sa.select(Attempt.form)).scalar_one()).slots
    change_items(changed, but={slots[0].item, slots[1].item})
    with_other_items = sit_at_two_questions(browser(changed))
    assert [without_chance(body) for body in as_written] == [
        without_chance(body) for body in with_other_items
    ]


def change_items(settings: Settings, but: set[int]) -> None:
    """Give every item of the bank but two another text, other options and another key."""
    changed = VersionItem.position.not_in(but)
    contents = sa.select(VersionItem.content_digest).where(changed)
    keys = sa.select(VersionItem.key_digest).where(changed)
    with engine_for(settings.database) as engine, engine.begin() as connection:
        for guard in ("item_key_never_update", "item_content_never_update"):
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
        connection.execute(
            sa.update(ItemContent)
            .where(ItemContent.digest.in_(contents))
            .values(stem="Khác?", options=["Khác 0", "Khác 1", "Khác 2", "Khác 3"])
        )
        connection.execute(sa.update(ItemKey).where(ItemKey.digest.in_(keys)).values(right=[3]))


def sit_at_two_questions(client: FlaskClient) -> list[bytes]:
    """Answer the first question of a paper and look at the second; return every body received."""
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    paper = client.post("/cuoc-thi/cuoc-thi/dot/1/bat-dau", data={"attempt": 1}).headers["Location"]
    saving = f"/api/v1/attempts/{paper.rsplit('/', 1)[1]}"
    bodies = [client.get(paper), client.post(f"{paper}/cau-tiep", data={"item": 1})]
    for revision, answers in ((0, {"1": [0]}), (1, {"3": [0]})):
        body = {"lease": 1, "revision": revision, "sequence": revision + 1, "answers": answers}
        bodies.append(client.post(f"{saving}/save", json=body))
    bodies.append(client.post(f"{paper}/cau-tiep", data={"item": 1}, follow_redirects=True))
    assert 'id="q2"' in bodies[-1].text
    bodies += [client.get(path) for path in (paper, saving, "/cua-toi")]
    bodies.append(client.post(f"{paper}/nop", data={"a2": "1"}))
    return [answer.data for answer in bodies]


def seal_before_opening(settings: Settings, stage: Stage) -> None:
    """Seal the round by the key that this database holds."""
    with engine_for(settings.database) as engine, Session(engine) as session:
        _, approver = stage.bankers or ()
        organizer = Actor(approver.id, "Vi Văn Duyệt", (Grant(Role.ORGANIZER),))
        with transaction(session):
            seals.seal_round(session, actor=organizer, now=stage.now - 1, slug="cuoc-thi", number=1)


def test_two_seals_of_the_same_keys_have_nothing_in_common(stage: Stage) -> None:
    """What the test above takes out of the pages is hidden by 32 random bytes, not by its keys."""
    contest, version = stage.contest(), stage.bank()
    for number in (1, 2):
        stage.round(contest, version, number=number, opens_at=stage.now + 1)
    _, approver = stage.bankers or ()
    organizer = Actor(approver.id, "Vi Văn Duyệt", (Grant(Role.ORGANIZER),))
    with transaction(stage.session) as session:
        one, other = (
            seals.seal_round(session, actor=organizer, now=stage.now, slug="cuoc-thi", number=n)
            for n in (1, 2)
        )
    assert one.nonce != other.nonce
    assert one.commitment != other.commitment


def browser(settings: Settings) -> FlaskClient:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def without_chance(body: bytes) -> bytes:
    """Take out what is random by design: the tokens of forms, and commitments.

    A commitment is a hash over keys and a nonce that nobody has seen; that the nonce itself is on
    no page is held here, as is that nothing else of 64 digits is.
    """
    assert (b"\x5a" * 32).hex().encode() not in body
    body, commitments = re.subn(rb"\b[0-9a-f]{64}\b", b"", body)
    assert commitments <= 1
    return re.sub(rb'(csrf[-_]token"[^>]*(?:value|content)=")[^"]*', rb"\1", body)


def test_no_page_on_the_way_to_a_submission_reads_the_key_table(app: Flask, stage: Stage) -> None:
    stage.round(stage.contest(), stage.bank())
    client = app.test_client()
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    with statements(app) as said:
        client.get("/cuoc-thi/cuoc-thi/dot/1")
        start = client.post("/cuoc-thi/cuoc-thi/dot/1/bat-dau", data={"attempt": 1})
        paper = start.headers["Location"]
        client.get(paper)
        body = {"lease": 1, "revision": 0, "sequence": 1, "answers": {"1": [0]}}
        client.post(f"/api/v1/attempts/{paper.rsplit('/', 1)[1]}/save", json=body)
    assert len(said) > 8
    assert not [statement for statement in said if "item_key" in statement]
