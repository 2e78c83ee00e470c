"""A bank: an ordered list of items with a head, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from question_bank.canonical import canonical_digest
from question_bank.item import Item


@dataclass(frozen=True, slots=True)
class BankHead:
    """What is said once about a whole bank; `language` is a code such as "vi"."""

    code: str
    title: str
    language: str = "vi"
    notice: str = ""


@dataclass(frozen=True)  # no slots: like its items, a bank keeps its digest
class Bank:
    """Items in their order, under a head, with the files of their pictures by digest.

    Readers may return a bank in which a code stands twice; `check_bank` reports it as an error.
    """

    code: str
    title: str
    language: str
    notice: str
    items: tuple[Item, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict, hash=False)

    @property
    def head(self) -> BankHead:
        """The bank without its items."""
        return BankHead(self.code, self.title, self.language, self.notice)

    @cached_property
    def digest(self) -> str:
        """Identify this version: which items, in which order, with which keys and attributes.

        The head stays outside and is compared apart: two banks have one digest exactly when
        `diff_banks` finds nothing between them.
        """
        return digest_of(map(identity_of, self.items))


def bank_of(
    head: BankHead, items: tuple[Item, ...], pictures: Mapping[str, bytes] | None = None
) -> Bank:
    """Join a head and its items; of *pictures* those are kept that an item shows."""
    shown = [item.picture.digest for item in items if item.picture is not None]
    kept = {digest: (pictures or {})[digest] for digest in shown}
    return Bank(head.code, head.title, head.language, head.notice, items, kept)


def digest_of(identities: Iterable[Mapping[str, str]]) -> str:
    """Return the digest of the bank whose items are known by `identity_of`, in their order."""
    return canonical_digest(list(identities))


def identity_of(item: Item) -> dict[str, str]:
    """Return what tells an item from every other, and from itself before a change."""
    return {
        "code": item.code,
        "content": item.content_digest,
        "difficulty": item.difficulty,
        "key": item.key_digest,
        "period": item.period,
        "source": item.source,
        "topic": item.topic,
        "use": item.use,
    }
