"""The figures of a unit's report to the level above, with a digest that anyone can work out again.

Only how many took part is in it: never an answer, a score or a name.
"""

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Unit
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.people import PROGRESS, unit_in_reach
from quiz.services.unit_desk import counting
from quiz.services.unit_desk.by_day import attempts_of
from quiz.services.unit_desk.shapes import ChildTally, HeadcountState, RoundTally, Tally
from quiz.services.units import name_on, parent_on


@dataclass(frozen=True, slots=True)
class Report:
    """How a contest goes in a branch at a moment; ``above`` is what the unit stands right under.

    ``children`` are all units right below with their tallies.
    """

    contest: Contest
    unit: str
    above: str
    made_at: int
    whole: Tally
    headcount: HeadcountState | None
    attempts: int
    rounds: tuple[RoundTally, ...]
    children: tuple[ChildTally, ...]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the figures as JSON with sorted keys and no spaces."""
        figures = {
            "contest": self.contest.slug,
            "unit": self.unit,
            "made_at": self.made_at,
            "whole": _figures(self.whole),
            "attempts": self.attempts,
            "rounds": [[line.number, line.taken] for line in self.rounds],
            "units": [[line.code, *_figures(line.tally)] for line in self.children],
        }
        text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def report(
    session: Session, *, actor: Actor, now: int, contest: Contest, unit_code: str = ""
) -> Report:
    """Return the figures of a branch, and record that ``actor`` reports them."""
    unit = unit_in_reach(session, actor, PROGRESS, contest, unit_code)
    tallies = counting.tallies_of(session, contest, unit, None)
    day = contest.tree_day
    about = session.execute(
        sa.select(name_on(day).label("name"), parent_on(day).label("parent")).where(
            Unit.id == unit.id
        )
    ).one()
    above = sa.select(name_on(day)).where(Unit.id == about.parent)
    found = Report(
        contest=contest,
        unit=about.name,
        above=session.execute(above).scalar_one_or_none() or "",
        made_at=now,
        whole=counting.tally(
            session, tallies, sa.true(), counting.headcount(session, contest, unit)
        ),
        headcount=counting.headcount_state(session, contest, unit),
        attempts=attempts_of(session, contest, unit),
        rounds=counting.rounds(session, contest, unit),
        children=counting.all_children(session, contest, unit, tallies),
    )
    audit.record(
        session,
        actor=actor,
        now=now,
        action="unit.report",
        target=f"contest:{contest.slug}",
        unit=unit.code,
        digest=found.digest,
    )
    return found


def _figures(tally: Tally) -> list[int | None]:
    return [tally.people, tally.registered, tally.taken, tally.headcount]
