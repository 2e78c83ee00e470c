"""What a board shows, put into words: lines of units and of people."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from flask import render_template, request
from markupsafe import Markup

from quiz.domain.rules import Rules
from quiz.sentences.prize_rules import unit_prize_name
from quiz.sentences.standings import UNIT_REASONS
from quiz.services import boards
from quiz.services.boards import BoardRow, BoardState, Leader, UnitLevel
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import keys_of
from quiz.web.pager import page_asked, pager
from quiz.web.public import board_pages
from quiz.web.public.standing_boards import StandingBoard
from quiz.web.public.unit_chart import unit_chart
from quiz.web.ranking import cells, headings, unit_cells, unit_headings
from quiz.web.request import kept, session
from quiz.web.unit_choices import unit_name
from quiz.web.words import gettext


@dataclass(frozen=True, slots=True)
class Body:
    """A body made ready for everybody: whose lines could be marked as a reader's own."""

    page: board_pages.BoardBody
    html: Markup
    units: tuple[int, ...]
    people: tuple[int, ...]


class _Marks(NamedTuple):
    """The places on a body of the reader's unit, or of the branch that it is in, and the reader."""

    unit: int | None = None
    is_branch: bool = False
    person: int | None = None


def body_for_reader(board: StandingBoard) -> Markup:
    """Return the rendered board with the reader's own lines marked.

    Everybody whose lines are not on it gets the same piece; it is made once for each version of
    the board, and so is one for each unit that readers come from.
    """
    body = kept().once((*board.version, "body"), lambda: _body(board))
    marks = _marks(body, board.state)
    if marks == _Marks():
        return body.html
    return kept().once(
        (*board.version, "body", marks), lambda: _rendered(_marked(body.page, marks))
    )


def level_of(definition: RoundDefinition) -> UnitLevel:
    """Return the units that the address asks for (``don-vi``, ``trang``)."""
    code = request.args.get("don-vi") or None
    return boards.unit_board(session(), definition, code=code, page=page_asked())


def unit_row(row: BoardRow, rules: Rules, above: str | None = None) -> board_pages.UnitRow:
    """Return a unit's line in words; ``above`` names what it stands under, where that is told."""
    return board_pages.UnitRow(
        rank=row.rank,
        code=row.code,
        name=unit_name(row.name),
        above=above,
        has_children=row.has_children,
        people=row.people,
        attempts=row.attempts,
        headcount=row.headcount,
        rate=row.rate,
        unconfirmed=row.rate is not None and row.unconfirmed,
        average=row.average,
        cells=unit_cells(row.values, rules, tells_points=row.average is not None),
        note=gettext(UNIT_REASONS[row.excluded]) if row.excluded else None,
        prizes=tuple(unit_prize_name(title, level, gettext) for title, level in row.prizes),
    )


def people_of(
    definition: RoundDefinition, leaders: tuple[Leader, ...]
) -> board_pages.PersonTable | None:
    """Return who leads; None where the round ranks nobody."""
    if not definition.rules.ranking:
        return None
    return board_pages.PersonTable(
        columns=tuple(board_pages.Column(heading) for heading in headings(definition.rules)),
        rows=tuple(_leader_row(leader) for leader in leaders),
    )


def _body(board: StandingBoard) -> Body:
    definition = board.definition
    level = level_of(definition)
    leaders = boards.leaders_of(session(), definition.id)
    made = board_pages.BoardBody(
        slug=board.contest.slug,
        round_number=definition.number,
        crumbs=_crumbs(level),
        unit_name=unit_name(level.way[-1][1]),
        unit_columns=unit_headings(definition.rules),
        unit_rows=tuple(unit_row(row, definition.rules) for row in level.rows),
        chart=unit_chart(level.rows, definition.rules),
        people=people_of(definition, leaders),
        pager=pager(level.page, level.pages),
    )
    return Body(
        page=made,
        html=_rendered(made),
        units=tuple(row.unit_id for row in level.rows),
        people=tuple(leader.participation for leader in leaders),
    )


def _rendered(body: board_pages.BoardBody) -> Markup:
    return Markup(render_template("public/_board.html", page=body))  # noqa: S704 - autoescaped


def _marks(body: Body, state: BoardState) -> _Marks:
    path = state.own.path if state.own else ()
    unit = next((at for at, id_ in enumerate(body.units) if id_ in path), None)
    own = state.participation
    return _Marks(
        unit=unit,
        is_branch=unit is not None and body.units[unit] != path[-1],
        person=body.people.index(own) if own in body.people else None,
    )


def _marked(body: board_pages.BoardBody, marks: _Marks) -> board_pages.BoardBody:
    units, people = list(body.unit_rows), body.people
    if (at := marks.unit) is not None:
        units[at] = replace(units[at], own="branch" if marks.is_branch else "unit")
    if people is not None and (at := marks.person) is not None:
        rows = list(people.rows)
        rows[at] = replace(rows[at], is_reader=True)
        people = replace(people, rows=tuple(rows))
    return replace(body, unit_rows=tuple(units), people=people)


def _crumbs(level: UnitLevel) -> tuple[board_pages.UnitCrumb, ...]:
    (_, top), *below = level.way
    return (
        board_pages.UnitCrumb(None, top),
        *(board_pages.UnitCrumb(code, name) for code, name in below),
    )


def _leader_row(leader: Leader) -> board_pages.PersonRow:
    return board_pages.PersonRow(
        rank=leader.rank,
        name=leader.name,
        unit=unit_name(leader.unit),
        cells=cells(keys_of(leader.keys)),
    )
