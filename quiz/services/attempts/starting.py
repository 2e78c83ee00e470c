"""Starting an attempt: the database counts, so that fifty starts at once make one (D-02)."""

import secrets

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.exam_form import encode
from quiz.domain.answers import blank
from quiz.domain.chain import GENESIS
from quiz.domain.codes import new_code
from quiz.domain.timing import accepts
from quiz.models import EventKind
from quiz.services.attempts.admission import (
    Standing,
    barred,
    deadline_of,
    hold_still,
    obstacle,
    standing_of,
)
from quiz.services.attempts.evidence import append, event_after
from quiz.services.attempts.finishing import finish_if_overdue
from quiz.services.attempts.reading import TABLE
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.refusal import Refusal

REF_LENGTH = 26
NO_LIMIT = 1_000_000
_INSERT = {
    name: insert(TABLE).on_conflict_do_nothing().returning(TABLE.c.id)
    for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}


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
    hold_still(session, definition, person_id)
    standing = _registered(session, definition, person_id, now)
    allowance = definition.rules.timing.allowance_seconds
    if standing.live_ref is not None and standing.live_deadline_at is not None:
        if accepts(now, standing.live_deadline_at, allowance):
            return standing.live_ref
        finish_if_overdue(session, catalogue=catalogue, ref=standing.live_ref, now=now)
    if (found := obstacle(session, definition, standing, now)) is not None:
        raise found
    if expected_number != standing.made + 1:
        raise Refusal("attempt_moved_on")
    ref = _insert(session, definition, standing, holder_id=holder_id, now=now)
    if ref is not None:
        return ref
    rival = standing_of(session, definition, person_id, now)
    if rival is None or rival.live_ref is None:
        raise Refusal("attempt_moved_on")
    return rival.live_ref


def _registered(
    session: Session, definition: RoundDefinition, person_id: int, now: int
) -> Standing:
    standing = standing_of(session, definition, person_id, now)
    if standing is None or not standing.is_registered:
        raise Refusal("not_participating")
    if (found := barred(definition, standing)) is not None:
        raise found
    return standing


def _number_limit(definition: RoundDefinition, standing: Standing) -> int:
    """Return the greatest number that the database lets an attempt of the round have.

    Attempts given back after they were voided keep their numbers.
    """
    attempts = definition.rules.attempts
    if attempts.limit is None or attempts.per != "round":
        return NO_LIMIT
    return attempts.limit + standing.made - standing.used


def _insert(
    session: Session,
    definition: RoundDefinition,
    standing: Standing,
    *,
    holder_id: int | None,
    now: int,
) -> str | None:
    """Draw and store the paper; return None when another start was quicker by a moment."""
    seed = secrets.token_bytes(16)
    form = encode(definition.plan.draw(seed))
    ref = new_code(secrets.token_bytes(17), REF_LENGTH)
    one_by_one = definition.rules.timing.item_seconds is not None
    change = {"form": form, "number": standing.made + 1, "seed": seed.hex()}
    event = event_after(GENESIS, ref=ref, sequence=0, kind=EventKind.START, at=now, change=change)
    connection = session.connection()
    attempt_id = connection.execute(
        _INSERT[connection.dialect.name],
        {
            "ref": ref,
            "participation_id": standing.participation_id,
            "round_id": definition.id,
            "number": standing.made + 1,
            "number_limit": _number_limit(definition, standing),
            "unit_id": standing.unit_id,
            "category": standing.category,
            "form": form,
            "started_at": now,
            "deadline_at": deadline_of(definition, now),
            "answers": blank(definition.rules.paper.items),
            "revision": 0,
            "save_sequence": 0,
            "lease": 1,
            "holder_id": holder_id,
            "chain": event.hash,
            "current_item": 0 if one_by_one else None,
            "item_shown_at": now if one_by_one else None,
        },
    ).scalar_one_or_none()
    if attempt_id is None:
        return None
    append(session, attempt_id, event)
    return ref
