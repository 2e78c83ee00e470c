"""A contest with a crowd in it, signed in beforehand, in the product's tables and the reference's.

Both draw from the same shipped bank. Nobody registers or signs in while something is measured.
"""

import secrets
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.orm import Session

import question_bank
from bench import reference_tables as reference
from bench.journey import ITEMS, SLUG
from question_bank.bank import Bank
from question_bank.item import Use
from question_bank.readers import read_bank
from quiz.database import transaction
from quiz.models import Account, BankVersion, LoginSession, Participation, Person
from quiz.services import banks
from quiz.services.actor import OPERATOR
from tests.databases import engine_for, migrated
from tests.stage import HOUR, Stage

BANK = Path(question_bank.__file__).parent / "banks" / "lang-son.yaml"
SECRET = "known to the benchmark, and to nobody else"
UNITS = ("cl-01", "cao-01", "cao-loc", "chi-lang")


@dataclass(frozen=True)
class Crowd:
    """People by the cookies of their browsers; whoever has been taken is not there any more."""

    cookies: list[str]

    def take(self, count: int) -> list[str]:
        """Return the cookies of so many people who have not taken the round yet."""
        taken = self.cookies[-count:]
        del self.cookies[-count:]
        return taken


def fill_product(url: str, people: int) -> Crowd:
    """Migrate the database at ``url``, and give it the contest and its crowd."""
    tokens = _tokens(people)
    with engine_for(migrated(url)) as engine, Session(engine) as session:
        stage = Stage(session, _now())
        contest = stage.contest(SLUG)
        paper = {"items": ITEMS, "points_per_item": 500}
        stage.round(contest, _version(session), opens_at=_now() - HOUR, paper=paper)
        units = [stage.units[code].id for code in UNITS]
        with transaction(session):
            _sign_in(session, tokens, contest.id, units)
    return Crowd([cookie("onsu", _user_id=token, _permanent=True) for token in tokens])


def fill_reference(url: str, people: int) -> Crowd:
    """Make the reference's tables at ``url``, and give them the round and its crowd."""
    tokens = _tokens(people)
    with engine_for(url) as engine:
        reference.METADATA.create_all(engine)
        with engine.connect().execution_options(writes=True) as connection:
            _fill(connection, tokens)
            connection.commit()
    return Crowd([cookie("session", token=token) for token in tokens])


def cookie(name: str, **values: object) -> str:
    """Return the header of a browser that has been signed in and has seen a form."""
    signer = Flask(__name__)
    signer.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert serializer is not None
    return f"{name}={serializer.dumps({**values, 'csrf_token': secrets.token_hex(20)})}"


def _bank() -> Bank:
    bank = read_bank(BANK.read_bytes(), BANK.name).bank
    assert bank is not None
    return bank


def _version(session: Session) -> BankVersion:
    now = _now()
    with transaction(session):
        version = banks.load(session, actor=OPERATOR, now=now, bank=_bank(), message="")
        banks.approve(session, actor=OPERATOR, now=now, version=version)
    return version


def _sign_in(session: Session, tokens: list[str], contest_id: int, units: list[int]) -> None:
    now = _now()
    people: list[dict[str, object]] = []
    accounts: list[dict[str, object]] = []
    sessions: list[dict[str, object]] = []
    participations: list[dict[str, object]] = []
    for id_, token in enumerate(tokens, start=1):
        name = f"Nguyễn Văn {id_}"
        names = {"full_name": name, "sort_key": name, "folded": name}
        people.append({"id": id_, "created_at": now, **names})
        login = {"login_name": f"nguoi-{id_}", "login_key": f"nguoi-{id_}", "password_hash": ""}
        accounts.append({"id": id_, "person_id": id_, "created_at": now, **login})
        sessions.append(
            {
                "id": id_,
                "account_id": id_,
                "token_hash": sha256(token.encode()).digest(),
                "created_at": now,
                "expires_at": now + 24 * HOUR,
            }
        )
        participations.append(
            {
                "contest_id": contest_id,
                "person_id": id_,
                "unit_id": units[id_ % len(units)],
                "eligibility": "in_contest",
                "created_at": now,
                "registered_at": now,
                "consent_version": "1",
            }
        )
    session.execute(sa.insert(Person), people)
    session.execute(sa.insert(Account), accounts)
    session.execute(sa.insert(LoginSession), sessions)
    session.execute(sa.insert(Participation), participations)


def _fill(connection: sa.Connection, tokens: list[str]) -> None:
    content = {
        "contest": "Cuộc thi tìm hiểu lịch sử",
        "title": "Đợt 1",
        "items": [
            {"stem": item.stem, "options": item.options, "right": item.right[0]}
            for item in _bank().items
            if item.use is Use.OFFICIAL
        ],
    }
    connection.execute(sa.insert(reference.round_), {"id": 1, "slug": SLUG, "content": content})
    ids = range(1, len(tokens) + 1)
    connection.execute(
        sa.insert(reference.account), [{"id": id_, "name": f"Nguyễn Văn {id_}"} for id_ in ids]
    )
    connection.execute(
        sa.insert(reference.login_session),
        [
            {
                "account_id": id_,
                "token_hash": sha256(token.encode()).digest(),
                "expires_at": _now() + 24 * HOUR,
            }
            for id_, token in zip(ids, tokens, strict=True)
        ],
    )
    connection.execute(
        sa.insert(reference.participation),
        [{"account_id": id_, "round_id": 1, "unit": "Chi bộ Thụy Hùng"} for id_ in ids],
    )


def _tokens(people: int) -> list[str]:
    return [secrets.token_urlsafe(24) for _ in range(people)]


def _now() -> int:
    return time.time_ns() // 1_000_000
