"""Who is on the staff of a contest, and the rounds in which that counts.

Staff are the people who hold a role that works on a contest (`STAFF_ROLES`), in that contest, under
the unit that holds it or one above, or everywhere: regulations name them Ban Tổ chức, Ban Đề thi,
Ban Giám khảo, Tổ Thư ký, experts and the staff of the commission that holds the contest. That is as
far as the fence of their grant reaches. Unit officers are none: they see neither keys nor sealed
totals, and no regulation keeps the secretary of every party cell from prizes.

A role counts for a round in which it was held at any moment from opening to close. One given later
or taken away before changes no result, and taking it away while the round runs gives nothing back.
Whoever has read a key is out of prizes besides, whatever a round's rule on staff (`key_readings`).
"""

import sqlalchemy as sa

from quiz.domain.permissions import STAFF_ROLES
from quiz.models import Contest, RoleGrant, Unit, table_of
from quiz.services.catalogue import RoundDefinition

_GRANT = table_of(RoleGrant).alias()
_CONTEST = table_of(Contest).alias()
_HOLDER = table_of(Unit).alias()
_ABOVE = table_of(Unit).alias()


def who_serve(
    contest_id: sa.ColumnElement[int] | int,
    opens_at: sa.ColumnElement[int] | int,
    closes_at: sa.ColumnElement[int] | int,
) -> sa.Select[int]:
    """Return the people who are on the staff of a contest at some moment before ``closes_at``.

    Roles that were taken away by ``opens_at`` are over.
    """
    everywhere = sa.and_(_GRANT.c.contest_id.is_(None), _GRANT.c.unit_id.is_(None))
    over_its_holder = sa.exists().where(
        _CONTEST.c.id == contest_id,
        _HOLDER.c.id == _CONTEST.c.owner_unit_id,
        _ABOVE.c.id == _GRANT.c.unit_id,
        _ABOVE.c.tree_id == _HOLDER.c.tree_id,
        _HOLDER.c.path.startswith(_ABOVE.c.path),
    )
    return sa.select(_GRANT.c.person_id).where(
        _GRANT.c.role.in_(sorted(STAFF_ROLES)),
        sa.or_(everywhere, _GRANT.c.contest_id == contest_id, over_its_holder),
        _GRANT.c.created_at < closes_at,
        sa.or_(_GRANT.c.revoked_at.is_(None), _GRANT.c.revoked_at > opens_at),
    )


def serves(
    person_id: sa.ColumnElement[int] | int,
    contest_id: sa.ColumnElement[int] | int,
    opens_at: sa.ColumnElement[int] | int,
    closes_at: sa.ColumnElement[int] | int,
) -> sa.ColumnElement[bool]:
    """Return the condition that a person is one of `who_serve`, for one person at a time."""
    staff = who_serve(contest_id, opens_at, closes_at)
    return staff.where(_GRANT.c.person_id == person_id).exists()


def staff_without_prizes(definition: RoundDefinition) -> sa.Select[int]:
    """Return the people whom a round's rule on staff keeps from its prizes.

    Where staff are refused it is those who took part before they were appointed.
    """
    staff = who_serve(definition.contest_id, definition.opens_at, definition.closes_at)
    return staff.where(sa.false()) if definition.rules.eligible.staff == "allowed" else staff
