"""Taking a round through the use cases, on both databases."""

from typing import Any

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.domain.rules import RoundKind
from quiz.models import (
    Attempt,
    AttemptEvent,
    BankVersion,
    Contest,
    OverallStanding,
    Publication,
    RoundResult,
    Score,
)
from quiz.models import Standing as PublishedStanding
from quiz.services import attempts
from quiz.services.attempts.evidence import broken_event
from quiz.services.attempts.saving import Change
from quiz.services.refusal import NotYours, Refusal
from tests.stage import HOUR, Stage
from tests.taker import Taker, refusal, taking

MINUTE = 60_000


@pytest.fixture
def an(stage: Stage) -> Taker:
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank())
    participation = stage.contestant("Nguyễn Văn An", contest)
    return Taker(stage, round_, participation, stage.browser(participation.person_id))


def count(stage: Stage, table: Any) -> int:
    return stage.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_start_that_arrives_twice_is_one_attempt(an: Taker) -> None:
    assert an.start() == an.start()
    assert count(an.stage, Attempt) == 1


def test_a_start_form_left_over_from_before_uses_up_no_other_attempt(an: Taker) -> None:
    an.start()
    an.submit()
    assert refusal(an.start, number=1) == "attempt_moved_on"
    assert count(an.stage, Attempt) == 1


def test_the_limit_of_attempts_holds(an: Taker) -> None:
    for number in (1, 2):
        an.start(number)
        an.submit()
    assert refusal(an.start, number=3) == "limit_reached"


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(-1, "round_ahead"), (0, None), (24 * HOUR - 1, None), (24 * HOUR, "round_over")],
)
def test_an_attempt_starts_only_inside_the_window(
    an: Taker, offset: int, expected: str | None
) -> None:
    now = an.stage.now + offset
    if expected is None:
        assert an.start(now=now)
    else:
        assert refusal(an.start, now=now) == expected


def test_who_has_not_registered_cannot_start(an: Taker) -> None:
    with transaction(an.stage.session):
        an.participation.registered_at = an.participation.consent_version = None
    assert refusal(an.start) == "not_participating"


def test_who_is_excluded_cannot_start(an: Taker) -> None:
    with transaction(an.stage.session):
        an.participation.eligibility = "excluded"
    assert refusal(an.start) == "excluded"


def next_midnight(now: int) -> int:
    """The midnight in Vietnam that follows a moment."""
    day, ahead = 24 * HOUR, 7 * HOUR
    return (now + ahead) // day * day + day - ahead


@pytest.mark.parametrize(
    ("offset", "expected"), [(-1, "limit_of_day"), (0, None), (HOUR, None), (8 * HOUR, None)]
)
def test_a_limit_of_a_day_ends_with_the_day_of_the_zone(
    stage: Stage, offset: int, expected: str | None
) -> None:
    an = taking(stage, attempts={"limit": 2, "per": "day"})
    midnight = next_midnight(stage.now)
    for number, before in ((1, 3 * HOUR), (2, 2 * HOUR)):
        an.start(number, now=midnight - before)
        an.submit(now=midnight - before + MINUTE)
    if expected is None:
        assert an.start(3, now=midnight + offset)
    else:
        assert refusal(an.start, 3, now=midnight + offset) == expected


def test_an_attempt_counts_on_the_day_it_started(stage: Stage) -> None:
    an = taking(stage, attempts={"limit": 1, "per": "day"})
    midnight = next_midnight(stage.now)
    an.start(1, now=midnight - 1)
    an.submit(now=midnight + MINUTE)
    assert an.start(2, now=midnight + 2 * MINUTE)


def test_a_limit_of_the_contest_counts_its_rounds_together_and_practice_apart(
    stage: Stage,
) -> None:
    an = taking(stage, attempts={"limit": 2, "per": "contest"})
    contest, version = stage.session.get_one(Contest, an.round.contest_id), an.round.bank_version_id
    bank = stage.session.get_one(BankVersion, version)
    second = stage.round(contest, bank, number=2, attempts={"limit": 2, "per": "contest"})
    practice = stage.round(
        contest,
        bank,
        number=3,
        kind=RoundKind.PRACTICE,
        attempts={"limit": 2, "per": "contest"},
        ranking=[],
    )
    for of in (an.round, practice, second):
        taker = Taker(stage, of, an.participation, an.browser)
        taker.start(1)
        taker.submit()
    assert refusal(an.start, 2) == "limit_of_contest"
    assert Taker(stage, practice, an.participation, an.browser).start(2)


@pytest.mark.parametrize(
    ("category", "expected"),
    [("Học sinh", None), ("Cán bộ", "not_admitted"), (None, "not_admitted")],
)
def test_only_people_of_the_named_categories_start(
    stage: Stage, category: str | None, expected: str | None
) -> None:
    an = taking(stage, eligible={"categories": ["Học sinh", "Sinh viên"]})
    with transaction(stage.session):
        an.participation.category = category
    if expected is None:
        assert an.start()
    else:
        assert refusal(an.start) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("07:29", "outside_hours"), ("07:30", None), ("17:29", None), ("17:30", "outside_hours")],
)
def test_attempts_start_in_the_hours_of_the_rules_only(
    stage: Stage, shown: str, expected: str | None
) -> None:
    hours = {"opens": "07:30", "closes": "17:30"}
    an = taking(stage, timing={"limit_minutes": 20, "hours": hours})
    hour, minute = map(int, shown.split(":"))
    now = next_midnight(stage.now) + hour * HOUR + minute * MINUTE
    if expected is None:
        an.start(now=now)
        closes = next_midnight(stage.now) + 17 * HOUR + 30 * MINUTE
        assert an.paper().deadline_at == min(now + 20 * MINUTE, closes)
    else:
        assert refusal(an.start, now=now) == expected


def test_a_soft_close_lets_an_attempt_outlast_the_hours(stage: Stage) -> None:
    hours = {"opens": "07:30", "closes": "17:30"}
    timing = {"limit_minutes": 20, "hours": hours, "hard_close": False}
    an = taking(stage, timing=timing)
    last = next_midnight(stage.now) + 17 * HOUR + 30 * MINUTE - 1
    an.start(now=last)
    assert an.paper().deadline_at == last + 20 * MINUTE


@pytest.mark.parametrize(
    ("admits", "expected"),
    [
        ([{"round": 1, "best": 1}], None),
        ([{"round": 3, "best": 5}], "not_admitted"),
        ([{"round": 3, "best": 5}, {"round": 1, "best": 1}], None),
    ],
)
def test_a_final_admits_only_the_best_of_an_earlier_round(
    stage: Stage, admits: list[dict[str, int]], expected: str | None
) -> None:
    final = taking(stage, eligible={"admits": admits})
    assert refusal(final.start) == "not_admitted"
    publish_ranks(stage, final, [(1, 1)])
    if expected is None:
        assert final.start()
    else:
        assert refusal(final.start) == expected


@pytest.mark.parametrize(
    ("rank", "best", "expected"), [(3, 3, None), (4, 3, "not_admitted"), (None, 3, "not_admitted")]
)
def test_the_newest_publication_says_who_is_among_the_best(
    stage: Stage, rank: int | None, best: int, expected: str | None
) -> None:
    final = taking(stage, eligible={"admits": [{"round": 1, "best": best}]})
    publish_ranks(stage, final, [(1, 1), (2, rank)])
    if expected is None:
        assert final.start()
    else:
        assert refusal(final.start) == expected


@pytest.mark.parametrize(("best", "expected"), [(40, None), (39, "not_admitted")])
def test_a_semi_final_may_admit_the_best_over_several_rounds(
    stage: Stage, best: int, expected: str | None
) -> None:
    admits = [{"round": 1, "of": "overall", "best": best}]
    final = taking(stage, eligible={"admits": admits})
    publish_ranks(stage, final, [(1, 1)])
    assert refusal(final.start) == "not_admitted"
    with transaction(stage.session) as session:
        publication = session.execute(sa.select(Publication)).scalar_one()
        session.add(
            OverallStanding(
                publication_id=publication.id,
                position=1,
                rank=40,
                participation_id=final.participation.id,
                reference="x",
                unit_id=final.participation.unit_id,
                rounds=1,
                values=[],
            )
        )
    if expected is None:
        assert final.start()
    else:
        assert refusal(final.start) == expected


def publish_ranks(stage: Stage, taker: Taker, ranks: list[tuple[int, int | None]]) -> None:
    """Let a person's own attempt at another round have these ranks in publications of round 1."""
    contest = stage.session.get_one(Contest, taker.round.contest_id)
    with transaction(stage.session):
        taker.round.number = 2
    bank = stage.session.get_one(BankVersion, taker.round.bank_version_id)
    first = Taker(stage, stage.round(contest, bank), taker.participation, taker.browser)
    first.start()
    first.submit()
    attempt_id = stage.session.execute(
        sa.select(Attempt.id).where(Attempt.round_id == first.round.id)
    ).scalar_one()
    with transaction(stage.session) as session:
        for number, rank in ranks:
            publication = Publication(
                round_id=first.round.id,
                number=number,
                published_at=stage.now,
                rules_digest="0" * 64,
                digest="0" * 64,
                totals={"attempts": 1, "participants": 1, "all_correct_people": 0},
            )
            session.add(publication)
            session.flush()
            session.add(
                PublishedStanding(
                    publication_id=publication.id,
                    position=1,
                    rank=rank,
                    unranked=None if rank else "empty",
                    participation_id=taker.participation.id,
                    attempt_id=attempt_id,
                    unit_id=taker.participation.unit_id,
                    points=0,
                    correct=0,
                    attempts=1,
                    values=[],
                )
            )


def test_a_save_is_kept_and_acknowledged(an: Taker) -> None:
    an.start()
    saved = an.save({0: 0b0010, 2: 0b1000}, sequence=77)
    assert (saved.revision, saved.sequence, saved.answered) == (1, 77, 2)
    assert an.paper().answers == "2080"


def test_a_save_that_arrives_twice_is_one_event_with_one_answer(an: Taker) -> None:
    an.start()
    first = an.save({0: 1}, sequence=5, revision=0)
    assert an.save({0: 1}, sequence=5, revision=0) == first
    assert count(an.stage, AttemptEvent) == 2


def test_a_stale_tab_never_overwrites_a_newer_answer(an: Taker) -> None:
    an.start()
    an.save({0: 0b0001}, sequence=10, revision=0)
    with pytest.raises(Refusal) as caught:
        an.save({0: 0b0100}, sequence=9, revision=0)
    assert caught.value.code == "stale"
    assert caught.value.data["answers"] == "1000"
    assert an.paper().answers == "1000"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({4: 1}, "bad_answer"),
        ({-1: 1}, "bad_answer"),
        ({0: 16}, "bad_answer"),
        ({0: 3}, "one_option_only"),
    ],
)
def test_an_answer_that_the_paper_has_no_place_for_is_refused(
    an: Taker, answers: dict[int, int], code: str
) -> None:
    an.start()
    assert refusal(an.save, answers) == code
    assert an.paper().answers == "0000"


@pytest.mark.parametrize(
    ("after", "accepted"),
    [(20 * MINUTE, True), (20 * MINUTE + 5000, True), (20 * MINUTE + 5001, False)],
)
def test_a_save_counts_until_deadline_plus_allowance(an: Taker, after: int, accepted: bool) -> None:
    an.start()
    now = an.stage.now + after
    if accepted:
        assert an.save({0: 1}, now=now).answered == 1
    else:
        assert refusal(an.save, {0: 1}, now=now) == "late"
        assert an.paper().answers == "0000"


def test_a_hard_close_cuts_the_attempt_short(an: Taker) -> None:
    an.start(now=an.stage.now + 24 * HOUR - 10 * MINUTE)
    assert an.paper().deadline_at == an.round.closes_at


def test_after_a_submit_no_write_is_accepted_from_anywhere(an: Taker) -> None:
    an.start()
    an.save({0: 1})
    an.submit()
    assert refusal(an.save, {1: 1}, sequence=9) == "finished"
    with pytest.raises(sa.exc.DatabaseError), transaction(an.stage.session) as session:
        session.execute(sa.update(Attempt).values(answers="2222"))
    assert an.paper().answers == "1000"


def test_a_submit_that_arrives_twice_gives_one_receipt_and_one_score(an: Taker) -> None:
    an.start()
    assert an.submit().receipt == an.submit().receipt
    assert count(an.stage, Score) == 1


def test_a_submit_takes_along_what_its_form_brings(an: Taker) -> None:
    an.start()
    an.submit(change=Change(an.right()))
    score = an.stage.session.execute(sa.select(Score)).scalar_one()
    assert (score.points, score.correct) == (2000, 4)


def test_a_submit_with_blanks_asks_first_and_keeps_the_attempt_running(an: Taker) -> None:
    an.start()
    assert refusal(an.submit, accepts_blanks=False) == "confirm_needed"
    assert an.paper().finished_at is None


def test_a_submit_after_the_time_counts_what_was_saved_and_nothing_else(an: Taker) -> None:
    an.start()
    right = an.right()
    an.save({0: right[0]})
    late = an.stage.now + 20 * MINUTE + 5001
    finished = an.submit(now=late, change=Change({1: right[1]}))
    assert finished.kind == "timed_out"
    assert an.paper().finished_at == an.paper().deadline_at
    assert an.stage.session.execute(sa.select(Score.correct)).scalar_one() == 1


def test_an_overdue_attempt_is_finished_without_its_owner(an: Taker) -> None:
    an.start()
    an.save({0: an.right()[0]})
    now = an.stage.now + 20 * MINUTE + 5001
    with transaction(an.stage.session) as session:
        done = attempts.finish_overdue(session, catalogue=an.stage.catalogue, now=now)
    assert done == 1
    assert an.paper().finish_kind == "timed_out"


def test_an_attempt_within_its_allowance_is_left_alone(an: Taker) -> None:
    an.start()
    now = an.stage.now + 20 * MINUTE + 5000
    with transaction(an.stage.session) as session:
        assert attempts.finish_overdue(session, catalogue=an.stage.catalogue, now=now) == 0


def test_taking_over_on_another_device_stops_the_first(an: Taker) -> None:
    an.start()
    an.save({0: 1})
    phone = Taker(an.stage, an.round, an.participation, 0, an.ref, lease=2)
    phone.browser = an.stage.browser(an.participation.person_id)
    with transaction(an.stage.session) as session:
        attempts.take_over(
            session,
            catalogue=an.stage.catalogue,
            ref=an.ref,
            person_id=an.participation.person_id,
            holder_id=phone.browser,
            now=an.stage.now,
        )
    assert refusal(an.save, {1: 1}, sequence=5) == "lease"
    assert phone.save({1: 1}, sequence=6).answered == 2


def test_the_lease_number_alone_lets_no_other_browser_write(an: Taker) -> None:
    an.start()
    an.browser = an.stage.browser(an.participation.person_id)
    assert refusal(an.save, {0: 1}) == "lease"


def test_the_attempt_of_somebody_else_does_not_exist(an: Taker) -> None:
    an.start()
    other = an.stage.person("Trần Thị Bình")
    with pytest.raises(NotYours):
        attempts.paper_of(an.stage.session, an.ref, other.id)


def test_the_answers_can_be_rebuilt_from_the_evidence(an: Taker) -> None:
    an.start()
    an.save({0: 1, 3: 8}, sequence=1)
    an.save({0: 0}, sequence=2)
    an.submit(change=Change({1: 2}))
    attempt = an.stage.session.execute(sa.select(Attempt)).scalar_one()
    assert broken_event(an.stage.session, attempt) is None


def test_evidence_can_be_neither_changed_nor_removed(an: Taker) -> None:
    an.start()
    for act in (sa.update(AttemptEvent).values(arrived_at=0), sa.delete(AttemptEvent)):
        with pytest.raises(sa.exc.DatabaseError), transaction(an.stage.session) as session:
            session.execute(act)


def test_the_better_attempt_is_recognised_and_both_are_counted(an: Taker) -> None:
    an.start(1)
    an.submit(change=Change(an.right()))
    best = an.ref
    an.start(2)
    an.submit()
    line = an.stage.session.execute(
        sa.select(RoundResult.attempts, RoundResult.points, Attempt.ref).join(
            Attempt, Attempt.id == RoundResult.attempt_id
        )
    ).one()
    assert tuple(line) == (1, 2000, best)  # the second was empty, and empty attempts do not count


def test_a_practice_round_never_counts(an: Taker) -> None:
    an.round = an.stage.round(
        an.stage.session.get_one(Contest, an.round.contest_id),
        an.stage.bank(code="on-tap"),
        number=2,
        kind=RoundKind.PRACTICE,
        result="at_submit",
        review="at_once",
        ranking=[],
    )
    an.start()
    an.submit(change=Change(an.right()))
    assert count(an.stage, Score) == 1
    assert count(an.stage, RoundResult) == 0


def test_a_prediction_is_kept_and_can_be_taken_back(an: Taker) -> None:
    contest = an.stage.contest("du-doan")
    round_ = an.stage.round(
        contest,
        an.stage.bank(code="du-doan"),
        prediction={"asks": "attempts"},
        ranking=["all_correct_only", "prediction_distance", "finished_at"],
    )
    participation = an.stage.contestant("Lê Thị Chi", contest)
    chi = Taker(an.stage, round_, participation, an.stage.browser(participation.person_id))
    chi.start()
    chi.save({}, sequence=1, prediction=1250, predicts=True)
    assert chi.paper().prediction == 1250
    chi.save({}, sequence=2, prediction=None, predicts=True)
    assert chi.paper().prediction is None


def test_a_round_without_prediction_takes_none(an: Taker) -> None:
    an.start()
    assert refusal(an.save, {}, prediction=5, predicts=True) == "prediction_bad"
