"""The versions of a bank as people made them, like the history of a source text."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.bank_workflow import State
from quiz.models import BankRecord, BankVersion, Person
from quiz.services.banks.states import states_of

_PARENT = aliased(BankVersion)
_AUTHOR = aliased(Person)
_APPROVER = aliased(Person)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A version: who made it when and why, from which one, where it stands, who approved it.

    Names are None where nobody is known.
    """

    number: int
    parent: int | None
    items: int
    message: str
    author: str | None
    created_at: int
    approved_by: str | None
    approved_at: int | None
    state: State


def history_of(
    session: Session, bank: BankRecord, *, number: int | None = None
) -> list[HistoryLine]:
    """Return the versions of a bank, newest first, or the one with a number; three queries."""
    rows = session.execute(
        sa.select(
            BankVersion,
            _PARENT.number.label("parent"),
            _AUTHOR.full_name.label("author"),
            _APPROVER.full_name.label("approver"),
        )
        .outerjoin(_PARENT, _PARENT.id == BankVersion.parent_id)
        .outerjoin(_AUTHOR, _AUTHOR.id == BankVersion.author_id)
        .outerjoin(_APPROVER, _APPROVER.id == BankVersion.approved_by_id)
        .where(
            BankVersion.bank_id == bank.id,
            sa.true() if number is None else BankVersion.number == number,
        )
        .order_by(BankVersion.number.desc())
    ).all()
    states = states_of(session, [row.BankVersion for row in rows])
    return [
        HistoryLine(
            number=row.BankVersion.number,
            parent=row.parent,
            items=row.BankVersion.items,
            message=row.BankVersion.message,
            author=row.author,
            created_at=row.BankVersion.created_at,
            approved_by=row.approver,
            approved_at=row.BankVersion.approved_at,
            state=states[row.BankVersion.id],
        )
        for row in rows
    ]
