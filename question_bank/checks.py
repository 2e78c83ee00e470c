"""What may be wrong with a well-formed bank: things only a look at items together shows.

Errors keep the bank out: a code that stands twice, an option that stands twice in its item.
Everything else is advice that a person weighs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from question_bank.bank import Bank
from question_bank.findings import NOWHERE, Finding, Place, error, warning
from question_bank.item import LETTERS, Item
from question_bank.likeness import similar_pairs
from question_bank.text import fold, one_line, tidy, words

_SHORTEST_TELLING_ANSWER = 6
_FEWEST_TO_JUDGE_KEYS = 20
_LENGTH_THAT_SHOWS = 12

_COUNT = r"(?:hai|ba|bon|nam|[2-5])"
_NOUN = r"(?:phuong an|dap an|cau tra loi|noi dung|lua chon|truong hop|y|cau|dieu)"
_REFERS_BACK = re.compile(
    rf"(?:tat ca|ca {_COUNT}|{_COUNT})(?: cac)?(?: {_NOUN})?"
    r"(?: (?:neu tren|o tren|ke tren|tren|deu (?:dung|sai)))+"
    rf"|(?:tat ca|ca {_COUNT}) (?:cac )?{_NOUN}"
    rf"|khong (?:co )?(?:phuong an|dap an|cau|y) nao.*"
    r"|(?:all|none|both) of (?:the )?(?:above|these).*"
)
_NAMES_LETTERS = re.compile(
    r"(?:ca |chi |both )?(?:(?:phuong an|dap an|cau|y) )?"
    r"[a-f](?:(?:,| va| and|,? hoac| or)? [a-f])+"
    r"(?: (?:deu )?(?:dung|sai))?"
)


def check_bank(bank: Bank, *, places: Mapping[str, Place] | None = None) -> tuple[Finding, ...]:
    """Look at all items; `places` (of a reading) says where the item of each code stands."""
    where = _Where(places or {})
    return (
        *_repeated_codes(bank.items, where),
        *(finding for item in bank.items for finding in _check_item(item, where[item.code])),
        *_repeated_stems(bank.items, where),
        *_similar_items(bank.items, where),
        *_answers_in_stems(bank.items, where),
        *_uneven_keys(bank.items),
    )


class _Where(dict[str, Place]):
    """Places by code; an item whose place is unknown still says its code."""

    def __missing__(self, code: str) -> Place:
        return Place(item=code)


def _check_item(item: Item, place: Place) -> Iterator[Finding]:
    yield from _repeated_options(item, place)
    yield from _telling_length(item, place)
    yield from _options_about_options(item, place)
    for field in ("topic", "explanation", "source"):
        if not getattr(item, field):
            yield warning(f"{field}_missing", place)


def _repeated_codes(items: Sequence[Item], where: _Where) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, item in enumerate(items, start=1):
        if first.setdefault(item.code, number) != number:
            yield error(
                "code_repeated",
                where[item.code],
                item=item.code,
                first=first[item.code],
                second=number,
            )


def _repeated_options(item: Item, place: Place) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for letter, option in zip(LETTERS, item.options, strict=False):
        seen = first.setdefault(one_line(tidy(option)), letter)
        if seen != letter:
            yield error("option_repeated", place, first=seen, second=letter)


def _telling_length(item: Item, place: Place) -> Iterator[Finding]:
    """Half as long again as any other, and by more than a word or two."""
    if len(item.right) != 1:
        return
    (right,) = item.right
    longest_wrong = max(len(text) for at, text in enumerate(item.options) if at != right)
    length = len(item.options[right])
    if 2 * length > 3 * longest_wrong and length - longest_wrong >= _LENGTH_THAT_SHOWS:
        yield warning("right_longest", place)


def _options_about_options(item: Item, place: Place) -> Iterator[Finding]:
    for at, option in enumerate(item.options):
        said = fold(option).strip(" .;")
        data = {"letter": LETTERS[at], "text": option}
        if _NAMES_LETTERS.fullmatch(said) and len(item.pinned) < len(item.options):
            yield warning("option_names_letters", place, **data)
        elif _REFERS_BACK.fullmatch(said) and at not in item.pinned:
            yield warning("option_refers_back", place, **data)


def _repeated_stems(items: Sequence[Item], where: _Where) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for item in items:
        seen = first.setdefault(fold(item.stem), item.code)
        if seen != item.code:
            yield warning("stem_repeated", where[item.code], other=seen)


def _similar_items(items: Sequence[Item], where: _Where) -> Iterator[Finding]:
    for one, other in similar_pairs([f"{item.stem} {' '.join(item.options)}" for item in items]):
        if fold(items[one].stem) != fold(items[other].stem):
            yield warning("stem_similar", where[items[other].code], other=items[one].code)


def _answers_in_stems(items: Sequence[Item], where: _Where) -> Iterator[Finding]:
    """Find right answers that stand, as whole words, in the stem of another item.

    Answers wait under their first word, so that every stem is read once.
    """
    waiting: dict[str, list[tuple[list[str], Item]]] = defaultdict(list)
    for item in items:
        for at in item.right:
            answer = words(item.options[at])
            if sum(map(len, answer)) >= _SHORTEST_TELLING_ANSWER:
                waiting[answer[0]].append((answer, item))
    told: dict[str, str] = {}
    for stem_of in items:
        stem = words(stem_of.stem)
        for at, word in enumerate(stem):
            for answer, item in waiting.get(word, ()):
                if item is not stem_of and stem[at : at + len(answer)] == answer:
                    told.setdefault(item.code, stem_of.code)
    for item in items:
        if item.code in told:
            answer_text = ", ".join(item.options[at] for at in item.right)
            yield warning(
                "answer_in_stem", where[item.code], text=answer_text, other=told[item.code]
            )


def _uneven_keys(items: Sequence[Item]) -> Iterator[Finding]:
    """Name key positions that hold under half or over one and a half of their even share."""
    keys: dict[int, Counter[int]] = defaultdict(Counter)
    for item in items:
        if len(item.right) == 1 and not item.pinned:
            keys[len(item.options)][item.right[0]] += 1
    for options, counts in sorted(keys.items()):
        total = counts.total()
        for at in range(options):
            share = 2 * counts[at] * options
            if total >= _FEWEST_TO_JUDGE_KEYS and not total <= share <= 3 * total:
                yield warning(
                    "key_uneven",
                    NOWHERE,
                    items=total,
                    options=options,
                    letter=LETTERS[at],
                    count=counts[at],
                )
