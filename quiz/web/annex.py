"""The annex of a contest's regulation: the rules of its rounds spoken back, ready to be printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quiz.domain.rules import RoundKind, parse_rules
from quiz.models import Contest, Round
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.sentences.regulation import regulation
from quiz.sentences.speaking import Article, Spoken
from quiz.web.filters import points
from quiz.web.request import local
from quiz.web.words import gettext


@dataclass(frozen=True, slots=True)
class AnnexRound:
    """A round with its window."""

    title: str
    is_practice: bool
    opens_at: int
    closes_at: int


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """Rounds that follow one another under the same rules, and these rules in articles."""

    rounds: tuple[AnnexRound, ...]
    articles: tuple[Article, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """The whole annex; ``headcount`` is what units are measured by, where any rules rank units."""

    slug: str
    contest_title: str
    parts: tuple[AnnexPart, ...]
    headcount: str | None
    tree_day: date


def annex_of(contest: Contest, rounds: Iterable[Round]) -> AnnexPage:
    """Speak the rules of a contest's rounds back, in the reader's language."""
    rounds = list(rounds)
    together = groupby(rounds, key=lambda of: (of.rules_digest, of.kind))
    kind = contest.headcount_kind
    ranks_units = any(of.rules.get("units") for of in rounds)
    return AnnexPage(
        slug=contest.slug,
        contest_title=local(contest.title),
        parts=tuple(_part(list(same)) for _, same in together),
        headcount=gettext(HEADCOUNTS.get(kind, kind)) if ranks_units else None,
        tree_day=contest.tree_day,
    )


def _part(rounds: list[Round]) -> AnnexPart:
    last = rounds[-1]
    return AnnexPart(
        rounds=tuple(
            AnnexRound(
                title=local(of.title),
                is_practice=of.kind == RoundKind.PRACTICE,
                opens_at=of.opens_at,
                closes_at=of.closes_at,
            )
            for of in rounds
        ),
        articles=regulation(parse_rules(last.rules), last.number, Spoken(gettext, points)),
        digest=last.rules_digest,
    )
