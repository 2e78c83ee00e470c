"""The events of an attempt: one line per accepted write, each bound to the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import ALPHABET, apply, blank
from quiz.domain.chain import EVENT_PREFIX, GENESIS, chain_hash
from quiz.models import Attempt, AttemptEvent, EventKind, table_of

_INSERT = sa.insert(table_of(AttemptEvent))


def event_hash(
    previous: bytes, *, ref: str, sequence: int, kind: EventKind, at: int, change: Mapping[str, Any]
) -> bytes:
    """Return the hash of an event; the record names its attempt by the public reference."""
    record = {"at": at, "attempt": ref, "change": change, "kind": kind, "sequence": sequence}
    return chain_hash(EVENT_PREFIX, previous, record)


@dataclass(frozen=True, slots=True)
class Event:
    """An event about to be stored; ``hash`` becomes the attempt's ``chain``."""

    sequence: int
    kind: EventKind
    at: int
    change: Mapping[str, Any]
    previous: bytes
    hash: bytes


def event_after(
    previous: bytes, *, ref: str, sequence: int, kind: EventKind, at: int, change: Mapping[str, Any]
) -> Event:
    """Return the event that follows the one with this hash (``GENESIS`` before the first)."""
    hash_ = event_hash(previous, ref=ref, sequence=sequence, kind=kind, at=at, change=change)
    return Event(sequence, kind, at, change, previous, hash_)


def append(session: Session, attempt_id: int, event: Event) -> None:
    """Store an event of an attempt."""
    session.connection().execute(
        _INSERT,
        {
            "attempt_id": attempt_id,
            "sequence": event.sequence,
            "kind": event.kind,
            "arrived_at": event.at,
            "change": event.change,
            "previous": event.previous,
            "hash": event.hash,
        },
    )


def saved_change(
    answers: Mapping[int, int], prediction: int | None, *, predicts: bool
) -> dict[str, Any]:
    """Return the compact form of a save: the letter of each changed item, and the prediction."""
    change: dict[str, Any] = {}
    if answers:
        change["answers"] = {str(item): ALPHABET[mask] for item, mask in answers.items()}
    if predicts:
        change["prediction"] = prediction
    return change


def broken_event(session: Session, attempt: Attempt) -> int | None:
    """Return the sequence of the first event that does not follow, or of the column that differs.

    None when the chain holds and the answers rebuilt from it are the answers stored.
    """
    events = session.execute(
        sa.select(AttemptEvent)
        .where(AttemptEvent.attempt_id == attempt.id)
        .order_by(AttemptEvent.sequence)
    ).scalars()
    previous = GENESIS
    answers, prediction = blank(len(attempt.answers)), None
    sequence = -1
    for expected, event in enumerate(events):
        sequence = event.sequence
        computed = event_hash(
            previous,
            ref=attempt.ref,
            sequence=sequence,
            kind=EventKind(event.kind),
            at=event.arrived_at,
            change=event.change,
        )
        if (sequence, event.previous, event.hash) != (expected, previous, computed):
            return sequence
        answers = apply(answers, _answers_in(event.change))
        prediction = event.change.get("prediction", prediction)
        previous = event.hash
    stored = (attempt.revision, attempt.chain, attempt.answers, attempt.prediction)
    return None if stored == (sequence, previous, answers, prediction) else sequence


def _answers_in(change: Mapping[str, Any]) -> dict[int, int]:
    return {int(item): ALPHABET.index(letter) for item, letter in change.get("answers", {}).items()}
