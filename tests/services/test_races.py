"""Many requests at once. On SQLite these races cannot be seen, so only PostgreSQL counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.bank import Bank
from quiz.database import transaction
from quiz.models import Attempt, AttemptEvent, BankVersion, RoundResult, RulingAct, Score
from quiz.services import attempts, banks, rulings
from quiz.services.actor import OPERATOR, Actor
from quiz.services.attempts.evidence import broken_event
from quiz.services.attempts.saving import Change
from quiz.services.banks import editing, removing
from quiz.services.catalogue import Catalogue
from quiz.services.refusal import Refusal
from tests.scripted import OVER, script
from tests.stage import Stage, items

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
AT_ONCE = 50


def all_at_once(url: str, count: int, act: Callable[[Session, int], Any]) -> list[Any]:
    """Run ``act`` in so many threads that start together; return each outcome or refusal."""
    barrier = Barrier(count)
    engine = sa.create_engine(url, pool_size=count)
    try:

        def run(number: int) -> Any:
            with Session(engine) as session:
                session.execute(sa.select(1))
                session.rollback()
                barrier.wait()
                try:
                    with transaction(session):
                        return act(session, number)
                except Refusal as refusal:
                    return refusal.code

        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(run, range(count)))
    finally:
        engine.dispose()


class Taker(NamedTuple):
    """A person at a browser before a round; plain numbers, which threads may share."""

    round_id: int
    person_id: int
    browser: int


@pytest.fixture
def taker(stage: Stage) -> Taker:
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank())
    stage.definition(round_)
    person_id = stage.contestant("Nguyễn Văn An", contest).person_id
    return Taker(round_.id, person_id, stage.browser(person_id))


def start(stage: Stage, taker: Taker, session: Session) -> str:
    return attempts.start(
        session,
        catalogue=stage.catalogue,
        definition=stage.catalogue.round(session, taker.round_id, stage.now),
        person_id=taker.person_id,
        holder_id=taker.browser,
        expected_number=1,
        now=stage.now,
    )


def test_fifty_starts_at_once_make_one_attempt(
    stage: Stage, taker: Taker, database_url: str
) -> None:
    outcomes = all_at_once(database_url, AT_ONCE, lambda session, _: start(stage, taker, session))
    assert len(set(outcomes)) == 1
    assert stage.session.execute(sa.select(sa.func.count(Attempt.id))).scalar_one() == 1


def test_starts_in_rounds_that_are_open_together_keep_the_limit_of_the_contest(
    stage: Stage, database_url: str
) -> None:
    contest, bank = stage.contest(), stage.bank()
    once = {"limit": 1, "per": "contest"}
    rounds = [stage.round(contest, bank, number=n, attempts=once).id for n in range(1, 5)]
    for round_id in rounds:
        stage.catalogue.round(stage.session, round_id, stage.now)
    person_id = stage.contestant("Nguyễn Văn An", contest).person_id
    takers = [Taker(round_id, person_id, stage.browser(person_id)) for round_id in rounds]
    outcomes = all_at_once(database_url, 4, lambda session, n: start(stage, takers[n], session))
    assert outcomes.count("limit_of_contest") == 3
    assert stage.session.execute(sa.select(sa.func.count(Attempt.id))).scalar_one() == 1


def test_twenty_submits_at_once_make_one_receipt_and_one_score(
    stage: Stage, taker: Taker, database_url: str
) -> None:
    with transaction(stage.session):
        ref = start(stage, taker, stage.session)

    def submit(session: Session, _: int) -> str:
        return attempts.submit(
            session,
            catalogue=stage.catalogue,
            ref=ref,
            person_id=taker.person_id,
            holder_id=taker.browser,
            lease=1,
            change=Change({0: 1}),
            accepts_blanks=True,
            now=stage.now,
        ).receipt

    receipts = all_at_once(database_url, 20, submit)
    assert len(set(receipts)) == 1
    counts = [
        stage.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (Score, RoundResult)
    ]
    assert counts == [1, 1]


def test_of_judges_who_void_one_attempt_at_once_one_does(stage: Stage, database_url: str) -> None:
    scripted = script(stage)
    ref = scripted.takes("An", correct=4)
    of = (stage.catalogue, stage.now + OVER)
    stage.definition(scripted.round, of[1])
    outcomes = all_at_once(database_url, 8, lambda session, _: void(session, *of, ref))
    assert sorted(map(str, outcomes)) == ["[1]", *["already_voided"] * 7]


def test_a_line_of_the_live_board_survives_a_void_beside_a_submission(
    stage: Stage, database_url: str
) -> None:
    scripted = script(stage)
    people = [f"Người {number}" for number in range(6)]
    first = {name: scripted.takes(name, correct=4) for name in people}
    second = {name: scripted.takes(name, correct=1, after=5, submits=False) for name in people}
    now = stage.now + 6 * 60_000
    stage.definition(scripted.round, now)
    stage.catalogue.key(stage.session, stage.definition(scripted.round, now).version)
    taker = {name: (scripted.people[name].person_id, scripted.browsers[name]) for name in people}
    stage.session.rollback()

    def act(session: Session, number: int) -> Any:
        name = people[number // 2]
        if number % 2:
            return void(session, stage.catalogue, now, first[name])
        person_id, browser = taker[name]
        return attempts.submit(
            session,
            catalogue=stage.catalogue,
            ref=second[name],
            person_id=person_id,
            holder_id=browser,
            lease=1,
            change=Change({0: 1}),
            accepts_blanks=True,
            now=now,
        ).receipt

    all_at_once(database_url, 2 * len(people), act)
    lines = stage.session.execute(
        sa.select(Attempt.ref, RoundResult.attempts).join(
            RoundResult, RoundResult.attempt_id == Attempt.id
        )
    )
    assert dict(lines.all()) == dict.fromkeys(second.values(), 1)


def void(session: Session, catalogue: Catalogue, now: int, ref: str) -> list[int]:
    return rulings.rule(
        session,
        actor=OPERATOR,
        now=now,
        slug="cuoc-thi",
        number=1,
        catalogue=catalogue,
        act=RulingAct.VOID,
        references=[ref],
        reason="Làm bài thay người khác",
    )


def test_of_saves_at_once_that_saw_one_revision_exactly_one_is_taken(
    stage: Stage, taker: Taker, database_url: str
) -> None:
    with transaction(stage.session):
        ref = start(stage, taker, stage.session)

    def save(session: Session, number: int) -> Any:
        return attempts.save(
            session,
            catalogue=stage.catalogue,
            ref=ref,
            person_id=taker.person_id,
            holder_id=taker.browser,
            lease=1,
            revision=0,
            sequence=number + 1,
            change=Change({0: 1 << number % 4}),
            now=stage.now,
        ).revision

    outcomes = all_at_once(database_url, 20, save)
    assert sorted(map(str, outcomes)) == ["1"] + ["stale"] * 19
    events = sa.select(sa.func.count()).select_from(AttemptEvent)
    assert stage.session.execute(events).scalar_one() == 2


def test_going_on_many_times_at_once_goes_on_once_and_takes_no_answer_afterwards(
    stage: Stage, database_url: str
) -> None:
    contest = stage.contest()
    timing = {"limit_minutes": 15, "item_seconds": 30}
    round_ = stage.round(contest, stage.bank(), timing=timing)
    stage.definition(round_)
    person_id = stage.contestant("Nguyễn Văn An", contest).person_id
    taker = Taker(round_.id, person_id, stage.browser(person_id))
    with transaction(stage.session):
        ref = start(stage, taker, stage.session)
    common = {
        "catalogue": stage.catalogue,
        "ref": ref,
        "person_id": taker.person_id,
        "holder_id": taker.browser,
        "lease": 1,
        "now": stage.now,
    }

    def act(session: Session, number: int) -> str:
        if number % 2:
            attempts.next_item(session, **common, item=0, change=Change({}), skips=True)
            return "went on"
        change = Change({0: 1 << number % 4})
        attempts.save(session, **common, revision=0, sequence=number + 1, change=change)
        return "saved"

    outcomes = all_at_once(database_url, 20, act)
    assert outcomes.count("went on") == 10
    assert outcomes.count("saved") <= 1
    attempt = stage.session.execute(sa.select(Attempt)).scalar_one()
    assert attempt.current_item == 1
    assert broken_event(stage.session, attempt) is None
    events = stage.session.execute(sa.select(AttemptEvent.kind)).scalars().all()
    assert events.count("next") == 1
    assert len(events) == 2 + outcomes.count("saved")


def writer(stage: Stage) -> Actor:
    return Actor(stage.person("Lê Soạn Đề").id, "Lê Soạn Đề", is_operator=True)


def draft_of(stage: Stage, count: int) -> BankVersion:
    bank = Bank(code="lang-son", title="Lịch sử", language="vi", notice="", items=items(count))
    with transaction(stage.session):
        return banks.load(stage.session, actor=OPERATOR, now=stage.now, bank=bank, message="")


def test_of_many_who_save_one_item_at_once_one_does(stage: Stage, database_url: str) -> None:
    version, actor = draft_of(stage, 5), writer(stage)
    seen = items(5)[0]

    def save(session: Session, number: int) -> str:
        editing.save_item(
            session,
            actor=actor,
            now=stage.now,
            code="lang-son",
            number=1,
            was=seen.code,
            seen=editing.seen_as(seen),
            item=replace(seen, stem=f"Câu của người thứ {number}?"),
            files={},
        )
        return "saved"

    outcomes = all_at_once(database_url, AT_ONCE, save)
    assert sorted(outcomes) == ["item_changed"] * (AT_ONCE - 1) + ["saved"]
    stage.session.expire_all()
    stem = banks.bank_of_version(stage.session, version).items[0].stem
    assert stem == f"Câu của người thứ {outcomes.index('saved')}?"


def test_many_who_write_different_items_do_not_disturb_each_other(
    stage: Stage, database_url: str
) -> None:
    count = 24
    version, actor = draft_of(stage, count), writer(stage)
    all_items = items(count)

    def write(session: Session, number: int) -> str:
        was = all_items[number]
        common = {"actor": actor, "now": stage.now, "code": "lang-son", "number": 1}
        if number % 4 == 0:
            added = replace(was, code=f"N-{number}", stem=f"Mới {number}?")
            editing.add_item(session, **common, item=added, files={}, after=was.code)
        elif number % 4 == 1:
            seen = editing.seen_as(was)
            removing.remove_item(session, **common, was=was.code, seen=seen)
        elif number % 4 == 2:
            editing.move_item(session, **common, was=was.code, place=1)
        else:
            is_ = replace(was, stem=f"Sửa {number}?")
            seen = editing.seen_as(was)
            editing.save_item(session, **common, was=was.code, seen=seen, item=is_, files={})
        return "written"

    assert set(all_at_once(database_url, count, write)) == {"written"}
    stage.session.expire_all()
    bank = banks.bank_of_version(stage.session, version)
    assert (version.digest, version.items) == (bank.digest, len(bank.items))
    assert {item.code for item in bank.items} == {
        item.code for at, item in enumerate(all_items) if at % 4 != 1
    } | {f"N-{at}" for at in range(0, count, 4)}
    assert sum(item.stem.startswith("Sửa ") for item in bank.items) == count // 4
