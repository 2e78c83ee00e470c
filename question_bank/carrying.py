"""What the file of a bank has no place for, carried over from the version before.

An Aiken file holds no sources: that does not mean that the items lost theirs.
"""

from collections.abc import Mapping
from dataclasses import replace

from question_bank.bank import Bank, BankHead
from question_bank.checks import missing_texts
from question_bank.draft import Draft
from question_bank.findings import Finding, in_file_order
from question_bank.item import Item
from question_bank.readers import HEAD, Reading


def carried(reading: Reading, old: Bank | None) -> Reading:
    """Give the items of a reading what its file has no place for, from *old*, by their codes."""
    if old is None or not reading.unsaid:
        return reading
    before = {item.code: item for item in old.items}
    drafts = tuple(_filled(draft, before.get(draft.code), reading) for draft in reading.drafts)
    return replace(
        reading,
        head=_head(reading, old.head),
        drafts=drafts,
        findings=_still_true(reading, drafts),
        pictures={**old.pictures, **reading.pictures},
    )


def kept(before: Reading, after: Reading) -> Mapping[str, int]:
    """Count, by field, the items to which `carried` gave something; `HEAD` stands for the bank."""
    pairs = list(zip(before.items, after.items, strict=True))
    counts: dict[str, int] = {
        field: sum(getattr(one, field) != getattr(other, field) for one, other in pairs)
        for field in before.unsaid
        if field != HEAD
    }
    if before.head != after.head:
        counts[HEAD] = 1
    return {field: count for field, count in counts.items() if count}


def _filled(draft: Draft, old: Item | None, reading: Reading) -> Draft:
    if draft.item is None or old is None:
        return draft
    fields = {field for field in reading.unsaid if field != HEAD}
    if old.options != draft.item.options:
        fields.discard("pinned")  # positions among other options
    return replace(draft, item=replace(draft.item, **{name: getattr(old, name) for name in fields}))


def _head(reading: Reading, old: BankHead) -> BankHead | None:
    """Keep the head where the file holds none, but for a title that somebody typed."""
    head = reading.head
    if HEAD not in reading.unsaid or head is None or head.code != old.code:
        return head
    return old if head.title == head.code else replace(old, title=head.title)


def _still_true(reading: Reading, drafts: tuple[Draft, ...]) -> tuple[Finding, ...]:
    """Return the findings without those that were mended by what was carried over."""
    sound = [(draft, draft.item) for draft in drafts if draft.item is not None]
    pinned = {draft.place: item.pinned for draft, item in sound}
    others = (
        found
        for found in reading.findings
        if not found.code.endswith(("_missing", "_missing_everywhere"))
        and not (found.pins and pinned.get(found.place) == found.pins)
    )
    return in_file_order((*others, *missing_texts(sound)))
