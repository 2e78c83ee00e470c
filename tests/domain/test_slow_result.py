"""The engine against a slow and obvious second one, on whatever rules and attempts there may be."""

from hypothesis import event, given, settings
from hypothesis import strategies as st

from quiz.domain.entry import Entry, Ruling, RulingKind, Totals
from quiz.domain.result import result_of
from quiz.domain.rules import parse_rules
from quiz.domain.unit_tree import UnitNode
from tests.domain.slow_result import Round

PEOPLE, ITEMS = 6, 2
CATEGORIES = (None, "Đoàn viên", "Đảng viên", "Khác")
KINDS = ("tỉnh", "huyện", "xã")
KEYS = (
    "points",
    "correct",
    "duration",
    "finished_at",
    "started_at",
    "attempt_count",
    "registered_at",
    "perfect_attempts",
)
UNIT_KEYS = (
    "participation_rate",
    "average_points",
    "people",
    "attempts",
    "total_points",
    "all_correct_people",
    "winners",
    "rate_plus_average",
    "rate_plus_prizes",
    "best_points",
    "judged_points",
)


@st.composite
def gates(draw):
    names = ("participation_rate", "people", "attempts", "winners")
    wanted = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    least = {"participation_rate": st.sampled_from([25, 33, 34, 50, 100])}
    gate = {name: draw(least.get(name, st.integers(1, 3))) for name in wanted}
    if draw(st.booleans()):
        gate["headcount_from"] = draw(st.integers(1, 2))
    if draw(st.booleans()):
        gate["headcount_below"] = draw(st.integers(3, 5))
    return gate


@st.composite
def unit_rules(draw):
    order = draw(st.lists(st.sampled_from([*UNIT_KEYS, "rank_points"]), min_size=1, unique=True))
    rules = {
        "among": draw(st.sampled_from(["siblings", "kind"])),
        "kinds": draw(st.sampled_from([[], [], [], [KINDS[1]], [KINDS[1], KINDS[2]]])),
        "gates": draw(st.lists(gates(), max_size=2)),
        "order": order[: draw(st.integers(1, 3))],
    }
    if "rank_points" in rules["order"]:
        compared = st.lists(st.sampled_from(UNIT_KEYS), min_size=1, max_size=3, unique=True)
        rules["rank_points"] = [
            {"by": by, "first": draw(st.integers(1, 2))} for by in draw(compared)
        ]
    used = {*rules["order"], *(one["by"] for one in rules.get("rank_points", ()))}
    if "best_points" in used:
        rules["best"] = draw(st.integers(1, 3))
    return rules


@st.composite
def prizes(draw):
    """Draw one list of prizes for everybody, or lists for groups of categories."""
    groups = draw(st.sampled_from([[()], [CATEGORIES[1:2]], [CATEGORIES[1:3], CATEGORIES[3:]]]))
    return [
        {
            "level": level,
            "count": draw(st.integers(1, 2)),
            "unit_points": points,
            **({"categories": list(group)} if group else {}),
        }
        for group in groups
        for level, points in (("nhat", 10), ("nhi", 8), ("ba", 0))[
            : draw(st.sampled_from([0, 1, 2, 3]))
        ]
    ]


@st.composite
def documents(draw):
    """Draw rules that nowhere contradict themselves."""
    predicts = draw(st.booleans())
    ranking = draw(st.permutations([*KEYS, *(["prediction_distance"] if predicts else [])]))
    cut = ranking[: draw(st.integers(1, 4))]
    if predicts and "prediction_distance" not in cut:
        cut[draw(st.integers(0, len(cut) - 1))] = "prediction_distance"
    counts = ["highest_then_earliest", "highest", "first", "last"]
    asks = ["attempts", "participants", "all_correct_people", "percent_all_correct"]
    prediction = {"asks": draw(st.sampled_from(asks)), "includes_voided": draw(st.booleans())}
    return {
        "rules_schema": 1,
        "paper": {
            "items": ITEMS,
            "points_per_item": 100,
            "all_must_be_answered": draw(st.booleans()),
        },
        "timing": {"limit_minutes": 20},
        "attempts": {
            "limit": None,
            "counts": draw(st.sampled_from([*counts, *(["best_prediction"] if predicts else [])])),
            "empty_count": draw(st.booleans()),
        },
        "prediction": prediction if predicts else None,
        "ranking": (["all_correct_only"] if draw(st.sampled_from([False, False, True])) else [])
        + cut,
        "units": draw(unit_rules()) if draw(st.sampled_from([True] * 4 + [False])) else None,
        "prizes": draw(prizes()),
    }


@st.composite
def trees(draw):
    """Draw units of which each stands under one drawn before it, or under nobody."""
    nodes = []
    for unit in range(1, draw(st.sampled_from([0, 3, 4, 5, 6])) + 1):
        parent = draw(st.none() | st.integers(1, unit - 1)) if unit > 1 else None
        headcount = draw(st.sampled_from([None, None, 0, 1, 2, 3, 4, 6]))
        kind, league = draw(st.sampled_from(KINDS)), draw(st.sampled_from([None, None, "bảng A"]))
        judged = draw(st.sampled_from([0, 0, 100, 250]))
        about = (headcount, kind, league)
        nodes.append(UnitNode(unit, parent, f"{unit % 3}", *about, judged=judged))
    return nodes


@st.composite
def crowds(draw):
    """Draw attempts of a few people, close together, so that many are equal in something."""
    about = [
        {
            "registered_at": draw(st.integers(0, 1)),
            "eligible": draw(st.sampled_from([True] * 9 + [False])),
            "knew_a_key": draw(st.sampled_from([False] * 9 + [True])),
        }
        for _ in range(PEOPLE)
    ]
    attempts = draw(st.sampled_from([12, 9, 6, 15, 3, 0]))
    people = st.lists(st.integers(0, PEOPLE - 1), min_size=attempts, max_size=attempts)
    made = draw(people)
    references = draw(st.permutations([f"R{at:02}" for at in range(len(made))]))
    return [
        _attempt(draw, person, made[:at].count(person) + 1, references[at], about[person])
        for at, person in enumerate(made)
    ]


def _attempt(draw, person, number, reference, about):
    answered = draw(st.sampled_from([ITEMS] * 6 + [1, 0]))
    correct = draw(st.sampled_from([answered] * 4 + [0, min(1, answered)]))
    started = draw(st.integers(0, 3))
    return Entry(
        attempt=reference,
        person=person,
        unit=draw(st.sampled_from([None, 1, 2, 3, 4, 5, 6, 7])),
        category=draw(st.sampled_from(CATEGORIES)),
        number=number,
        points=correct * 100,
        correct=correct,
        items=ITEMS,
        answered=answered,
        started_at=started,
        finished_at=started + draw(st.integers(0, 2)),
        prediction=draw(st.none() | st.integers(0, 8) | st.sampled_from([3_333, 5_000, 6_667])),
        **about,
    )


@st.composite
def rulings_on(draw, entries):
    """Draw rulings on some of the attempts and people."""
    void = st.sampled_from([one.attempt for one in entries]) if entries else st.nothing()
    voided = draw(st.lists(void, max_size=3)) if entries else []
    kinds = st.sampled_from([RulingKind.EXCLUDE, RulingKind.OUT_OF_PRIZES])
    about = draw(st.lists(st.tuples(kinds, st.integers(0, PEOPLE - 1)), max_size=2))
    return [
        *(Ruling(RulingKind.VOID, attempt=attempt) for attempt in voided),
        *(Ruling(kind, person=person) for kind, person in about),
    ]


TOTALS = st.none() | st.builds(Totals, *[st.integers(1, 9)] * 3)


def compared(result):
    """Return what the engine found in the shape of the slow one."""
    ranked, awards = result.standings, result.awards
    lines = [*ranked.placings, *ranked.unranked]
    totals = ranked.totals
    return {
        "totals": (totals.attempts, totals.participants, totals.all_correct_people),
        "ranks": {one.entry.attempt: one.rank for one in ranked.placings},
        "values": {one.entry.attempt: list(one.compared) for one in ranked.placings},
        "made": {one.entry.attempt: (one.attempts, one.perfect_attempts) for one in lines},
        "reasons": {one.entry.attempt: one.reason for one in ranked.unranked},
        "prizes": dict(awards.levels),
        "ties": {
            (
                tie.placings[0].rank,
                frozenset(one.entry.attempt for one in tie.placings),
                tie.levels,
            )
            for tie in awards.unresolved
        },
        "units": {
            one.unit_id: (
                *(one.rank, one.excluded, one.people, one.attempts, one.headcount, one.points),
                [value for _, value in one.values],
            )
            for one in result.units
        },
        "outside": result.outside,
    }


@settings(max_examples=300)
@given(document=documents(), entries=crowds(), units=trees(), totals=TOTALS, data=st.data())
def test_the_engine_finds_what_the_regulation_says(document, entries, units, totals, data):
    rulings = data.draw(rulings_on(entries))
    result = result_of(entries, parse_rules(document), units, totals, rulings)
    given_ = totals and (totals.attempts, totals.participants, totals.all_correct_people)
    slow = Round(document, entries, rulings, units, given_).outcome()
    event(f"people ranked: {len(slow.ranks)}")
    found = compared(result)
    assert found.pop("ties") == set(slow.ties)
    assert found == {name: getattr(slow, name) for name in found}
    in_order = [one.rank for one in result.standings.placings]
    assert in_order == sorted(in_order)


@given(document=documents(), entries=crowds(), units=trees(), data=st.data())
def test_no_order_of_what_comes_in_changes_what_comes_out(document, entries, units, data):
    rules, rulings = parse_rules(document), data.draw(rulings_on(entries))
    shuffled = [data.draw(st.permutations(part)) for part in (entries, units, rulings)]
    result = result_of(entries, rules, units, rulings=rulings)
    assert result_of(shuffled[0], rules, shuffled[1], rulings=shuffled[2]) == result
