"""Files between preview and confirmation: what somebody uploaded and has not yet agreed to.

A staged file is seen by its owner only, under an address that nobody can guess, for one day.
"""

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.codes import new_code
from quiz.models import StagedFile
from quiz.services.actor import Actor
from quiz.services.refusal import NotYours, Refusal

KEPT_MS = 86_400_000
REF_LENGTH = 26
LONGEST_FILENAME = 200


def stage(
    session: Session,
    *,
    actor: Actor,
    now: int,
    purpose: str,
    filename: str,
    data: bytes,
    options: Mapping[str, Any] | None = None,
) -> str:
    """Keep a file for its preview and return the reference under which its owner finds it."""
    if actor.person_id is None:
        raise Refusal("forbidden")
    purge(session, now=now)
    ref = new_code(secrets.token_bytes(17), REF_LENGTH)
    session.add(
        StagedFile(
            ref=ref,
            purpose=purpose,
            filename=filename[-LONGEST_FILENAME:],
            data=data,
            options=dict(options or {}),
            person_id=actor.person_id,
            created_at=now,
        )
    )
    session.flush()
    return ref


def take(session: Session, *, actor: Actor, now: int, ref: str, purpose: str) -> StagedFile:
    """Return an own file of the last day; it stays, so that confirming twice finds it twice."""
    found = session.execute(
        sa.select(StagedFile).where(
            StagedFile.ref == ref,
            StagedFile.purpose == purpose,
            StagedFile.person_id == actor.person_id,
            StagedFile.created_at > now - KEPT_MS,
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def purge(session: Session, *, now: int) -> None:
    """Forget the files that nobody confirmed within a day."""
    session.execute(sa.delete(StagedFile).where(StagedFile.created_at <= now - KEPT_MS))
