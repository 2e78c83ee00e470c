"""Looking at a branch: its contests, and how one of them goes there."""

from flask.typing import ResponseReturnValue

from quiz.models import Contest
from quiz.services import unit_desk
from quiz.services.people import PROGRESS
from quiz.services.people.fence import refuse_unless_possible
from quiz.services.unit_desk import ChildTally, Desk
from quiz.web.chart import Chart, chart
from quiz.web.filters import number, rate
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, local, page, session
from quiz.web.unit import bp
from quiz.web.unit.branch import (
    branch_of,
    contest_asked,
    round_asked,
    round_tabs,
    unit_asked,
)
from quiz.web.unit.days import days_chart
from quiz.web.unit.pages import ContestLine, DeskPage, HomePage
from quiz.web.words import gettext

MOST_BARS = 15


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show the contests whose people the reader may follow."""
    refuse_unless_possible(actor(), PROGRESS)
    contests = tuple(map(_line, unit_desk.desk_contests(session(), actor())))
    return page("unit/home.html", HomePage(contests))


@bp.get("/<slug>")
def desk(slug: str) -> ResponseReturnValue:
    """Show how a contest goes in a branch (``?don-vi=``), as a whole or in a round (``?dot=``)."""
    contest, asked = contest_asked(slug, PROGRESS), round_asked()
    unit = unit_asked(contest, PROGRESS)
    found = unit_desk.desk(
        session(),
        actor=actor(),
        contest=contest,
        unit_code=unit.code,
        round_number=asked,
        page=page_asked(),
    )
    content = DeskPage(
        branch=branch_of(contest, unit),
        tabs=round_tabs(contest, asked),
        round_number=asked,
        whole=found.whole,
        own=found.own,
        rounds=_rounds(found),
        days=days_chart(found.days),
        headcount=found.headcount,
        children=found.children,
        rates=_rates(found.children),
        pager=pager(found.page, found.pages),
    )
    return page("unit/desk.html", content)


def _line(contest: Contest) -> ContestLine:
    return ContestLine(
        slug=contest.slug,
        title=local(contest.title),
        summary=local(contest.summary),
        is_draft=contest.announced_at is None,
    )


def _rounds(found: Desk) -> Chart | None:
    """Draw how many of the listed people have taken each round."""
    if not found.whole.people:
        return None
    figures = [(local(of.title), of.taken, number(of.taken)) for of in found.rounds]
    return chart(gettext("Người đã dự thi theo từng đợt"), figures, full=found.whole.people)


def _rates(children: tuple[ChildTally, ...]) -> Chart | None:
    """Draw the rates of the units below, where there are some to compare."""
    rated = [
        (line.name, line.tally.rate, rate(line.tally.rate))
        for line in children
        if line.tally.rate is not None
    ]
    if not 2 <= len(rated) <= MOST_BARS:
        return None
    return chart(gettext("Tỷ lệ tham gia của các đơn vị trực thuộc"), rated)
