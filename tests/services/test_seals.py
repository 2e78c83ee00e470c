"""Sealing a round: by whom and when, what it fixes, and when it opens; on both databases."""

import hashlib
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from question_bank.bank import Bank
from question_bank.canonical import canonical_json
from question_bank.seal import verify
from quiz.database import transaction
from quiz.domain.rules import RoundKind, parse_rules
from quiz.models import AuditLine, BankVersion, Contest, Round, RoundSeal
from quiz.services import banks, publications, round_edits, seals
from quiz.services.access import actor_of
from quiz.services.actor import OPERATOR, Actor
from quiz.services.refusal import NotYours, Refusal
from quiz.services.round_edits import RoundChange
from tests.stage import HOUR, Stage


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        act()
    return found.value.code


@pytest.fixture
def contest(stage: Stage) -> Contest:
    """Return a contest with a round that opens in an hour."""
    contest = stage.contest()
    stage.round(contest, stage.bank(), opens_at=stage.now + HOUR)
    return contest


@pytest.fixture
def chi(stage: Stage, contest: Contest) -> Actor:
    person = stage.person("Chi")
    stage.grant(person, "organizer", "tinh")
    return actor_of(stage.session, person.id, "Chi")


def seal(stage: Stage, actor: Actor, *, number: int = 1, now: int | None = None) -> RoundSeal:
    with transaction(stage.session) as session:
        return seals.seal_round(
            session,
            actor=actor,
            now=stage.now if now is None else now,
            slug="cuoc-thi",
            number=number,
        )


def publish(stage: Stage) -> None:
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=stage.now + 30 * HOUR,
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
        )


def test_the_seal_commits_to_bank_rules_and_a_nonce(stage, contest, chi):
    made = seal(stage, chi)
    of = stage.session.get_one(Round, made.round_id)
    document = {
        "schema": 1,
        "contest": "cuoc-thi",
        "round": 1,
        "bank": "kiem-thu",
        "version": 1,
        "digest": "0" * 64,
        "rules": of.rules_digest,
        "nonce": made.nonce.hex(),
    }
    assert made.commitment == hashlib.sha256(canonical_json(document)).hexdigest()
    assert (len(made.nonce), made.sealed_by_id, made.sealed_at) == (32, chi.person_id, stage.now)
    line = stage.session.execute(sa.select(AuditLine)).scalar_one()
    assert (line.action, line.object) == ("round.seal", "round:cuoc-thi/1")
    assert line.data == {"commitment": made.commitment}


def test_until_the_result_is_published_nothing_but_the_commitment_is_public(stage, contest, chi):
    made = seal(stage, chi)
    shown = seals.public_seal(stage.session, "cuoc-thi", 1)
    assert (shown.commitment, shown.sealed_at, shown.opened) == (made.commitment, stage.now, None)
    publish(stage)
    opened = seals.public_seals(stage.session, "cuoc-thi")[1].opened
    assert opened.nonce == made.nonce.hex()
    assert opened.commitment == made.commitment


def test_an_opened_seal_holds_for_the_bank_as_it_was_loaded(stage, contest, chi):
    bank = banks.bank_of_version(stage.session, stage.bank(code="that"))
    author = stage.person("Dũng")
    stage.grant(author, "organizer")
    with transaction(stage.session) as session:
        version = banks.load(
            session,
            actor=actor_of(session, author.id, "Dũng"),
            now=stage.now,
            bank=Bank("moi", bank.title, "vi", "", bank.items),
            message="",
        )
    stage.approve(version)
    stage.round(contest, version, number=2, opens_at=stage.now + HOUR)
    seal(stage, chi, number=2)
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=stage.now + 30 * HOUR,
            slug="cuoc-thi",
            number=2,
            catalogue=stage.catalogue,
        )
    shown = seals.public_seal(stage.session, "cuoc-thi", 2)
    assert verify(shown, banks.bank_of_version(stage.session, version)).all_hold


def test_sealing_twice_is_sealing_once(stage, contest, chi):
    first = seal(stage, chi).commitment
    assert seal(stage, chi, now=stage.now + 5).commitment == first


def test_the_author_of_the_bank_does_not_seal_it(stage, contest):
    author, _ = stage.bankers
    stage.grant(author, "organizer")
    actor = actor_of(stage.session, author.id, "Lê Thị Soạn")
    assert refused(lambda: seal(stage, actor)) == "seal_by_author"
    of = stage.session.execute(sa.select(Round)).scalar_one()
    version = stage.session.get_one(BankVersion, of.bank_version_id)
    assert (
        seals.obstacle_to_sealing(stage.session, actor, stage.now, of, version).code
        == "seal_by_author"
    )


def test_sealing_asks_for_a_person(stage, contest):
    assert refused(lambda: seal(stage, OPERATOR)) == "person_needed"


@pytest.mark.parametrize("after", [0, HOUR - 1])
def test_a_round_is_sealed_before_it_opens(stage, contest, chi, after):
    assert seal(stage, chi, now=stage.now + after).sealed_at == stage.now + after


def test_a_round_that_has_opened_is_not_sealed_any_more(stage, contest, chi):
    assert refused(lambda: seal(stage, chi, now=stage.now + HOUR)) == "round_open_unsealed"


def test_a_practice_round_has_nothing_to_seal(stage, contest, chi):
    stage.round(
        contest,
        stage.bank(code="on-tap"),
        number=2,
        opens_at=stage.now + HOUR,
        kind=RoundKind.PRACTICE,
    )
    assert refused(lambda: seal(stage, chi, number=2)) == "practice_unsealed"


@pytest.mark.parametrize("role", ["reviewer", "bank_author", "judge", "unit_officer"])
def test_organizers_seal_and_nobody_else(stage, contest, role):
    person = stage.person("Én")
    stage.grant(person, role, "tinh")
    with pytest.raises(NotYours):
        seal(stage, actor_of(stage.session, person.id, "Én"))


def test_another_districts_round_is_not_sealed(stage, contest):
    person = stage.person("Én")
    stage.grant(person, "organizer", "cao-loc")
    with pytest.raises(NotYours):
        seal(stage, actor_of(stage.session, person.id, "Én"))


def test_the_desk_is_told_who_sealed(stage, contest, chi):
    assert seals.lines_of(stage.session, contest) == {}
    made = seal(stage, chi)
    line = seals.lines_of(stage.session, contest)[1]
    assert (line.sealed_by, line.sealed_at, line.commitment) == ("Chi", stage.now, made.commitment)


def test_a_contest_that_is_not_announced_has_no_public_seals(stage, contest, chi):
    seal(stage, chi)
    with transaction(stage.session):
        contest.announced_at = None
    assert seals.public_seals(stage.session, "cuoc-thi") == {}
    with pytest.raises(NotYours):
        seals.public_seal(stage.session, "cuoc-thi", 1)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE round_seal SET sealed_at = 0", "a seal is never broken"),
        ("DELETE FROM round_seal", "a seal is never broken"),
        ("UPDATE round SET rules_digest = 'x'", "keeps its bank and its rules"),
        ("UPDATE round SET rules = '{{}}'", "keeps its bank and its rules"),
        ("UPDATE round SET kind = 'practice'", "keeps its bank and its rules"),
        ("UPDATE round SET number = 2", "keeps its bank and its rules"),
        ("UPDATE round SET bank_version_id = {other}", "keeps its bank and its rules"),
        ("UPDATE contest SET slug = 'khac'", "keeps its address"),
        ("DELETE FROM round", "(?i)foreign key"),
    ],
)
def test_the_database_keeps_what_was_sealed(stage, contest, chi, statement, reason):
    other = stage.bank(code="khac").id
    seal(stage, chi)
    refused = pytest.raises(DatabaseError, match=reason)
    with refused, transaction(stage.session) as session:
        session.execute(sa.text(statement.format(other=other)))


def test_the_window_of_a_sealed_round_can_still_be_moved(stage, contest, chi):
    seal(stage, chi)
    with transaction(stage.session) as session:
        session.execute(sa.update(Round).values(opens_at=Round.opens_at + 1))


def test_the_database_lets_no_author_seal(stage, contest):
    of = stage.session.execute(sa.select(Round)).scalar_one()
    author, _ = stage.bankers
    values = {"round_id": of.id, "nonce": bytes(32), "commitment": "x", "sealed_at": 1}
    refused = pytest.raises(DatabaseError, match="another person than the author")
    with refused, transaction(stage.session) as session:
        session.execute(sa.insert(RoundSeal).values(**values, sealed_by_id=author.id))
    chi_id = stage.person("Chi").id
    refused = pytest.raises(DatabaseError, match="nonce")
    with refused, transaction(stage.session) as session:
        session.execute(
            sa.insert(RoundSeal).values(**(values | {"nonce": b"short"}), sealed_by_id=chi_id)
        )


def test_moving_the_window_of_a_sealed_round_keeps_the_digest_that_the_seal_promised(
    stage, contest, chi
):
    of = stage.session.execute(sa.select(Round)).scalar_one()
    with transaction(stage.session):
        of.rules_digest = "e" * 64  # as it was stored when digests had another form
    made = seal(stage, chi)
    change = RoundChange(
        title=of.title,
        opens_at=of.opens_at,
        closes_at=of.closes_at + HOUR,
        version_id=of.bank_version_id,
        rules=parse_rules(of.rules),
    )
    with transaction(stage.session) as session:
        round_edits.edit_round(
            session, actor=OPERATOR, now=stage.now, contest=contest, of=of, change=change
        )
    assert (of.rules_digest, of.closes_at) == ("e" * 64, change.closes_at)
    publish(stage)
    opened = seals.public_seal(stage.session, "cuoc-thi", 1).opened
    assert opened is not None
    assert (opened.rules, opened.commitment) == ("e" * 64, made.commitment)
