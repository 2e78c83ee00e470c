"""Results in the reader's words: the same lines wherever one is shown, published or not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from flask_babel import gettext

from quiz.domain.lots import Draw
from quiz.domain.overall import OverallResult
from quiz.domain.prizes import Awards, Seat, UnresolvedTie, group_for, groups_of, place_of
from quiz.domain.rules import LastResort, PrizeLevel, RankingKey, Rules
from quiz.sentences.prize_rules import prize_name, prize_note, prize_rules
from quiz.sentences.prize_worth import worth_of
from quiz.sentences.rules import HEADINGS
from quiz.sentences.sentence import N_
from quiz.sentences.standings import NO_PRIZE, REASONS, UNIT_REASONS, prize_title
from quiz.services.labels import Label
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.results import PersonLine, Results, UnitLine
from quiz.services.unit_paths import UnitPath
from quiz.web import result_lines
from quiz.web.filters import number, points
from quiz.web.placing import above_each, explained_overall, quick_flag, tied_ranks
from quiz.web.ranking import cells, exact_duration, exact_moment, headings, unit_cells
from quiz.web.unit_prize_words import unit_prize_names

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


def person_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings: what ranks, in order, then what else judges look at."""
    asked = (gettext(PREDICTED),) if rules.prediction else ()
    return headings(rules) + asked + detail_columns(rules)


def detail_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings of what judges look at besides the ranking keys."""
    return tuple(gettext(HEADINGS[key]) for key in _details(rules))


def person_line(
    line: PersonLine, labels: Labels, rules: Rules, why: str | None = None
) -> result_lines.PersonLine:
    """Return a ranked person's line; ``why`` explains the rank."""
    label = labels[line.participation_id]
    asked = (number(line.prediction),) if rules.prediction else ()
    return result_lines.PersonLine(
        rank=line.rank,
        name=label.name,
        unit=label.unit,
        cells=cells(line.keys) + asked + tuple(_detail(key, line) for key in _details(rules)),
        prize=prize_title(line.prize, gettext) if line.prize else None,
        no_prize=gettext(NO_PRIZE[line.no_prize]) if line.no_prize else None,
        prize_note=note_of(line),
        why=why,
        flag=quick_flag(line, rules),
    )


def note_of(line: Winner) -> str | None:
    """Return what is to be said beside a prize that is kept, or given up, for the higher of two."""
    return (
        None if isinstance(line, OverallLine) else prize_note(line.gave_up, line.kept_in, gettext)
    )


def unranked_line(line: PersonLine, labels: Labels, rules: Rules) -> result_lines.PersonLine:
    """Return the line of somebody who is not ranked, with everything that judges look at."""
    label = labels[line.participation_id]
    return result_lines.PersonLine(
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
    rules: Rules,
    *,
    unpublished: Iterable[int],
    parts: LastResort | None,
) -> result_lines.AwardsPart:
    """Return what becomes of the prizes; ``labels`` name the winners and those in ties and lots."""
    awards = results.awards
    return result_lines.AwardsPart(
        rules=prize_rules(rules, gettext),
        prizes=_prize_lines(won, labels, rules.prizes),
        ties=tuple(tie_line(tie, labels, rules.prizes, parts=parts) for tie in awards.unresolved),
        lots=tuple(_lot_line(draw, results.people, labels) for draw in results.lots),
        left_over=_seats(awards.left_over),
        waiting=_seats(awards.waiting),
        cut=_seats(awards.cut),
        unpublished=tuple(unpublished),
    )


def tie_line(
    tie: UnresolvedTie, labels: Labels, prizes: Sequence[PrizeLevel], *, parts: LastResort | None
) -> result_lines.TieLine:
    """Return a tie that only people can decide; ``parts`` is how the reader may, if at all."""
    return result_lines.TieLine(
        rank=tie.summary.rank,
        names=tuple(with_unit(labels[of.entry.person]) for of in tie.placings[:MOST_NAMED]),
        more=max(0, len(tie.placings) - MOST_NAMED),
        prizes=tuple(prize_name(level, tie.group, gettext) for level in tie.levels),
        group=groups_of(prizes).index(tie.group),
        parts=parts,
    )


def overall_awards(
    found: OverallResult,
    labels: Labels,
    prizes: Sequence[PrizeLevel],
    *,
    rules: Sequence[str],
    unpublished: Iterable[int],
    parts: LastResort | None,
) -> result_lines.AwardsPart:
    """Return what becomes of the prizes over several rounds; ``rules`` say how they are given."""
    lines, awards = overall_lines(found), found.awards
    ties = awards.unresolved
    return result_lines.AwardsPart(
        rules=tuple(rules),
        prizes=_prize_lines((line for line in lines if line.prize), labels, prizes),
        ties=tuple(tie_line(tie, labels, prizes, parts=parts) for tie in ties),
        lots=tuple(_lot_line(draw, lines, labels) for draw in found.lots),
        left_over=_seats(awards.left_over),
        waiting=_seats(awards.waiting),
        cut=_seats(awards.cut),
        unpublished=tuple(unpublished),
        is_overall=True,
    )


def unit_line(
    line: UnitLine, path: UnitPath, rules: Rules, *, has_children: bool
) -> result_lines.UnitLine:
    """Return a unit's line among its siblings."""
    return result_lines.UnitLine(
        rank=line.rank,
        code=path.code,
        name=path.name,
        has_children=has_children,
        people=line.people,
        attempts=line.attempts,
        headcount=line.headcount,
        rate=line.rate,
        unconfirmed=line.rate is not None and line.unconfirmed,
        average=line.average,
        all_correct=line.all_correct,
        cells=unit_cells(line.values, rules),
        reason=gettext(UNIT_REASONS[line.excluded]) if line.excluded else None,
        prizes=unit_prize_names(line),
    )


def named_in_overall(found: OverallResult) -> list[OverallLine]:
    """Return the lines of those who are named among the prizes over several rounds."""
    named = _named(found.awards, found.lots)
    return [line for line in overall_lines(found) if line.prize or line.reference in named]


def overall_people(
    lines: Iterable[OverallLine], labels: Labels, ranked: Sequence[OverallLine]
) -> tuple[result_lines.PersonLine, ...]:
    """Return lines of a ranking over several rounds, each explained; ``ranked`` are all of them."""
    above, shared = above_each(ranked), tied_ranks(ranked)
    return tuple(
        result_lines.PersonLine(
            rank=line.rank,
            name=labels[line.participation_id].name,
            unit=labels[line.participation_id].unit,
            cells=(number(line.rounds), *cells(line.keys)),
            prize=prize_title(line.prize, gettext) if line.prize else None,
            no_prize=gettext(NO_PRIZE[line.no_prize]) if line.no_prize else None,
            why=explained_overall(line, above[line.rank], is_tied=line.rank in shared),
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
) -> tuple[result_lines.PrizeLine, ...]:
    """Return the prizes with their winners in the order of the rules."""

    def place(line: Winner) -> int:
        return place_of(line.prize or "", line.category, prizes)

    by_place = groupby(sorted(won, key=place), key=place)
    return tuple(_prize_line(list(lines), labels, prizes) for _, lines in by_place)


def _prize_line(
    lines: Sequence[Winner], labels: Labels, prizes: Sequence[PrizeLevel]
) -> result_lines.PrizeLine:
    first = lines[0]
    group = group_for(first.category, prizes) or ()
    return result_lines.PrizeLine(
        title=prize_name(first.prize or "", group, gettext),
        worth=worth_of(first.prize or "", first.category, prizes, gettext),
        names=tuple(_winner(line, labels) for line in lines),
        pointless=sum(line.points == 0 for line in lines),
    )


def _winner(line: Winner, labels: Labels) -> str:
    named, note = with_unit(labels[line.participation_id]), note_of(line)
    return f"{named} ({note})" if note else named


def _lot_line(draw: Draw, lines: Iterable[Winner], labels: Labels) -> result_lines.LotLine:
    drawn = set(draw.order[:MOST_NAMED])
    names = {
        line.reference: with_unit(labels[line.participation_id])
        for line in lines
        if line.reference in drawn
    }
    return result_lines.LotLine(
        rank=draw.rank,
        prizes=tuple(prize_name(level, draw.group, gettext) for level in draw.levels),
        names=tuple(names.get(attempt, attempt) for attempt in draw.order[:MOST_NAMED]),
        seed=None if draw.seed is None else draw.seed.hex(),
        reason=draw.reason,
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


def with_unit(label: Label) -> str:
    """Return somebody's name and unit in one line."""
    return f"{label.name} – {label.unit}"
