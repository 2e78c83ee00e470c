"""Why somebody has the rank that they have, in one line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from quiz.domain.rules import RankingKey, Rules
from quiz.sentences.placing import BEHIND, COMPARED, MISSING_PREDICTION, QUICK
from quiz.sentences.sentence import N_
from quiz.services.overall import OverallLine
from quiz.services.results import Keys, PersonLine
from quiz.web.filters import number
from quiz.web.ranking import cells
from quiz.web.words import gettext

_RANK = N_("Hạng %(rank)s: %(facts)s.")
_AFTER = N_("Xếp sau hạng %(rank)s vì %(reason)s (%(own)s so với %(theirs)s).")
_EQUAL = N_("Đồng hạng: bằng người khác ở mọi tiêu chí.")
_ROUNDS = N_("dự %(count)s đợt")


class Ranked(Protocol):
    """A line of a ranking: a rank, and what was compared."""

    @property
    def rank(self) -> int | None:
        """Return the rank; None for whoever has none."""

    @property
    def keys(self) -> Keys:
        """Return each key with the value compared."""


Line = TypeVar("Line", bound=Ranked)


def above_each(ranked: Iterable[Line]) -> Mapping[int, Line | None]:
    """Return for each rank somebody of the rank right above it; ``ranked`` are in order."""
    found: dict[int, Line | None] = {}
    last: Line | None = None
    for line in ranked:
        if line.rank is not None:
            if line.rank not in found:
                found[line.rank] = last
            last = line
    return found


def tied_ranks(ranked: Iterable[Ranked]) -> frozenset[int]:
    """Return the ranks that several people share."""
    once: set[int] = set()
    twice: set[int] = set()
    for line in ranked:
        if line.rank is not None:
            (twice if line.rank in once else once).add(line.rank)
    return frozenset(twice)


def explained(line: PersonLine, above: PersonLine | None, rules: Rules, *, is_tied: bool) -> str:
    """Return how a ranked person came to their rank, and what put the one above before them."""
    return _told(line, above, _facts(line, rules), is_tied=is_tied)


def explained_overall(line: OverallLine, above: OverallLine | None, *, is_tied: bool) -> str:
    """Return the same of somebody in a ranking over several rounds, whose values are sums."""
    sums = (
        gettext(COMPARED[RankingKey(key)], value=cell)
        for (key, _), cell in zip(line.keys, cells(line.keys), strict=True)
    )
    rounds = gettext(_ROUNDS, count=number(line.rounds))
    return _told(line, above, (rounds, *sums), is_tied=is_tied)


def _told(line: Ranked, above: Ranked | None, facts: Iterable[str], *, is_tied: bool) -> str:
    told = gettext(_RANK, rank=number(line.rank), facts="; ".join(facts))
    if above is not None:
        told = f"{told} {_difference(line, above)}"
    return f"{told} {gettext(_EQUAL)}" if is_tied else told


def quick_flag(line: PersonLine, rules: Rules) -> str | None:
    """Say that the recognised attempt took less time than anybody plausibly needs, if it did."""
    if not rules.timing.is_quick(line.duration):
        return None
    return gettext(QUICK, seconds=rules.timing.plausible_seconds)


def _facts(line: PersonLine, rules: Rules) -> Iterator[str]:
    if RankingKey.ALL_CORRECT_ONLY in rules.ranking:
        correct = f"{line.correct}/{rules.paper.items}"
        yield gettext(COMPARED[RankingKey.CORRECT], value=correct)
    for (key, value), cell in zip(line.keys, cells(line.keys), strict=True):
        if value is None:
            yield gettext(MISSING_PREDICTION)
        elif key == RankingKey.CORRECT:
            yield gettext(COMPARED[RankingKey.CORRECT], value=f"{cell}/{rules.paper.items}")
        else:
            yield gettext(COMPARED[RankingKey(key)], value=cell)


def _difference(line: Ranked, above: Ranked) -> str:
    """Name the first key in which two people differ; it is what ranked them."""
    own, theirs = cells(line.keys), cells(above.keys)
    for place, (key, value) in enumerate(line.keys):
        if value != above.keys[place][1]:
            return gettext(
                _AFTER,
                rank=number(above.rank),
                reason=gettext(BEHIND[RankingKey(key)]),
                own=own[place],
                theirs=theirs[place],
            )
    return ""
