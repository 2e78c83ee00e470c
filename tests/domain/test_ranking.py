from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.entry import Reason, Ruling, RulingKind, Totals
from quiz.domain.ranking import standings

DAY = 24 * 60 * 60 * 1000


def vcnet(make_rules, counts):
    return make_rules(
        paper={"items": 6},
        attempts={"limit": None, "counts": counts},
        prediction={"asks": "all_correct_people"},
        ranking=["all_correct_only", "prediction_distance", "finished_at"],
    )


@pytest.fixture(scope="session")
def vcnet_week_4(entry, at):
    """S1, without E, whose answers came a second late and were never accepted."""

    def attempt(name, number, correct, prediction, finished):
        moment = at(f"{finished[:5]}/2019 {finished[6:]}")
        return entry(
            name, number, correct=correct, items=6, prediction=prediction, finished_at=moment
        )

    return [
        attempt("An", 1, 6, 14_000, "17/09 08:00:00"),
        attempt("An", 2, 6, 14_193, "18/09 09:00:00"),
        attempt("Bình", 1, 6, 14_190, "16/09 10:05:00"),
        attempt("Chi", 1, 6, 14_196, "16/09 10:01:00"),
        attempt("Dũng", 1, 5, 14_193, "16/09 10:00:30"),
    ]


@pytest.mark.parametrize(
    ("counts", "order"),
    [
        ("highest_then_earliest", ["Chi", "Bình", "An"]),
        ("best_prediction", ["An", "Chi", "Bình"]),
    ],
)
def test_vcnet_ranks_by_the_attempt_that_its_rules_recognise(
    make_rules, names, vcnet_week_4, counts, order
):
    totals = Totals(attempts=118_545, participants=34_892, all_correct_people=14_193)
    ranked = standings(vcnet_week_4, vcnet(make_rules, counts), totals)
    assert names(ranked) == order
    assert [line.reason for line in ranked.unranked] == [Reason.NOT_ALL_CORRECT]


@pytest.fixture(scope="session")
def eleven_attempts(entry, at):
    """S8: the recognised attempts as given; whoever made more has worse ones before."""

    def attempts(name, correct, seconds, finished, prediction, *, made, registered):
        moment = at(f"{finished[:5]}/2024 {finished[6:]}:00")
        shared = {"prediction": prediction, "registered_at": registered * DAY}
        earlier = (
            entry(name, n, correct=1, finished_at=moment - DAY + n, duration=30_000, **shared)
            for n in range(1, made)
        )
        best = {"correct": correct, "duration": seconds * 1000, "finished_at": moment}
        return [*earlier, entry(name, made, **best, **shared)]

    return [
        *attempts("An", 20, 240, "02/09 10:30", 5, made=1, registered=3),
        *attempts("Bình", 20, 62, "04/09 16:00", 6, made=4, registered=1),
        *attempts("Chi", 20, 240, "03/09 09:00", 4, made=2, registered=2),
        *attempts("Dũng", 19, 45, "02/09 10:02", 4, made=1, registered=1),
        *attempts("Én", 20, 62, "05/09 08:00", 11, made=3, registered=4),
    ]


PERFECT = "all_correct_only"
DISTANCE = "prediction_distance"


@pytest.mark.parametrize(
    ("asks", "ranking", "order"),
    [
        pytest.param(
            "all_correct_people",
            [PERFECT, DISTANCE, "finished_at"],
            ["Chi", "An", "Bình", "Én"],
            id="VCNet C05",
        ),
        pytest.param(
            "participants",
            [PERFECT, DISTANCE, "finished_at"],
            ["An", "Chi", "Bình", "Én"],
            id="Quảng Ninh C19",
        ),
        pytest.param(
            "attempts", [PERFECT, DISTANCE], ["Én", "Bình", "An", "Chi"], id="Lạng Sơn C01"
        ),
        pytest.param(
            "attempts",
            [PERFECT, "finished_at", DISTANCE],
            ["An", "Chi", "Bình", "Én"],
            id="Thái Bình C17",
        ),
        pytest.param(
            "participants",
            ["points", "duration", DISTANCE],
            ["Bình", "Én", "An", "Chi", "Dũng"],
            id="Phú Yên C37",
        ),
        pytest.param(
            None,
            ["points", "duration", "attempt_count", "registered_at"],
            ["Én", "Bình", "An", "Chi", "Dũng"],
            id="Đắk Lắk C45",
        ),
        pytest.param(
            None,
            ["points", "duration", "attempt_count"],
            ["Én", "Bình", "An", "Chi", "Dũng"],
            id="Đồng Nai C44",
        ),
        pytest.param(
            None,
            ["points", "duration", "finished_at"],
            ["Bình", "Én", "An", "Chi", "Dũng"],
            id="MyAloha C53",
        ),
        pytest.param(
            "participants",
            ["points", DISTANCE, "duration", "started_at", "perfect_attempts"],
            ["An", "Bình", "Chi", "Én", "Dũng"],
            id="Quảng Nam C46",
        ),
    ],
)
def test_one_data_set_ranks_differently_under_each_regulation(
    *, make_rules, names, eleven_attempts, asks, ranking, order
):
    prediction = asks and {"asks": asks}
    ranked = standings(eleven_attempts, make_rules(prediction=prediction, ranking=ranking))
    assert ranked.totals == Totals(attempts=11, participants=5, all_correct_people=4)
    assert names(ranked) == order
    assert [placing.rank for placing in ranked.placings] == list(range(1, len(order) + 1))


@pytest.mark.parametrize(
    ("key", "better", "worse"),
    [
        ("points", {"points": 1001}, {"points": 1000}),
        ("correct", {"correct": 11}, {"correct": 10}),
        ("duration", {"duration": 999}, {"duration": 1000}),
        ("finished_at", {"finished_at": 999}, {"finished_at": 1000}),
        ("started_at", {"duration": 2}, {"duration": 1}),
        ("registered_at", {"registered_at": 1}, {"registered_at": 2}),
    ],
)
def test_one_millisecond_or_hundredth_decides(*, make_rules, entry, names, key, better, worse):
    rules = make_rules(ranking=[key])
    worse_an, better_binh = entry("An", **worse), entry("Bình", **better)
    assert names(standings([worse_an, better_binh], rules)) == ["Bình", "An"]
    equal = standings([worse_an, entry("Bình", **worse)], rules).placings
    assert [(placing.rank, placing.tied) for placing in equal] == [(1, True), (1, True)]


@pytest.mark.parametrize(("key", "first"), [("attempt_count", "An"), ("perfect_attempts", "Bình")])
def test_more_attempts_count_against_and_more_perfect_ones_for(
    make_rules, entry, names, key, first
):
    entries = [entry("An"), entry("Bình", 1), entry("Bình", 2)]
    assert names(standings(entries, make_rules(ranking=["points", key])))[0] == first


def test_equals_share_a_rank_and_the_next_rank_skips(make_rules, entry):
    correct = {"An": 18, "Bình": 20, "Chi": 19, "Dũng": 19, "Én": 18, "Giang": 17}
    entries = [entry(name, correct=number) for name, number in correct.items()]
    placings = standings(entries, make_rules(ranking=["points"])).placings
    ranks = [(placing.entry.attempt[:-2], placing.rank, placing.tied) for placing in placings]
    assert ranks == [
        ("Bình", 1, False),
        ("Chi", 2, True),
        ("Dũng", 2, True),
        ("An", 4, True),
        ("Én", 4, True),
        ("Giang", 6, False),
    ]


def test_judges_see_every_value_that_was_compared(make_rules, entry):
    rules = make_rules(
        prediction={"asks": "attempts"},
        ranking=[PERFECT, DISTANCE, "points", "duration", "perfect_attempts"],
    )
    ranked = standings([entry("An", prediction=7, duration=62_000), entry("Bình")], rules)
    values = [dict(placing.values) for placing in ranked.placings]
    shared = {"points": 2000, "perfect_attempts": 1}
    assert values == [
        {DISTANCE: 5, "duration": 62_000, **shared},
        {DISTANCE: None, "duration": 0, **shared},
    ]


def test_a_predicted_percentage_is_compared_exactly(make_rules, entry, names):
    rules = make_rules(prediction={"asks": "percent_all_correct"}, ranking=["prediction_distance"])
    totals = Totals(attempts=9, participants=3, all_correct_people=1)  # 33,33… %
    entries = [entry("An", prediction=3334), entry("Bình", prediction=3333)]
    ranked = standings(entries, rules, totals)
    assert names(ranked) == ["Bình", "An"]
    assert [dict(placing.values)[DISTANCE] for placing in ranked.placings] == [
        Fraction(1, 3),
        Fraction(2, 3),
    ]


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        ({"answered": 0, "correct": 0}, Reason.EMPTY),
        ({"answered": 19, "correct": 19}, Reason.INCOMPLETE),
        ({"correct": 19}, Reason.NOT_ALL_CORRECT),
        ({"eligible": False}, Reason.OUT_OF_PRIZES),
        ({"eligible": False, "correct": 19}, Reason.OUT_OF_PRIZES),
        ({"knew_a_key": True}, Reason.KNEW_A_KEY),
        ({"knew_a_key": True, "answered": 0, "correct": 0}, Reason.KNEW_A_KEY),
        ({"knew_a_key": True, "eligible": False}, Reason.OUT_OF_PRIZES),
    ],
)
def test_who_is_not_ranked_is_listed_with_the_reason(make_rules, entry, attempt, reason):
    rules = make_rules(
        paper={"items": 20, "all_must_be_answered": True}, ranking=[PERFECT, "finished_at"]
    )
    ranked = standings([entry("An", **attempt)], rules)
    assert ranked.placings == ()
    assert [line.reason for line in ranked.unranked] == [reason]


@pytest.mark.parametrize(
    ("rulings", "order", "reasons"),
    [
        ([], ["An", "Bình"], {}),
        ([Ruling(RulingKind.VOID, attempt="An-2")], ["Bình", "An"], {}),
        (
            [Ruling(RulingKind.VOID, attempt=attempt) for attempt in ("An-1", "An-2")],
            ["Bình"],
            {"An-2": Reason.VOIDED},
        ),
        ([Ruling(RulingKind.EXCLUDE, person=0)], ["Bình"], {"An-2": Reason.EXCLUDED}),
        ([Ruling(RulingKind.OUT_OF_PRIZES, person=0)], ["Bình"], {"An-2": Reason.OUT_OF_PRIZES}),
    ],
)
def test_rulings_move_the_ranking_and_leave_the_attempts(
    *, make_rules, entry, names, rulings, order, reasons
):
    entries = [entry("An", 1, correct=5), entry("An", 2), entry("Bình", correct=10)]
    ranked = standings(entries, make_rules(ranking=["points"]), rulings=rulings)
    assert names(ranked) == order
    assert {line.entry.attempt: line.reason for line in ranked.unranked} == reasons


def test_a_voided_attempt_is_not_one_of_the_attempts_a_person_made(make_rules, entry):
    rulings = [Ruling(RulingKind.VOID, attempt="An-2")]
    entries = [entry("An", 1), entry("An", 2), entry("An", 3, correct=0, answered=0)]
    (placing,) = standings(entries, make_rules(ranking=["points"]), rulings=rulings).placings
    assert (placing.attempts, placing.perfect_attempts) == (1, 1)


def test_an_attempt_without_its_prediction_is_not_a_perfect_one_where_all_must_be_answered(
    make_rules, entry
):
    rules = make_rules(
        paper={"items": 20, "all_must_be_answered": True},
        prediction={"asks": "attempts"},
        ranking=["points", DISTANCE],
    )
    (placing,) = standings([entry("An", 1), entry("An", 2, prediction=2)], rules).placings
    assert placing.entry.number == 2
    assert (placing.attempts, placing.perfect_attempts) == (2, 1)


def test_frozen_totals_outweigh_what_the_entries_say(make_rules, entry, names):
    rules = make_rules(prediction={"asks": "attempts"}, ranking=[DISTANCE])
    entries = [entry("An", prediction=2), entry("Bình", prediction=75_594)]
    assert names(standings(entries, rules)) == ["An", "Bình"]
    assert names(standings(entries, rules, Totals(75_594, 20_000, 9_000))) == ["Bình", "An"]


RANKINGS = st.permutations(
    ["points", DISTANCE, "duration", "finished_at", "attempt_count", "perfect_attempts"]
)
CROWDS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["An", "Bình", "Chi", "Dũng", "Én"]),
            "correct": st.integers(0, 2),
            "duration": st.integers(0, 1),
            "finished_at": st.integers(0, 2),
            "prediction": st.sampled_from([None, 3, 4, 5, 6]),
            "eligible": st.just(value=True),
        }
    ),
    max_size=9,
)


def attempts_of(entry, drawn):
    made = {}
    entries = []
    for given_ in drawn:
        made[given_["name"]] = made.get(given_["name"], 0) + 1
        entries.append(entry(number=made[given_["name"]], items=2, **given_))
    return entries


def obvious_order(entries, asked, ranking, *, perfect_only):
    """Rank slowly: whoever is beaten by n people has rank n + 1."""
    people = {}
    for attempt in entries:
        people.setdefault(attempt.person, []).append(attempt)

    def far(attempt):
        return 10**9 if attempt.prediction is None else abs(attempt.prediction - asked)

    def best(made):
        ordered = sorted(made, key=lambda a: a.number)
        ordered.sort(key=lambda a: a.finished_at)
        ordered.sort(key=far)
        ordered.sort(key=lambda a: a.points, reverse=True)
        return ordered[0]

    def beats(one, other):
        for key in ranking:
            mine, theirs = facts[one][key], facts[other][key]
            if mine != theirs:
                return mine > theirs if key in ("points", "perfect_attempts") else mine < theirs
        return False

    facts = {
        best(made): {
            "points": best(made).points,
            DISTANCE: far(best(made)),
            "duration": best(made).finished_at - best(made).started_at,
            "finished_at": best(made).finished_at,
            "attempt_count": len(made),
            "perfect_attempts": sum(a.correct == 2 for a in made),
        }
        for made in people.values()
    }
    ranked = [a for a in facts if a.correct == 2 or not perfect_only]
    return {a.attempt: 1 + sum(beats(other, a) for other in ranked) for a in ranked}


@given(drawn=CROWDS, ranking=RANKINGS, perfect_only=st.booleans())
def test_ranking_agrees_with_a_slow_and_obvious_one(
    make_rules, entry, drawn, ranking, perfect_only
):
    rules = make_rules(
        attempts={"limit": None, "counts": "best_prediction"},
        prediction={"asks": "attempts"},
        ranking=[PERFECT, *ranking] if perfect_only else ranking,
    )
    entries = attempts_of(entry, drawn)
    ranks = {p.entry.attempt: p.rank for p in standings(entries, rules).placings}
    assert ranks == obvious_order(entries, len(entries), ranking, perfect_only=perfect_only)


@given(drawn=CROWDS, ranking=RANKINGS, data=st.data())
def test_the_order_in_which_attempts_come_never_matters(make_rules, entry, drawn, ranking, data):
    rules = make_rules(prediction={"asks": "participants"}, ranking=ranking)
    entries = attempts_of(entry, drawn)
    shuffled = data.draw(st.permutations(entries))
    assert standings(shuffled, rules) == standings(entries, rules)


@given(drawn=CROWDS)
def test_whoever_took_part_is_listed_exactly_once(make_rules, entry, drawn):
    ranked = standings(attempts_of(entry, drawn), make_rules(ranking=[PERFECT, "finished_at"]))
    listed = [line.entry.person for line in (*ranked.placings, *ranked.unranked)]
    assert len(listed) == len(set(listed)) == len({given_["name"] for given_ in drawn})
