"""The words by which an item is found and compared: no accents, no case, no punctuation."""

import re
from collections.abc import Sequence

from question_bank.text import bare

BETWEEN = " | "
"""Stands between stem and options; no word holds it."""
_WORD = re.compile(r"\w+")


def plain_words(text: str) -> str:
    """Return the folded words of *text* with single spaces between them."""
    return " ".join(_WORD.findall(bare(text)))


def words_of_item(stem: str, options: Sequence[str]) -> str:
    """Return the folded words of a stem and of each option, with `BETWEEN` between the texts."""
    return BETWEEN.join(map(plain_words, (stem, *options)))


def search_terms(query: str) -> list[str]:
    """Return what has to occur in the words of an item that is looked for.

    What is typed without spaces, as a date is, stays together.
    """
    return [term for term in map(plain_words, query.split()) if term]
