"""Writing a draft item by item: several people at once, and nobody's words are written over.

An item, or the head, is replaced only by who has seen it as it is.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.bank import identity_of
from question_bank.canonical import canonical_digest
from question_bank.fields import MOST_ITEMS
from question_bank.item import Item
from question_bank.item_checks import Neighbours
from quiz.models import (
    BankVersion,
    ItemContent,
    ItemKey,
    VersionItem,
)
from quiz.services.actor import Actor
from quiz.services.banks.drafts import held_draft
from quiz.services.banks.reading import item_of_row, items_asked
from quiz.services.banks.storing import place_row
from quiz.services.refusal import NotYours, Refusal

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
    draft = held_draft(session, actor, now, code, number)
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
    draft = held_draft(session, actor, now, code, number)
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
    draft = held_draft(session, actor, now, code, number)
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
    draft = held_draft(session, actor, now, code, number)
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


def _item(session: Session, version_id: int, code: str) -> Item | None:
    row = session.execute(
        items_asked()
        .where(VersionItem.version_id == version_id, VersionItem.code == code)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return None if row is None else item_of_row(row)
