"""Results in the reader's words: the same lines for the desk and for the question to publish."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from flask_babel import gettext

from quiz.domain.permissions import Permission
from quiz.domain.rules import RankingKey, Rules
from quiz.models import Publication
from quiz.sentences.rules import HEADINGS
from quiz.sentences.sentence import N_
from quiz.sentences.standings import REASONS, prize_title
from quiz.services.actor import Actor
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import Label
from quiz.services.results import PersonLine, Results
from quiz.web.filters import number, points
from quiz.web.judge import pages
from quiz.web.ranking import cells, exact_duration, exact_moment, headings
from quiz.web.request import local

Labels = Mapping[int, Label]

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
    )


def person_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings: what ranks, in order, then what else judges look at."""
    asked = (gettext(PREDICTED),) if rules.prediction else ()
    return headings(rules) + asked + detail_columns(rules)


def detail_columns(rules: Rules) -> tuple[str, ...]:
    """Return the headings of what judges look at besides the ranking keys."""
    return tuple(gettext(HEADINGS[key]) for key in _details(rules))


def person_line(line: PersonLine, labels: Labels, rules: Rules) -> pages.PersonLine:
    """Return a ranked person's line."""
    label = labels[line.participation_id]
    asked = (number(line.prediction),) if rules.prediction else ()
    return pages.PersonLine(
        rank=line.rank,
        name=label.name,
        unit=label.unit,
        cells=cells(line.keys) + asked + tuple(_detail(key, line) for key in _details(rules)),
        prize=prize_title(line.prize, gettext) if line.prize else None,
    )


def unranked_line(line: PersonLine, labels: Labels) -> pages.PersonLine:
    """Return the line of somebody who is not ranked, with everything that judges look at."""
    label = labels[line.participation_id]
    return pages.PersonLine(
        rank=None,
        name=label.name,
        unit=label.unit,
        cells=tuple(_detail(key, line) for key in _DETAILS),
        reason=gettext(REASONS[str(line.unranked)]),
    )


def unranked_columns() -> tuple[str, ...]:
    """Return the headings above people who are not ranked."""
    return tuple(gettext(HEADINGS[key]) for key in _DETAILS)


def prize_lines(won: Iterable[PersonLine], labels: Labels) -> tuple[pages.PrizeLine, ...]:
    """Return the prizes with their winners, best level first."""
    by_level = [(level, list(lines)) for level, lines in groupby(won, key=lambda one: one.prize)]
    return tuple(
        pages.PrizeLine(
            title=prize_title(level or "", gettext),
            names=tuple(_with_unit(labels[line.participation_id]) for line in lines),
            pointless=sum(line.points == 0 for line in lines),
        )
        for level, lines in by_level
    )


def tie_lines(results: Results, labels: Labels) -> tuple[pages.TieLine, ...]:
    """Return the ties that only people can decide."""
    return tuple(
        pages.TieLine(
            rank=tie.placings[0].rank,
            names=tuple(_with_unit(labels[of.entry.person]) for of in tie.placings[:MOST_NAMED]),
            more=max(0, len(tie.placings) - MOST_NAMED),
            prizes=tuple(prize_title(level, gettext) for level in tie.levels),
        )
        for tie in results.unresolved
    )


def left_over(results: Results) -> tuple[str, ...]:
    """Return the prizes that nobody won, each level once with their number."""
    counts = Counter(prize_title(level, gettext) for level in results.left_over)
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
