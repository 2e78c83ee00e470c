import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.entry import Reason, Ruling, RulingKind, Totals
from quiz.domain.recognition import flaw, recognised, supersedes, totals_of
from quiz.domain.rules import Counting

PREDICTED = {
    "prediction": {"asks": "attempts"},
    "ranking": ["points", "prediction_distance", "duration"],
}
TOTALS = Totals(attempts=100, participants=10, all_correct_people=5)


@pytest.fixture(scope="session")
def four_attempts(entry):
    """Four attempts of An: the second to fourth are equally good, in different ways."""
    return [
        entry("An", 1, correct=15, finished_at=100, duration=9, prediction=100),
        entry("An", 2, correct=19, finished_at=200, duration=60, prediction=90),
        entry("An", 3, correct=19, finished_at=300, duration=40, prediction=80),
        entry("An", 4, correct=19, finished_at=400, duration=50, prediction=101),
    ]


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ("highest_then_earliest", 2),
        ("highest", 3),
        ("best_prediction", 4),
        ("first", 1),
        ("last", 4),
    ],
)
def test_the_rules_say_which_attempt_is_recognised(make_rules, four_attempts, counts, number):
    rules = make_rules(attempts={"limit": 7, "counts": counts}, **PREDICTED)
    assert recognised(four_attempts, rules, TOTALS).number == number


def test_hai_duong_takes_the_best_of_three_by_itself(make_rules, entry):
    rules = make_rules(attempts={"limit": 3, "counts": "highest"})
    attempts = [entry("An", number, correct=n) for number, n in enumerate((15, 19, 17), 1)]
    assert recognised(attempts, rules).points == 1900
    assert rules.attempts.allow_another(2)
    assert not rules.attempts.allow_another(3)


def test_among_equal_predictions_over_and_under_the_earlier_attempt_counts(make_rules, entry):
    rules = make_rules(attempts={"limit": 7, "counts": "best_prediction"}, **PREDICTED)
    over = entry("An", 1, prediction=103, finished_at=20)
    under = entry("An", 2, prediction=97, finished_at=10)
    silent = entry("An", 3, finished_at=5)
    assert recognised([over, under, silent], rules, TOTALS) is under


@pytest.mark.parametrize(
    ("answered", "predicted", "empty_count", "all_must", "found"),
    [
        (20, 5, False, True, None),
        (19, 5, False, True, Reason.INCOMPLETE),
        (20, None, False, True, Reason.INCOMPLETE),
        (19, None, False, False, None),
        (0, 5, False, True, Reason.EMPTY),
        (0, 5, True, True, Reason.INCOMPLETE),
        (0, None, True, False, None),
    ],
)
def test_an_attempt_may_have_to_be_begun_or_complete(
    *, make_rules, entry, answered, predicted, empty_count, all_must, found
):
    rules = make_rules(
        attempts={"limit": 7, "empty_count": empty_count},
        paper={"items": 20, "all_must_be_answered": all_must},
        **PREDICTED,
    )
    attempt = entry("An", correct=0, answered=answered, prediction=predicted)
    assert flaw(attempt, rules) is found


def test_an_attempt_that_can_be_recognised_comes_before_one_that_cannot(make_rules, entry):
    rules = make_rules(
        attempts={"limit": 7, "counts": "first"},
        paper={"items": 20, "all_must_be_answered": True},
    )
    empty = entry("An", 1, correct=0, answered=0)
    incomplete = entry("An", 2, correct=19, answered=19)
    complete = entry("An", 3, correct=10)
    assert recognised([empty, incomplete, complete], rules) is complete
    assert recognised([empty, incomplete], rules) is incomplete


def test_totals_count_attempts_people_and_people_with_everything_right(make_rules, entry):
    entries = [
        entry("An", 1, correct=19),
        entry("An", 2),
        entry("An", 3),
        entry("Bình", correct=0),
        entry("Chi", correct=0, answered=0),
        entry("Dũng", eligible=False),
    ]
    assert totals_of(entries, make_rules()) == Totals(5, 3, 2)
    empty_count = make_rules(attempts={"limit": None, "empty_count": True})
    assert totals_of(entries, empty_count) == Totals(6, 4, 2)


def test_an_incomplete_attempt_counts_but_makes_nobody_one_of_the_all_correct(make_rules, entry):
    rules = make_rules(paper={"items": 20, "all_must_be_answered": True}, **PREDICTED)
    unpredicted = [entry("An"), entry("Bình", prediction=5)]
    assert totals_of(unpredicted, rules) == Totals(2, 2, 1)


@pytest.mark.parametrize(
    ("includes", "totals"), [(False, Totals(1, 1, 1)), (True, Totals(2, 2, 2))]
)
def test_voided_attempts_count_in_the_totals_if_the_rules_say_so(
    make_rules, entry, includes, totals
):
    rules = make_rules(
        ranking=["prediction_distance"],
        prediction={"asks": "attempts", "includes_voided": includes},
    )
    rulings = [
        Ruling(RulingKind.VOID, attempt="Bình-1"),
        Ruling(RulingKind.EXCLUDE, person=0),
    ]
    assert totals_of([entry("An"), entry("Bình")], rules, rulings) == totals


ATTEMPTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)),
    min_size=1,
    max_size=6,
)


@given(
    drawn=ATTEMPTS,
    counts=st.sampled_from([c for c in Counting if c is not Counting.BEST_PREDICTION]),
    ranking=st.permutations(["points", "duration", "finished_at", "attempt_count"]),
    all_must=st.booleans(),
    data=st.data(),
)
def test_keeping_the_better_at_every_submit_finds_the_recognised_attempt(
    *, make_rules, entry, drawn, counts, ranking, all_must, data
):
    rules = make_rules(
        attempts={"limit": None, "counts": counts.value},
        ranking=ranking,
        paper={"items": 2, "all_must_be_answered": all_must},
    )
    attempts = [
        entry("An", n, correct=c, items=2, finished_at=f, duration=d, answered=max(c, a))
        for n, (c, f, d, a) in enumerate(drawn, 1)
    ]
    kept, *later = data.draw(st.permutations(attempts))
    for attempt in later:
        kept = attempt if supersedes(attempt, kept, rules) else kept
    assert kept is recognised(attempts, rules)


def test_an_attempt_does_not_supersede_itself(make_rules, entry):
    assert not supersedes(entry("An"), entry("An"), make_rules())
