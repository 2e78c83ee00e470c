"""Taking items out of a draft, and putting them back to where they stood."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.fields import MOST_ITEMS
from quiz.models import BankVersion, ItemContent, Person, RemovedItem, VersionItem, table_of
from quiz.services.actor import Actor
from quiz.services.banks.drafts import Draft, held_draft
from quiz.services.banks.editing import ItemChanged, item_for, seen_as
from quiz.services.refusal import NotYours, Refusal


@dataclass(frozen=True, slots=True)
class Removed:
    """An item that was taken out of a draft; ``is_taken`` where another has its code now."""

    code: str
    stem: str
    person: str | None
    at: int
    is_taken: bool


def remove_item(
    session: Session, *, actor: Actor, now: int, code: str, number: int, was: str, seen: str
) -> None:
    """Take an item out of a draft, if it still is as it was ``seen``; it can be put back."""
    draft = held_draft(session, actor, now, code, number)
    version, position = draft.version, draft.position(was)
    if position is None:
        raise NotYours
    theirs = item_for(session, version, was)
    if seen_as(theirs) != seen:
        raise ItemChanged(theirs)
    _keep(draft, was)
    draft.delete(VersionItem.code == was)
    draft.shift(position + 1, version.items, by=-1)
    version.items -= 1
    draft.wrote("bank.item.remove", item=was)


def restore_item(
    session: Session, *, actor: Actor, now: int, code: str, number: int, was: str
) -> None:
    """Put an item that was taken out of a draft back to where it stood."""
    draft = held_draft(session, actor, now, code, number)
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


def _keep(draft: Draft, code: str) -> None:
    """Keep the place of an item that is about to go; an older one of its code is forgotten."""
    place = draft.session.execute(
        sa.select(*table_of(VersionItem).columns).where(
            VersionItem.version_id == draft.version.id, VersionItem.code == code
        )
    ).one()
    older = draft.session.get(RemovedItem, (draft.version.id, code))
    if older is not None:
        draft.session.delete(older)
        draft.session.flush()
    draft.session.add(
        RemovedItem(
            version_id=draft.version.id,
            code=code,
            content_digest=place.content_digest,
            place=dict(place._mapping),
            removed_by_id=draft.actor.person_id,
            removed_at=draft.now,
        )
    )
