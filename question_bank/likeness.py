"""Finding texts that are nearly the same among thousands, exactly and without comparing all.

A text is its set of folded words. Two are alike when they share at least 17 of every 20 words they
have together (Jaccard) and the same numbers. Sets that alike must share one of their few rarest
words, so only those who do are compared (prefix filtering).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from question_bank.text import fold

_SHARED, _OF = 17, 20
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[ivxl]+")


def similar_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions (earlier, later) of texts that are alike, by the later one."""
    bags = [frozenset(_WORD.findall(fold(text))) for text in texts]
    numbers = [frozenset(filter(_NUMBER.fullmatch, bag)) for bag in bags]
    commonness = Counter(word for bag in bags for word in bag)
    by_rare_word: dict[str, list[int]] = defaultdict(list)
    for later, bag in enumerate(bags):
        rare = sorted(bag, key=lambda word: (commonness[word], word))[: _prefix(len(bag))]
        earlier = {one for word in rare for one in by_rare_word[word]}
        for one in sorted(earlier):
            if numbers[one] == numbers[later] and _alike(bags[one], bag):
                yield one, later
        for word in rare:
            by_rare_word[word].append(later)


def _prefix(size: int) -> int:
    """How many of its rarest words a set must look at to miss no set that is alike."""
    return size - -(-_SHARED * size // _OF) + 1


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return _OF * len(one & other) >= _SHARED * len(one | other)
