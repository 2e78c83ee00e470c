"""Writing a draft item by item: several people at once, and nobody's words are written over.

The newest version of a bank is written in place while it is a draft; otherwise a new draft begins
as its copy. Every write holds the version, so that positions and digest follow one another; an
item is replaced only by who has seen it as it is. Whoever writes stands in ``bank_editor`` and
does not approve the version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.bank import identity_of
from question_bank.canonical import canonical_digest
from question_bank.fields import MOST_ITEMS
from question_bank.item import Item
from question_bank.item_checks import Neighbours
from question_bank.readers.pictures import MOST_IN_A_BANK
from quiz.domain.bank_workflow import State
from quiz.domain.permissions import Permission
from quiz.models import (
    BankEditor,
    BankRecord,
    BankVersion,
    ItemContent,
    ItemKey,
    ItemPicture,
    Media,
    Person,
    RemovedItem,
    VersionItem,
    table_of,
)
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within, version_for
from quiz.services.banks.reading import item_of_row, items_asked
from quiz.services.banks.states import states_of
from quiz.services.banks.storing import digest_of_places, place_row, store_contents
from quiz.services.banks.workflow import hold_draft
from quiz.services.refusal import FieldRefusal, NotYours, Refusal

WRITE = Permission.BANK_DRAFT_WRITE
FIELDS = (
    "code",
    "stem",
    "options",
    "right",
    "pinned",
    "picture",
    "topic",
    "period",
    "difficulty",
    "use",
    "explanation",
    "source",
)
"""What an item is made of, by the names of its attributes."""
_PLAIN = {"synchronize_session": False}  # what is in memory is read anew, not adjusted


@dataclass(frozen=True, slots=True)
class Removed:
    """An item that was taken out of a draft; ``is_taken`` where another has its code now."""

    code: str
    stem: str
    person: str | None
    at: int
    is_taken: bool


class ItemChanged(Refusal):
    """Somebody else has changed the item meanwhile, or taken it out (``theirs`` is None)."""

    def __init__(self, theirs: Item | None) -> None:
        super().__init__("item_changed")
        self.theirs = theirs


def seen_as(item: Item) -> str:
    """Return what a form carries to tell which state of an item its reader has seen."""
    return canonical_digest(identity_of(item))


def head_seen_as(version: BankVersion) -> str:
    """Return the same of the head of a bank, as a version says it."""
    return canonical_digest([version.title, version.notice])


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
    draft = _Draft(session, actor, now, record, version)
    draft.copy_places(newest)
    if newest.approved_at is None:
        draft.keep_writers_of(newest)
    draft.note("bank.draft", parent=newest.number)
    return version


def item_for(session: Session, version: BankVersion, code: str) -> Item:
    """Return one item of a version with its key, whose reading the caller notes."""
    item = _item(session, version.id, code)
    if item is None:
        raise NotYours
    return item


def neighbours_of(
    session: Session, version: BankVersion, item: Item, *, except_code: str | None
) -> list[Item]:
    """Return the items of a version that may have to do with this one (two statements)."""
    wanted = Neighbours(item)
    rows = session.execute(
        sa.select(VersionItem.code, ItemContent.folded, ItemKey.right)
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .join(ItemKey, ItemKey.digest == VersionItem.key_digest)
        .where(VersionItem.version_id == version.id)
        .order_by(VersionItem.position)
    )
    codes = [
        row.code
        for row in rows
        if row.code not in (except_code, item.code) and wanted.may_be(row.folded, row.right)
    ]
    found = session.execute(
        items_asked()
        .where(VersionItem.version_id == version.id, VersionItem.code.in_(codes))
        .order_by(VersionItem.position)
    )
    return [item_of_row(row) for row in found]


def add_item(
    session: Session,
    *,
    actor: Actor,
    now: int,
    code: str,
    number: int,
    item: Item,
    files: Mapping[str, bytes],
    after: str | None = None,
) -> None:
    """Put a new item into a draft, behind the one with the code ``after`` or else at the end."""
    draft = _held(session, actor, now, code, number)
    version = draft.version
    if version.items >= MOST_ITEMS:
        raise Refusal("items_too_many", limit=MOST_ITEMS)
    draft.refuse_taken_code(item)
    draft.store(item, files)
    before = None if after is None else draft.position(after)
    position = version.items if before is None else before + 1
    draft.shift(position, version.items, by=1)
    session.execute(sa.insert(VersionItem), [place_row(version.id, position, item)])
    version.items += 1
    draft.wrote("bank.item.add", item=item.code)


def save_item(
    session: Session,
    *,
    actor: Actor,
    now: int,
    code: str,
    number: int,
    was: str,
    seen: str,
    item: Item,
    files: Mapping[str, bytes],
) -> None:
    """Replace the item with the code ``was`` in a draft, if it still is as it was ``seen``.

    Raises ``ItemChanged`` with the item as it is now; saving what is there already is no change.
    """
    draft = _held(session, actor, now, code, number)
    theirs = _item(session, draft.version.id, was)
    if theirs == item:
        return
    if theirs is None or seen_as(theirs) != seen:
        raise ItemChanged(theirs)
    if item.code != was:
        draft.refuse_taken_code(item)
    draft.store(item, files)
    row = place_row(draft.version.id, 0, item)
    del row["position"]
    draft.update(VersionItem.code == was, row)
    changed = [name for name in FIELDS if getattr(theirs, name) != getattr(item, name)]
    draft.wrote("bank.item.change", item=was, fields=changed)


def remove_item(
    session: Session, *, actor: Actor, now: int, code: str, number: int, was: str, seen: str
) -> None:
    """Take an item out of a draft, if it still is as it was ``seen``; it can be put back."""
    draft = _held(session, actor, now, code, number)
    version, position = draft.version, draft.position(was)
    if position is None:
        raise NotYours
    theirs = item_for(session, version, was)
    if seen_as(theirs) != seen:
        raise ItemChanged(theirs)
    draft.keep_removed(was)
    its = sa.and_(VersionItem.version_id == version.id, VersionItem.code == was)
    session.execute(sa.delete(VersionItem).where(its).execution_options(**_PLAIN))
    draft.shift(position + 1, version.items, by=-1)
    version.items -= 1
    draft.wrote("bank.item.remove", item=was)


def restore_item(
    session: Session, *, actor: Actor, now: int, code: str, number: int, was: str
) -> None:
    """Put an item that was taken out of a draft back to where it stood."""
    draft = _held(session, actor, now, code, number)
    version, removed = draft.version, session.get(RemovedItem, (draft.version.id, was))
    if removed is None:
        raise NotYours
    if version.items >= MOST_ITEMS:
        raise Refusal("items_too_many", limit=MOST_ITEMS)
    if draft.position(was) is not None:
        raise Refusal("item_code_taken", item=was)
    position = min(removed.place["position"], version.items)
    draft.shift(position, version.items, by=1)
    row = removed.place | {"version_id": version.id, "position": position}
    session.execute(sa.insert(VersionItem), [row])
    session.delete(removed)
    version.items += 1
    draft.wrote("bank.item.restore", item=was)


def removed_from(session: Session, version: BankVersion) -> list[Removed]:
    """Return what was taken out of a draft and can be put back, the newest first."""
    taken = sa.exists().where(
        VersionItem.version_id == RemovedItem.version_id, VersionItem.code == RemovedItem.code
    )
    rows = session.execute(
        sa.select(
            RemovedItem.code,
            ItemContent.stem,
            Person.full_name,
            RemovedItem.removed_at,
            taken.label("is_taken"),
        )
        .join(ItemContent, ItemContent.digest == RemovedItem.content_digest)
        .outerjoin(Person, Person.id == RemovedItem.removed_by_id)
        .where(RemovedItem.version_id == version.id)
        .order_by(RemovedItem.removed_at.desc(), RemovedItem.code)
    )
    return [Removed(*row) for row in rows]


def save_head(
    session: Session,
    *,
    actor: Actor,
    now: int,
    code: str,
    number: int,
    seen: str,
    title: str,
    notice: str,
) -> None:
    """Say in a draft how its bank is called and what is to be known of it, if that still is as it
    was ``seen``; saying what is there already is no change.
    """
    draft = _held(session, actor, now, code, number)
    version = draft.version
    said = {"title": title, "notice": notice}
    changed = [name for name, text in said.items() if getattr(version, name) != text]
    if not changed:
        return
    if head_seen_as(version) != seen:
        raise Refusal("head_changed")
    version.title, version.notice = title, notice
    draft.wrote("bank.head.change", fields=changed)


def move_item(
    session: Session, *, actor: Actor, now: int, code: str, number: int, was: str, place: int
) -> None:
    """Bring an item of a draft to a place, counted from one; beyond the end is the end."""
    draft = _held(session, actor, now, code, number)
    here = draft.position(was)
    if here is None:
        raise NotYours
    there = min(max(place, 1), draft.version.items) - 1
    if there == here:
        return
    draft.update(VersionItem.code == was, {"position": -1})
    if there > here:
        draft.shift(here + 1, there + 1, by=-1)
    else:
        draft.shift(there, here, by=1)
    draft.update(VersionItem.code == was, {"position": there})
    draft.wrote("bank.item.move", item=was, place=there + 1)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft in the hands of one writer until the transaction ends."""

    session: Session
    actor: Actor
    now: int
    record: BankRecord
    version: BankVersion

    def position(self, code: str) -> int | None:
        return self.session.execute(
            sa.select(VersionItem.position).where(
                VersionItem.version_id == self.version.id, VersionItem.code == code
            )
        ).scalar_one_or_none()

    def refuse_taken_code(self, item: Item) -> None:
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

    def keep_removed(self, code: str) -> None:
        """Keep the place of an item that is about to go; an older one of its code is forgotten."""
        place = self.session.execute(
            sa.select(*table_of(VersionItem).columns).where(
                VersionItem.version_id == self.version.id, VersionItem.code == code
            )
        ).one()
        older = self.session.get(RemovedItem, (self.version.id, code))
        if older is not None:
            self.session.delete(older)
            self.session.flush()
        self.session.add(
            RemovedItem(
                version_id=self.version.id,
                code=code,
                content_digest=place.content_digest,
                place=dict(place._mapping),
                removed_by_id=self.actor.person_id,
                removed_at=self.now,
            )
        )

    def update(self, condition: sa.ColumnElement[bool], values: Mapping[str, Any]) -> None:
        self.session.execute(
            sa.update(VersionItem)
            .where(VersionItem.version_id == self.version.id, condition)
            .values(values)
            .execution_options(**_PLAIN)
        )

    def shift(self, first: int, end: int, *, by: int) -> None:
        """Move the places from ``first`` to before ``end``; below zero, no two of them meet."""
        place = VersionItem.position
        self.update(place.between(first, end - 1), {"position": -2 - place})
        self.update(place <= -2, {"position": -2 - place + by})

    def copy_places(self, parent: BankVersion) -> None:
        names = [column.name for column in table_of(VersionItem).columns][1:]
        places = sa.select(
            sa.literal(self.version.id), *(getattr(VersionItem, name) for name in names)
        ).where(VersionItem.version_id == parent.id)
        copied = sa.insert(VersionItem).from_select(["version_id", *names], places)
        self.session.execute(copied)

    def keep_writers_of(self, parent: BankVersion) -> None:
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


def _held(session: Session, actor: Actor, now: int, code: str, number: int) -> _Draft:
    """Return a draft that nobody else writes to until this transaction ends."""
    record, version = version_for(session, actor, WRITE, code, number)
    hold_draft(session, actor=actor, version=version)
    if not _is_newest(session, version):
        raise Refusal("version_not_newest")
    return _Draft(session, actor, now, record, version)


def _is_newest(session: Session, version: BankVersion) -> bool:
    newer = sa.select(BankVersion.id).where(
        BankVersion.bank_id == version.bank_id, BankVersion.number > version.number
    )
    return session.execute(newer.limit(1)).first() is None


def _item(session: Session, version_id: int, code: str) -> Item | None:
    row = session.execute(
        items_asked()
        .where(VersionItem.version_id == version_id, VersionItem.code == code)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else item_of_row(row)
