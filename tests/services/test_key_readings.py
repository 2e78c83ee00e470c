"""Who read a key before a round closed is out of its prizes, wherever they read it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from question_bank.bank import Bank
from quiz.database import snapshot, transaction
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import KeyReading, Person, Round
from quiz.services import attempts, banks, key_readings, publications
from quiz.services.access import actor_of
from quiz.services.actor import OPERATOR, Actor
from quiz.services.boards.live import live_content
from quiz.services.results import results_now
from tests.scripted import Script, script
from tests.stage import HOUR, Stage

DAY = 24 * HOUR
READ = Permission.BANK_KEY_READ
PRIZES = [{"level": "nhat", "count": 1}]


def read(scripted: Script, name: str, at: int, version_id: int | None = None) -> None:
    with transaction(scripted.stage.session) as session:
        key_readings.note(
            session,
            person_id=scripted.people[name].person_id,
            version_id=version_id or scripted.round.bank_version_id,
            now=at,
            way="page",
        )


def unranked(scripted: Script) -> dict[int, str]:
    definition = scripted.stage.definition(scripted.round)
    found = results_now(scripted.stage.session, definition)
    return {line.participation_id: line.unranked for line in found.people if line.unranked}


def knew(scripted: Script, name: str) -> bool:
    standing = attempts.standing_of(
        scripted.stage.session,
        scripted.stage.definition(scripted.round),
        scripted.people[name].person_id,
        scripted.stage.now,
    )
    return standing.knew_a_key


@pytest.fixture
def taken(stage: Stage) -> Script:
    scripted = script(stage, prizes=PRIZES)
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=3, unit="cao-01")
    return scripted


def test_the_prize_of_a_reader_goes_to_the_next(taken):
    read(taken, "An", taken.stage.now)
    with transaction(taken.stage.session) as session:
        published = publications.publish(
            session,
            actor=OPERATOR,
            now=taken.stage.now + 25 * HOUR,
            slug="cuoc-thi",
            number=1,
            catalogue=taken.stage.catalogue,
        )
    (winner,) = publications.winners(taken.stage.session, published.id)
    assert (winner.participation_id, winner.rank) == (taken.people["Bình"].id, 1)
    with snapshot(taken.stage.session) as session:
        lines = list(publications.person_lines(session, published.id))
    assert [(line.unranked, line.points) for line in lines] == [(None, 1500), ("knew_a_key", 2000)]


@pytest.mark.parametrize(
    ("when", "is_out"),
    [(-365 * DAY, True), (0, True), (DAY - 1, True), (DAY, False), (2 * DAY, False)],
)
def test_what_counts_is_whether_the_round_had_closed(taken, when, is_out):
    read(taken, "An", taken.stage.now + when)
    assert ("knew_a_key" in unranked(taken).values()) is is_out
    assert knew(taken, "An") is is_out
    assert not knew(taken, "Bình")


def test_another_version_of_the_bank_is_the_same_bank_and_another_bank_is_not(taken):
    stage, version_id = taken.stage, taken.round.bank_version_id
    other = stage.bank(code="khac")
    read(taken, "An", stage.now, other.id)
    assert unranked(taken) == {}
    record, pinned = banks.version_for(stage.session, OPERATOR, READ, "kiem-thu", 1)
    bank = banks.bank_of_version(stage.session, pinned)
    with transaction(stage.session) as session:
        newer = banks.load(session, actor=OPERATOR, now=stage.now, bank=shortened(bank), message="")
    read(taken, "Bình", stage.now, newer.id)
    assert record.id == newer.bank_id
    assert newer.id != version_id
    assert unranked(taken) == {taken.people["Bình"].id: "knew_a_key"}


def test_a_reading_for_one_round_counts_for_every_round_that_closes_after_it(taken):
    stage = taken.stage
    with_other_bank = stage.round(
        taken.contest,
        stage.bank(code="khac"),
        number=2,
        opens_at=stage.now + 2 * DAY,
        closes_at=stage.now + 3 * DAY,
    )
    read(taken, "An", stage.now + DAY + 1, with_other_bank.bank_version_id)
    assert unranked(taken) == {}  # the first round had closed
    assert is_out(stage, taken, "An", with_other_bank)
    read(taken, "Bình", stage.now, taken.round.bank_version_id)
    assert is_out(stage, taken, "Bình", with_other_bank)


def is_out(stage: Stage, scripted: Script, name: str, of: Round) -> bool:
    person_id = scripted.people[name].person_id
    standing = attempts.standing_of(stage.session, stage.definition(of), person_id, stage.now)
    return standing.knew_a_key


def test_the_bank_of_a_practice_round_is_everybodys(taken):
    stage = taken.stage
    practice = stage.round(
        taken.contest, stage.bank(code="on-tap"), number=2, kind=RoundKind.PRACTICE
    )
    read(taken, "An", stage.now, practice.bank_version_id)
    assert unranked(taken) == {}


def test_the_live_board_leaves_readers_out_as_the_ranking_does(taken):
    read(taken, "An", taken.stage.now)
    content = live_content(taken.stage.session, taken.stage.definition(taken.round))
    assert [leader.name for leader in content.leaders] == ["B***"]
    counted = {line.unit_id: line.people for line in content.units}
    found = results_now(taken.stage.session, taken.stage.definition(taken.round))
    assert counted == {line.unit_id: line.people for line in found.units}


def test_only_the_first_reading_is_kept_and_the_command_line_has_none(taken):
    read(taken, "An", taken.stage.now + 5)
    read(taken, "An", taken.stage.now + 9)
    with transaction(taken.stage.session) as session:
        key_readings.note(session, person_id=None, version_id=1, now=1, way="csv")
    rows = taken.stage.session.execute(sa.select(KeyReading.first_at, KeyReading.way))
    assert [tuple(row) for row in rows] == [(taken.stage.now + 5, "page")]


def test_an_author_and_whoever_is_shown_a_key_have_read_it(taken):
    stage, session = taken.stage, taken.stage.session
    record, version = banks.version_for(session, OPERATOR, READ, "kiem-thu", 1)
    bank = banks.bank_of_version(session, version)
    stage.grant(session.get_one(Person, taken.people["An"].person_id), "bank_author")
    an = actor_of(session, taken.people["An"].person_id, "An")
    binh = Actor(taken.people["Bình"].person_id, "Bình")
    with transaction(session):
        banks.load(session, actor=an, now=stage.now, bank=shortened(bank), message="")
        banks.keys_read(
            session, actor=binh, now=stage.now, bank=record, version=version, way="review"
        )
    assert set(unranked(taken)) == {person.id for person in taken.people.values()}


def shortened(bank: Bank) -> Bank:
    return replace(bank, items=bank.items[:-1])


def test_a_ranking_asks_once_however_many_have_read(taken):
    few = asked(taken, lambda: unranked(taken))
    for name in ("Chi", "Dũng", "Én", "Giang"):
        taken.takes(name, correct=2)
        read(taken, name, taken.stage.now)
    assert asked(taken, lambda: unranked(taken)) == few
    assert len(unranked(taken)) == 4


def asked(scripted: Script, act: Callable[[], object]) -> int:
    said: list[str] = []

    def hear(*heard: object) -> None:
        said.append(str(heard[2]))

    engine = scripted.stage.session.get_bind()
    scripted.stage.session.rollback()
    sa.event.listen(engine, "before_cursor_execute", hear)
    act()
    sa.event.remove(engine, "before_cursor_execute", hear)
    return len(said)
