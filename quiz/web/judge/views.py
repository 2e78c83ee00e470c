"""Looking at results: rounds, people in order, people not ranked, units."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from flask import request
from flask.typing import ResponseReturnValue

from quiz.domain.permissions import Permission
from quiz.domain.rules import LastResort
from quiz.sentences.rules import criteria
from quiz.sentences.standings import REASONS
from quiz.sentences.unit_rules import unit_criteria, unit_gates
from quiz.services import lots, publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import labels_of
from quiz.services.prize_history import unpublished_before
from quiz.services.refusal import NotYours
from quiz.services.results import PersonLine, Results, UnitLine, preview
from quiz.services.round_lists import StaffRound, official_rounds
from quiz.services.unit_paths import UnitPath, unit_paths
from quiz.web import result_words as words
from quiz.web.judge import bp, pages
from quiz.web.judge.heads import round_head
from quiz.web.overdue import finish_overdue
from quiz.web.pager import page_asked, pager
from quiz.web.placing import above_each, explained, tied_ranks
from quiz.web.ranking import unit_headings
from quiz.web.request import actor, catalogue, local, now, page, session
from quiz.web.result_lines import AwardsPart
from quiz.web.unit_prize_words import unit_ids, unit_prize_lists
from quiz.web.words import gettext

PEOPLE_PER_PAGE = 100
UNITS_PER_PAGE = 100
Line = TypeVar("Line")


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show the contests and rounds that this judge deals with."""
    rounds = official_rounds(
        session(), actor=actor(), now=now(), permission=Permission.CONTEST_TOTALS_READ
    )
    contests = tuple(
        pages.ContestRounds(slug, title, tuple(map(_round_line, lines)))
        for (slug, title), lines in groupby(
            rounds, key=lambda line: (line.slug, local(line.contest_title))
        )
    )
    return page("judge/home.html", pages.HomePage(contests))


@bp.get("/<slug>/<int:number>")
def results(slug: str, number: int) -> ResponseReturnValue:
    """Show the result in the order of the regulation, with every key that decides."""
    definition, found, head = result_of(slug, number)
    ranked = [line for line in found.people if line.rank is not None]
    shown, asked, last = cut(ranked, PEOPLE_PER_PAGE)
    labels = labels_of(session(), shown)
    rules = definition.rules
    above, shared = above_each(ranked), tied_ranks(ranked)

    def why(line: PersonLine) -> str:
        rank = line.rank or 0
        return explained(line, above[rank], rules, is_tied=rank in shared)

    content = pages.ResultsPage(
        head=head,
        criteria=criteria(rules, gettext),
        columns=words.person_columns(rules),
        people=tuple(words.person_line(line, labels, rules, why(line)) for line in shown),
        pager=pager(asked, last),
        unranked=len(found.people) - len(ranked),
        outside=found.outside,
        quick=sum(rules.timing.is_quick(line.duration) for line in found.people),
        awards=awards_of(definition, found),
        publications=_publications(definition),
    )
    return page("judge/results.html", content)


@bp.get("/<slug>/<int:number>/khong-xep-hang")
def unranked(slug: str, number: int) -> ResponseReturnValue:
    """Show who took part but is not ranked, and why."""
    definition, found, head = result_of(slug, number)
    lines = [line for line in found.people if line.rank is None]
    shown, asked, last = cut(lines, PEOPLE_PER_PAGE)
    labels = labels_of(session(), shown)
    reasons = Counter(line.unranked or "" for line in lines)
    content = pages.UnrankedPage(
        head=head,
        columns=words.unranked_columns(),
        reasons=tuple((gettext(REASONS[code]), count) for code, count in reasons.most_common()),
        people=tuple(words.unranked_line(line, labels, definition.rules) for line in shown),
        pager=pager(asked, last),
    )
    return page("judge/unranked.html", content)


@bp.get("/<slug>/<int:number>/don-vi")
def units(slug: str, number: int) -> ResponseReturnValue:
    """Show the units right below one, in ranking order."""
    definition, found, head = result_of(slug, number)
    paths = unit_paths(session(), definition.contest_id)
    chosen = _chosen(found, paths)
    below = [line for line in found.units if line.parent_id == chosen.unit_id]
    parents = {line.parent_id for line in found.units}
    shown, asked, last = cut(below, UNITS_PER_PAGE)
    rules = definition.rules.units
    content = pages.UnitsPage(
        head=head,
        order=unit_criteria(rules, gettext) if rules else (),
        gates=unit_gates(rules, gettext) if rules else (),
        columns=unit_headings(definition.rules),
        prizes=unit_prize_lists(
            found.unit_awards,
            definition.rules,
            {unit: paths[unit].name for unit in unit_ids(found.unit_awards)},
        ),
        unit=paths[chosen.unit_id].name,
        above=paths[chosen.parent_id].code if chosen.parent_id else None,
        units=tuple(
            words.unit_line(
                line, paths[line.unit_id], definition.rules, has_children=line.unit_id in parents
            )
            for line in shown
        ),
        pager=pager(asked, last),
    )
    return page("judge/units.html", content)


def result_of(slug: str, number: int) -> tuple[RoundDefinition, Results, pages.RoundHead]:
    """Return a round with its result as it stands, if the judge may see it."""
    judge = actor()
    definition = catalogue().round_of(session(), slug, number, now())
    finish_overdue(definition.id)
    found = preview(
        session(), actor=judge, now=now(), slug=slug, number=number, catalogue=catalogue()
    )
    newest = publications.newest_of(session(), definition.id)
    return definition, found, round_head(definition, found, newest, actor=judge, now=now())


def awards_of(definition: RoundDefinition, found: Results) -> AwardsPart:
    """Return what becomes of the prizes of a round, with the names of all concerned."""
    newest = publications.newest_of(session(), definition.id)
    published = publications.winners(session(), newest.id) if newest else []
    kept_in = {(line.participation_id, line.prize): line.kept_in for line in published}
    won = [
        line._replace(kept_in=kept_in.get((line.participation_id, line.prize)))
        for line in found.people
        if line.prize
    ]
    return words.awards_part(
        found,
        won,
        labels_of(session(), [*won, *words.named_besides(found)]),
        definition.rules,
        unpublished=unpublished_before(session(), definition),
        parts=parts(definition),
    )


def parts(definition: RoundDefinition) -> LastResort | None:
    """Return how the reader may part equals in a round now, if at all."""
    last_resort = definition.rules.last_resort
    may = definition.state(now()).over and lots.may_part(actor(), last_resort)
    return last_resort if may else None


def _round_line(line: StaffRound) -> pages.RoundLine:
    return pages.RoundLine(
        number=line.number,
        title=local(line.title),
        state=line.state,
        opens_at=line.opens_at,
        closes_at=line.closes_at,
        publication=line.publication,
    )


def cut(lines: Sequence[Line], per_page: int) -> tuple[Sequence[Line], int, int]:
    """Return the page of lines that is asked for, its number, and that of the last one."""
    asked, last = page_asked(), max(1, -(-len(lines) // per_page))
    if asked > last:
        raise NotYours
    return lines[(asked - 1) * per_page : asked * per_page], asked, last


def _chosen(found: Results, paths: dict[int, UnitPath]) -> UnitLine:
    """Return the unit that the address names, or the top of the tree."""
    code = request.args.get("don-vi")
    for line in found.units:
        if (line.parent_id is None) if code is None else (paths[line.unit_id].code == code):
            return line
    raise NotYours


def _publications(definition: RoundDefinition) -> tuple[pages.PublicationLine, ...]:
    return tuple(
        pages.PublicationLine(
            number=line.number,
            published_at=line.published_at,
            people=line.totals["participants"],
            attempts=line.totals["attempts"],
            digest=line.digest,
        )
        for line in publications.publications_of(session(), definition.id)
    )
