"""Results in the reader's words: the same lines for the desk and for the question to publish."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from flask_babel import gettext

from quiz.domain.lots import Draw
from quiz.domain.overall import OverallResult
from quiz.domain.permissions import Permission
from quiz.domain.prizes import Awards, Seat, UnresolvedTie, group_for, groups_of, place_of
from quiz.domain.rules import PrizeLevel, RankingKey, Rules
from quiz.models import Publication
from quiz.sentences.prize_rules import prize_name, prize_rules
from quiz.sentences.rules import HEADINGS
from quiz.sentences.sentence import N_
from quiz.sentences.standings import NO_PRIZE, REASONS, prize_title
from quiz.services.actor import Actor
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import Label
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.results import PersonLine, Results
from quiz.web.filters import number, points
from quiz.web.judge import pages
from quiz.web.placing import quick_flag
from quiz.web.ranking import cells, exact_duration, exact_moment, headings
from quiz.web.request import local

Labels = Mapping[int, Label]
Winner = PersonLine | OverallLine

_DETAILS = (
    RankingKey.POINTS,
    RankingKey.CORRECT,
    RankingKey.DURATION,
    RankingKey.FINISHED_AT,
    RankingKey.ATTEMPT_COUNT,
)
"""What judges see besides the ranking keys, where it is not one of them."""
MOST_NAMED = 50
"""How many of those in one tie are named; a badly chosen regulation can leave thousands."""
PREDICTED = N_("Số dự đoán")


def round_head(
    definition: RoundDefinition,
    results: Results,
    newest: Publication | None,
    *,
    actor: Actor,
    now: int,
) -> pages.RoundHead:
    """Return what stands above every page of a round."""
    is_same = newest is not None and newest.digest == results.digest
    state = definition.state(now)
    may_propose = actor.may_anywhere(Permission.CONTEST_PUBLICATION_PROPOSE)
    return pages.RoundHead(
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        number=definition.number,
        title=local(definition.title),
        state=state,
        opens_at=definition.opens_at,
        closes_at=definition.closes_at,
        people=results.totals.participants,
        attempts=results.totals.attempts,
        all_correct=results.totals.all_correct_people,
        newest=newest.number if newest else None,
        official=newest.number if newest and is_same else None,
        may_publish=may_propose and state.over and not is_same,
        has_overall=definition.rules.overall is not None,
    )


def person_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings: what ranks, in order, then what else judges look at."""
    asked = (gettext(PREDICTED),) if rules.prediction else ()
    return headings(rules) + asked + detail_columns(rules)


def detail_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings of what judges look at besides the ranking keys."""
    return tuple(gettext(HEADINGS[key]) for key in _details(rules))


def person_line(
    line: PersonLine, labels: Labels, rules: Rules, why: str | None = None
) -> pages.PersonLine:
    """Return a ranked person's line; ``why`` explains the rank."""
    label = labels[line.participation_id]
    asked = (number(line.prediction),) if rules.prediction else ()
    return pages.PersonLine(
        rank=line.rank,
        name=label.name,
        unit=label.unit,
        cells=cells(line.keys) + asked + tuple(_detail(key, line) for key in _details(rules)),
        prize=prize_title(line.prize, gettext) if line.prize else None,
        no_prize=gettext(NO_PRIZE[line.no_prize]) if line.no_prize else None,
        why=why,
        flag=quick_flag(line, rules),
    )


def unranked_line(line: PersonLine, labels: Labels, rules: Rules) -> pages.PersonLine:
    """Return the line of somebody who is not ranked, with everything that judges look at."""
    label = labels[line.participation_id]
    return pages.PersonLine(
        rank=None,
        name=label.name,
        unit=label.unit,
        cells=tuple(_detail(key, line) for key in _DETAILS),
        reason=gettext(REASONS[str(line.unranked)]),
        flag=quick_flag(line, rules),
    )


def unranked_columns() -> tuple[str, ...]:
    """Return the headings above people who are not ranked."""
    return tuple(gettext(HEADINGS[key]) for key in _DETAILS)


def awards_part(
    results: Results,
    won: Iterable[PersonLine],
    labels: Labels,
    definition: RoundDefinition,
    *,
    unpublished: Iterable[int],
    may_draw: bool,
) -> pages.AwardsPart:
    """Return what becomes of the prizes; ``labels`` name the winners and those in ties and lots."""
    rules, awards = definition.rules, results.awards
    return pages.AwardsPart(
        rules=prize_rules(rules, gettext),
        prizes=_prize_lines(won, labels, rules.prizes),
        ties=tuple(
            tie_line(tie, labels, rules.prizes, may_draw=may_draw) for tie in awards.unresolved
        ),
        lots=tuple(_lot_line(draw, results.people, labels) for draw in results.lots),
        left_over=_seats(awards.left_over),
        waiting=_seats(awards.waiting),
        cut=_seats(awards.cut),
        unpublished=tuple(unpublished),
    )


def tie_line(
    tie: UnresolvedTie, labels: Labels, prizes: Sequence[PrizeLevel], *, may_draw: bool
) -> pages.TieLine:
    """Return a tie that only people can decide."""
    return pages.TieLine(
        rank=tie.summary.rank,
        names=tuple(_with_unit(labels[of.entry.person]) for of in tie.placings[:MOST_NAMED]),
        more=max(0, len(tie.placings) - MOST_NAMED),
        prizes=tuple(prize_name(level, tie.group, gettext) for level in tie.levels),
        lot=groups_of(prizes).index(tie.group) if may_draw else None,
    )


def overall_awards(
    found: OverallResult,
    labels: Labels,
    prizes: Sequence[PrizeLevel],
    *,
    unpublished: Iterable[int],
    may_draw: bool,
) -> pages.AwardsPart:
    """Return what becomes of the prizes over several rounds, which know no caps."""
    lines, awards = overall_lines(found), found.awards
    ties = awards.unresolved
    return pages.AwardsPart(
        rules=(),
        prizes=_prize_lines((line for line in lines if line.prize), labels, prizes),
        ties=tuple(tie_line(tie, labels, prizes, may_draw=may_draw) for tie in ties),
        lots=tuple(_lot_line(draw, lines, labels) for draw in found.lots),
        left_over=_seats(awards.left_over),
        waiting=(),
        cut=(),
        unpublished=tuple(unpublished),
        is_overall=True,
    )


def named_in_overall(found: OverallResult) -> list[OverallLine]:
    """Return the lines of those who are named among the prizes over several rounds."""
    named = _named(found.awards, found.lots)
    return [line for line in overall_lines(found) if line.prize or line.reference in named]


def overall_people(lines: Iterable[OverallLine], labels: Labels) -> tuple[pages.PersonLine, ...]:
    """Return lines of a ranking over several rounds."""
    return tuple(
        pages.PersonLine(
            rank=line.rank,
            name=labels[line.participation_id].name,
            unit=labels[line.participation_id].unit,
            cells=(number(line.rounds), *cells(line.keys)),
            prize=prize_title(line.prize, gettext) if line.prize else None,
            no_prize=gettext(NO_PRIZE[line.no_prize]) if line.no_prize else None,
        )
        for line in lines
    )


def named_besides(results: Results) -> list[PersonLine]:
    """Return the lines of those who are named in open ties and in lots."""
    named = _named(results.awards, results.lots)
    return [line for line in results.people if line.reference in named]


def _named(awards: Awards, lots: Iterable[Draw]) -> set[str]:
    """Return the first attempts of each open tie and of each draw."""
    tied = {
        placing.entry.attempt for tie in awards.unresolved for placing in tie.placings[:MOST_NAMED]
    }
    return tied | {attempt for draw in lots for attempt in draw.order[:MOST_NAMED]}


def _prize_lines(
    won: Iterable[Winner], labels: Labels, prizes: Sequence[PrizeLevel]
) -> tuple[pages.PrizeLine, ...]:
    """Return the prizes with their winners in the order of the rules."""

    def place(line: Winner) -> int:
        return place_of(line.prize or "", line.category, prizes)

    by_place = groupby(sorted(won, key=place), key=place)
    return tuple(_prize_line(list(lines), labels, prizes) for _, lines in by_place)


def _prize_line(
    lines: Sequence[Winner], labels: Labels, prizes: Sequence[PrizeLevel]
) -> pages.PrizeLine:
    first = lines[0]
    group = group_for(first.category, prizes) or ()
    return pages.PrizeLine(
        title=prize_name(first.prize or "", group, gettext),
        names=tuple(_with_unit(labels[line.participation_id]) for line in lines),
        pointless=sum(line.points == 0 for line in lines),
    )


def _lot_line(draw: Draw, lines: Iterable[Winner], labels: Labels) -> pages.LotLine:
    drawn = set(draw.order[:MOST_NAMED])
    names = {
        line.reference: _with_unit(labels[line.participation_id])
        for line in lines
        if line.reference in drawn
    }
    return pages.LotLine(
        rank=draw.rank,
        prizes=tuple(prize_name(level, draw.group, gettext) for level in draw.levels),
        names=tuple(names.get(attempt, attempt) for attempt in draw.order[:MOST_NAMED]),
        seed=draw.seed.hex(),
        drawn_at=draw.drawn_at,
    )


def _seats(seats: Iterable[Seat]) -> tuple[str, ...]:
    """Return prizes without winners, each once with its number."""
    counts = Counter(prize_name(seat.level, seat.group, gettext) for seat in seats)
    return tuple(f"{title} ({number(n)})" if n > 1 else title for title, n in counts.items())


def _details(rules: Rules) -> tuple[RankingKey, ...]:
    return tuple(key for key in _DETAILS if key not in rules.ranking)


def _detail(key: RankingKey, line: PersonLine) -> str:
    match key:
        case RankingKey.POINTS:
            return points(line.points)
        case RankingKey.CORRECT:
            return number(line.correct)
        case RankingKey.DURATION:
            return exact_duration(line.duration)
        case RankingKey.FINISHED_AT:
            return exact_moment(line.finished_at)
        case _:
            return number(line.attempts)


def _with_unit(label: Label) -> str:
    return f"{label.name} – {label.unit}"
