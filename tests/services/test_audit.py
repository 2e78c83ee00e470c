"""The chain of what staff did."""

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.models import AuditLine
from quiz.services import audit
from quiz.services.actor import OPERATOR
from tests.stage import Stage


def act(stage: Stage, count: int = 3) -> None:
    for number in range(count):
        with transaction(stage.session) as session:
            audit.record(
                session,
                actor=OPERATOR,
                now=stage.now + number,
                action="contest.create",
                target="contest:cuoc-thi",
                number=number,
            )


def test_every_line_follows_the_one_before(stage: Stage) -> None:
    act(stage)
    assert audit.broken_line(stage.session) is None
    assert stage.session.execute(sa.select(sa.func.count(AuditLine.id))).scalar_one() == 3


@pytest.mark.parametrize("change", [sa.update(AuditLine).values(at=1), sa.delete(AuditLine)])
def test_no_line_can_be_changed_or_removed(stage: Stage, change: sa.Executable) -> None:
    act(stage)
    with pytest.raises(sa.exc.DatabaseError), transaction(stage.session) as session:
        session.execute(change)


def test_a_forged_line_is_named(stage: Stage) -> None:
    act(stage)
    last = stage.session.execute(
        sa.select(AuditLine).order_by(AuditLine.id.desc()).limit(1)
    ).scalar_one()
    with transaction(stage.session) as session:
        session.add(
            AuditLine(
                at=9,
                actor_id=None,
                action="result.change",
                object="x",
                data={},
                previous=last.hash,
                hash=b"\0" * 32,
            )
        )
    assert audit.broken_line(stage.session) == last.id + 1


def test_two_lines_cannot_claim_the_same_predecessor(stage: Stage) -> None:
    act(stage, 1)
    with pytest.raises(sa.exc.IntegrityError), transaction(stage.session) as session:
        session.add(
            AuditLine(
                at=9,
                actor_id=None,
                action="x",
                object="x",
                data={},
                previous=audit.GENESIS,
                hash=b"\1" * 32,
            )
        )
