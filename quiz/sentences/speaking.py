"""How rules are said: articles of a regulation, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its title, its sentences, what it lists in order, and what follows the list."""

    title: str
    sentences: tuple[str, ...]
    ordered: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """How to say rules: translated texts, points written as the reader's language writes them."""

    translate: Translate
    points: Callable[[int], str]

    def __call__(self, text: str, **data: object) -> str:
        """Return a sentence with its details."""
        return self.translate(text) % data if data else self.translate(text)
