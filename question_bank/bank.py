"""A bank: an ordered list of items with a head, in one language."""

from dataclasses import dataclass

from question_bank.canonical import canonical_digest
from question_bank.item import Item


@dataclass(frozen=True, slots=True)
class BankHead:
    """What is said once about a whole bank; `language` is a code such as "vi"."""

    code: str
    title: str
    language: str = "vi"
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """Items in their order, under a head.

    Readers may return a bank in which a code stands twice; `check_bank` reports it as an error.
    """

    code: str
    title: str
    language: str
    notice: str
    items: tuple[Item, ...]

    @property
    def head(self) -> BankHead:
        """The bank without its items."""
        return BankHead(self.code, self.title, self.language, self.notice)

    @property
    def digest(self) -> str:
        """Identify this version: which items, in which order, with which keys and attributes.

        The head stays outside and is compared apart: two banks have one digest exactly when
        `diff_banks` finds nothing between them.
        """
        return canonical_digest([_identity(item) for item in self.items])


def bank_of(head: BankHead, items: tuple[Item, ...]) -> Bank:
    """Join a head and its items."""
    return Bank(head.code, head.title, head.language, head.notice, items)


def _identity(item: Item) -> dict[str, str]:
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
