"""The result of a small contest, from the attempts to the ranked lines."""

from datetime import date
from fractions import Fraction

import pytest

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import Eligibility, Headcount, Participation, RoundResult
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import NotYours
from quiz.services.results import Results, preview
from tests.scripted import Script, script
from tests.stage import HOUR, Stage

AFTER = 25 * HOUR
PREDICTING = {
    "prediction": {"asks": "attempts"},
    "ranking": ["all_correct_only", "prediction_distance", "finished_at"],
    "prizes": [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}],
}


def result(scripted: Script, actor: Actor = OPERATOR) -> Results:
    return preview(
        scripted.stage.session,
        actor=actor,
        now=scripted.stage.now + AFTER,
        slug="cuoc-thi",
        number=1,
        catalogue=scripted.stage.catalogue,
    )


def order(scripted: Script, found: Results) -> list[tuple[int | None, str]]:
    names = {person.id: name for name, person in scripted.people.items()}
    return [(line.rank, names[line.participation_id]) for line in found.people]


def declare(stage: Stage, unit: str, people: int, day: str = "2025-12-31") -> None:
    with transaction(stage.session) as session:
        session.add(
            Headcount(
                unit_id=stage.units[unit].id,
                kind="dang_vien",
                day=date.fromisoformat(day),
                people=people,
                declared_at=stage.now,
            )
        )


def test_people_stand_in_the_order_of_the_rules(stage: Stage) -> None:
    scripted = script(stage, ranking=["points", "duration"])
    scripted.takes("An", correct=3, seconds=50)
    scripted.takes("Bình", correct=4, seconds=90)
    scripted.takes("Chi", correct=4, seconds=62)
    assert order(scripted, result(scripted)) == [(1, "Chi"), (2, "Bình"), (3, "An")]


def test_every_key_that_decided_is_told(stage: Stage) -> None:
    scripted = script(stage, ranking=["points", "duration", "attempt_count"])
    scripted.takes("An", correct=2)
    scripted.takes("An", correct=4, after=5, seconds=62)
    (line,) = result(scripted).people
    assert line.keys == (("points", 2000), ("duration", 62_000), ("attempt_count", 2))


def test_the_nearest_prediction_of_attempts_wins_and_the_others_are_told_why_not(
    stage: Stage,
) -> None:
    scripted = script(stage, **PREDICTING)
    scripted.takes("An", correct=4, prediction=9)
    scripted.takes("Bình", correct=4, prediction=5, after=1)
    scripted.takes("Chi", correct=4, prediction=3, after=2)
    scripted.takes("Dũng", correct=3, prediction=4, after=3)
    found = result(scripted)
    assert order(scripted, found) == [(1, "Bình"), (2, "Chi"), (3, "An"), (None, "Dũng")]
    assert found.people[3].unranked == "not_all_correct"
    assert [line.prize for line in found.people] == ["nhat", "nhi", None, None]


def test_equals_at_the_border_between_prizes_are_left_to_people(stage: Stage) -> None:
    scripted = script(stage, ranking=["points"], prizes=PREDICTING["prizes"])
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=4)
    found = result(scripted)
    assert [line.prize for line in found.people] == [None, None]
    assert found.unresolved[0].levels == ("nhat", "nhi")


def test_an_empty_attempt_is_neither_counted_nor_ranked(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=-1)
    found = result(scripted)
    assert (found.totals.attempts, found.totals.participants) == (0, 0)
    assert [line.unranked for line in found.people] == ["empty"]


@pytest.mark.parametrize(
    ("eligibility", "reason"),
    [(Eligibility.OUT_OF_PRIZES, "out_of_prizes"), (Eligibility.EXCLUDED, "excluded")],
)
def test_who_is_not_in_the_contest_is_not_ranked_but_counts_in_the_totals(
    stage: Stage, eligibility: Eligibility, reason: str
) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    with transaction(stage.session):
        scripted.people["An"].eligibility = eligibility
    found = result(scripted)
    assert [line.unranked for line in found.people] == [reason]
    assert found.totals.participants == 1
    assert {unit.people for unit in found.units} == {0}


def test_a_unit_answers_for_all_below_it_and_is_measured_by_its_headcount(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["participation_rate", "average_points"]})
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=2, unit="cao-01")
    declare(stage, "chi-lang", 4)
    declare(stage, "cao-loc", 2)
    found = {line.unit_id: line for line in result(scripted).units}
    chi_lang, cao_loc = (found[stage.units[code].id] for code in ("chi-lang", "cao-loc"))
    assert (cao_loc.rank, cao_loc.rate, cao_loc.average) == (1, Fraction(1, 2), 1000)
    assert (chi_lang.rank, chi_lang.rate, chi_lang.average) == (2, Fraction(1, 4), 2000)


def test_who_belongs_to_no_unit_is_counted_and_never_ranked(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["people"]})
    scripted.takes("An", correct=4, unit="khong-thuoc")
    found = {line.unit_id: line for line in result(scripted).units}
    line = found[stage.units["khong-thuoc"].id]
    assert (line.people, line.rank, line.excluded) == (1, None, "kind_not_ranked")


def test_the_headcount_of_the_contests_day_counts_and_not_a_later_one(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["participation_rate"]})
    scripted.takes("An", correct=4)
    declare(stage, "chi-lang", 10, "2025-06-30")
    declare(stage, "chi-lang", 20, "2025-12-31")
    declare(stage, "chi-lang", 40, "2026-01-02")
    found = {line.unit_id: line for line in result(scripted).units}
    assert found[stage.units["chi-lang"].id].headcount == 20


def test_a_unit_that_was_gone_on_the_contests_day_counts_for_nobody(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["people"]})
    scripted.takes("An", correct=4)
    with transaction(stage.session):
        stage.units["cl-01"].valid_to = date(2025, 7, 1)
    found = result(scripted)
    assert found.outside == 1
    assert stage.units["cl-01"].id not in {line.unit_id for line in found.units}


def test_a_unit_stands_below_the_nearest_one_that_was_there_on_the_day(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["people"]})
    scripted.takes("An", correct=4)
    with transaction(stage.session):
        stage.units["chi-lang"].valid_to = date(2025, 7, 1)
    found = {line.unit_id: line for line in result(scripted).units}
    assert found[stage.units["cl-01"].id].parent_id == stage.units["tinh"].id


def test_the_same_result_has_the_same_digest_and_another_one_has_not(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=3)
    first = result(scripted).digest
    assert result(scripted).digest == first
    scripted.takes("Bình", correct=4)
    assert result(scripted).digest != first


def test_a_judge_sees_the_own_contest_only(stage: Stage) -> None:
    scripted = script(stage)
    judge = Actor(1, "Giang", (Grant(Role.JUDGE, contest_id=scripted.contest.id),))
    stranger = Actor(2, "Hạnh", (Grant(Role.JUDGE, contest_id=scripted.contest.id + 1),))
    assert result(scripted, judge).people == ()
    with pytest.raises(NotYours):
        result(scripted, stranger)


def test_the_row_kept_current_by_every_finish_is_what_the_ranking_recognises(
    stage: Stage,
) -> None:
    scripted = script(
        stage, attempts={"limit": None, "counts": "highest"}, ranking=["points", "duration"]
    )
    acts = [("An", 2, 60), ("Bình", -1, 30), ("An", 4, 90), ("Chi", 4, 70), ("An", 4, 80)]
    for place, (name, correct, seconds) in enumerate([*acts, ("Bình", 1, 9)]):
        scripted.takes(name, correct=correct, seconds=seconds, after=place * 3)
    kept = {
        row.participation_id: (row.attempt_id, row.attempts, row.points, row.correct, row.unit_id)
        for row in stage.session.query(RoundResult)
    }
    assert kept == {
        line.participation_id: (
            *(line.attempt_id, line.attempts, line.points, line.correct, line.unit_id),
        )
        for line in result(scripted).people
    }


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        (4, 3, "chi-lang"),  # the better attempt was made before the move
        (3, 4, "cao-loc"),
        (4, 4, "chi-lang"),  # equal attempts: the earlier one is recognised
    ],
)
def test_who_changes_units_counts_for_that_of_the_recognised_attempt(
    stage: Stage, first: int, second: int, unit: str
) -> None:
    scripted = script(stage, attempts={"limit": 2, "counts": "highest_then_earliest"})
    scripted.takes("An", correct=first, unit="cl-01")
    with transaction(stage.session):
        person = scripted.people["An"].id
        stage.session.get_one(Participation, person).unit_id = stage.units["cao-01"].id
    scripted.takes("An", correct=second, after=30)
    found = result(scripted)
    people = {line.unit_id: (line.people, line.attempts) for line in found.units}
    other = {"chi-lang": "cao-loc", "cao-loc": "chi-lang"}[unit]
    assert people[stage.units[unit].id] == (1, 2)  # both attempts, and none twice
    assert people[stage.units[other].id] == (0, 0)
    assert people[stage.units["tinh"].id] == (1, 2)
