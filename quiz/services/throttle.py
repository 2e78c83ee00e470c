"""Sign-in failures slow down whoever makes them; they never lock anybody out (D-18).

Two counts per failure. By account *and* source: after a few failures that source waits before it
may try that account again, so a rival's wrong passwords elsewhere cost the owner nothing. By
source alone: wrong answers are told to wait, right ones never are, because a whole agency may sit
behind one address.
"""

from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.models import SignInFailure

FREE_FAILURES = 5
FREE_FAILURES_OF_A_SOURCE = 100
LONGEST_WAIT_SECONDS = 60
FORGOTTEN_AFTER_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Counter:
    """A count of failures: its key and how many are free."""

    key: bytes
    free: int


@dataclass(frozen=True, slots=True)
class Counters:
    """The two counts that one failure adds to."""

    account: Counter
    source: Counter


def keys(login_key: str, source: str) -> Counters:
    """Return the counts for a try at this account from this source."""
    return Counters(
        account=Counter(_key("account", source, login_key), FREE_FAILURES),
        source=Counter(_key("source", source), FREE_FAILURES_OF_A_SOURCE),
    )


def seconds_left(session: Session, counter: Counter, now: int) -> int:
    """Return how long the next try has to wait; 0 when it may be made at once."""
    row = session.execute(
        sa.select(SignInFailure.failures, SignInFailure.last_at).where(
            SignInFailure.key == counter.key, SignInFailure.last_at > now - FORGOTTEN_AFTER_MS
        )
    ).one_or_none()
    if row is None or row.failures < counter.free:
        return 0
    wait = min(LONGEST_WAIT_SECONDS, 1 << min(row.failures - counter.free, 10))
    left_ms: int = row.last_at + wait * 1000 - now
    return max(0, -(-left_ms // 1000))


def count(session: Session, counters: Counters, now: int) -> None:
    """Add a failure to both counts; a count that has rested for an hour begins anew."""
    insert = postgresql.insert if _is_postgres(session) else sqlite.insert
    for counter in (counters.account, counters.source):
        fresh = insert(SignInFailure).values(key=counter.key, failures=1, last_at=now)
        rested = SignInFailure.last_at <= now - FORGOTTEN_AFTER_MS
        session.execute(
            fresh.on_conflict_do_update(
                index_elements=[SignInFailure.key],
                set_={
                    "failures": sa.case((rested, 1), else_=SignInFailure.failures + 1),
                    "last_at": now,
                },
            )
        )


def forget(session: Session, counter: Counter) -> None:
    """Begin a count anew, after a success."""
    session.execute(sa.delete(SignInFailure).where(SignInFailure.key == counter.key))


def _key(*parts: str) -> bytes:
    return sha256("\n".join(parts).encode()).digest()


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
