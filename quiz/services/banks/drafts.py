"""A draft in somebody's hands: begun as a copy, held by one writer at a time, its writers kept.

The newest version of a bank is written in place while it is a draft; otherwise a new draft begins
as its copy. Every write holds the version, so that positions and digest follow one another. Whoever
writes stands in ``bank_editor`` and does not approve the version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.item import Item
from question_bank.readers.pictures import MOST_IN_A_BANK
from quiz.domain.bank_workflow import State
from quiz.domain.permissions import Permission
from quiz.models import (
    BankEditor,
    BankRecord,
    BankVersion,
    ItemPicture,
    Media,
    VersionItem,
    table_of,
)
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within, version_for
from quiz.services.banks.states import states_of
from quiz.services.banks.storing import digest_of_places, store_contents
from quiz.services.banks.workflow import hold_draft
from quiz.services.refusal import FieldRefusal, NotYours, Refusal

WRITE = Permission.BANK_DRAFT_WRITE
_PLAIN = {"synchronize_session": False}  # what is in memory is read anew, not adjusted


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in the hands of one writer until the transaction ends."""

    session: Session
    actor: Actor
    now: int
    record: BankRecord
    version: BankVersion

    def position(self, code: str) -> int | None:
        """Return where the item with this code stands, counted from zero; None without one."""
        return self.session.execute(
            sa.select(VersionItem.position).where(
                VersionItem.version_id == self.version.id, VersionItem.code == code
            )
        ).scalar_one_or_none()

    def refuse_taken_code(self, item: Item) -> None:
        """Refuse an item whose code another one of the draft has."""
        if self.position(item.code) is not None:
            raise FieldRefusal("code", "item_code_taken", item=item.code)

    def store(self, item: Item, files: Mapping[str, bytes]) -> None:
        """Store the content of an item; refuse where pictures outgrow what a file may hold."""
        store_contents(self.session, [item], files)
        if not files:
            return
        shown = (
            sa.select(Media.digest, sa.func.length(Media.data).label("size"))
            .join(ItemPicture, ItemPicture.media_digest == Media.digest)
            .join(VersionItem, VersionItem.content_digest == ItemPicture.content_digest)
            .where(VersionItem.version_id == self.version.id, Media.digest.not_in(files))
            .distinct()
            .subquery()
        )
        total = sa.select(sa.func.coalesce(sa.func.sum(shown.c.size), 0))
        kept = self.session.execute(total).scalar_one()
        if kept + sum(map(len, files.values())) > MOST_IN_A_BANK:
            raise FieldRefusal("picture", "pictures_too_heavy", limit=MOST_IN_A_BANK // 2**20)

    def update(self, condition: sa.ColumnElement[bool], values: Mapping[str, Any]) -> None:
        """Change the places of the draft that meet the condition."""
        self.session.execute(
            sa.update(VersionItem)
            .where(VersionItem.version_id == self.version.id, condition)
            .values(values)
            .execution_options(**_PLAIN)
        )

    def delete(self, condition: sa.ColumnElement[bool]) -> None:
        """Take away the places of the draft that meet the condition."""
        self.session.execute(
            sa.delete(VersionItem)
            .where(VersionItem.version_id == self.version.id, condition)
            .execution_options(**_PLAIN)
        )

    def shift(self, first: int, end: int, *, by: int) -> None:
        """Move the places from ``first`` to before ``end``; below zero, no two of them meet."""
        place = VersionItem.position
        self.update(place.between(first, end - 1), {"position": -2 - place})
        self.update(place <= -2, {"position": -2 - place + by})

    def copy_places(self, parent: BankVersion) -> None:
        """Begin with the items of another version."""
        names = [column.name for column in table_of(VersionItem).columns][1:]
        places = sa.select(
            sa.literal(self.version.id), *(getattr(VersionItem, name) for name in names)
        ).where(VersionItem.version_id == parent.id)
        copied = sa.insert(VersionItem).from_select(["version_id", *names], places)
        self.session.execute(copied)

    def keep_writers_of(self, parent: BankVersion) -> None:
        """Remember who has written what the draft began with."""
        writers = self.session.execute(
            sa.select(BankEditor.person_id).where(BankEditor.version_id == parent.id)
        ).scalars()
        for person_id in {parent.author_id, *writers}:
            self.write_down(person_id)

    def write_down(self, person_id: int | None) -> None:
        """Remember who had a hand in this; nobody in person sits at the command line."""
        if person_id is None:
            return
        is_postgres = self.session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if is_postgres else sqlite.insert
        row = {"version_id": self.version.id, "person_id": person_id, "edited_at": self.now}
        self.session.execute(
            insert(BankEditor)
            .values(row)
            .on_conflict_do_update(
                index_elements=[BankEditor.version_id, BankEditor.person_id],
                set_={"edited_at": self.now},
            )
        )

    def wrote(self, action: str, **data: Any) -> None:
        """Bring the version up to date with its places, and say who changed what."""
        self.version.digest = digest_of_places(self.session, self.version.id)
        self.session.flush()
        self.note(action, **data)

    def note(self, action: str, **data: Any) -> None:
        """Say in the audit chain what was done, and who writes here."""
        self.write_down(self.actor.person_id)
        audit.record(
            self.session,
            actor=self.actor,
            now=self.now,
            action=action,
            target=f"bank:{self.record.code}/{self.version.number}",
            digest=self.version.digest,
            **data,
        )


def is_draft(session: Session, version: BankVersion) -> bool:
    """Whether a version may still be written in place: the newest, and in nobody's hands yet."""
    state = states_of(session, [version])[version.id]
    return state is State.DRAFT and _is_newest(session, version)


def begin_draft(
    session: Session, *, actor: Actor, now: int, code: str, message: str
) -> BankVersion:
    """Return the draft of a bank: the newest version if it is one, else a copy of that.

    A copy of what nobody has approved keeps its writers, whose words it holds.
    """
    record = session.execute(
        sa.select(BankRecord)
        .where(BankRecord.code == code, banks_within(actor, WRITE))
        .with_for_update()
    ).scalar_one_or_none()
    if record is None:
        raise NotYours
    newest = session.execute(
        sa.select(BankVersion)
        .where(BankVersion.bank_id == record.id)
        .order_by(BankVersion.number.desc())
        .limit(1)
    ).scalar_one()
    if is_draft(session, newest):
        return newest
    version = BankVersion(
        bank_id=record.id,
        number=newest.number + 1,
        parent_id=newest.id,
        digest=newest.digest,
        title=newest.title,
        language=newest.language,
        notice=newest.notice,
        items=newest.items,
        message=message,
        author_id=actor.person_id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    draft = Draft(session, actor, now, record, version)
    draft.copy_places(newest)
    if newest.approved_at is None:
        draft.keep_writers_of(newest)
    draft.note("bank.draft", parent=newest.number)
    return version


def held_draft(session: Session, actor: Actor, now: int, code: str, number: int) -> Draft:
    """Return a draft that nobody else writes to until this transaction ends."""
    record, version = version_for(session, actor, WRITE, code, number)
    hold_draft(session, actor=actor, version=version)
    if not _is_newest(session, version):
        raise Refusal("version_not_newest")
    return Draft(session, actor, now, record, version)


def _is_newest(session: Session, version: BankVersion) -> bool:
    newer = sa.select(BankVersion.id).where(
        BankVersion.bank_id == version.bank_id, BankVersion.number > version.number
    )
    return session.execute(newer.limit(1)).first() is None
