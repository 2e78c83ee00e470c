"""Whether the staff of a contest take part, and for prizes (S10 c); on both databases."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from quiz.config import Settings
from quiz.database import transaction
from quiz.domain.permissions import STAFF_ROLES, Role
from quiz.models import Contest, Participation, Person, RoleGrant
from quiz.services import attempts, publications, registration
from quiz.services.actor import OPERATOR
from quiz.services.boards.live import live_content
from quiz.services.overall import overall_lines
from quiz.services.passwords import Passwords
from quiz.services.refusal import Refusal
from quiz.services.results import Results, results_now
from tests.scripted import MINUTE, Script, script
from tests.stage import HOUR, Stage

DAY = 24 * HOUR
NHAT = [{"level": "nhat", "count": 1}]


def appoint(
    stage: Stage,
    person_id: int,
    *,
    role: Role = Role.ORGANIZER,
    unit: str | None = None,
    contest: Contest | None = None,
    given: int = 0,
    taken: int | None = None,
) -> None:
    """Give a role, and perhaps take it away, so long after the stage's moment."""
    with transaction(stage.session) as session:
        session.add(
            RoleGrant(
                person_id=person_id,
                role=role,
                unit_id=stage.units[unit].id if unit else None,
                contest_id=contest.id if contest else None,
                created_at=stage.now + given,
                revoked_at=None if taken is None else stage.now + taken,
            )
        )


def results(scripted: Script) -> Results:
    return results_now(scripted.stage.session, scripted.stage.definition(scripted.round))


def won(scripted: Script) -> dict[str, tuple[int | None, str | None]]:
    names = {person.id: name for name, person in scripted.people.items()}
    lines = results(scripted).people
    return {names[line.participation_id]: (line.rank, line.prize) for line in lines}


def people_of(found: Results, unit_id: int) -> int:
    (line,) = (line for line in found.units if line.unit_id == unit_id)
    return line.people


def refusal_of(act: Callable[[], object]) -> str | None:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return None


def register(stage: Stage, settings: Settings, contest: Contest, person: Person) -> int:
    with transaction(stage.session) as session:
        return registration.register(
            session,
            contest=contest,
            details=registration.Details(
                full_name=person.full_name, phone="0912345678", unit_code="cl-01", consent=True
            ),
            person_id=person.id,
            passwords=Passwords(settings),
            now=stage.now,
        )


@pytest.mark.parametrize(
    ("staff", "refusal", "ends"),
    [
        ("allowed", None, {"An": (1, "nhat"), "Bình": (2, None)}),
        ("out_of_prizes", None, {"Bình": (1, "nhat"), "An": (None, None)}),
        ("refused", "staff_refused", {"Bình": (1, "nhat")}),
    ],
)
def test_staff_take_part_as_the_rules_say(stage, settings, staff, refusal, ends):
    scripted = script(stage, eligible={"staff": staff}, prizes=NHAT, units={"order": ["people"]})
    newcomer = stage.person("Lê Thị Mới")
    for person_id in (newcomer.id, scripted.person("An").person_id):
        appoint(stage, person_id, contest=scripted.contest)
    act = refusal_of(lambda: register(stage, settings, scripted.contest, newcomer))
    assert act == refusal
    assert refusal_of(lambda: scripted.takes("An", correct=4)) == refusal
    scripted.takes("Bình", correct=3)
    assert won(scripted) == ends
    ranked = sum(rank is not None for rank, _ in ends.values())
    assert people_of(results(scripted), stage.units["cl-01"].id) == ranked


@pytest.mark.parametrize(
    ("place", "is_staff"),
    [
        ({}, True),
        ({"contest": True}, True),
        ({"contest": False}, False),
        ({"unit": "tinh"}, True),
        ({"unit": "chi-lang"}, True),
        ({"unit": "cl-01"}, False),
        ({"unit": "cao-loc"}, False),
    ],
)
def test_a_role_counts_as_far_as_its_fence_reaches(stage, place, is_staff):
    contest, other = stage.contest(owner="chi-lang"), stage.contest("khac", owner="tinh")
    scripted = Script(stage, contest, stage.round(contest, stage.bank(), prizes=NHAT))
    if "contest" in place:
        place = {"contest": contest if place["contest"] else other}
    appoint(stage, scripted.person("An").person_id, **place)
    scripted.takes("An", correct=4)
    assert (won(scripted) == {"An": (None, None)}) is is_staff
    assert serves(scripted, "An") is is_staff
    board = live_content(stage.session, stage.definition(scripted.round))
    assert (board.leaders == ()) is is_staff


def serves(scripted: Script, name: str) -> bool:
    person_id = scripted.people[name].person_id
    stage = scripted.stage
    definition = stage.definition(scripted.round)
    return attempts.standing_of(stage.session, definition, person_id, stage.now).serves


def test_a_contest_that_no_unit_holds_has_staff_of_its_own_and_everywhere_only(stage):
    scripted = script(stage)
    with transaction(stage.session):
        scripted.contest.owner_unit_id = None
    for name, place in (("An", {"unit": "tinh"}), ("Bình", {}), ("Chi", {"unit": "chi-lang"})):
        appoint(stage, scripted.person(name).person_id, **place)
    assert [serves(scripted, name) for name in ("An", "Bình", "Chi")] == [False, True, False]


@pytest.mark.parametrize("role", Role)
def test_unit_officers_and_contestants_are_no_staff(stage, role):
    scripted = script(stage)
    appoint(stage, scripted.person("An").person_id, role=role, unit="tinh")
    assert serves(scripted, "An") is (role in STAFF_ROLES)
    assert (role in STAFF_ROLES) is (role not in {Role.UNIT_OFFICER, Role.CONTESTANT})


@pytest.mark.parametrize(
    ("given", "taken", "is_out"),
    [
        (-DAY, None, True),
        (DAY - 1, None, True),
        (DAY, None, False),
        (-DAY, -1, False),
        (-DAY, 0, False),
        (-DAY, 1, True),
        (5, 9, True),
        (-DAY, 2 * DAY, True),
        (DAY, 2 * DAY, False),
    ],
)
def test_what_counts_is_a_role_held_while_the_round_ran(stage, given, taken, is_out):
    scripted = script(stage, prizes=NHAT)
    scripted.takes("An", correct=4)
    appoint(stage, scripted.people["An"].person_id, given=given, taken=taken)
    assert won(scripted) == {"An": (None, None) if is_out else (1, "nhat")}
    assert serves(scripted, "An") is is_out


def test_whoever_is_appointed_after_registering_starts_nothing_more(stage):
    scripted = script(stage, eligible={"staff": "refused"}, prizes=NHAT, attempts={"limit": 3})
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=3)
    appoint(stage, scripted.people["An"].person_id, given=MINUTE)
    assert refusal_of(lambda: scripted.takes("An", correct=4, after=9)) == "staff_refused"
    assert won(scripted) == {"Bình": (1, "nhat"), "An": (None, None)}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (("refused", "refused"), "staff_refused"),
        (("refused", "out_of_prizes"), None),
        (("allowed", "refused"), None),
    ],
)
def test_registering_is_refused_where_every_round_refuses(stage, settings, said, refusal):
    contest, version = stage.contest(), stage.bank()
    for number, staff in enumerate(said, start=1):
        stage.round(contest, version, number=number, eligible={"staff": staff})
    person = stage.person("An")
    appoint(stage, person.id, contest=contest, given=-DAY)
    assert refusal_of(lambda: register(stage, settings, contest, person)) == refusal
    taking_part = stage.session.scalar(sa.select(sa.func.count()).select_from(Participation))
    assert taking_part == (refusal is None)


def test_whose_role_is_over_registers_as_everybody(stage, settings):
    contest = stage.contest()
    stage.round(contest, stage.bank(), eligible={"staff": "refused"})
    person = stage.person("An")
    appoint(stage, person.id, contest=contest, given=-DAY, taken=-1)
    assert register(stage, settings, contest, person) == person.id


def test_whoever_joins_the_staff_for_the_last_round_is_in_no_sum_of_all(stage):
    first = script(stage, prizes=NHAT)
    overall = {"ranking": ["points"], "prizes": NHAT}
    version = stage.catalogue.version(stage.session, first.round.bank_version_id)
    about = {"opens_at": stage.now + 2 * DAY, "closes_at": stage.now + 3 * DAY}
    of = stage.round(first.contest, version, number=2, overall=overall, **about)
    last = Script(stage, first.contest, of, first.people, first.browsers)
    first.takes("An", correct=4)
    first.takes("Bình", correct=3, seconds=70)
    last.takes("Bình", correct=0)
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=stage.now + 25 * HOUR,
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
        )
    assert [line.prize for line in overall_lines(results(last).overall)] == ["nhat", None]
    appoint(stage, first.people["An"].person_id, given=2 * DAY + 1)
    (line,) = overall_lines(results(last).overall)
    assert (line.participation_id, line.prize) == (first.people["Bình"].id, "nhat")
    assert won(first)["An"] == (1, "nhat")


def test_where_somebody_stands_is_one_query_for_staff_too(stage):
    scripted = script(stage)
    person_id = scripted.person("An").person_id
    appoint(stage, person_id, unit="tinh")
    definition = stage.definition(scripted.round)
    engine, asked = stage.session.get_bind(), []

    def hear(*heard: object) -> None:
        asked.append(heard[2])

    stage.session.rollback()
    sa.event.listen(engine, "before_cursor_execute", hear)
    attempts.standing_of(stage.session, definition, person_id, stage.now)
    sa.event.remove(engine, "before_cursor_execute", hear)
    assert len(asked) == 1
