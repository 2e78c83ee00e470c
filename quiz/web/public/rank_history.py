"""How units have stood from round to round: lines over the rounds, and the table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quiz.domain.visibility import board_frozen_from
from quiz.services import boards
from quiz.services.boards import BoardState, RankHistory
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_lists import ContestSummary
from quiz.services.refusal import NotYours
from quiz.web.line_chart import rank_chart
from quiz.web.public import board_pages, bp
from quiz.web.public.readers import reader_tag
from quiz.web.public.standing_boards import (
    contest_of,
    ranked_rounds,
    unless_unchanged,
    withheld,
)
from quiz.web.request import catalogue, language, local, now, page, session
from quiz.web.unit_choices import unit_name
from quiz.web.words import gettext

UNITS = 10


@dataclass(frozen=True, slots=True)
class _Part:
    """A round that has begun, and how its board stands."""

    title: str
    definition: RoundDefinition
    state: BoardState

    @property
    def is_shown(self) -> bool:
        is_withheld = withheld(self.definition, self.state.published)
        return is_withheld is None and self.state.refreshed_at is not None

    @property
    def frozen_from(self) -> int | None:
        if self.state.published is not None:
            return None
        rules, closes_at = self.definition.rules, self.definition.closes_at
        from_ = board_frozen_from(rules, closes_at, self.state.stopped_at)
        return from_ if from_ is not None and from_ <= now() else None


@bp.get("/cuoc-thi/<slug>/bang-xep-hang/cac-dot")
def rank_history(slug: str) -> ResponseReturnValue:
    """Show the ranks of units over the rounds of a contest that have something to show."""
    contest = contest_of(slug)
    parts = _parts(contest)
    own = _own_path(parts)
    digests = tuple((part.title, part.state.digest) for part in parts)
    frozen = tuple(part.frozen_from for part in parts)
    seen = (contest.title, digests, frozen, own, language(), request.full_path, reader_tag())
    response = unless_unchanged(seen, "private, no-cache")
    if response.status_code == 200:
        response.data = page("public/rank_history.html", _page(contest, parts, own))[0]
    return response


def _parts(contest: ContestSummary) -> list[_Part]:
    """Return the rounds that may be shown, in the order of their opening."""
    rounds = [line for line in ranked_rounds(contest) if line.opens_at <= now()]
    if not rounds:
        raise NotYours
    states = boards.round_boards(session(), contest.id)
    found = [
        _Part(
            title=local(line.title),
            definition=catalogue().round_of(session(), contest.slug, line.number, now()),
            state=states[line.number],
        )
        for line in sorted(rounds, key=lambda line: (line.opens_at, line.number))
        if line.number in states
    ]
    return [part for part in found if part.is_shown]


def _own_path(parts: Sequence[_Part]) -> tuple[int, ...]:
    if not parts or not current_user.is_authenticated:
        return ()
    person, newest = current_user.person_id, parts[-1].definition.id
    own = boards.board_state(session(), newest, person).own
    return own.path if own else ()


def _page(
    contest: ContestSummary, parts: Sequence[_Part], own: tuple[int, ...]
) -> board_pages.RankHistoryPage:
    found = _history(parts, own)
    ids = [part.definition.id for part in parts]
    ranks = [
        (unit_name(unit.name), [unit.ranks.get(id_) for id_ in ids], unit.unit_id in own)
        for unit in found.units
    ]
    numbers = [str(part.definition.number) for part in parts]
    chart = rank_chart(gettext("Thứ hạng qua các đợt"), numbers, ranks)
    letters = {line.label: line.letter for line in chart.lines} if chart else {}
    return board_pages.RankHistoryPage(
        slug=contest.slug,
        contest_title=local(contest.title),
        crumbs=tuple(
            board_pages.UnitCrumb(code if at else None, name)
            for at, (code, name) in enumerate(found.way)
        ),
        rounds=tuple(
            board_pages.ShownRound(
                part.definition.number, part.title, part.state.published, part.frozen_from
            )
            for part in parts
        ),
        chart=chart,
        rows=tuple(
            board_pages.RankRow(letters.get(label, ""), label, tuple(line), is_own)
            for label, line, is_own in ranks
            if is_own or label in letters
        ),
    )


def _history(parts: Sequence[_Part], own: tuple[int, ...]) -> RankHistory:
    if not parts:
        return RankHistory((), ())
    return boards.ranks_over_rounds(
        session(),
        [part.definition.id for part in parts],
        parts[-1].definition,
        code=request.args.get("don-vi") or None,
        own=own,
        most=UNITS,
    )
