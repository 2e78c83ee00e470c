import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.entry import Totals
from quiz.domain.overall import PersonSum, overall_of, overall_result
from quiz.domain.prize_order import EarlierWins, Win
from quiz.domain.prizes import NoPrize, Seat, award
from quiz.domain.ranking import Standings, standings
from quiz.domain.rules import OverallRules

CAST = ("An", "Bình", "Chi", "Dũng", "Én")
# C44: the sum of points, then the shorter time in all, then fewer attempts.
DONG_NAI = {
    "ranking": ["points", "duration", "attempt_count"],
    "prizes": [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}],
}


def person_sum(name, points=0, duration=0, attempts=1, **others):
    given = {
        "person": CAST.index(name),
        "reference": f"{name}-1",
        "unit": 1,
        "category": None,
        "registered_at": 0,
        "rounds": 1,
        "points": points,
        "correct": points // 100,
        "duration": duration,
        "attempts": attempts,
    }
    return PersonSum(**{**given, **others})


def rules(**parts):
    return OverallRules.model_validate_json(json.dumps({**DONG_NAI, **parts}))


def placed(found):
    return [(of.rank, of.entry.attempt.partition("-")[0]) for of in found.standings.placings]


def test_dong_nai_adds_points_then_prefers_less_time_then_fewer_attempts():
    sums = [
        person_sum("An", 8000, 900, 8),
        person_sum("Bình", 8000, 900, 7),
        person_sum("Chi", 8000, 800, 30),
        person_sum("Dũng", 8001, 9000, 56),
        person_sum("Én", 7999, 1, 1),
    ]
    found = overall_result(sums, rules())
    order = [(1, "Dũng"), (2, "Chi"), (3, "Bình"), (4, "An"), (5, "Én")]
    assert placed(found) == order
    assert found.awards.levels == {"Dũng-1": "nhat", "Chi-1": "nhi", "Bình-1": "nhi"}
    assert dict(found.standings.placings[0].values) == {
        "points": 8001,
        "duration": 9000,
        "attempt_count": 56,
    }


def test_equals_over_all_rounds_are_left_to_people():
    found = overall_result([person_sum("An", 100), person_sum("Bình", 100)], rules())
    assert placed(found) == [(1, "An"), (1, "Bình")]
    assert [tie.levels for tie in found.awards.unresolved] == [("nhat", "nhi")]
    assert set(found.awards.reasons.values()) == {NoPrize.OPEN_TIE}


def test_prizes_over_all_rounds_may_be_by_group():
    prizes = [{"level": "nhat", "count": 1, "categories": [name]} for name in ("Cán bộ", "Tự do")]
    sums = [
        person_sum("An", 300, category="Cán bộ"),
        person_sum("Bình", 200, category="Cán bộ"),
        person_sum("Chi", 100, category="Tự do"),
    ]
    found = overall_result(sums, rules(prizes=prizes))
    assert found.awards.levels == {"An-1": "nhat", "Chi-1": "nhat"}


# C36: the best four of a month by the sum of its weeks; C43: forty by their total.
@pytest.mark.parametrize(("count", "winners"), [(1, "A"), (4, "ABCD"), (40, "ABCDÉ")])
def test_the_first_so_many_by_their_total_have_a_prize(count, winners):
    sums = [person_sum(name, 500 - at) for at, name in enumerate(CAST)]
    found = overall_result(sums, rules(prizes=[{"level": "vao_vong_trong", "count": count}]))
    assert "".join(sorted(attempt[0] for attempt in found.awards.levels)) == winners


LADDER = [person_sum(name, 500 - at, unit=at // 2) for at, name in enumerate(CAST)]


def test_a_cap_per_person_counts_what_was_won_in_the_rounds_that_are_added_up():
    won = EarlierWins({0: (Win(1, "ba"),), 1: (Win(1, "ba"), Win(2, "ba"))})
    caps = {"per_person": 2}
    found = overall_result(LADDER, rules(prize_caps=caps), earlier=won)
    assert found.awards.levels == {"An-1": "nhat", "Chi-1": "nhi", "Dũng-1": "nhi"}
    assert found.awards.reasons == {"Bình-1": NoPrize.PERSON_CAP}


def test_a_cap_per_unit_counts_the_prizes_over_all_rounds_alone():
    found = overall_result(LADDER, rules(prize_caps={"per_unit": 1}))
    assert found.awards.levels == {"An-1": "nhat", "Chi-1": "nhi", "Én-1": "nhi"}
    wider = overall_result(LADDER, rules(prize_caps={"per_unit": 1}), homes={0: 9, 1: 9, 2: 8})
    assert wider.awards.levels == {"An-1": "nhat", "Én-1": "nhi"}


def test_a_share_counts_those_who_are_ranked_over_all_rounds():
    found = overall_result(LADDER, rules(prize_caps={"percent_of_people": 40}))
    assert found.awards.levels == {"An-1": "nhat", "Bình-1": "nhi"}
    assert found.awards.cut == (Seat("nhi"),)


NHAT = [{"level": "nhat", "count": 1}]


@pytest.mark.parametrize(
    ("correct", "levels", "waiting"),
    [
        ({"An": 20, "Bình": 19, "Chi": 18}, {"Bình-1": "nhat"}, 0),
        ({"An": 20, "Bình": 20, "Chi": 18}, {}, 1),  # either may have won the last round
    ],
)
def test_what_the_last_round_gives_counts_and_while_that_is_open_prizes_wait(
    make_rules, entry, correct, levels, waiting
):
    of = {"ranking": ["points"], "prizes": NHAT, "prize_caps": {"per_person": 1}}
    document = make_rules(ranking=["points"], prizes=NHAT, overall=of)
    ranked = standings([entry(name, correct=n) for name, n in correct.items()], document)
    found = overall_of(ranked, award(ranked, document), document, {})
    assert found.awards.levels == levels
    assert len(found.awards.waiting) == waiting


def test_what_was_given_up_for_a_prize_of_the_last_round_is_counted_no_longer(make_rules, entry):
    of = {"ranking": ["points"], "prizes": NHAT, "prize_caps": {"per_person": 2}}
    caps = {"per_person": 1, "keeps": "higher"}
    prizes = [*NHAT, {"level": "nhi", "count": 1}]
    document = make_rules(ranking=["points"], prizes=prizes, prize_caps=caps, overall=of)
    ranked = standings([entry("An")], document)
    past = EarlierWins({0: (Win(1, "nhi"),)}, ("nhat", "nhi"))
    awards = award(ranked, document, earlier=past)
    assert awards.given_up == {"An-1": Win(1, "nhi")}
    found = overall_of(ranked, awards, document, {}, earlier=past)
    assert found.awards.levels == {"An-1": "nhat"}


def test_where_rules_rank_over_no_other_rounds_there_is_nothing(make_rules):
    nobody, rules = Standings((), (), Totals(0, 0, 0)), make_rules(ranking=["points"])
    assert overall_of(nobody, award(nobody, rules), rules, {}) is None


def test_rounds_are_added_up():
    earlier = person_sum("An", 1500, 60, 2, rounds=3, reference="An-9", category="cũ", unit=2)
    now = person_sum("An", 500, 10, 1, category="Cán bộ")
    total = now + earlier
    assert (total.points, total.duration, total.attempts, total.rounds) == (2000, 70, 3, 4)
    assert (total.correct, total.reference) == (20, "An-9")
    assert (total.category, total.unit) == ("Cán bộ", 1)


SUMS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 2)),
    min_size=1,
    max_size=len(CAST),
)


@given(SUMS, st.randoms())
def test_the_order_in_which_people_come_never_matters(sums, random):
    people = [person_sum(name, *of) for name, of in zip(CAST, sums, strict=False)]
    shuffled = random.sample(people, len(people))
    assert overall_result(shuffled, rules()) == overall_result(people, rules())
