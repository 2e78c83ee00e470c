"""A board away from the site: on the wall of a hall, and inside a portal.

Both are the same for everybody: they read no cookie and set none, and speak the language that their
address asks for (``ngon-ngu``).
"""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from quiz.domain.portals import within
from quiz.services import boards
from quiz.services.boards import BoardRow, UnitLevel
from quiz.web.public import board_pages, bp
from quiz.web.public.board_bodies import level_of, people_of, unit_row
from quiz.web.public.standing_boards import StandingBoard, standing_board, unless_unchanged
from quiz.web.ranking import unit_headings
from quiz.web.request import kept, page, session, settings, speak
from quiz.web.security import let_embed
from quiz.web.unit_choices import unit_name

ON_A_WALL = 10
"""Lines of units, and of people, that are legible from the last row of a hall."""


@bp.get("/cuoc-thi/<slug>/bang-xep-hang/hoi-truong")
def hall(slug: str) -> ResponseReturnValue:
    """Show the first lines of a board in large type; a script looks for news every few seconds."""
    return _output("public/hall.html", _board(slug))


@bp.get("/cuoc-thi/<slug>/bang-xep-hang/nhung")
def embedded_board(slug: str) -> ResponseReturnValue:
    """Show the first lines of a board inside the page of a portal that the contest names.

    The preview of its organizer does so too.
    """
    board = _board(slug)
    portals = within(board.contest.portals, settings().portals)
    response = _output("public/embedded_board.html", board, portals)
    let_embed(response, portals)
    return response


def _board(slug: str) -> StandingBoard:
    speak(request.args.get("ngon-ngu"))
    return standing_board(slug)


def _output(template: str, board: StandingBoard, *tag: object) -> Response:
    response = unless_unchanged((board.version, *tag), "public, no-cache")
    if response.status_code == 200:
        response.data = kept().once(
            (*board.version, template), lambda: page(template, _wall_page(board))[0]
        )
    return response


def _first(level: UnitLevel | None) -> list[BoardRow]:
    """Return the first units in which anybody has taken part."""
    rows = level.rows if level else ()
    return [row for row in rows if row.people][:ON_A_WALL]


def _wall_page(board: StandingBoard) -> board_pages.WallPage:
    is_shown = board.withheld is None and board.state.refreshed_at is not None
    definition = board.definition
    level = level_of(definition) if is_shown else None
    leaders = boards.leaders_of(session(), definition.id)[:ON_A_WALL] if is_shown else ()
    return board_pages.WallPage(
        head=board.head(),
        unit_name=unit_name(level.way[-1][1]) if level else "",
        unit_columns=unit_headings(definition.rules),
        unit_rows=tuple(unit_row(row, definition.rules) for row in _first(level)),
        people=people_of(definition, leaders) if is_shown else None,
        url=url_for("public.leaderboard", slug=board.contest.slug, dot=definition.number),
        seconds=settings().board_seconds,
    )
