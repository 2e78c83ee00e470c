"""Rulings: a voided attempt stays where it was and counts no more; on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from quiz.database import transaction
from quiz.domain.entry import Reason
from quiz.domain.moves import Place
from quiz.domain.permissions import Role
from quiz.domain.rules import RoundKind
from quiz.models import Attempt, AttemptEvent, AuditLine, RoundResult, RulingAct, Score
from quiz.services import attempts, audit, publications, rulings
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import NotYours, Refusal
from quiz.services.results import PersonLine, Results, results_now
from tests.scripted import OVER, Script, publish, rule, script
from tests.stage import HOUR, Stage

VOID, RESTORE = RulingAct.VOID, RulingAct.RESTORE
PRIZES = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]


def result(scripted: Script, after: int = OVER) -> Results:
    stage = scripted.stage
    return results_now(stage.session, stage.definition(scripted.round, stage.now + after))


def lines(scripted: Script, after: int = OVER) -> dict[str, PersonLine]:
    """Return everybody's line by name."""
    names = {person.id: name for name, person in scripted.people.items()}
    return {names[line.participation_id]: line for line in result(scripted, after).people}


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.code


@pytest.fixture
def taken(stage: Stage) -> tuple[Script, dict[str, str]]:
    """Return a round that An has taken twice and Bình once, and the attempts by name."""
    scripted = script(stage, prizes=PRIZES)
    refs = {
        "An-1": scripted.takes("An", correct=4),
        "An-2": scripted.takes("An", correct=2, after=9),
        "Bình-1": scripted.takes("Bình", correct=3, after=5),
    }
    return scripted, refs


def test_after_a_void_the_next_attempt_of_the_person_counts(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    assert [(one.reference, one.attempts) for one in result(scripted).people] == [
        (refs["An-1"], 2),
        (refs["Bình-1"], 1),
    ]
    assert rule(scripted, VOID, refs["An-1"]) == [1]
    assert [(one.reference, one.attempts, one.prize) for one in result(scripted).people] == [
        (refs["Bình-1"], 1, "nhat"),
        (refs["An-2"], 1, "nhi"),
    ]


def test_who_has_no_attempt_left_is_told_that_all_were_voided(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    assert rule(scripted, VOID, refs["An-1"], refs["An-2"]) == [1, 2]
    an = lines(scripted)["An"]
    assert (an.rank, an.unranked, an.attempts) == (None, Reason.VOIDED, 0)
    assert result(scripted).totals.attempts == 1


def test_a_restored_attempt_counts_as_if_nothing_had_been(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    before = result(scripted)
    rule(scripted, VOID, refs["An-1"])
    rule(scripted, RESTORE, refs["An-1"], reason="Xác minh lại: đúng người dự thi")
    assert result(scripted) == before
    rule(scripted, VOID, refs["An-1"], reason="Có chứng cứ mới về bài thi")
    assert [
        (one.number, one.act, one.reason, one.is_newest)
        for one in rulings.rulings_of(scripted.stage.session, scripted.round.id)
    ] == [
        (3, VOID, "Có chứng cứ mới về bài thi", True),
        (2, RESTORE, "Xác minh lại: đúng người dự thi", False),
        (1, VOID, "Làm bài thay người khác", False),
    ]


def test_a_published_result_stays_and_the_next_one_follows_the_ruling(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    first = publish(scripted)
    rule(scripted, VOID, refs["An-1"], refs["An-2"])
    assert publications.newest_of(scripted.stage.session, scripted.round.id) == first
    second = publish(scripted)
    assert (second.number, second.digest == first.digest) == (2, False)
    winners = {
        number: [line.reference for line in publications.winners(scripted.stage.session, one.id)]
        for number, one in ((1, first), (2, second))
    }
    assert winners == {1: [refs["An-1"], refs["Bình-1"]], 2: [refs["Bình-1"]]}


# S10 (a): everything of one day is voided by the organizers.
@pytest.mark.parametrize(("includes", "total"), [(False, 2), (True, 4)])
@pytest.mark.parametrize(("returns", "code"), [(True, None), (False, "limit_reached")])
def test_a_whole_day_is_voided_and_all_of_it_stays_in_the_log(
    *, stage: Stage, includes: bool, total: int, returns: bool, code: str | None
) -> None:
    scripted = script(
        stage,
        attempts={"limit": 2, "void_returns_quota": returns},
        prediction={"asks": "attempts", "includes_voided": includes},
        ranking=["points", "prediction_distance", "finished_at"],
    )
    next_day = 17 * 60
    day = [
        scripted.takes("An", correct=4, prediction=2),
        scripted.takes("Bình", correct=4, prediction=4, after=3),
    ]
    later = [
        scripted.takes("An", correct=3, prediction=4, after=next_day),
        scripted.takes("Chi", correct=3, prediction=2, after=next_day),
    ]
    logged = sa.select(sa.func.count()).select_from(AttemptEvent)
    before = stage.session.scalar(logged)
    rule(scripted, VOID, *day, after=18 * HOUR, reason="Hủy mọi lượt thi của ngày 21/11")

    found = result(scripted)
    assert found.totals.attempts == total
    order = [later[1], later[0]] if total == 2 else later
    assert [one.reference for one in found.people if one.rank] == order
    assert lines(scripted)["Bình"].unranked == Reason.VOIDED
    assert stage.session.scalar(logged) == before
    kept = sa.select(sa.func.count()).select_from(Score).join(Attempt)
    assert stage.session.scalar(kept.where(Attempt.ref.in_(day))) == 2
    told = attempts.taken_in(stage.session, person_id=scripted.people["An"].person_id)
    assert [row.void_reason for row in told] == [None, "Hủy mọi lượt thi của ngày 21/11"]
    assert again(scripted, "An", at=19 * HOUR) == code


def again(scripted: Script, name: str, *, at: int) -> str | None:
    """Let a person begin one more attempt; return why not."""
    stage, person = scripted.stage, scripted.people[name]
    now = stage.now + at
    definition = stage.definition(scripted.round, now)
    standing = attempts.standing_of(stage.session, definition, person.person_id, now)
    assert standing is not None
    try:
        with transaction(stage.session) as session:
            attempts.start(
                session,
                catalogue=stage.catalogue,
                definition=definition,
                person_id=person.person_id,
                holder_id=scripted.browsers[name],
                expected_number=standing.made + 1,
                now=now,
            )
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("per", ["round", "day", "contest"])
def test_a_voided_attempt_is_given_back_once(stage: Stage, per: str) -> None:
    scripted = script(stage, attempts={"limit": 1, "per": per})
    first = scripted.takes("An", correct=1)
    assert again(scripted, "An", at=HOUR) is not None
    rule(scripted, VOID, first, after=HOUR)
    assert again(scripted, "An", at=HOUR) is None
    numbers = stage.session.scalars(sa.select(Attempt.number).order_by(Attempt.number)).all()
    assert numbers == [1, 2]
    assert again(scripted, "An", at=2 * HOUR) is not None
    rule(scripted, RESTORE, first, after=2 * HOUR)
    assert again(scripted, "An", at=3 * HOUR) is not None


def test_an_attempt_in_progress_cannot_be_voided_but_one_left_behind_can(stage: Stage) -> None:
    scripted = script(stage)
    running = scripted.takes("An", correct=4, submits=False)
    with pytest.raises(Refusal) as refused:
        rule(scripted, VOID, running, after=60_000)
    assert code_of(refused) == "attempt_running"
    assert rule(scripted, VOID, running, after=HOUR) == [1]


def test_a_ruling_changes_what_is_in_force_or_is_refused(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    with pytest.raises(Refusal) as refused:
        rule(scripted, RESTORE, refs["An-1"])
    assert code_of(refused) == "not_voided"
    rule(scripted, VOID, refs["An-1"])
    with pytest.raises(Refusal) as refused:
        rule(scripted, VOID, refs["Bình-1"], refs["An-1"])
    assert code_of(refused) == "already_voided"
    assert len(rulings.rulings_of(scripted.stage.session, scripted.round.id)) == 1


@pytest.mark.parametrize(
    ("reference", "reason", "code"),
    [
        ("KHONGCO", "Làm bài thay người khác", "no_such_attempt"),
        (None, "  Ngắn quá   ", "reason_short"),
        (None, "dài" * 167, "reason_long"),
    ],
)
def test_a_ruling_names_an_attempt_of_the_round_and_says_why(
    taken: tuple[Script, dict[str, str]], reference: str | None, reason: str, code: str
) -> None:
    scripted, refs = taken
    with pytest.raises(Refusal) as refused:
        rule(scripted, VOID, reference or refs["An-1"], reason=reason)
    assert code_of(refused) == code


def test_a_practice_round_has_no_rulings(stage: Stage) -> None:
    contest = stage.contest()
    of = stage.round(contest, stage.bank(), kind=RoundKind.PRACTICE)
    scripted = Script(stage, contest, of)
    with pytest.raises(Refusal) as refused:
        rule(scripted, VOID, scripted.takes("An", correct=4))
    assert code_of(refused) == "practice_round"


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.JUDGE, True), (Role.CHIEF_JUDGE, True), (Role.ORGANIZER, False), (Role.AUDITOR, False)],
)
def test_who_may_rule(*, taken: tuple[Script, dict[str, str]], role: Role, may: bool) -> None:
    scripted, refs = taken
    giang = scripted.stage.person("Giang")
    actor = Actor(giang.id, "Giang", (Grant(role, contest_id=scripted.contest.id),))
    if may:
        rule(scripted, VOID, refs["An-1"], actor=actor)
        (made,) = rulings.rulings_of(scripted.stage.session, scripted.round.id)
        assert made.ruled_by == "Giang"
        return
    with pytest.raises(NotYours):
        rule(scripted, VOID, refs["An-1"], actor=actor)


def test_every_ruling_is_a_line_of_the_audit(taken: tuple[Script, dict[str, str]]) -> None:
    scripted, refs = taken
    rule(scripted, VOID, refs["An-1"])
    rule(scripted, RESTORE, refs["An-1"])
    session = scripted.stage.session
    written = session.execute(
        sa.select(AuditLine).where(AuditLine.action.in_(["round.void", "round.restore"]))
    ).scalars()
    assert [(line.action, line.data["ruling"], line.data["attempt"]) for line in written] == [
        ("round.void", 1, refs["An-1"]),
        ("round.restore", 2, refs["An-1"]),
    ]
    assert audit.broken_line(session) is None


INSERT = (
    "INSERT INTO ruling (round_id, number, attempt_id, act, reason, ruled_at) "
    "SELECT round_id, {number}, id, '{act}', '{reason}', 1 FROM attempt WHERE number = {attempt}"
)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM ruling", "withdrawn by the next one"),
        ("UPDATE ruling SET reason = 'một lý do khác hẳn'", "withdrawn by the next one"),
        (INSERT.format(number=2, act="void", reason="một lý do nữa", attempt=1), "changes what"),
        (INSERT.format(number=2, act="restore", reason="một lý do", attempt=2), "changes what"),
        (INSERT.format(number=2, act="restore", reason="ngắn", attempt=1), "reason"),
        (INSERT.format(number=1, act="restore", reason="một lý do nữa", attempt=1), "(?i)unique"),
        (INSERT.format(number=2, act="void", reason="một lý do nữa", attempt=3), "finished"),
    ],
)
def test_the_database_keeps_rulings_as_they_were_made(
    stage: Stage, statement: str, said: str
) -> None:
    scripted = script(stage, attempts={"limit": 3})
    rule(scripted, VOID, scripted.takes("An", correct=4))
    scripted.takes("An", correct=3, after=9)
    scripted.takes("An", correct=2, after=12, submits=False)
    with pytest.raises(DatabaseError, match=said), transaction(stage.session) as session:
        session.execute(sa.text(statement))


def test_a_ruling_is_foreseen_without_being_made(taken: tuple[Script, dict[str, str]]) -> None:
    scripted, refs = taken
    stage = scripted.stage
    definition = stage.definition(scripted.round, stage.now + OVER)
    seen = rulings.foresee(stage.session, definition, VOID, [refs["An-1"]])
    assert [(move.before, move.after) for move in seen.moves.people] == [
        (Place(1, None, "nhat"), Place(2, None, "nhi")),
        (Place(2, None, "nhi"), Place(1, None, "nhat")),
    ]
    assert (seen.before.attempts, seen.after.attempts) == (3, 2)
    assert lines(scripted)["An"].rank == 1
    rule(scripted, VOID, refs["An-1"])
    back = rulings.foresee(stage.session, definition, RESTORE, [refs["An-1"]])
    assert (back.before, back.after) == (seen.after, seen.before)


@pytest.mark.parametrize("typed", ["reference", "receipt", "name"])
def test_an_attempt_is_found_by_its_codes_and_by_the_person(
    taken: tuple[Script, dict[str, str]], typed: str
) -> None:
    scripted, refs = taken
    stage = scripted.stage
    receipt = stage.session.scalar(sa.select(Attempt.receipt).where(Attempt.ref == refs["Bình-1"]))
    grouped = f"{receipt[:4].lower()}-{receipt[4:]}"
    query = {"reference": refs["Bình-1"], "receipt": grouped, "name": " binh"}[typed]
    found = rulings.find_attempts(
        stage.session, actor=OPERATOR, definition=stage.definition(scripted.round), query=query
    )
    assert [one.reference for one in found] == [refs["Bình-1"]]


def test_whose_attempts_are_all_voided_leaves_the_live_board(
    taken: tuple[Script, dict[str, str]],
) -> None:
    scripted, refs = taken
    rule(scripted, VOID, refs["An-1"], refs["An-2"], after=HOUR)
    kept = sa.select(RoundResult.participation_id)
    assert scripted.stage.session.scalars(kept).all() == [scripted.people["Bình"].id]
    rule(scripted, RESTORE, refs["An-2"], after=HOUR)
    line = sa.select(RoundResult.points, RoundResult.attempts)
    an = line.where(RoundResult.participation_id == scripted.people["An"].id)
    assert scripted.stage.session.execute(an).one() == (1000, 1)
