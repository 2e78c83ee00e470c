"""Prizes over the rounds of a contest: groups, caps that look back, lots; on both databases."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from quiz.database import transaction
from quiz.domain.lots import Draw, drawn_order
from quiz.domain.permissions import Role
from quiz.domain.prize_order import Win
from quiz.domain.prizes import SpecialPrize
from quiz.models import AuditLine, LotDraw, Participation, Standing, TieOrder
from quiz.services import lots, publications, special_prizes
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.prize_history import earlier_wins
from quiz.services.refusal import NotYours, Refusal
from quiz.services.results import Results, results_now
from tests.scripted import OVER, Script, later_round, publish, script
from tests.stage import HOUR, Stage

# C44: whoever has a weekly prize makes room for the next in the weeks after.
TWO = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
ONE_EACH = {"prizes": TWO, "prize_caps": {"per_person": 1}}
LOTS = {"ranking": ["points"], "prizes": TWO, "last_resort": "lots"}


def draw(scripted: Script, *, rank: int = 1, actor: Actor = OPERATOR, after: int = OVER) -> Draw:
    with transaction(scripted.stage.session) as session:
        return lots.draw_lots(
            session,
            actor=actor,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=scripted.round.number,
            catalogue=scripted.stage.catalogue,
            rank=rank,
        )


def result(scripted: Script) -> Results:
    stage = scripted.stage
    return results_now(stage.session, stage.definition(scripted.round, stage.now + OVER))


def prizes(scripted: Script, found: Results | None = None) -> dict[str, str | None]:
    """Return what everybody ranked has, by name: a level, or the reason why none."""
    names = {person.id: name for name, person in scripted.people.items()}
    lines = (found or result(scripted)).people
    return {names[line.participation_id]: line.prize or line.no_prize for line in lines}


def take(scripted: Script, **correct: int) -> None:
    for minute, (name, count) in enumerate(correct.items()):
        scripted.takes(name, correct=count, after=minute)


@pytest.fixture
def first(stage: Stage) -> Script:
    """Return a first round that An and Bình have won."""
    scripted = script(stage, **ONE_EACH)
    take(scripted, An=4, Bình=3, Chi=2)
    publish(scripted)
    return scripted


def test_who_won_in_a_week_before_makes_room_for_the_next(first: Script) -> None:
    second = later_round(first, 2, **ONE_EACH)
    take(second, An=4, Chi=3, Dũng=2)
    assert prizes(second) == {"An": "person_cap", "Chi": "nhat", "Dũng": "nhi"}
    published = publish(second)
    kept = first.stage.session.execute(
        sa.select(Standing.no_prize).where(Standing.publication_id == published.id)
    )
    assert sorted(kept.scalars().all(), key=str) == [None, None, "person_cap"]


def test_without_a_cap_one_person_may_win_every_week(first: Script) -> None:
    second = later_round(first, 2, prizes=TWO)
    take(second, An=4, Chi=3)
    assert prizes(second) == {"An": "nhat", "Chi": "nhi"}


@pytest.mark.parametrize(("from_round", "an"), [(1, "person_cap"), (2, "nhat")])
def test_a_cap_may_begin_with_a_later_round(first: Script, from_round: int, an: str) -> None:
    caps = {"per_person": 1, "from_round": from_round}
    second = later_round(first, 2, prizes=TWO, prize_caps=caps)
    take(second, An=4)
    assert prizes(second)["An"] == an


def test_only_the_newest_publication_of_a_round_counts(first: Script) -> None:
    with transaction(first.stage.session):
        first.people["An"].eligibility = "out_of_prizes"
    publish(first)
    with transaction(first.stage.session):
        first.people["An"].eligibility = "in_contest"
    second = later_round(first, 2, **ONE_EACH)
    take(second, An=4, Chi=3)
    assert prizes(second) == {"An": "nhat", "Chi": "person_cap"}


def test_looking_back_is_one_query_however_many_rounds_there_are(first: Script) -> None:
    session = first.stage.session
    second, third = (later_round(first, number, **ONE_EACH) for number in (2, 3))
    take(second, Dũng=4)
    publish(second)
    definition = first.stage.definition(third.round)
    said: list[str] = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *a: said.append(a[2]))
    wins = earlier_wins(session, definition)
    assert len(said) == 1
    assert sorted(wins.wins.values()) == [
        (Win(1, "nhat"),),
        (Win(1, "nhi"),),
        (Win(2, "nhat"),),
    ]


def test_a_round_whose_prizes_look_back_is_published_after_those_before_it(first: Script) -> None:
    third = later_round(first, 3, **ONE_EACH)
    second = later_round(first, 2, prizes=TWO)
    take(second, Chi=4)
    take(third, Chi=4)
    with pytest.raises(Refusal) as refused:
        publish(third)
    assert refused.value.code == "earlier_unpublished"
    publish(second)
    assert prizes(third) == {"Chi": "person_cap"}
    assert publish(third).number == 1


def test_each_category_has_its_own_prizes(stage: Stage) -> None:
    officials = [{**prize, "categories": ["Cán bộ"]} for prize in TWO]
    scripted = script(stage, prizes=[*officials, {**TWO[0], "categories": ["Học sinh"]}])
    for name, category in {"An": "Cán bộ", "Bình": "Cán bộ", "Chi": "Học sinh"}.items():
        person = scripted.person(name)
        with transaction(stage.session):
            person.category = category
    take(scripted, An=4, Bình=3, Chi=2, Dũng=4)
    assert prizes(scripted) == {"An": "nhat", "Dũng": "no_group", "Bình": "nhi", "Chi": "nhat"}


@pytest.fixture
def tied(stage: Stage) -> Script:
    """Return a round by whose rules lots part equals, and in which two are."""
    scripted = script(stage, **LOTS)
    take(scripted, An=4, Bình=4, Chi=2)
    return scripted


def test_lots_part_equals_once_and_the_order_can_be_worked_out_again(tied: Script) -> None:
    assert prizes(tied) == {"An": "open_tie", "Bình": "open_tie", "Chi": None}
    before = result(tied).digest
    drawn = draw(tied)
    assert drawn.levels == ("nhat", "nhi")
    assert drawn.order == drawn_order(drawn.seed, reversed(drawn.attempts))
    found = result(tied)
    by_reference = {line.reference: line.prize for line in found.people}
    assert [by_reference[attempt] for attempt in drawn.order] == ["nhat", "nhi"]
    assert (found.unresolved, found.digest == before) == ((), False)
    line = tied.stage.session.execute(
        sa.select(AuditLine.data).where(AuditLine.action == "round.lots")
    ).scalar_one()
    assert line["draw"]["seed"] == drawn.seed.hex()


def test_a_tie_is_drawn_for_once(tied: Script) -> None:
    draw(tied)
    with pytest.raises(Refusal) as refused:
        draw(tied)
    assert refused.value.code == "no_open_tie"
    count = sa.select(sa.func.count()).select_from(LotDraw)
    assert tied.stage.session.scalar(count) == 1


def test_a_publication_keeps_the_lots_that_it_rests_on(tied: Script) -> None:
    publish(tied, knows_ties=True)
    drawn = draw(tied)
    second = publish(tied)
    assert second.number == 2
    assert second.awards is not None
    assert second.awards["ties"] == []
    (told,) = publications.lots_in(second.awards)
    assert (told.order, told.seed, told.people) == (drawn.order, drawn.seed, 2)
    first = publications.publication_of(tied.stage.session, tied.round.id, 1)
    (tie,) = publications.ties_of(tied.stage.session, first, ())
    assert (tie.rank, tie.people, tie.levels) == (1, 2, ("nhat", "nhi"))
    assert publications.lots_in(first.awards) == ()


def test_who_is_excluded_after_the_draw_makes_room_in_the_order_drawn(tied: Script) -> None:
    drawn = draw(tied)
    names = {line.reference: line.participation_id for line in result(tied).people}
    with transaction(tied.stage.session) as session:
        session.get_one(Participation, names[drawn.order[0]]).eligibility = "excluded"
    assert {line.reference: line.prize for line in result(tied).people}[drawn.order[1]] == "nhat"


@pytest.mark.parametrize(
    ("rules", "after", "code"),
    [
        ({**LOTS, "last_resort": "judges"}, OVER, "lots_not_in_rules"),
        (LOTS, HOUR, "round_not_over"),
        (LOTS, 24 * HOUR, "round_not_over"),
        ({**LOTS, "prizes": [{"level": "nhat", "count": 2}]}, OVER, "no_open_tie"),
    ],
)
def test_lots_are_drawn_only_where_the_rules_leave_nothing_else(
    stage: Stage, rules: dict[str, object], after: int, code: str
) -> None:
    scripted = script(stage, **rules)
    take(scripted, An=4, Bình=4)
    with pytest.raises(Refusal) as refused:
        draw(scripted, after=after)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.CHIEF_JUDGE, True), (Role.ORGANIZER, True), (Role.JUDGE, False), (Role.AUDITOR, False)],
)
def test_who_may_draw_lots(tied: Script, role: Role, may: bool) -> None:
    giang = tied.stage.person("Giang")
    actor = Actor(giang.id, "Giang", (Grant(role, contest_id=tied.contest.id),))
    if may:
        draw(tied, actor=actor)
        drawn_by = tied.stage.session.scalar(sa.select(LotDraw.drawn_by_id))
        assert drawn_by == giang.id
        return
    with pytest.raises(NotYours):
        draw(tied, actor=actor)


@pytest.mark.parametrize("statement", ["UPDATE lot_draw SET rank = 9", "DELETE FROM lot_draw"])
def test_the_database_lets_nobody_draw_again(tied: Script, statement: str) -> None:
    draw(tied)
    refused = pytest.raises(DatabaseError, match="lots are drawn once")
    with refused, transaction(tied.stage.session) as session:
        session.execute(sa.text(statement))


JUDGES = {"ranking": ["points"], "prizes": TWO, "last_resort": "judges"}
REASON = "Bình có thành tích tuyên truyền vượt trội"


def put_in_order(
    scripted: Script,
    *names: str,
    reason: str = REASON,
    actor: Actor = OPERATOR,
    after: int = OVER,
    **where: Any,
) -> Draw:
    """Let judges put the equals of the first rank in order, by name."""
    people = {scripted.people[name].id: name for name in names}
    by_name = {
        people.get(line.participation_id): line.reference for line in result(scripted).people
    }
    with transaction(scripted.stage.session) as session:
        return lots.order_tie(
            session,
            actor=actor,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=scripted.round.number,
            catalogue=scripted.stage.catalogue,
            rank=1,
            attempts=[by_name[name] for name in names],
            reason=reason,
            **where,
        )


@pytest.fixture
def equal(stage: Stage) -> Script:
    """Return a round in which three are equals whom judges have to put in order."""
    scripted = script(stage, **JUDGES)
    take(scripted, An=4, Bình=4, Chi=4)
    return scripted


def test_judges_put_equals_in_order_once_and_the_publication_says_why(equal: Script) -> None:
    before = result(equal).digest
    assert set(prizes(equal).values()) == {"open_tie"}
    decided = put_in_order(equal, "Bình", "Chi", "An")
    assert prizes(equal) == {"Bình": "nhat", "Chi": "nhi", "An": "order_lost"}
    assert result(equal).digest != before
    with pytest.raises(Refusal) as refused:
        put_in_order(equal, "An", "Bình", "Chi")
    assert refused.value.code == "no_open_tie"
    published = publish(equal)
    (told,) = publications.lots_in(published.awards)
    assert (told.order, told.reason, told.seed) == (decided.order, REASON, None)
    line = equal.stage.session.execute(
        sa.select(AuditLine.data).where(AuditLine.action == "round.tie_order")
    ).scalar_one()
    assert (line["draw"]["reason"], line["draw"]["people"]) == (REASON, 3)


def test_who_is_excluded_after_the_decision_makes_room_in_its_order(equal: Script) -> None:
    put_in_order(equal, "Bình", "Chi", "An")
    with transaction(equal.stage.session):
        equal.people["Bình"].eligibility = "excluded"
    assert {name: prizes(equal)[name] for name in ("Chi", "An")} == {"Chi": "nhat", "An": "nhi"}


def test_equals_of_a_group_are_put_in_order_within_it(stage: Stage) -> None:
    pupils = {"level": "nhat", "count": 1, "categories": ["Học sinh"]}
    scripted = script(stage, **{**JUDGES, "prizes": [{**TWO[0], "categories": ["Khác"]}, pupils]})
    for name in ("An", "Bình"):
        person = scripted.person(name)
        with transaction(stage.session):
            person.category = "Học sinh"
    take(scripted, An=4, Bình=4)
    put_in_order(scripted, "Bình", "An", group=("Học sinh",))
    assert prizes(scripted) == {"Bình": "nhat", "An": "order_lost"}


def test_equals_over_several_rounds_are_put_in_order_by_themselves(stage: Stage) -> None:
    overall = {"ranking": ["points"], "prizes": TWO}
    scripted = script(stage, ranking=["points", "finished_at"], overall=overall)
    take(scripted, An=4, Bình=4)
    put_in_order(scripted, "Bình", "An", overall=True)
    found = result(scripted)
    assert found.overall is not None
    assert found.overall.awards.unresolved == ()
    assert [draw.overall for draw in found.overall.lots] == [True]
    (told,) = publications.lots_in(publish(scripted).awards)
    assert (told.overall, told.reason) == (True, REASON)


@pytest.mark.parametrize(
    ("rules", "names", "reason", "after", "code"),
    [
        ({**JUDGES, "last_resort": "lots"}, ("An", "Bình"), REASON, OVER, "judges_not_in_rules"),
        (JUDGES, ("An", "Bình"), REASON, HOUR, "round_not_over"),
        (JUDGES, ("An",), REASON, OVER, "tie_other_people"),
        (JUDGES, ("An", "An"), REASON, OVER, "tie_other_people"),
        (JUDGES, ("An", "Bình"), "Ngắn", OVER, "reason_short"),
        (JUDGES, ("An", "Bình"), "dài" * 167, OVER, "reason_long"),
        ({**JUDGES, "prizes": []}, ("An", "Bình"), REASON, OVER, "no_open_tie"),
    ],
)
def test_judges_decide_only_where_the_rules_leave_it_to_them(
    *,
    stage: Stage,
    rules: dict[str, object],
    names: tuple[str, ...],
    reason: str,
    after: int,
    code: str,
) -> None:
    scripted = script(stage, **rules)
    take(scripted, An=4, Bình=4)
    with pytest.raises(Refusal) as refused:
        put_in_order(scripted, *names, reason=reason, after=after)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("role", "may"), [(Role.CHIEF_JUDGE, True), (Role.ORGANIZER, False), (Role.JUDGE, False)]
)
def test_who_may_put_equals_in_order(*, equal: Script, role: Role, may: bool) -> None:
    giang = equal.stage.person("Giang")
    actor = Actor(giang.id, "Giang", (Grant(role, contest_id=equal.contest.id),))
    if may:
        put_in_order(equal, "An", "Bình", "Chi", actor=actor)
        assert equal.stage.session.scalar(sa.select(TieOrder.ordered_by_id)) == giang.id
        return
    with pytest.raises(NotYours):
        put_in_order(equal, "An", "Bình", "Chi", actor=actor)


@pytest.mark.parametrize(
    "statement", ["UPDATE tie_order SET reason = 'một lý do khác'", "DELETE FROM tie_order"]
)
def test_the_database_lets_nobody_decide_again(equal: Script, statement: str) -> None:
    put_in_order(equal, "An", "Bình", "Chi")
    refused = pytest.raises(DatabaseError, match="put in order once")
    with refused, transaction(equal.stage.session) as session:
        session.execute(sa.text(statement))


YOUNGEST = SpecialPrize("Người đạt giải trẻ nhất", "An – Chi bộ Trường THPT Chi Lăng", "9 tuổi")


def give(scripted: Script, prize: SpecialPrize, *, after: int = OVER) -> None:
    with transaction(scripted.stage.session) as session:
        special_prizes.give(
            session,
            actor=OPERATOR,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=1,
            catalogue=scripted.stage.catalogue,
            prize=prize,
        )


def withdraw(scripted: Script) -> None:
    (given,) = special_prizes.given_prizes(scripted.stage.session, scripted.round.id)
    for _ in range(2):
        with transaction(scripted.stage.session) as session:
            special_prizes.withdraw(
                session,
                actor=OPERATOR,
                now=scripted.stage.now + OVER,
                slug="cuoc-thi",
                number=1,
                prize_id=given.id,
            )


def test_a_special_prize_is_given_once_and_published_with_the_result(first: Script) -> None:
    before = result(first).digest
    for _ in range(2):
        give(first, YOUNGEST)
    assert result(first).digest != before
    published = publish(first)
    assert publications.special_in(published.awards) == (YOUNGEST,)
    withdraw(first)
    assert result(first).digest == before
    assert publications.special_in(publish(first).awards) == ()
    assert publications.special_in(published.awards) == (YOUNGEST,)
    acts = first.stage.session.execute(
        sa.select(AuditLine.action).where(AuditLine.action.startswith("round.special"))
    )
    assert acts.scalars().all() == ["round.special_prize", "round.special_prize_withdrawn"]


def test_special_prizes_wait_for_the_end_of_the_round(tied: Script) -> None:
    with pytest.raises(Refusal) as refused:
        give(tied, YOUNGEST, after=HOUR)
    assert refused.value.code == "round_not_over"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM special_prize", "a special prize is withdrawn"),
        ("UPDATE special_prize SET recipient = 'Bình'", "withdrawn and given anew"),
    ],
)
def test_the_database_lets_nobody_reword_a_special_prize(
    first: Script, statement: str, reason: str
) -> None:
    give(first, YOUNGEST)
    refused = pytest.raises(DatabaseError, match=reason)
    with refused, transaction(first.stage.session) as session:
        session.execute(sa.text(statement))


def test_a_publication_names_the_first_of_many_in_a_draw(
    tied: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.services.publications.awards.NAMED", 1)
    drawn = draw(tied)
    (told,) = publications.lots_in(publish(tied).awards)
    assert (told.order, told.people) == (drawn.order[:1], 2)
