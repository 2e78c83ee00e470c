"""The engine against a slow and obvious second one, on whatever rules and attempts there may be."""

from hypothesis import event, given, settings
from hypothesis import strategies as st

from quiz.domain.entry import Entry, Ruling, RulingKind, Totals
from quiz.domain.lots import Draw
from quiz.domain.overall import PersonSum, overall_of
from quiz.domain.prize_order import EarlierWins, Win
from quiz.domain.result import homes_of, result_of
from quiz.domain.rules import parse_rules
from quiz.domain.unit_tree import UnitNode
from tests.domain.slow_result import Round, Summed

PEOPLE, ITEMS = 6, 2
CATEGORIES = (None, "Đoàn viên", "Đảng viên", "Khác")
KINDS = ("tỉnh", "huyện", "xã")
LEVELS = ("nhat", "nhi", "ba")
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
    names = ("participation_rate", "people", "attempts", "winners", "judged_points")
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
        for level, points in (*zip(LEVELS, (10, 8, 0), strict=True),)[
            : draw(st.sampled_from([0, 1, 2, 3]))
        ]
    ]


@st.composite
def caps(draw, kinds=("first", "higher", "higher")):
    """Draw limits of prizes, most often none or one."""
    found = {
        "per_person": draw(st.sampled_from([None, 1, 1, 2])),
        "per_unit": draw(st.sampled_from([None, None, None, 1, 2])),
        "percent_of_people": draw(st.sampled_from([None, None, None, 20, 50, 67])),
    }
    if all(cap is None for cap in found.values()):
        return {}
    if found["per_person"] is not None:
        found["keeps"] = draw(st.sampled_from(kinds))
        found["from_round"] = draw(st.sampled_from([None, None, None, 1, 2, 3]))
    if found["per_unit"] is not None:
        found["unit_kind"] = draw(st.sampled_from([None, *KINDS]))
    return {**found, "refused": draw(st.sampled_from(["passes_on", "stays_empty"]))}


@st.composite
def overall_rules(draw):
    first = draw(st.sampled_from(["points", "correct"]))
    others = draw(st.permutations(["duration", "attempt_count", "registered_at"]))
    return {
        "from_round": draw(st.sampled_from([None, 1, 2])),
        "ranking": [first, *others[: draw(st.integers(0, 2))]],
        "prizes": [{**one, "unit_points": 0} for one in draw(prizes())],
        "prize_caps": draw(caps(kinds=("first",))),
    }


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
        "prize_caps": draw(caps()),
        "overall": draw(overall_rules()) if draw(st.booleans()) else None,
    }


@st.composite
def prize_contests(draw):
    """Draw rules and one attempt each, where many are equal and many have won before.

    So most of what prizes can run into happens often: open ties, lots, refusals, higher prizes.
    """
    levels = [
        {"level": level, "count": draw(st.sampled_from([1, 1, 2])), "unit_points": 0}
        for level in LEVELS
    ]
    document = {
        "rules_schema": 1,
        "paper": {"items": ITEMS, "points_per_item": 100},
        "timing": {"limit_minutes": 20},
        "attempts": {"limit": None},
        "ranking": ["points"],
        "prizes": levels,
        "prize_caps": draw(caps()),
        "overall": draw(overall_rules()) if draw(st.booleans()) else None,
    }
    people = draw(st.lists(st.tuples(st.integers(0, ITEMS), UNIT), min_size=2, max_size=PEOPLE))
    references = draw(st.permutations([f"R{at}" for at in range(len(people))]))
    entries = [
        Entry(
            attempt=references[person],
            person=person,
            unit=unit,
            category=None,
            number=1,
            points=correct * 100,
            correct=correct,
            items=ITEMS,
            answered=ITEMS,
            started_at=0,
            finished_at=0,
            prediction=None,
            registered_at=0,
        )
        for person, (correct, unit) in enumerate(people)
    ]
    return document, entries


UNIT = st.sampled_from([None, 1, 2, 2])


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


@st.composite
def earlier_wins(draw):
    """Draw up to two prizes of rounds 1 to 3 for each person."""
    won = st.dictionaries(st.integers(1, 3), st.sampled_from(LEVELS), max_size=2)
    won = st.sampled_from([{}, {1: "nhi"}, {3: "ba"}]) | won
    return {
        person: tuple(Win(number, level) for number, level in sorted(draw(won).items()))
        for person in range(PEOPLE)
    }


@st.composite
def lots(draw, references):
    """Draw lots between some of these, or all of them."""
    some = st.lists(st.sampled_from(references), unique=True) if references else st.just([])
    drawn = draw(st.lists(some | st.just(list(references)), max_size=2))
    return [
        Draw(1, (), (), draw(st.binary(min_size=32, max_size=32)), tuple(one), 0) for one in drawn
    ]


@st.composite
def sums(draw):
    """Draw what some people did in the rounds before, some of whom did not come again."""
    return {
        person: PersonSum(
            person=person,
            reference=f"{draw(st.sampled_from('QS'))}{person:02}",
            unit=draw(st.sampled_from([None, 1, 2, 3])),
            category=draw(st.sampled_from(CATEGORIES)),
            registered_at=draw(st.integers(0, 1)),
            rounds=1,
            points=draw(st.integers(0, 2)) * 100,
            correct=draw(st.integers(0, 2)),
            duration=draw(st.integers(0, 2)),
            attempts=draw(st.integers(1, 2)),
        )
        for person in draw(st.sets(st.integers(0, PEOPLE + 1), max_size=4))
    }


def summed(one):
    about = (one.reference, one.unit, one.category, one.registered_at)
    return Summed(*about, one.points, one.correct, one.duration, one.attempts)


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
        "units": {
            one.unit_id: (
                *(one.rank, one.excluded, one.people, one.attempts, one.headcount, one.points),
                [value for _, value in one.values],
            )
            for one in result.units
        },
        "outside": result.outside,
    }


def handed(awards):
    """Return what became of prizes in the shape of the slow one, whose lists come in any order."""
    return {
        "prizes": dict(awards.levels),
        "given_up": {one: (win.round, win.level) for one, win in awards.given_up.items()},
        "ties": {
            (
                tie.placings[0].rank,
                frozenset(one.entry.attempt for one in tie.placings),
                tie.levels,
            )
            for tie in awards.unresolved
        },
        **{
            name: sorted((seat.level, seat.group) for seat in getattr(awards, name))
            for name in ("left_over", "waiting", "cut")
        },
    }


def slowly(of):
    """Return the same of the slow one."""
    lists = {name: sorted(getattr(of, name)) for name in ("left_over", "waiting", "cut")}
    return {"prizes": of.prizes, "given_up": of.given_up, "ties": set(of.ties), **lists}


def compare(document, slow, result, overall):
    """Hold everything that both have found against one another."""
    found = compared(result)
    assert found == {name: getattr(slow, name) for name in found}
    assert handed(result.awards) == slowly(slow.handed)
    if document["overall"] is None:
        return
    ranks = {one.entry.attempt: one.rank for one in overall.standings.placings}
    assert ranks == slow.overall_ranks
    if slow.overall is None:
        wanted = sum(prize["count"] for prize in document["overall"]["prizes"])
        assert (dict(overall.awards.levels), len(overall.awards.waiting)) == ({}, wanted)
    else:
        assert handed(overall.awards) == slowly(slow.overall)


def ranked(document, entries, units=(), *, totals=None, rulings=(), **past):
    """Rank a round as the engine does: the round itself, and all rounds together."""
    rules = parse_rules(document)
    wins = EarlierWins(past.get("earlier", {}), LEVELS)
    result = result_of(
        entries, rules, units, totals, rulings, earlier=wins, lots=past.get("lots", ())
    )
    homes = homes_of(rules.overall.prize_caps, units) if rules.overall else None
    overall = overall_of(
        result.standings,
        result.awards,
        rules,
        past.get("before", {}),
        past.get("overall_lots", ()),
        earlier=wins,
        homes=homes,
    )
    return result, overall


@settings(max_examples=150)
@given(document=documents(), entries=crowds(), units=trees(), totals=TOTALS, data=st.data())
def test_the_engine_finds_what_the_regulation_says(document, entries, units, totals, data):
    agree(data, document, entries, units, totals=totals, rulings=data.draw(rulings_on(entries)))


@settings(max_examples=250)
@given(contest=prize_contests(), units=trees(), data=st.data())
def test_the_engine_gives_the_prizes_that_the_regulation_gives(contest, units, data):
    agree(data, *contest, units)


def agree(data, document, entries, units, *, totals=None, rulings=()):
    """Rank a round with a past in both ways, and hold all of it against one another."""
    earlier = data.draw(earlier_wins())
    before = data.draw(sums())
    references = [one.attempt for one in entries]
    drawn = data.draw(lots(references))
    over = data.draw(lots([*references, *(one.reference for one in before.values())]))
    result, overall = ranked(
        document,
        entries,
        units,
        totals=totals,
        rulings=rulings,
        earlier=earlier,
        lots=drawn,
        before=before,
        overall_lots=over,
    )
    given_ = totals and (totals.attempts, totals.participants, totals.all_correct_people)
    slow = Round(
        document,
        entries,
        rulings,
        units,
        given_,
        number=4,
        earlier={
            person: [(win.round, win.level) for win in won] for person, won in earlier.items()
        },
        draws=[draw.order for draw in drawn],
        levels=LEVELS,
        before={person: summed(one) for person, one in before.items()},
        overall_draws=[draw.order for draw in over],
    ).outcome()
    event(f"people ranked: {len(slow.ranks)}")
    event(f"given up: {bool(slow.handed.given_up)}, open: {bool(slow.handed.ties)}")
    event(f"waiting: {bool(slow.handed.waiting)}")
    compare(document, slow, result, overall)
    in_order = [one.rank for one in result.standings.placings]
    assert in_order == sorted(in_order)


@settings(max_examples=60)
@given(contests=st.lists(prize_contests(), min_size=3, max_size=3))
def test_round_after_round_both_remember_the_same_prizes(contests):
    fast, slow = {}, {}
    for number, (document, entries) in enumerate(contests, start=1):
        result, overall = ranked(document, entries, earlier=fast)
        of_slow = Round(document, entries, number=number, earlier=slow, levels=LEVELS).outcome()
        compare(document, of_slow, result, overall)
        person_of = {one.attempt: one.person for one in entries}
        for attempt, level in result.awards.levels.items():
            person, gone = person_of[attempt], result.awards.given_up.get(attempt)
            kept = [win for win in fast.get(person, ()) if win != gone]
            fast[person] = (*kept, Win(number, level))
        for attempt, level in of_slow.prizes.items():
            person, gone = person_of[attempt], of_slow.handed.given_up.get(attempt)
            slow[person] = [one for one in slow.get(person, ()) if one != gone] + [(number, level)]


@given(document=documents(), entries=crowds(), units=trees(), data=st.data())
def test_no_order_of_what_comes_in_changes_what_comes_out(document, entries, units, data):
    rules, rulings = parse_rules(document), data.draw(rulings_on(entries))
    shuffled = [data.draw(st.permutations(part)) for part in (entries, units, rulings)]
    result = result_of(entries, rules, units, rulings=rulings)
    assert result_of(shuffled[0], rules, shuffled[1], rulings=shuffled[2]) == result
