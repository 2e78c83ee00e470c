"""Starting an attempt: the database counts, so that fifty starts at once make one (D-02)."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.exam_form import encode
from quiz.domain.answers import blank
from quiz.domain.chain import GENESIS
from quiz.domain.codes import new_code
from quiz.domain.timing import accepts, deadline
from quiz.models import Eligibility, EventKind, Participation, table_of
from quiz.services.attempts.evidence import append, event_after
from quiz.services.attempts.finishing import finish_if_overdue
from quiz.services.attempts.reading import TABLE
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.key_readings import knew_a_key
from quiz.services.refusal import Refusal

REF_LENGTH = 26
NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a round before starting: how many attempts, and the one running.

    Who ``knew_a_key`` of its bank takes part out of prizes.
    """

    participation_id: int
    unit_id: int
    category: str | None
    eligibility: str
    knew_a_key: bool
    is_registered: bool
    made: int
    live_ref: str | None
    live_deadline_at: int | None


_PEOPLE = table_of(Participation).c
_ATTEMPTS = TABLE.c
_RUNNING = TABLE.alias()
_LIVE = _RUNNING.c
_MADE = (
    sa.select(sa.func.coalesce(sa.func.max(_ATTEMPTS.number), 0))
    .where(_ATTEMPTS.participation_id == _PEOPLE.id, _ATTEMPTS.round_id == sa.bindparam("round"))
    .scalar_subquery()
)
_KNEW_A_KEY = knew_a_key(_PEOPLE.person_id, sa.bindparam("contest"), sa.bindparam("closes"))
_STANDING = (
    sa.select(
        _PEOPLE.id,
        _PEOPLE.unit_id,
        _PEOPLE.category,
        _PEOPLE.eligibility,
        _PEOPLE.registered_at,
        _MADE.label("made"),
        _KNEW_A_KEY.label("knew_a_key"),
        _LIVE.ref,
        _LIVE.deadline_at,
    )
    .outerjoin(
        _RUNNING,
        sa.and_(
            _LIVE.participation_id == _PEOPLE.id,
            _LIVE.round_id == sa.bindparam("round"),
            _LIVE.finished_at.is_(None),
        ),
    )
    .where(
        _PEOPLE.person_id == sa.bindparam("person"),
        _PEOPLE.contest_id == sa.bindparam("contest"),
    )
)


def standing_of(session: Session, definition: RoundDefinition, person_id: int) -> Standing | None:
    """Return where a person stands in a round, in one query; None for who is not in the contest."""
    row = (
        session.connection()
        .execute(
            _STANDING,
            {
                "round": definition.id,
                "contest": definition.contest_id,
                "person": person_id,
                "closes": definition.closes_at,
            },
        )
        .one_or_none()
    )
    if row is None:
        return None
    return Standing(
        participation_id=row.id,
        unit_id=row.unit_id,
        category=row.category,
        eligibility=row.eligibility,
        knew_a_key=bool(row.knew_a_key),
        is_registered=row.registered_at is not None,
        made=row.made,
        live_ref=row.ref,
        live_deadline_at=row.deadline_at,
    )


def start(
    session: Session,
    *,
    catalogue: Catalogue,
    definition: RoundDefinition,
    person_id: int,
    holder_id: int | None,
    expected_number: int,
    now: int,
) -> str:
    """Return the reference of the running attempt: a new one, or the one that already runs.

    ``expected_number`` is what the start form said the attempt would be, so that a form sent twice,
    or left over from yesterday, never uses up another attempt.
    """
    standing = _admitted(session, definition, person_id)
    allowance = definition.rules.timing.allowance_seconds
    if standing.live_ref is not None and standing.live_deadline_at is not None:
        if accepts(now, standing.live_deadline_at, allowance):
            return standing.live_ref
        finish_if_overdue(session, catalogue=catalogue, ref=standing.live_ref, now=now)
    _check_window(definition, now)
    limit = definition.rules.attempts.limit or NO_LIMIT
    if standing.made >= limit:
        raise Refusal("limit_reached", limit=limit)
    if expected_number != standing.made + 1:
        raise Refusal("attempt_moved_on")
    ref = _insert(session, definition, standing, holder_id=holder_id, limit=limit, now=now)
    if ref is not None:
        return ref
    rival = standing_of(session, definition, person_id)
    if rival is None or rival.live_ref is None:
        raise Refusal("attempt_moved_on")
    return rival.live_ref


def _admitted(session: Session, definition: RoundDefinition, person_id: int) -> Standing:
    standing = standing_of(session, definition, person_id)
    if standing is None or not standing.is_registered:
        raise Refusal("not_participating")
    if standing.eligibility == Eligibility.EXCLUDED:
        raise Refusal("excluded")
    return standing


def _check_window(definition: RoundDefinition, now: int) -> None:
    if now < definition.opens_at:
        raise Refusal("round_ahead")
    if now >= definition.closes_at:
        raise Refusal("round_over")


def _insert(
    session: Session,
    definition: RoundDefinition,
    standing: Standing,
    *,
    holder_id: int | None,
    limit: int,
    now: int,
) -> str | None:
    """Draw and store the paper; return None when another start was quicker by a moment."""
    seed = secrets.token_bytes(16)
    form = encode(definition.plan.draw(seed))
    ref = new_code(secrets.token_bytes(17), REF_LENGTH)
    change = {"form": form, "number": standing.made + 1, "seed": seed.hex()}
    event = event_after(GENESIS, ref=ref, sequence=0, kind=EventKind.START, at=now, change=change)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    attempt_id = (
        session.connection()
        .execute(
            insert(TABLE).on_conflict_do_nothing().returning(TABLE.c.id),
            {
                "ref": ref,
                "participation_id": standing.participation_id,
                "round_id": definition.id,
                "number": standing.made + 1,
                "number_limit": limit,
                "unit_id": standing.unit_id,
                "category": standing.category,
                "form": form,
                "started_at": now,
                "deadline_at": deadline(now, definition.rules.timing, definition.closes_at),
                "answers": blank(definition.rules.paper.items),
                "revision": 0,
                "save_sequence": 0,
                "lease": 1,
                "holder_id": holder_id,
                "chain": event.hash,
            },
        )
        .scalar_one_or_none()
    )
    if attempt_id is None:
        return None
    append(session, attempt_id, event)
    return ref
