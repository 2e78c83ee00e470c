"""The list for reminding people: who of a branch has not taken part yet, and how to reach them."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind, Sheet
from quiz.models import Contest, Round, Unit
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.people import WRITE, PersonLine, Show, people_of, units_in_reach

BATCH = 1_000
NO_ACCOUNT, NOT_REGISTERED, NOT_TAKEN = "no_account", "not_registered", "not_taken"
"""How far a person is who has not taken part."""

_NUMBER = Column("number", Kind.NUMBER, 6)
_PHONE = Column("phone", Kind.TEXT, 16)
_COLUMNS = (
    Column("name", Kind.TEXT, 28),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 40),
)
_STATE = Column("state", Kind.CODE, 28)


def reminders(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    unit: Unit,
    asked: Round | None,
) -> Sheet:
    """Record that ``actor`` takes the list away, and return it; its rows are read only then.

    Telephone numbers are for those who look after these people, not for all who may see the list.
    """
    has_phones = _looks_after(session, actor, contest, unit)
    audit.record(
        session,
        actor=actor,
        now=now,
        action="people.remind",
        target=f"contest:{contest.slug}",
        unit=unit.code,
        round=asked.number if asked else None,
        phones=has_phones,
    )
    phone = (_PHONE,) if has_phones else ()
    rows = _rows(session, actor, contest, unit, asked, has_phones=has_phones)
    return Sheet("reminders", (_NUMBER, *_COLUMNS, *phone, _STATE), rows, now)


def _looks_after(session: Session, actor: Actor, contest: Contest, unit: Unit) -> bool:
    within = sa.select(Unit.id).where(Unit.id == unit.id, units_in_reach(actor, WRITE, contest))
    return session.execute(within).first() is not None


def _rows(
    session: Session,
    actor: Actor,
    contest: Contest,
    unit: Unit,
    asked: Round | None,
    *,
    has_phones: bool,
) -> Iterator[tuple[Cell, ...]]:
    page, number = 1, 0
    while True:
        found = people_of(
            session,
            actor=actor,
            contest=contest,
            unit=unit,
            show=Show.NOT_TAKEN,
            round_id=asked.id if asked else None,
            page=page,
            size=BATCH,
        )
        for line in found.people:
            number += 1
            phone = (_spaced(line.phone),) if has_phones else ()
            yield (number, line.full_name, line.unit_code, line.unit_name, *phone, _state(line))
        if page >= found.pages:
            return
        page += 1


def _state(line: PersonLine) -> str:
    if line.registered_at is not None:
        return NOT_TAKEN
    return NOT_REGISTERED if line.has_account else NO_ACCOUNT


def _spaced(phone: str | None) -> str | None:
    """Return a number as people write it; without its spaces Excel drops the nought in front."""
    if phone is None or not phone.startswith("0"):
        return phone
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
