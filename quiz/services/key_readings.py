"""Who has had the key of a bank before their eyes, and which rounds that puts them out of.

Whoever reads a key before a round that draws from that bank has closed takes part out of prizes
in that contest (D-15): in that round and in every other that closes after the reading. A round
that had closed before keeps its result.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.domain.rules import RoundKind
from quiz.models import BankVersion, KeyReading, Round, table_of

_READING = table_of(KeyReading)
_ROUND = table_of(Round).alias()
_READ = table_of(BankVersion).alias()
_DRAWN = table_of(BankVersion).alias()


def note(session: Session, *, person_id: int | None, version_id: int, now: int, way: str) -> None:
    """Keep when a person first had the key of a version before their eyes, and by which ``way``.

    Later readings change nothing. The command line without a person (None) is nobody who could
    take part; its audit line stays.
    """
    if person_id is None:
        return
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    session.execute(
        insert(_READING).on_conflict_do_nothing(),
        {"person_id": person_id, "version_id": version_id, "first_at": now, "way": way},
    )


def has_read(session: Session, *, person_id: int, version_id: int) -> bool:
    """Whether a person has had the key of a version before their eyes."""
    found = sa.select(_READING.c.first_at).where(
        _READING.c.person_id == person_id, _READING.c.version_id == version_id
    )
    return session.execute(found).first() is not None


def who_knew_a_key(
    contest_id: sa.ColumnElement[int] | int, closes_at: sa.ColumnElement[int] | int
) -> sa.Select[int]:
    """Return the people who are out of the prizes of a contest's round that closes then."""
    read_at = _READING.c.first_at
    return (
        sa.select(_READING.c.person_id)
        .join(_READ, _READ.c.id == _READING.c.version_id)
        .join(_DRAWN, _DRAWN.c.bank_id == _READ.c.bank_id)
        .join(_ROUND, _ROUND.c.bank_version_id == _DRAWN.c.id)
        .where(
            _ROUND.c.contest_id == contest_id,
            _ROUND.c.kind == RoundKind.OFFICIAL,
            read_at < _ROUND.c.closes_at,
            read_at < closes_at,
        )
    )


def knew_a_key(
    person_id: sa.ColumnElement[int],
    contest_id: sa.ColumnElement[int] | int,
    closes_at: sa.ColumnElement[int] | int,
) -> sa.ColumnElement[bool]:
    """Return the condition that a person is one of `who_knew_a_key`, for one person at a time."""
    readings = who_knew_a_key(contest_id, closes_at)
    return readings.where(_READING.c.person_id == person_id).exists()
