"""A contest with a crowd in it, signed in beforehand, in the product's tables and the reference's.

Both draw from the same shipped bank. Nobody registers or signs in while something is measured.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.orm import Session

import question_bank
from bench import reference_tables as reference
from bench.journey import ITEMS, SLUG
from bench.reference_engine import reference_engine
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
    with engine_for(migrated(url)) as engine, Session(engine) as session:
        stage = Stage(session, _now())
        contest = stage.contest(SLUG)
        paper = {"items": ITEMS, "points_per_item": 500}
        stage.round(contest, version_of(session), opens_at=_now() - HOUR, paper=paper)
        units = [stage.units[code].id for code in UNITS]
        with transaction(session):
            tokens = sign_in(session, contest.id, units, people, now=_now())
    return Crowd([product_cookie(token) for token in tokens])


def fill_reference(url: str, people: int) -> Crowd:
    """Make the reference's tables at ``url``, and give them the round and its crowd."""
    tokens = _tokens(people)
    engine = reference_engine(url)
    reference.METADATA.create_all(engine)
    with engine.connect().execution_options(writes=True) as connection:
        _fill(connection, tokens)
        connection.commit()
    engine.dispose()
    return Crowd([_cookie("session", SECRET, token=token) for token in tokens])


def product_cookie(token: str, secret: str = SECRET) -> str:
    """Return the cookie of a browser that has signed in to the product and has seen a form."""
    return _cookie("onsu", secret, _user_id=token, _permanent=True)


def _cookie(name: str, secret: str, **values: object) -> str:
    signer = Flask(__name__)
    signer.secret_key = secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert serializer is not None
    return f"{name}={serializer.dumps({**values, 'csrf_token': secrets.token_hex(20)})}"


def _bank() -> Bank:
    bank = read_bank(BANK.read_bytes(), BANK.name).bank
    assert bank is not None
    return bank


def version_of(session: Session) -> BankVersion:
    """Load the shipped bank, and return its approved version."""
    now = _now()
    with transaction(session):
        bankers = [
            {"full_name": name, "sort_key": name, "folded": name, "created_at": now}
            for name in ("author", "approver")
        ]
        author, approver = _insert(session, Person, bankers)
        version = banks.load(session, actor=OPERATOR, now=now, bank=_bank(), message="")
        version.author_id = author
        session.flush()
        version.approved_at, version.approved_by_id = now, approver
    return version


def sign_in(
    session: Session, contest_id: int, units: list[int], people: int, *, now: int
) -> list[str]:
    """Store so many people who take part in a contest; return the tokens of their browsers."""
    tokens = _tokens(people)
    known = {"created_at": now}
    named = [
        {"full_name": f"Nguyễn Văn {n}", "sort_key": f"{n}", "folded": f"nguyen van {n}", **known}
        for n in range(people)
    ]
    person_ids = _insert(session, Person, named)
    logins = [f"{token[:20].lower()}-{at}" for at, token in enumerate(tokens)]
    accounts = [
        {"person_id": id_, "login_name": key, "login_key": key, "password_hash": "", **known}
        for id_, key in zip(person_ids, logins, strict=True)
    ]
    account_ids = _insert(session, Account, accounts)
    browsers = [
        {"account_id": id_, "token_hash": _hash(token), "expires_at": now + 24 * HOUR, **known}
        for id_, token in zip(account_ids, tokens, strict=True)
    ]
    session.execute(sa.insert(LoginSession), browsers)
    joined = {"contest_id": contest_id, "eligibility": "in_contest", "consent_version": "1"}
    participations = [
        {"person_id": id_, "unit_id": unit, "registered_at": now, **joined, **known}
        for id_, unit in zip(person_ids, cycle(units), strict=False)
    ]
    session.execute(sa.insert(Participation), participations)
    return tokens


def _insert(session: Session, model: Any, rows: list[dict[str, Any]]) -> Sequence[int]:
    new = sa.insert(model).returning(model.id, sort_by_parameter_order=True)
    return session.execute(new, rows).scalars().all()


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
                "token_hash": _hash(token),
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


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _now() -> int:
    return time.time_ns() // 1_000_000
