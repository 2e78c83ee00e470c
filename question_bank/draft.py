"""A question on its way into a bank: what a file says of it, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.findings import Place
from question_bank.item import Item


@dataclass(frozen=True, slots=True)
class Draft:
    """One question of a file: a well-formed item, or as much as could be read of a faulty one.

    `code` is blank where the file gives none; `place.item` is what findings call the question.
    `said` are the fields that its file has a place for, as long as the file is being read.
    """

    place: Place
    code: str
    stem: str
    options: tuple[str, ...]
    item: Item | None = None
    said: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people find it by: its code, or its number in the file, such as "#5"."""
        return self.place.item or self.code


def drafts_of(items: Iterable[Item]) -> tuple[Draft, ...]:
    """Return the items of a bank that comes from no file."""
    return tuple(
        Draft(Place(item=item.code), item.code, item.stem, item.options, item) for item in items
    )
