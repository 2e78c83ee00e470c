"""Publishing: once for one result, for ever, and only when nobody can still be taking the round."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from quiz.database import snapshot, transaction
from quiz.domain.permissions import Role
from quiz.domain.rules import RoundKind
from quiz.models import Attempt, AuditLine, Eligibility, Publication, Standing, UnitStanding
from quiz.services import boards, publications
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import NotYours, Refusal
from quiz.services.results import results_now
from tests.scripted import Script, script
from tests.stage import HOUR, Stage

DAY = 24 * HOUR
ALLOWANCE = 5_000
PRIZES = [{"level": "nhat", "count": 1}]


def publish(scripted: Script, actor: Actor = OPERATOR, after: int = 25 * HOUR) -> Publication:
    with transaction(scripted.stage.session) as session:
        return publications.publish(
            session,
            actor=actor,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=1,
            catalogue=scripted.stage.catalogue,
        )


@pytest.fixture
def taken(stage: Stage) -> Script:
    scripted = script(stage, prizes=PRIZES)
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=3, unit="cao-01")
    return scripted


def test_a_publication_holds_every_line_of_the_result(taken: Script) -> None:
    published = publish(taken)
    session = taken.stage.session
    found = results_now(session, taken.stage.definition(taken.round))
    with snapshot(session):
        assert tuple(publications.person_lines(session, published.id)) == found.people
    assert tuple(publications.unit_lines(session, published.id)) == found.units
    assert (published.number, published.digest) == (1, found.digest)


def test_a_second_click_publishes_nothing(taken: Script) -> None:
    first = publish(taken).id
    assert publish(taken).id == first
    assert taken.stage.session.scalar(sa.select(sa.func.count()).select_from(AuditLine)) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_two_clicks_at_once_make_one_publication(taken: Script, database_url: str) -> None:
    engine, barrier = sa.create_engine(database_url), Barrier(2)
    now = taken.stage.now + 25 * HOUR
    taken.stage.definition(taken.round)
    taken.stage.session.rollback()

    def click(_: int) -> int:
        with Session(engine) as session:
            barrier.wait()
            with transaction(session):
                published = publications.publish(
                    session,
                    actor=OPERATOR,
                    now=now,
                    slug="cuoc-thi",
                    number=1,
                    catalogue=taken.stage.catalogue,
                )
                return published.id

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(click, range(2)))) == 1
    engine.dispose()


def test_a_publication_names_the_digest_that_the_round_was_stored_with(taken: Script) -> None:
    assert publish(taken).rules_digest == taken.round.rules_digest


def test_a_result_that_changed_becomes_the_next_publication(taken: Script) -> None:
    publish(taken)
    with transaction(taken.stage.session):
        taken.people["An"].eligibility = Eligibility.EXCLUDED
    second = publish(taken)
    winners = publications.winners(taken.stage.session, second.id)
    assert (second.number, [line.prize for line in winners]) == (2, ["nhat"])
    assert winners[0].participation_id == taken.people["Bình"].id


@pytest.mark.parametrize(("frozen", "attempts"), [("at_close", 1), ("at_publication", 2)])
def test_predictions_are_held_against_the_number_that_the_rules_name(
    stage: Stage, frozen: str, attempts: int
) -> None:
    scripted = script(
        stage,
        prediction={"asks": "attempts", "total_frozen": frozen},
        ranking=["points", "prediction_distance"],
    )
    scripted.takes("An", correct=4, prediction=2)
    publish(scripted)
    scripted.takes("Bình", correct=4, prediction=9)
    assert publish(scripted).totals["attempts"] == attempts


@pytest.mark.parametrize(
    ("after", "is_over"),
    [
        (DAY - 1, False),
        (DAY + ALLOWANCE, False),
        (DAY + ALLOWANCE + 1, True),
    ],
)
def test_nothing_is_published_while_a_write_could_still_count(
    taken: Script, after: int, is_over: bool
) -> None:
    if is_over:
        assert publish(taken, after=after).number == 1
        return
    with pytest.raises(Refusal) as refused:
        publish(taken, after=after)
    assert refused.value.code == "round_not_over"


def test_an_attempt_that_nobody_handed_in_is_finished_and_counted_first(taken: Script) -> None:
    ref = taken.takes("Chi", correct=0, submits=False)
    publish(taken)
    attempt = taken.stage.session.execute(sa.select(Attempt).where(Attempt.ref == ref)).scalar_one()
    assert attempt.finish_kind == "timed_out"


def test_a_practice_round_has_no_result_to_publish(stage: Stage) -> None:
    contest = stage.contest()
    scripted = Script(stage, contest, stage.round(contest, stage.bank(), kind=RoundKind.PRACTICE))
    with pytest.raises(Refusal) as refused:
        publish(scripted)
    assert refused.value.code == "practice_round"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publication SET number = 9",
        "UPDATE standing SET rank = 1",
        "UPDATE unit_standing SET rank = 1",
        "DELETE FROM unit_standing",
        "DELETE FROM standing",
        "DELETE FROM publication",
    ],
)
def test_the_database_lets_nobody_change_what_was_published(taken: Script, statement: str) -> None:
    publish(taken)
    refused = pytest.raises(DatabaseError, match="a correction is the next publication")
    with refused, transaction(taken.stage.session) as session:
        session.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.JUDGE, True), (Role.CHIEF_JUDGE, True), (Role.ORGANIZER, False), (Role.AUDITOR, False)],
)
def test_judges_publish_and_nobody_else(taken: Script, role: Role, may: bool) -> None:
    giang = taken.stage.person("Giang")
    actor = Actor(giang.id, "Giang", (Grant(role, contest_id=taken.contest.id),))
    if may:
        assert publish(taken, actor).published_by_id == giang.id
        return
    with pytest.raises(NotYours):
        publish(taken, actor)


def test_publishing_puts_the_official_result_on_the_board(taken: Script) -> None:
    published = publish(taken)
    board = boards.board_state(taken.stage.session, taken.round.id)
    assert board.refreshed_at == published.published_at
    leaders = boards.leaders_of(taken.stage.session, taken.round.id)
    assert [(leader.rank, leader.name) for leader in leaders] == [(1, "A***"), (2, "B***")]
    definition = taken.stage.definition(taken.round, taken.stage.now + 26 * HOUR)
    assert not boards.is_due(
        taken.stage.session, definition, now=taken.stage.now + 90 * HOUR, seconds=10
    )


def test_a_page_of_the_ranking_is_read_by_itself(taken: Script) -> None:
    published = publish(taken)
    lines, pages = publications.ranked_lines(taken.stage.session, published.id, page=2, per_page=1)
    assert ([line.rank for line in lines], pages) == ([2], 2)


def test_every_line_of_a_publication_is_kept_apart_from_the_next(taken: Script) -> None:
    publish(taken)
    with transaction(taken.stage.session):
        taken.people["Bình"].eligibility = Eligibility.OUT_OF_PRIZES
    publish(taken)
    count = sa.select(sa.func.count())
    assert taken.stage.session.scalar(count.select_from(Standing)) == 4
    assert taken.stage.session.scalar(count.select_from(UnitStanding)) == 12
