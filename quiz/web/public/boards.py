"""The leaderboard of a round, as a page of the site."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from quiz.web.public import board_pages, bp
from quiz.web.public.board_bodies import body_for_reader, unit_row
from quiz.web.public.leagues import has_leagues
from quiz.web.public.readers import reader_tag
from quiz.web.public.standing_boards import StandingBoard, standing_board, unless_unchanged
from quiz.web.request import local, now, page


@bp.get("/cuoc-thi/<slug>/bang-xep-hang")
def leaderboard(slug: str) -> ResponseReturnValue:
    """Show how units and people stand in a round; unchanged boards cost no rendering (304)."""
    board = standing_board(slug, is_personal=True)
    tabs = tuple(
        board_pages.RoundTab(line.number, local(line.title), line.number == board.definition.number)
        for line in board.rounds
    )
    own = None if board.withheld else (board.state.own, board.state.participation)
    response = unless_unchanged((board.version, tabs, own, reader_tag()), "private, no-cache")
    if response.status_code == 200:
        response.data = page("public/leaderboard.html", _leaderboard_page(board, tabs))[0]
    return response


def _leaderboard_page(
    board: StandingBoard, tabs: tuple[board_pages.RoundTab, ...]
) -> board_pages.LeaderboardPage:
    is_shown = board.withheld is None and board.state.refreshed_at is not None
    begun = [line for line in board.rounds if line.opens_at <= now()]
    return board_pages.LeaderboardPage(
        head=board.head(),
        tabs=tabs,
        own=_own(board) if is_shown else None,
        body=body_for_reader(board) if is_shown else None,
        has_history=len(begun) > 1,
        has_leagues=has_leagues(board.definition),
    )


def _own(board: StandingBoard) -> board_pages.OwnUnitPart | None:
    if (own := board.state.own) is None:
        return None
    asked: dict[str, Any] = {"don-vi": own.above, "trang": own.page if own.page > 1 else None}
    number = board.definition.number
    address = url_for("public.leaderboard", slug=board.contest.slug, dot=number, **asked)
    return board_pages.OwnUnitPart(unit_row(own.row, board.definition.rules), f"{address}#own")
