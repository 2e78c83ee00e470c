"""Which branch an address means, and the frame that its pages share."""

from flask import request

from quiz.models import Contest, Unit
from quiz.services import people
from quiz.services.people import Reach
from quiz.services.people.fence import refuse_unless_possible
from quiz.services.refusal import NotYours
from quiz.services.unit_desk import rounds_of, steps_to
from quiz.web.request import actor, local, session
from quiz.web.unit.pages import Branch, RoundTab
from quiz.web.words import gettext

_MOST_DIGITS = 3


def contest_asked(slug: str, reach: Reach) -> Contest:
    """Return the contest of the address, if the reader reaches people there."""
    refuse_unless_possible(actor(), reach)
    return people.contest_in_reach(session(), actor(), reach, slug)


def unit_asked(contest: Contest, reach: Reach) -> Unit:
    """Return the unit that the address or the form names, or the highest one in reach."""
    code = request.values.get("don-vi", "")
    return people.unit_in_reach(session(), actor(), reach, contest, code)


def round_asked() -> int | None:
    """Return the number of the round that the address or the form names."""
    text = request.values.get("dot", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise NotYours
    return int(text)


def branch_of(contest: Contest, unit: Unit) -> Branch:
    """Return the frame of a page about a branch."""
    return Branch(
        slug=contest.slug,
        contest_title=local(contest.title),
        code=unit.code,
        name=unit.name,
        steps=steps_to(session(), actor=actor(), contest=contest, unit=unit),
        may_load=_may(people.WRITE),
        may_issue=_may(people.ACTIVATE),
    )


def round_tabs(contest: Contest, current: int | None) -> tuple[RoundTab, ...]:
    """Return the rounds to choose from, the contest as a whole first."""
    whole = RoundTab(None, gettext("Cả cuộc thi"), is_current=current is None)
    rounds = rounds_of(session(), contest)
    return (whole, *(RoundTab(of.number, local(of.title), of.number == current) for of in rounds))


def _may(reach: Reach) -> bool:
    return actor().may_anywhere(reach.unit) or actor().may_anywhere(reach.contest)
