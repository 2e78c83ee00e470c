"""Published results, each for ever as it was published."""

from collections.abc import Sequence
from itertools import groupby

from flask.typing import ResponseReturnValue

from quiz.domain.hours import days_after
from quiz.domain.lots import lot_of
from quiz.domain.names import mask_name
from quiz.domain.prizes import Group, group_for, place_of
from quiz.domain.rules import PrizeLevel
from quiz.models import Publication
from quiz.sentences.overall import overall_criteria, overall_headings
from quiz.sentences.prize_rules import overall_prize_rules, prize_name, prize_rules
from quiz.sentences.prize_worth import worth_of
from quiz.sentences.rules import criteria
from quiz.services import contest_lists, publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import Label, labels_of
from quiz.services.overall import OverallLine
from quiz.services.results import PersonLine
from quiz.services.unit_marks import given_marks
from quiz.services.unit_paths import unit_names
from quiz.web.filters import number
from quiz.web.pager import page_asked, pager
from quiz.web.public import board_pages, bp, result_pages
from quiz.web.ranking import cells, headings
from quiz.web.request import catalogue, local, now, page, session
from quiz.web.result_words import note_of
from quiz.web.unit_choices import unit_name
from quiz.web.unit_prize_words import UnitPrizeList, unit_ids, unit_prize_lists
from quiz.web.words import gettext

PEOPLE_PER_PAGE = 50
Line = PersonLine | OverallLine


@bp.get("/cuoc-thi/<slug>/ket-qua/<int:round>/<int:publication>")
def publication(slug: str, round: int, publication: int) -> ResponseReturnValue:  # noqa: A002
    """Show a published result, for ever as it was published."""
    contest_lists.announced_contest(session(), slug, now())
    definition = catalogue().round_of(session(), slug, round, now())
    published = publications.publication_of(session(), definition.id, publication)
    return page("public/publication.html", _publication_page(definition, published))


def _columns(definition: RoundDefinition) -> tuple[board_pages.Column, ...]:
    return tuple(board_pages.Column(heading) for heading in headings(definition.rules))


def _publication_page(
    definition: RoundDefinition, published: Publication
) -> result_pages.PublicationPage:
    asked = page_asked()
    lines, last = publications.ranked_lines(
        session(), published.id, page=asked, per_page=PEOPLE_PER_PAGE
    )
    won = publications.winners(session(), published.id)
    labels = labels_of(session(), [*lines, *won])
    newest = publications.newest_of(session(), definition.id)
    is_newest = newest is None or newest.number == published.number
    return result_pages.PublicationPage(
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
            result_pages.TieLine(tie.rank, tie.people, _named(tie.levels, tie.group))
            for tie in publications.ties_of(session(), published, definition.rules.prizes)
        ),
        lots=tuple(_lot_line(lot, published) for lot in publications.lots_in(published.awards)),
        special=tuple(
            (prize.title, prize.recipient, prize.reason)
            for prize in publications.special_in(published.awards)
        ),
        prize_rules=prize_rules(definition.rules, gettext),
        unit_prizes=_unit_prizes(definition, published),
        marks=_marks(definition, published),
        complaints_until=_complaints_until(definition, published.published_at),
        ranking=board_pages.PersonTable(
            columns=_columns(definition),
            rows=tuple(_person_row(line, labels) for line in lines),
        ),
        overall=_overall(definition, published),
        digest=published.digest,
        pager=pager(asked, last),
    )


def _complaints_until(definition: RoundDefinition, published_at: int) -> int | None:
    complaints = definition.rules.complaints
    if complaints is None:
        return None
    return days_after(published_at, complaints.days, definition.zone)


def _marks(definition: RoundDefinition, published: Publication) -> tuple[tuple[str, int, str], ...]:
    """Return what judges have given units, and why, as it counted in this publication."""
    if not definition.rules.asks_judges:
        return ()
    given = given_marks(session(), definition.id, until=published.published_at)
    names = unit_names(session(), definition.contest_id, {mark.unit_id for mark in given})
    return tuple((names[mark.unit_id], mark.points, mark.reason) for mark in given)


def _unit_prizes(definition: RoundDefinition, published: Publication) -> tuple[UnitPrizeList, ...]:
    awards = publications.unit_awards_in(published.awards)
    names = unit_names(session(), definition.contest_id, unit_ids(awards))
    return unit_prize_lists(awards, definition.rules, names, is_public=True)


def _overall(
    definition: RoundDefinition, published: Publication
) -> result_pages.OverallPart | None:
    if (rules := definition.rules.overall) is None:
        return None
    lines, won = publications.overall_page(session(), published.id, per_page=PEOPLE_PER_PAGE)
    labels = labels_of(session(), [*lines, *won])
    columns = (gettext("Số đợt dự thi"), *overall_headings(rules, gettext))
    return result_pages.OverallPart(
        criteria=overall_criteria(rules, definition.number, gettext),
        prizes=_prizes(won, labels, rules.prizes),
        prize_rules=overall_prize_rules(rules, definition.number, gettext),
        ties=tuple(
            result_pages.TieLine(tie.rank, tie.people, _named(tie.levels, tie.group))
            for tie in publications.overall_ties_in(published.awards)
        ),
        ranking=board_pages.PersonTable(
            columns=tuple(map(board_pages.Column, columns)),
            rows=tuple(_person_row(line, labels) for line in lines),
        ),
    )


def _prizes(
    won: Sequence[Line], labels: dict[int, Label], prizes: Sequence[PrizeLevel]
) -> tuple[result_pages.PrizeLevel, ...]:
    """Return the winners in the order in which the rules list their prizes."""

    def place(line: Line) -> int:
        return place_of(line.prize or "", line.category, prizes)

    by_place = groupby(sorted(won, key=place), key=place)
    return tuple(_prize(list(lines), labels, prizes) for _, lines in by_place)


def _prize(
    lines: Sequence[Line], labels: dict[int, Label], prizes: Sequence[PrizeLevel]
) -> result_pages.PrizeLevel:
    group = group_for(lines[0].category, prizes) or ()
    return result_pages.PrizeLevel(
        title=prize_name(lines[0].prize or "", group, gettext),
        worth=worth_of(lines[0].prize or "", lines[0].category, prizes, gettext),
        winners=tuple(_person_row(line, labels) for line in lines),
    )


def _named(levels: tuple[str, ...], group: Group) -> tuple[str, ...]:
    return tuple(prize_name(level, group, gettext) for level in levels)


def _lot_line(lot: publications.PublishedLot, published: Publication) -> result_pages.LotLine:
    """Winners have their full names here too, everybody else a masked one."""
    read = publications.overall_lines_of if lot.overall else publications.lines_of_attempts
    lines: Sequence[Line] = read(session(), published.id, lot.order)
    labels = labels_of(session(), lines)
    names = {line.reference: _person_row(line, labels).name for line in lines}
    return result_pages.LotLine(
        rank=lot.rank,
        prizes=_named(lot.levels, lot.group),
        drawn_at=lot.drawn_at,
        seed=None if lot.seed is None else lot.seed.hex(),
        reason=lot.reason,
        order=tuple(
            (names.get(one, ""), one, None if lot.seed is None else lot_of(lot.seed, one))
            for one in lot.order
        ),
        more=lot.people - len(lot.order),
        is_overall=lot.overall,
    )


def _person_row(line: Line, labels: dict[int, Label]) -> board_pages.PersonRow:
    """Winners have their full names, everybody else a masked one (D-17)."""
    label = labels[line.participation_id]
    rounds = (number(line.rounds),) if isinstance(line, OverallLine) else ()
    return board_pages.PersonRow(
        rank=line.rank or 0,
        name=label.name if line.prize else mask_name(label.name),
        unit=unit_name(label.unit),
        cells=rounds + cells(line.keys),
        note=note_of(line),
    )
