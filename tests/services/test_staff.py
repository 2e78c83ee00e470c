"""Who may give roles, and where a role lies."""

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import AuditLine, RoleGrant
from quiz.services import staff
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import Refusal
from tests.stage import Stage


def grant(stage: Stage, actor: Actor = OPERATOR, role: Role = Role.ORGANIZER, **place):
    with transaction(stage.session) as session:
        person_id = staff.create_person(
            session, actor=OPERATOR, now=stage.now, full_name="  Vi  Thị Giang "
        )
        return staff.grant_role(
            session, actor=actor, now=stage.now, person_id=person_id, role=role, **place
        )


def revoke(stage: Stage, given: RoleGrant) -> None:
    with transaction(stage.session) as session:
        staff.revoke_role(session, actor=OPERATOR, now=stage.now, grant_id=given.id)


def test_a_role_lies_under_a_unit_in_a_contest_or_everywhere(stage: Stage) -> None:
    contest = stage.contest()
    unit = stage.units["chi-lang"]
    assert grant(stage, unit=unit).unit_id == unit.id
    assert grant(stage, contest=contest).contest_id == contest.id
    everywhere = grant(stage)
    assert (everywhere.unit_id, everywhere.contest_id) == (None, None)
    with pytest.raises(Refusal, match="place_twice"):
        grant(stage, unit=unit, contest=contest)
    with pytest.raises(Refusal, match="role_needs_place"):
        grant(stage, role=Role.UNIT_OFFICER, contest=contest)


def test_the_same_role_twice_is_one_until_it_is_taken_away(stage: Stage) -> None:
    first = grant(stage)
    more = {"person_id": first.person_id, "role": Role.ORGANIZER}
    with transaction(stage.session) as session:
        again = staff.grant_role(session, actor=OPERATOR, now=stage.now, **more)
    assert again.id == first.id
    revoke(stage, first)
    assert staff.list_staff(stage.session, actor=OPERATOR) == []
    with transaction(stage.session) as session:
        later = staff.grant_role(session, actor=OPERATOR, now=stage.now, **more)
    assert later.id != first.id


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_give_roles(stage: Stage, role: Role) -> None:
    with pytest.raises(Refusal, match="forbidden"):
        grant(stage, actor=Actor(None, "Én", (Grant(role),)))
    assert grant(stage, actor=Actor(None, "Én", (Grant(Role.ADMINISTRATOR),))).id


def test_every_role_given_or_taken_is_an_audit_line(stage: Stage) -> None:
    revoke(stage, grant(stage))
    actions = stage.session.scalars(sa.select(AuditLine.action).order_by(AuditLine.id)).all()
    assert actions == ["person.create", "role.grant", "role.revoke"]
    assert stage.session.scalars(sa.select(RoleGrant.revoked_at)).all() == [stage.now]


def test_a_person_needs_a_name(stage: Stage) -> None:
    with pytest.raises(Refusal, match="name_needed"):
        staff.create_person(stage.session, actor=OPERATOR, now=stage.now, full_name=" 12 ")
