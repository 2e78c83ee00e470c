"""The way of a version from draft to approval, and what the database itself refuses."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from question_bank.bank import Bank
from question_bank.item import Difficulty, Use
from quiz.database import transaction
from quiz.domain.bank_workflow import Act, State, Tally, Verdict
from quiz.domain.permissions import Permission
from quiz.models import AuditLine, BankRecord, BankVersion, VersionStep
from quiz.services import banks
from quiz.services.access import actor_of
from quiz.services.actor import OPERATOR, Actor
from quiz.services.banks import editing, removing, workflow
from quiz.services.refusal import FieldRefusal, NotYours, Refusal
from tests.databases import engine_for
from tests.stage import Stage, items


def bank(count: int = 3) -> Bank:
    return Bank("lang-son", "Lịch sử Đảng bộ tỉnh", "vi", "", items(count))


@dataclass
class Office:
    """An author and a reviewer with a bank between them."""

    stage: Stage
    author: Actor
    reviewer: Actor
    versions: list[BankVersion] = field(default_factory=list)

    @property
    def version(self) -> BankVersion:
        return self.versions[-1]

    def does(self, act: Callable[..., object], actor: Actor | None = None, **more: object):
        with transaction(self.stage.session) as session:
            return act(
                session,
                actor=actor or self.reviewer,
                now=self.stage.now,
                version=self.version,
                **more,
            )

    def load(self, loaded: Bank, actor: Actor | None = None) -> BankVersion:
        with transaction(self.stage.session) as session:
            version = banks.load(
                session, actor=actor or self.author, now=self.stage.now, bank=loaded, message=""
            )
        self.versions.append(version)
        return version

    def submit(self) -> None:
        self.does(banks.submit, self.author)
        self.read(self.reviewer)

    def read(self, actor: Actor) -> None:
        record = self.stage.session.get_one(BankRecord, self.version.bank_id)
        self.does(banks.keys_read, actor, bank=record, way="review")

    def accept(self, code: str) -> None:
        self.does(banks.decide, code=code, verdict=Verdict.ACCEPT)

    def mend(self, code: str, comment: str) -> None:
        self.does(banks.decide, code=code, verdict=Verdict.MEND, comment=comment)

    @property
    def state(self) -> State:
        return banks.life_of(self.stage.session, self.version).state

    @property
    def tally(self) -> Tally:
        return banks.tally_of(self.stage.session, self.version)


def appointed(stage: Stage, name: str, role: str) -> Actor:
    person = stage.person(name)
    stage.grant(person, role)
    return actor_of(stage.session, person.id, name)


@pytest.fixture
def office(stage: Stage) -> Office:
    found = Office(
        stage, appointed(stage, "An", "bank_author"), appointed(stage, "Bình", "reviewer")
    )
    found.load(bank())
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        act()
    return found.value.code


def test_a_version_goes_from_draft_to_use_through_a_second_person(office):
    assert office.state is State.DRAFT
    office.submit()
    assert (office.state, office.tally) == (State.IN_REVIEW, Tally(3))
    office.accept("T-001")
    assert office.does(banks.accept_rest) == 2
    office.does(banks.conclude)
    assert office.state is State.REVIEWED
    office.does(banks.approve)
    assert office.state is State.APPROVED
    assert office.version.approved_by_id == office.reviewer.person_id
    acts = office.stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id))
    assert acts.scalars().all() == [
        "bank.load",
        "bank.submit",
        "bank.key.read",
        "bank.accept_rest",
        "bank.conclude",
        "bank.approve",
    ]


def test_what_was_taken_out_of_a_draft_is_kept_until_the_approval(office):
    with transaction(office.stage.session) as session:
        removing.remove_item(
            session,
            actor=office.author,
            now=office.stage.now,
            code="lang-son",
            number=1,
            was="T-001",
            seen=editing.seen_as(bank().items[0]),
        )
    office.submit()
    office.does(banks.accept_rest)
    office.does(banks.conclude)
    assert len(removing.removed_from(office.stage.session, office.version)) == 1
    office.does(banks.approve)
    assert removing.removed_from(office.stage.session, office.version) == []


def test_approving_twice_is_approving_once(office):
    office.submit()
    office.does(banks.accept_rest)
    office.does(banks.conclude)
    office.does(banks.approve)
    office.does(banks.approve)
    assert refused(lambda: office.does(banks.approve, office.author)) == "forbidden"


def test_what_is_to_be_mended_goes_back_with_its_comments_and_only_that_is_asked_again(office):
    office.submit()
    office.accept("T-001")
    office.mend("T-002", "Sai năm: phải là 1941.")
    office.does(banks.send_back, note="Xem lại câu 2")
    assert office.state is State.DRAFT
    remarks = banks.remarks_of(office.stage.session, office.version)
    assert [(r.code, r.comment, r.person) for r in remarks] == [
        ("T-002", "Sai năm: phải là 1941.", "Bình")
    ]
    mended = (
        bank().items[0],
        replace(bank().items[1], stem="Câu hỏi đã sửa năm 1941?"),
        bank().items[2],
    )
    office.load(replace(bank(), items=mended))
    assert office.tally == Tally(3, accepted=1)
    decisions = banks.decisions_of(office.stage.session, office.version)
    assert {at: shown.verdict for at, shown in decisions.items()} == {0: Verdict.ACCEPT}


@pytest.mark.parametrize(
    "change",
    [
        *({"right": (1,)}, {"explanation": "Khác"}, {"stem": "Khác?"}, {"pinned": (3,)}),
        *({"topic": "Khác"}, {"period": "Khác"}, {"source": "Khác"}),
        *({"difficulty": Difficulty.HARD}, {"use": Use.PRACTICE}),
    ],
)
def test_a_decision_falls_with_what_was_decided_upon(office, change):
    office.submit()
    office.does(banks.accept_rest)
    office.load(replace(bank(), items=(replace(bank().items[0], **change), *bank().items[1:])))
    assert office.tally == Tally(3, accepted=2)


def test_the_newest_word_upon_an_item_counts(office):
    office.submit()
    office.mend("T-001", "Chưa rõ")
    office.accept("T-001")
    assert office.tally == Tally(3, accepted=1)
    assert banks.positions_of(office.stage.session, office.version, None) == [1, 2]
    assert banks.positions_of(office.stage.session, office.version, Verdict.ACCEPT) == [0]


def test_what_an_author_once_accepted_of_others_does_not_count_for_a_version_of_theirs(office):
    office.submit()
    office.accept("T-001")
    dung = appointed(office.stage, "Dũng", "organizer")
    office.read(dung)
    for code in ("T-001", "T-002"):
        office.does(banks.decide, dung, code=code, verdict=Verdict.ACCEPT)
    assert office.tally == Tally(3, accepted=2)
    office.load(bank(4), dung)
    assert office.tally == Tally(4, accepted=1)  # Bình's word stands, Dũng's own does not


def test_nobody_decides_upon_the_own_version(office):
    organizer = appointed(office.stage, "Chi", "organizer")
    office.load(bank(4), organizer)
    office.does(banks.submit, organizer)
    for act in (banks.accept_rest, banks.conclude, banks.send_back, banks.approve):
        code = refused(lambda act=act: office.does(act, organizer))
        assert code == "version_of_your_own"


def test_the_same_person_with_two_accounts_is_one_person(office):
    office.submit()
    office.does(banks.accept_rest)
    office.does(banks.conclude)
    again = office.stage.session.get_one(BankVersion, office.version.id).author_id
    office.stage.browser(again)
    office.stage.browser(again)
    organizer = Actor(again, "An", office.reviewer.grants)
    assert refused(lambda: office.does(banks.approve, organizer)) == "version_of_your_own"


def test_the_command_line_is_no_person(office):
    office.submit()
    assert refused(lambda: office.does(banks.accept_rest, OPERATOR)) == "person_needed"
    assert refused(lambda: office.does(banks.approve, OPERATOR)) == "person_needed"


def test_who_has_not_read_a_version_accepts_nothing_of_it(office):
    office.does(banks.submit, office.author)
    assert refused(lambda: office.does(banks.accept_rest)) == "version_unread"
    assert refused(lambda: office.accept("T-001")) == "version_unread"


@pytest.mark.parametrize("comment", ["", "   "])
def test_mending_asks_for_a_comment_and_keeps_to_a_length(office, comment):
    office.submit()
    with pytest.raises(FieldRefusal) as empty:
        office.mend("T-001", comment)
    assert (empty.value.field, empty.value.code) == ("comment", "comment_needed")
    assert refused(lambda: office.mend("T-001", "a" * 1001)) == "comment_too_long"


def test_an_item_that_is_not_there_is_not_decided_upon(office):
    office.submit()
    with pytest.raises(NotYours):
        office.accept("T-999")


def test_a_draft_loaded_by_nobody_is_whoever_sends_it_for_review(office):
    version = office.load(bank(5), OPERATOR)
    assert version.author_id is None
    office.does(banks.submit, office.author)
    assert version.author_id == office.author.person_id


def test_whoever_may_write_edits_a_draft_until_it_is_sent_for_review(office):
    office.does(hold, office.author)
    chi = appointed(office.stage, "Chi", "bank_author")
    office.does(hold, chi)
    assert refused(lambda: office.does(banks.submit, chi)) == "version_of_another"
    office.submit()
    assert refused(lambda: office.does(hold, office.author)) == "version_not_a_draft"


def test_who_has_changed_one_item_decides_upon_none(office):
    chi = appointed(office.stage, "Chi", "organizer")
    with transaction(office.stage.session) as session:
        editing.move_item(
            session,
            actor=chi,
            now=office.stage.now,
            code="lang-son",
            number=1,
            was="T-001",
            place=3,
        )
    office.does(banks.submit, chi)
    office.read(chi)
    accept = {"code": "T-002", "verdict": Verdict.ACCEPT}
    assert refused(lambda: office.does(banks.decide, chi, **accept)) == "version_of_your_own"
    assert refused(lambda: office.does(banks.approve, chi)) == "version_of_your_own"


def hold(session: Session, *, now: int, **who: object) -> None:
    workflow.hold_draft(session, **who)


def test_what_may_be_done_is_told_beforehand(office):
    record = office.stage.session.get_one(BankRecord, office.version.bank_id)

    def acts(actor: Actor) -> frozenset[Act]:
        return banks.acts_of(office.stage.session, actor, record, office.version)

    assert acts(office.author) == {Act.EDIT, Act.SUBMIT}
    office.submit()
    assert acts(office.reviewer) == {Act.DECIDE}


IN_REVIEW = "a version in review is not edited"
ANOTHER = "approved by another person than its author"
STATEMENTS = [
    ("UPDATE bank_version SET title = 'Khác'", IN_REVIEW),
    ("UPDATE bank_version SET digest = 'x'", IN_REVIEW),
    ("UPDATE bank_version SET author_id = {reviewer}", IN_REVIEW),
    ("UPDATE version_item SET topic = 'Khác'", IN_REVIEW),
    ("DELETE FROM version_item WHERE position = 2", IN_REVIEW),
    ("UPDATE version_step SET note = 'x'", "a step is never changed"),
    ("DELETE FROM version_step", "a step is never changed"),
    ("UPDATE item_decision SET verdict = 'mend', comment = 'x'", "superseded, never edited"),
    ("DELETE FROM item_decision", "superseded, never edited"),
    ("UPDATE key_reading SET first_at = 0", "who has read a key has read it"),
    ("DELETE FROM key_reading", "who has read a key has read it"),
    ("UPDATE bank_version SET approved_at = 1", ANOTHER),
    ("UPDATE bank_version SET approved_at = 1, approved_by_id = author_id", ANOTHER),
    ("UPDATE bank_version SET approved_by_id = author_id", "two_people|approved_when"),
    ("UPDATE bank_version SET approved_by_id = {reviewer}", "approved_when"),
]


@pytest.mark.parametrize(("statement", "reason"), STATEMENTS)
def test_the_database_keeps_what_people_decided(office, statement, reason):
    office.submit()
    office.accept("T-001")
    said = statement.format(reviewer=office.reviewer.person_id)
    refused = pytest.raises(DatabaseError, match=reason)
    with refused, transaction(office.stage.session) as session:
        session.execute(sa.text(said))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bank_version SET message = 'x'",
        "DELETE FROM bank_version",
        "UPDATE version_item SET source = 'x'",
        "DELETE FROM version_item",
        "UPDATE bank SET code = 'khac'",
        "INSERT INTO version_step (version_id, sequence, kind, person_id, note, at)"
        " SELECT id, 9, 'return', author_id, '', 1 FROM bank_version",
    ],
)
def test_the_database_keeps_an_approved_version_whole(office, statement):
    office.stage.approve(office.version)
    refused = pytest.raises(DatabaseError, match=r"never changes")
    with refused, transaction(office.stage.session) as session:
        session.execute(sa.text(statement))


def test_no_version_is_born_approved(office):
    values = {"bank_id": office.version.bank_id, "number": 9, "digest": "x", "title": "x"}
    texts = {"language": "vi", "notice": "", "items": 0, "message": "", "created_at": 1}
    people = {"author_id": office.author.person_id, "approved_by_id": office.reviewer.person_id}
    refused = pytest.raises(DatabaseError, match=ANOTHER)
    with refused, transaction(office.stage.session) as session:
        session.execute(sa.insert(BankVersion).values(**values, **texts, **people, approved_at=2))


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_two_who_conclude_at_once_make_one_step(office, database_url):
    office.submit()
    office.does(banks.accept_rest)
    version_id, now, barrier = office.version.id, office.stage.now, Barrier(2)
    office.stage.session.rollback()

    def conclude(_: int) -> str:
        with engine_for(database_url) as engine, Session(engine) as session:
            version = session.get_one(BankVersion, version_id)
            session.rollback()
            barrier.wait()
            try:
                with transaction(session):
                    banks.conclude(session, actor=office.reviewer, now=now, version=version)
            except Refusal as refusal:
                return refusal.code
            return "done"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(conclude, range(2))) == ["done", "version_not_in_review"]
    count = sa.select(sa.func.count()).select_from(VersionStep)
    assert office.stage.session.scalar(count) == 2


def test_a_review_asks_as_many_questions_of_the_database_for_many_items_as_for_few(office):
    few = len(list(asked(office)))
    office.load(bank(60))
    assert len(list(asked(office))) == few


def asked(office: Office) -> Iterator[str]:
    """Yield what is asked to submit, read and accept a version, and to show its review."""
    said: list[str] = []
    engine = office.stage.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    office.submit()
    office.does(banks.accept_rest)
    banks.decisions_of(office.stage.session, office.version)
    banks.remarks_of(office.stage.session, office.version)
    yield from (line for line in said if not line.startswith("INSERT INTO item_decision"))


def test_another_districts_bank_is_not_reviewed(office):
    record = office.stage.session.get_one(BankRecord, office.version.bank_id)
    with transaction(office.stage.session):
        record.owner_unit_id = office.stage.units["chi-lang"].id
    office.submit()
    person = office.stage.person("Én")
    office.stage.grant(person, "reviewer", "cao-loc")
    beside = actor_of(office.stage.session, person.id, "Én")
    assert refused(lambda: office.does(banks.accept_rest, beside)) == "forbidden"
    with pytest.raises(NotYours):
        banks.version_for(
            office.stage.session, beside, Permission.BANK_VERSION_APPROVE, "lang-son", 1
        )
