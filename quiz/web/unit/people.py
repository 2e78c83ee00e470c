"""The people of a branch: who is listed, and who has not taken part yet."""

from collections.abc import Mapping

from flask import request
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.models import Contest, Eligibility, Unit
from quiz.sentences.sentence import N_
from quiz.services import audit, people, unit_desk
from quiz.services.people import READ, PersonLine, Show
from quiz.services.refusal import NotYours
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, local, now, page, session
from quiz.web.unit import bp
from quiz.web.unit.branch import (
    branch_of,
    contest_asked,
    round_asked,
    round_tabs,
    unit_asked,
)
from quiz.web.unit.pages import Filter, NotYetPage, PeoplePage, PersonRow
from quiz.web.words import gettext

MOST_PRINTED = 2_000
STANDINGS: Mapping[str, str] = {
    Eligibility.OUT_OF_PRIZES: N_("không xét giải"),
    Eligibility.EXCLUDED: N_("không được dự thi"),
}
LABELS = {
    Show.ALL: N_("Tất cả"),
    Show.REGISTERED: N_("Đã đăng ký"),
    Show.NOT_REGISTERED: N_("Chưa đăng ký"),
    Show.NOT_TAKEN: N_("Chưa dự thi"),
}


@bp.get("/<slug>/nguoi")
def people_list(slug: str) -> ResponseReturnValue:
    """Show the people of a branch, narrowed by ``?xem=`` and found by ``?tim=``."""
    contest = contest_asked(slug, READ)
    unit, show, query = unit_asked(contest, READ), _show(), request.args.get("tim", "")[:100]
    found = people.people_of(
        session(),
        actor=actor(),
        contest=contest,
        unit=unit,
        show=show,
        query=query,
        page=page_asked(),
    )
    content = PeoplePage(
        branch=branch_of(contest, unit),
        filters=tuple(Filter(each, gettext(LABELS[each]), each is show) for each in Show),
        query=query,
        total=found.total,
        people=tuple(map(_row, found.people)),
        pager=pager(found.page, found.pages),
    )
    return page("unit/people.html", content)


@bp.get("/<slug>/chua-thi")
def not_yet(slug: str) -> ResponseReturnValue:
    """Show who has not taken part: not at all, or not in a round (``?dot=``)."""
    contest = contest_asked(slug, READ)
    return _not_yet(contest, unit_asked(contest, READ), asked_page=page_asked())


@bp.post("/<slug>/chua-thi")
def print_not_yet(slug: str) -> ResponseReturnValue:
    """Show them all on one page for printing, and note who took the list away."""
    contest = contest_asked(slug, READ)
    unit = unit_asked(contest, READ)
    with transaction(session()):
        audit.record(
            session(),
            actor=actor(),
            now=now(),
            action="people.print",
            target=f"contest:{slug}",
            unit=unit.code,
            round=round_asked(),
        )
    return _not_yet(contest, unit, asked_page=None)


def _not_yet(contest: Contest, unit: Unit, asked_page: int | None) -> ResponseReturnValue:
    asked = unit_desk.round_of(session(), contest, round_asked())
    found = people.people_of(
        session(),
        actor=actor(),
        contest=contest,
        unit=unit,
        show=Show.NOT_TAKEN,
        round_id=asked.id if asked else None,
        page=asked_page or 1,
        size=people.PAGE_SIZE if asked_page else MOST_PRINTED,
    )
    content = NotYetPage(
        branch=branch_of(contest, unit),
        tabs=round_tabs(contest, asked.number if asked else None),
        round_number=asked.number if asked else None,
        round_title=local(asked.title) if asked else None,
        made_at=now(),
        total=found.total,
        people=tuple(map(_row, found.people)),
        pager=pager(found.page, found.pages) if asked_page else None,
        is_for_print=asked_page is None,
    )
    return page("unit/not_yet.html", content)


def _show() -> Show:
    try:
        return Show(request.args.get("xem", Show.ALL))
    except ValueError:
        raise NotYours from None


def _row(line: PersonLine) -> PersonRow:
    return PersonRow(
        participation_id=line.participation_id,
        name=line.full_name,
        birth_date=line.birth_date,
        phone=line.phone,
        unit=line.unit_name,
        registered_at=line.registered_at,
        has_account=line.has_account,
        rounds_taken=line.rounds_taken,
        standing=gettext(STANDINGS[line.eligibility]) if line.eligibility in STANDINGS else None,
    )
