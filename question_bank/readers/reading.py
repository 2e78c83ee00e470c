"""What reading a file gives, and how a reader gives up on one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from question_bank.bank import Bank, BankHead, bank_of
from question_bank.draft import Draft
from question_bank.findings import NOWHERE, Finding, Place, error, has_errors
from question_bank.item import Item

HEAD: Final = "head"
Unsaid = Literal[
    "head", "topic", "period", "difficulty", "use", "source", "explanation", "pinned", "picture"
]
_FIELDS: tuple[Unsaid, ...] = tuple(name for name in get_args(Unsaid) if name != HEAD)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be read of a file, and everything that is wrong with it."""

    head: BankHead | None
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The files of the pictures by digest; a bank keeps those that its items show."""
    unsaid: tuple[Unsaid, ...] = ()
    """The fields of items that the file has no place for, and `HEAD` (see `carrying.py`)."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The well-formed items, in the order of the file."""
        return tuple(draft.item for draft in self.drafts if draft.item is not None)

    @property
    def is_faulty(self) -> bool:
        """Whether an error keeps the bank out."""
        return self.head is None or has_errors(self.findings)

    @property
    def lacks_codes(self) -> bool:
        """Whether some item still has to be given a code (see `matching.py`)."""
        return any(not item.code for item in self.items)

    @property
    def bank(self) -> Bank | None:
        """The bank; None where the file is faulty or lacks codes."""
        if self.head is None or self.is_faulty or self.lacks_codes:
            return None
        return bank_of(self.head, self.items, self.pictures)

    def with_codes(self, codes: Sequence[str]) -> "Reading":
        """Give each well-formed item its code, in the order of `items`."""
        given = iter(codes)
        drafts = (
            draft if draft.item is None else _with_code(draft, draft.item, next(given))
            for draft in self.drafts
        )
        return replace(self, drafts=tuple(drafts))


class RefusedError(Exception):
    """Nothing more can be read of this file, for the reason in `finding`."""

    def __init__(self, code: str, place: Place = NOWHERE, **data: str | int) -> None:
        super().__init__(code)
        self.finding = error(code, place, **data)


def reading_of(
    head: BankHead | None,
    drafts: Iterable[Draft],
    findings: Iterable[Finding],
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_lossless: bool = False,
) -> Reading:
    """Conclude a reading; a lossless format says a blank text by leaving it out."""
    read = tuple(drafts)
    said = {field for draft in read for field in draft.said}
    unsaid = () if is_lossless else tuple(field for field in _FIELDS if field not in said)
    plain = tuple(replace(draft, said=()) for draft in read)
    return Reading(head, plain, _gathered(findings), pictures or {}, unsaid)


def _with_code(draft: Draft, item: Item, code: str) -> Draft:
    if draft.code == item.code == code:
        return draft
    return replace(draft, code=code, item=replace(item, code=code))


def _gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say once for a whole file what is mended in the same way at every place."""
    found = tuple(findings)
    mended = [finding for finding in found if finding.code == "text_decomposed"]
    kept = [finding for finding in found if finding.code != "text_decomposed"]
    if mended:
        kept.append(replace(mended[0], data={"count": len(mended)}))
    return tuple(kept)
