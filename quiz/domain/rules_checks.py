"""The contradictions that a rules document of sound shape may still hold."""

from collections.abc import Iterable, Iterator, Sequence

from quiz.domain.money import dong
from quiz.domain.prize_order import LevelsUnordered, level_lists, levels_in_order
from quiz.domain.rules_model import (
    Attempts,
    Gate,
    Paper,
    Prize,
    PrizeCaps,
    PrizeLevel,
    Rules,
    Timing,
    UnitRules,
)
from quiz.domain.rules_problem import RulesFinding
from quiz.domain.rules_words import (
    SUMMED,
    BoardTime,
    Counting,
    RankingKey,
    ResultTime,
    ReviewTime,
    UnitKey,
)

_SELECTING = ("topics", "periods", "difficulties", "uses", "codes")
_RESULT_ORDER = list(ResultTime)
_REVIEW_ORDER = list(ReviewTime)
_EARNED = frozenset({RankingKey.POINTS, RankingKey.CORRECT})
"""What grows with every round; without it whoever took part least would come first."""


def contradictions(rules: Rules) -> tuple[RulesFinding, ...]:
    """Find everything in the document that cannot hold together."""
    return (
        *_paper(rules.paper),
        *_timing(rules.timing),
        *_attempts(rules.attempts),
        *_prediction(rules),
        *_ranking(rules),
        *_prizes(rules),
        *_overall(rules),
        *_showing(rules),
        *_eligible(rules),
        *_units(rules),
    )


def _paper(paper: Paper) -> Iterator[RulesFinding]:
    if paper.pool.codes:
        yield from _listed_twice("paper.pool.codes", paper.pool.codes)
        yield from _too_few_codes("paper.pool.codes", paper.pool.codes, paper.items)
    if paper.blueprint is None:
        return
    total = sum(section.count for section in paper.blueprint)
    if total != paper.items:
        data = {"sections": total, "items": paper.items}
        yield RulesFinding("paper.blueprint", "sections_do_not_add_up", data)
    for at, section in enumerate(paper.blueprint):
        path = f"paper.blueprint[{at}]"
        if section.codes:
            yield from _listed_twice(f"{path}.codes", section.codes)
            yield from _too_few_codes(f"{path}.codes", section.codes, section.count)
        for field in _SELECTING:
            pool, wanted = set(getattr(paper.pool, field)), set(getattr(section, field))
            if pool and wanted and not pool & wanted:
                yield RulesFinding(f"{path}.{field}", "section_outside_pool")


def _timing(timing: Timing) -> Iterator[RulesFinding]:
    limit = timing.limit_minutes
    if timing.item_seconds is not None and timing.item_seconds >= limit * 60:
        data = {"seconds": timing.item_seconds, "minutes": limit}
        yield RulesFinding("timing.item_seconds", "item_limit_without_effect", data)
    if timing.plausible_seconds is not None and timing.plausible_seconds >= limit * 60:
        data = {"seconds": timing.plausible_seconds, "minutes": limit}
        yield RulesFinding("timing.plausible_seconds", "plausible_not_below_limit", data)
    if timing.hours is None:
        return
    if not timing.hours.days:
        yield RulesFinding("timing.hours.days", "list_empty")
    yield from _listed_twice("timing.hours.days", timing.hours.days)
    if timing.hours.opens >= timing.hours.closes:  # both are written with leading noughts
        yield RulesFinding("timing.hours", "hours_reversed")


def _attempts(attempts: Attempts) -> Iterator[RulesFinding]:
    if attempts.limit is None and attempts.per != "round":
        yield RulesFinding("attempts.per", "per_without_limit")


def _prediction(rules: Rules) -> Iterator[RulesFinding]:
    used = RankingKey.PREDICTION_DISTANCE in rules.ranking
    if used and rules.prediction is None:
        yield RulesFinding("ranking", "ranking_needs_prediction")
    if rules.prediction is not None and not used:
        yield RulesFinding("prediction", "prediction_unused")
    if rules.attempts.counts is Counting.BEST_PREDICTION and rules.prediction is None:
        yield RulesFinding("attempts.counts", "counting_needs_prediction")


def _ranking(rules: Rules) -> Iterator[RulesFinding]:
    yield from _listed_twice("ranking", rules.ranking)
    if RankingKey.ALL_CORRECT_ONLY in rules.ranking[1:]:
        yield RulesFinding("ranking", "filter_not_first")
    if rules.ranking == (RankingKey.ALL_CORRECT_ONLY,):
        yield RulesFinding("ranking", "filter_alone")
    if rules.prizes and not rules.ranking:
        yield RulesFinding("prizes", "prizes_without_ranking")


def _prizes(rules: Rules) -> Iterator[RulesFinding]:
    yield from _lists(rules.prizes, "prizes")
    points: dict[str, int] = {}
    for at, prize in enumerate(rules.prizes):
        if prize.unit_points != points.setdefault(prize.level, prize.unit_points):
            yield RulesFinding(f"prizes[{at}].unit_points", "unit_points_differ")
    yield from _caps(rules.prize_caps, "prize_caps")
    if rules.prize_caps.keeps == "higher":
        yield from level_order(level_lists(rules.prizes), "prize_caps.keeps")
    for_units = [prize for units in rules.unit_lists for prize in units.prizes]
    yield from _total((*rules.prizes, *for_units), rules.prize_total, "prize_total")


def _caps(caps: PrizeCaps, path: str) -> Iterator[RulesFinding]:
    if caps.from_round is not None and caps.per_person is None:
        yield RulesFinding(f"{path}.from_round", "from_round_unused")
    elif caps.keeps != "first" and caps.per_person is None:
        yield RulesFinding(f"{path}.keeps", "keeps_unused")
    elif caps.unit_kind is not None and caps.per_unit is None:
        yield RulesFinding(f"{path}.unit_kind", "unit_kind_unused")
    elif caps.demands_nothing and caps != PrizeCaps():
        yield RulesFinding(path, "caps_empty")


def level_order(lists: Iterable[Sequence[str]], path: str) -> Iterator[RulesFinding]:
    """Find what keeps prizes of these lists from being held against one another."""
    try:
        levels_in_order(lists)
    except LevelsUnordered as found:
        code = "levels_contradictory" if found.is_contradictory else "levels_unordered"
        yield RulesFinding(path, code, {"one": found.one, "other": found.other})


def _total(prizes: Sequence[Prize], total: int | None, path: str) -> Iterator[RulesFinding]:
    """Hold the sum of prizes against the total announced; unknown amounts may fill what lacks."""
    known = sum(prize.count * (prize.amount or 0) for prize in prizes)
    is_whole = all(prize.amount is not None for prize in prizes)
    if total is not None and (known > total or (is_whole and known != total)):
        data = {"sum": dong(known), "total": dong(total)}
        yield RulesFinding(path, "prize_total_differs", data)


def _overall(rules: Rules) -> Iterator[RulesFinding]:
    if (overall := rules.overall) is None:
        return
    if not rules.ranking:
        yield RulesFinding("overall", "overall_without_ranking")
    yield from _listed_twice("overall.ranking", overall.ranking)
    for key in overall.ranking:
        if key not in SUMMED:
            yield RulesFinding("overall.ranking", "not_summed", {"value": str(key)})
    if not overall.ranking or overall.ranking[0] not in _EARNED:
        yield RulesFinding("overall.ranking", "sum_begins_with_points")
    yield from _lists(overall.prizes, "overall.prizes")
    yield from _caps(overall.prize_caps, "overall.prize_caps")
    if overall.prize_caps.keeps != "first":
        yield RulesFinding("overall.prize_caps.keeps", "keeps_overall")
    yield from _total(overall.prizes, overall.prize_total, "overall.prize_total")


def _lists(prizes: Sequence[PrizeLevel], path: str) -> Iterator[RulesFinding]:
    """Yield levels that one list has twice, and lists that share some of their people only."""
    for at, prize in enumerate(prizes):
        yield from _listed_twice(f"{path}[{at}].categories", prize.categories)
    named = [(prize.level, frozenset(prize.categories)) for prize in prizes]
    for at, (level, group) in enumerate(named):
        if (level, group) in named[:at]:
            yield RulesFinding(path, "listed_twice", {"value": level})
        elif any(_overlap(group, other) for _, other in named[:at]):
            yield RulesFinding(f"{path}[{at}].categories", "groups_overlap")


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two groups share people without being the same; no categories are everybody."""
    return one != other and (not one or not other or not one.isdisjoint(other))


def _showing(rules: Rules) -> Iterator[RulesFinding]:
    if rules.review is ReviewTime.AT_ONCE and rules.ranking:
        yield RulesFinding("review", "review_at_once_ranked")
    if _REVIEW_ORDER.index(rules.review) < _RESULT_ORDER.index(rules.result):
        yield RulesFinding("review", "review_before_result")
    if rules.boards.frozen_minutes is not None and rules.boards.shown is not BoardTime.LIVE:
        yield RulesFinding("boards.frozen_minutes", "frozen_board_unseen")


def _eligible(rules: Rules) -> Iterator[RulesFinding]:
    least, greatest = rules.eligible.min_age, rules.eligible.max_age
    if least is not None and greatest is not None and least > greatest:
        yield RulesFinding("eligible", "ages_reversed", {"min_age": least, "max_age": greatest})
    yield from _listed_twice("eligible.categories", rules.eligible.categories)
    admitted = [f"{one.round} ({one.of})" for one in rules.eligible.admits]
    yield from _listed_twice("eligible.admits", admitted)
    may_start = frozenset(rules.eligible.categories)
    for at, prize in enumerate(rules.prizes):
        if may_start and prize.categories and may_start.isdisjoint(prize.categories):
            yield RulesFinding(f"prizes[{at}].categories", "prize_for_nobody")


def _units(rules: Rules) -> Iterator[RulesFinding]:
    if rules.units is not None:
        yield from _unit_ranking(rules.units, "units")
    for at, units in enumerate(rules.unit_prizes):
        path = f"unit_prizes[{at}]"
        yield from _unit_ranking(units, path)
        if not units.prizes:
            yield RulesFinding(f"{path}.prizes", "list_empty")
    yield from _listed_twice("unit_prizes", [units.title for units in rules.unit_prizes])
    if rules.unit_lists and not rules.ranking:
        yield RulesFinding("units.prizes", "prizes_without_ranking")


def _unit_ranking(units: UnitRules, path: str) -> Iterator[RulesFinding]:
    if not units.order:
        yield RulesFinding(f"{path}.order", "list_empty")
    yield from _listed_twice(f"{path}.order", units.order)
    yield from _listed_twice(f"{path}.kinds", units.kinds)
    for at, gate in enumerate(units.gates):
        yield from _gate(f"{path}.gates[{at}]", gate)
    yield from _unit_keys(units, path)
    yield from _listed_twice(f"{path}.prizes", [prize.level for prize in units.prizes])


def _unit_keys(units: UnitRules, path: str) -> Iterator[RulesFinding]:
    """Yield the keys that lack their numbers, and the numbers that no key uses."""
    if UnitKey.BEST_POINTS in units.keys and units.best is None:
        yield RulesFinding(f"{path}.best", "best_missing")
    if UnitKey.BEST_POINTS not in units.keys and units.best is not None:
        yield RulesFinding(f"{path}.best", "best_unused")
    if UnitKey.RANK_POINTS in units.order and not units.rank_points:
        yield RulesFinding(f"{path}.rank_points", "rank_points_missing")
    if UnitKey.RANK_POINTS not in units.order and units.rank_points:
        yield RulesFinding(f"{path}.rank_points", "rank_points_unused")
    compared = [criterion.by for criterion in units.rank_points]
    if UnitKey.RANK_POINTS in compared:
        yield RulesFinding(f"{path}.rank_points", "rank_points_of_themselves")
    yield from _listed_twice(f"{path}.rank_points", compared)


def _gate(path: str, gate: Gate) -> Iterator[RulesFinding]:
    if gate.demands_nothing:
        yield RulesFinding(path, "gate_empty")
    low, high = gate.headcount_from, gate.headcount_below
    if low is not None and high is not None and low >= high:
        data = {"headcount_from": low, "headcount_below": high}
        yield RulesFinding(path, "gate_range_reversed", data)


def _listed_twice(path: str, values: Sequence[str]) -> Iterator[RulesFinding]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield RulesFinding(path, "listed_twice", {"value": str(value)})


def _too_few_codes(path: str, codes: Sequence[str], items: int) -> Iterator[RulesFinding]:
    if len(codes) < items:
        yield RulesFinding(path, "pool_too_small", {"codes": len(codes), "items": items})
