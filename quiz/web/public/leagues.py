"""All units of a kind in one table, where the rules rank them with one another."""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from quiz.sentences.unit_rules import kind_name
from quiz.services import boards
from quiz.services.boards import LeaguePage, LeaguePlace
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.web.pager import page_asked, pager
from quiz.web.public import board_pages, bp
from quiz.web.public.board_bodies import unit_row
from quiz.web.public.readers import reader_tag
from quiz.web.public.standing_boards import StandingBoard, standing_board, unless_unchanged
from quiz.web.public.unit_chart import unit_chart
from quiz.web.ranking import unit_headings
from quiz.web.request import catalogue, kept, local, now, page, session
from quiz.web.words import gettext


@dataclass(frozen=True, slots=True)
class _League:
    """A page of a league made ready for everybody: whose line could be marked as a reader's own."""

    page: board_pages.LeagueBody
    html: Markup
    units: tuple[int, ...]


def has_leagues(definition: RoundDefinition) -> bool:
    """Whether the rules of a round rank units with all others of their kind."""
    units = definition.rules.units
    return units is not None and units.among == "kind"


@bp.get("/cuoc-thi/<slug>/bang-xep-hang/theo-loai")
def league(slug: str) -> ResponseReturnValue:
    """Show the units of the kind that the address names (``loai``), or of the highest level."""
    board = standing_board(slug, is_personal=True)
    if not has_leagues(board.definition):
        raise NotYours
    tabs = _tabs(board)
    own = None if board.withheld else board.state.own
    response = unless_unchanged((board.version, tabs, own, reader_tag()), "private, no-cache")
    if response.status_code == 200:
        response.data = page("public/league.html", _league_page(board, tabs))[0]
    return response


def _tabs(board: StandingBoard) -> tuple[board_pages.RoundTab, ...]:
    """Return the rounds that have leagues."""
    return tuple(
        board_pages.RoundTab(line.number, local(line.title), line.number == board.definition.number)
        for line in board.rounds
        if has_leagues(catalogue().round_of(session(), board.contest.slug, line.number, now()))
    )


def _league_page(
    board: StandingBoard, tabs: tuple[board_pages.RoundTab, ...]
) -> board_pages.LeagueBoardPage:
    is_shown = board.withheld is None and board.state.refreshed_at is not None
    shown = kept().once((*board.version, "league"), lambda: _league(board)) if is_shown else None
    if shown is None:
        return board_pages.LeagueBoardPage(head=board.head(), tabs=tabs, own=None, body=None)
    place = _place(board, shown.page.kind)
    return board_pages.LeagueBoardPage(
        head=board.head(),
        tabs=tabs,
        own=_own(board, shown.page.kind, place) if place else None,
        body=_body_for_reader(board, shown, place),
    )


def _league(board: StandingBoard) -> _League | None:
    """Return the page of a league that the address asks for; None where no kind has several units.

    Raises ``NotYours`` for what is no league.
    """
    definition = board.definition
    kinds = _kinds(definition)
    asked = request.args.get("loai") or next(iter(kinds), None)
    if asked is None:
        return None
    if asked not in kinds:
        raise NotYours
    found = boards.league_board(session(), definition, asked, page=page_asked())
    made = board_pages.LeagueBody(
        slug=board.contest.slug,
        round_number=definition.number,
        kinds=kinds,
        kind=asked,
        unit_columns=unit_headings(definition.rules),
        unit_rows=_rows(definition, found),
        chart=unit_chart(found.rows, definition.rules),
        pager=pager(found.page, found.pages),
    )
    return _League(made, _rendered(made), tuple(row.unit_id for row in found.rows))


def _kinds(definition: RoundDefinition) -> dict[str, str]:
    """Return what the kinds that are ranked are called, by kind."""
    units = definition.rules.units
    ranked = units.kinds if units else ()
    found = boards.league_kinds(session(), definition)
    names = {kind: kind_name(kind, gettext) for kind in found if not ranked or kind in ranked}
    return {kind: name[:1].upper() + name[1:] for kind, name in names.items()}


def _rows(definition: RoundDefinition, found: LeaguePage) -> tuple[board_pages.UnitRow, ...]:
    return tuple(
        unit_row(row, definition.rules, above=found.above.get(row.unit_id)) for row in found.rows
    )


def _place(board: StandingBoard, kind: str) -> LeaguePlace | None:
    """Return where the reader's unit, or what it is part of, stands among units of a kind."""
    own = board.state.own
    if own is None:
        return None
    return kept().once(
        (board.definition.id, board.state.digest, "league place", kind, own.path),
        lambda: boards.league_place(session(), board.definition, kind, own.path),
    )


def _own(board: StandingBoard, kind: str, place: LeaguePlace) -> board_pages.OwnUnitPart:
    asked: dict[str, Any] = {"loai": kind, "trang": place.page if place.page > 1 else None}
    number = board.definition.number
    address = url_for("public.league", slug=board.contest.slug, dot=number, **asked)
    return board_pages.OwnUnitPart(unit_row(place.row, board.definition.rules), f"{address}#own")


def _body_for_reader(board: StandingBoard, shown: _League, place: LeaguePlace | None) -> Markup:
    """Return the rendered league with the reader's unit marked, if it is on this page of it."""
    if place is None or board.state.own is None or place.row.unit_id not in shown.units:
        return shown.html
    at = shown.units.index(place.row.unit_id)
    is_unit = place.row.unit_id == board.state.own.path[-1]
    rows = list(shown.page.unit_rows)
    rows[at] = replace(rows[at], own="unit" if is_unit else "branch")
    return kept().once(
        (*board.version, "league", at, is_unit),
        lambda: _rendered(replace(shown.page, unit_rows=tuple(rows))),
    )


def _rendered(body: board_pages.LeagueBody) -> Markup:
    return Markup(render_template("public/_league.html", page=body))  # noqa: S704 - autoescaped
