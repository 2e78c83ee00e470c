"""The leaderboard while a round runs, and the results once they are published."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby

from flask import make_response, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from quiz.database import transaction
from quiz.domain.lots import Draw, lot_of
from quiz.domain.names import mask_name
from quiz.domain.prizes import Group, group_for, place_of
from quiz.domain.rules import PrizeLevel, RoundKind, Rules
from quiz.domain.visibility import boards_sealed
from quiz.models import Publication
from quiz.sentences.overall import overall_criteria, overall_headings
from quiz.sentences.prize_rules import prize_name, prize_rules
from quiz.sentences.rules import criteria
from quiz.sentences.standings import UNIT_REASONS
from quiz.services import boards, contest_lists, publications
from quiz.services.boards import BoardRow, BoardState, Leader, UnitLevel
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_lists import ContestSummary, RoundSummary
from quiz.services.labels import Label, labels_of
from quiz.services.overall import OverallLine
from quiz.services.refusal import NotYours
from quiz.services.results import PersonLine, keys_of
from quiz.web.filters import number
from quiz.web.overdue import finish_overdue
from quiz.web.pager import page_asked, pager
from quiz.web.public import bp, pages
from quiz.web.public.unit_chart import unit_chart
from quiz.web.ranking import cells, headings, unit_cells, unit_headings
from quiz.web.request import catalogue, language, local, now, page, session, settings
from quiz.web.unit_choices import unit_name
from quiz.web.words import gettext

PEOPLE_PER_PAGE = 50
Line = PersonLine | OverallLine
MOST_DRAWN = 50
"""How many of those in one draw of lots are listed."""


@bp.get("/cuoc-thi/<slug>/bang-xep-hang")
def leaderboard(slug: str) -> ResponseReturnValue:
    """Show how units and people stand in a round; unchanged boards cost no rendering (304)."""
    contest = contest_lists.announced_contest(session(), slug, now())
    rounds = [line for line in contest.rounds if line.kind is RoundKind.OFFICIAL]
    definition = _asked(slug, rounds)
    _refresh(definition)
    board = boards.board_of(session(), definition.id)
    tag = _tag(definition, board)
    if request.if_none_match.contains(tag):
        response = make_response("", 304)
    else:
        content = _leaderboard_page(contest, rounds, definition, board)
        response = make_response(page("public/leaderboard.html", content))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/cuoc-thi/<slug>/ket-qua/<int:round>/<int:publication>")
def publication(slug: str, round: int, publication: int) -> ResponseReturnValue:  # noqa: A002
    """Show a published result, for ever as it was published."""
    contest_lists.announced_contest(session(), slug, now())
    definition = catalogue().round_of(session(), slug, round, now())
    published = publications.publication_of(session(), definition.id, publication)
    return page("public/publication.html", _publication_page(definition, published))


def _asked(slug: str, rounds: list[RoundSummary]) -> RoundDefinition:
    """Return the round that the address names, or the newest one that has something to show."""
    wanted = request.args.get("dot")
    if wanted is not None:
        rounds = [line for line in rounds if str(line.number) == wanted]
    if not rounds:
        raise NotYours
    begun = [line for line in rounds if line.opens_at <= now()] or rounds[:1]
    newest_first = sorted(begun, key=lambda line: -line.opens_at)
    for line in newest_first:
        definition = catalogue().round_of(session(), slug, line.number, now())
        if not _is_sealed(definition):
            return definition
    return catalogue().round_of(session(), slug, newest_first[0].number, now())


def _is_sealed(definition: RoundDefinition) -> bool:
    return boards_sealed(definition.rules, definition.state(now()))


def _refresh(definition: RoundDefinition) -> None:
    """Bring an old board up to date, unless another process is doing so."""
    due = boards.is_due(session(), definition, now=now(), seconds=settings().board_seconds)
    if not due:
        return
    with transaction(session()):
        is_mine = boards.claim(session(), definition.id, now=now())
    if is_mine:
        finish_overdue(definition.id)
        content = boards.content_of(session(), definition, now=now())
        with transaction(session()):
            boards.store(session(), definition.id, content, now=now())


def _tag(definition: RoundDefinition, board: BoardState | None) -> str:
    """Return what changes when the page does; forms on it hold a token of the reader's session."""
    generate_csrf()
    seen = (
        request.full_path,
        language(),
        definition.state(now()),
        definition.published,
        board.refreshed_at if board else None,
        current_user.get_id() if current_user.is_authenticated else None,
        cookie.get("csrf_token"),
    )
    return sha256(repr(seen).encode()).hexdigest()[:32]


def _leaderboard_page(
    contest: ContestSummary,
    rounds: list[RoundSummary],
    definition: RoundDefinition,
    board: BoardState | None,
) -> pages.LeaderboardPage:
    is_sealed = _is_sealed(definition)
    level = None if is_sealed or board is None else _level(definition)
    return pages.LeaderboardPage(
        slug=contest.slug,
        contest_title=local(contest.title),
        tabs=tuple(
            pages.RoundTab(line.number, local(line.title), line.number == definition.number)
            for line in rounds
        ),
        round_number=definition.number,
        sealed=is_sealed,
        publication=definition.published,
        updated_at=board.refreshed_at if board else now(),
        crumbs=_crumbs(level) if level else (),
        unit_name=level.way[-1][1] if level else "",
        unit_columns=unit_headings(definition.rules),
        unit_rows=tuple(_unit_row(row, definition.rules) for row in level.rows) if level else (),
        chart=unit_chart(level.rows, definition.rules) if level else None,
        people=_people(definition, board) if board and not is_sealed else None,
        pager=pager(level.page, level.pages) if level else None,
    )


def _level(definition: RoundDefinition) -> UnitLevel:
    code = request.args.get("don-vi") or None
    return boards.unit_board(session(), definition, code=code, page=page_asked())


def _crumbs(level: UnitLevel) -> tuple[pages.UnitCrumb, ...]:
    (_, top), *below = level.way
    return (
        pages.UnitCrumb(None, top),
        *(pages.UnitCrumb(code, name) for code, name in below),
    )


def _unit_row(row: BoardRow, rules: Rules) -> pages.UnitRow:
    return pages.UnitRow(
        rank=row.rank,
        code=row.code,
        name=unit_name(row.name),
        has_children=row.has_children,
        people=row.people,
        attempts=row.attempts,
        headcount=row.headcount,
        rate=row.rate,
        average=row.average,
        cells=unit_cells(row.values, rules, tells_points=row.average is not None),
        note=gettext(UNIT_REASONS[row.excluded]) if row.excluded else None,
    )


def _people(definition: RoundDefinition, board: BoardState) -> pages.PersonTable | None:
    if not definition.rules.ranking:
        return None
    own = _own_participation(definition)
    return pages.PersonTable(
        columns=_columns(definition),
        rows=tuple(_leader_row(leader, own) for leader in board.leaders),
    )


def _own_participation(definition: RoundDefinition) -> int | None:
    if not current_user.is_authenticated:
        return None
    return boards.participation_of(session(), definition.contest_id, current_user.person_id)


def _leader_row(leader: Leader, own: int | None) -> pages.PersonRow:
    return pages.PersonRow(
        rank=leader.rank,
        name=leader.name,
        unit=unit_name(leader.unit),
        cells=cells(keys_of(leader.keys)),
        is_reader=leader.participation == own,
    )


def _columns(definition: RoundDefinition) -> tuple[pages.Column, ...]:
    return tuple(pages.Column(heading) for heading in headings(definition.rules))


def _publication_page(definition: RoundDefinition, published: Publication) -> pages.PublicationPage:
    asked = page_asked()
    lines, last = publications.ranked_lines(
        session(), published.id, page=asked, per_page=PEOPLE_PER_PAGE
    )
    won = publications.winners(session(), published.id)
    labels = labels_of(session(), [*lines, *won])
    newest = publications.newest_of(session(), definition.id)
    is_newest = newest is None or newest.number == published.number
    return pages.PublicationPage(
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        round_number=definition.number,
        round_title=local(definition.title),
        number=published.number,
        published_at=published.published_at,
        newer=None if is_newest or newest is None else newest.number,
        people=published.totals["participants"],
        attempts=published.totals["attempts"],
        all_correct=published.totals["all_correct_people"],
        criteria=criteria(definition.rules, gettext),
        columns=_columns(definition),
        prizes=_prizes(won, labels, definition.rules.prizes),
        ties=tuple(
            pages.TieLine(tie.rank, tie.people, _named(tie.levels, tie.group))
            for tie in publications.ties_of(session(), published, definition.rules.prizes)
        ),
        lots=tuple(_lot_line(draw, published) for draw in publications.lots_in(published.awards)),
        special=tuple(
            (prize.title, prize.recipient, prize.reason)
            for prize in publications.special_in(published.awards)
        ),
        prize_rules=prize_rules(definition.rules, gettext),
        ranking=pages.PersonTable(
            columns=_columns(definition),
            rows=tuple(_person_row(line, labels) for line in lines),
        ),
        overall=_overall(definition, published),
        digest=published.digest,
        pager=pager(asked, last),
    )


def _overall(definition: RoundDefinition, published: Publication) -> pages.OverallPart | None:
    if (rules := definition.rules.overall) is None:
        return None
    lines, won = publications.overall_page(session(), published.id, per_page=PEOPLE_PER_PAGE)
    labels = labels_of(session(), [*lines, *won])
    columns = (gettext("Số đợt dự thi"), *overall_headings(rules, gettext))
    return pages.OverallPart(
        criteria=overall_criteria(rules, definition.number, gettext),
        prizes=_prizes(won, labels, rules.prizes),
        ties=tuple(
            pages.TieLine(tie.rank, tie.people, _named(tie.levels, tie.group))
            for tie in publications.overall_ties_in(published.awards)
        ),
        ranking=pages.PersonTable(
            columns=tuple(map(pages.Column, columns)),
            rows=tuple(_person_row(line, labels) for line in lines),
        ),
    )


def _prizes(
    won: Sequence[Line], labels: dict[int, Label], prizes: Sequence[PrizeLevel]
) -> tuple[pages.PrizeLevel, ...]:
    """Return the winners in the order in which the rules list their prizes."""

    def place(line: Line) -> int:
        return place_of(line.prize or "", line.category, prizes)

    by_place = groupby(sorted(won, key=place), key=place)
    return tuple(_prize(list(lines), labels, prizes) for _, lines in by_place)


def _prize(
    lines: Sequence[Line], labels: dict[int, Label], prizes: Sequence[PrizeLevel]
) -> pages.PrizeLevel:
    group = group_for(lines[0].category, prizes) or ()
    return pages.PrizeLevel(
        title=prize_name(lines[0].prize or "", group, gettext),
        winners=tuple(_person_row(line, labels) for line in lines),
    )


def _named(levels: tuple[str, ...], group: Group) -> tuple[str, ...]:
    return tuple(prize_name(level, group, gettext) for level in levels)


def _lot_line(draw: Draw, published: Publication) -> pages.LotLine:
    """Winners have their full names here too, everybody else a masked one."""
    shown = draw.order[:MOST_DRAWN]
    read = publications.overall_lines_of if draw.overall else publications.lines_of_attempts
    lines: Sequence[Line] = read(session(), published.id, shown)
    labels = labels_of(session(), lines)
    names = {line.reference: _person_row(line, labels).name for line in lines}
    return pages.LotLine(
        rank=draw.rank,
        prizes=_named(draw.levels, draw.group),
        drawn_at=draw.drawn_at,
        seed=draw.seed.hex(),
        order=tuple((names.get(one, ""), one, lot_of(draw.seed, one)) for one in shown),
        more=len(draw.order) - len(shown),
        is_overall=draw.overall,
    )


def _person_row(line: Line, labels: dict[int, Label]) -> pages.PersonRow:
    """Winners have their full names, everybody else a masked one (D-17)."""
    label = labels[line.participation_id]
    rounds = (number(line.rounds),) if isinstance(line, OverallLine) else ()
    return pages.PersonRow(
        rank=line.rank or 0,
        name=label.name if line.prize else mask_name(label.name),
        unit=unit_name(label.unit),
        cells=rounds + cells(line.keys),
    )
