"""What may be wrong with a well-formed bank: things only a look at items together shows.

Errors keep the bank out: a code that stands twice, an option that stands twice in its item.
Everything else is advice that a person weighs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from question_bank.bank import Bank
from question_bank.draft import Draft, drafts_of
from question_bank.fields import OPTION_FIELDS
from question_bank.findings import NOWHERE, Finding, Place, error, warning
from question_bank.item import LETTERS, Item
from question_bank.likeness import similar_pairs
from question_bank.progress import Stage, Watch, unwatched, watched
from question_bank.text import fold, mixed_word, one_line, tidy, words

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


_DATE = r"(?:[0-9]{1,2}[/.-]){0,2}"
_ANNIVERSARY = re.compile(
    r"\b(?P<years>[1-9][0-9]{0,2})\s+(?:năm|years)\b"
    rf"(?:\s+(?:ngày|thành lập|truyền thống|xây dựng|since|of)\b[^()\d.;!?]{{0,80}})?\s*"
    rf"\(\s*{_DATE}(?P<since>[12][0-9]{{3}})\s*[-–—]\s*{_DATE}(?P<to>[12][0-9]{{3}})\s*\)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[^.;!?]{0,30}\Z")
"""What stands before a number of years in its sentence."""


# Terms of office and plans count both years; the rest say that the number is not exact.
_NOT_AN_ANNIVERSARY = re.compile(
    r"\b(?:ke hoach|nhiem ky|chuong trinh|chien luoc|giai doan|thang|hon|gan|khoang|ngot|tren|tuoi"
    r"|over|nearly|about|almost|plan|term)\b"
)


def check_bank(bank: Bank) -> tuple[Finding, ...]:
    """Look at all items of a bank that comes from no file."""
    return check_drafts(drafts_of(bank.items))


def check_drafts(drafts: Sequence[Draft], watch: Watch = unwatched) -> tuple[Finding, ...]:
    """Look at the questions of a file: at faulty ones as far as they could be read."""
    sound = [(draft, draft.item) for draft in drafts if draft.item is not None]
    each = watched(sound, watch, Stage.CHECKING, len(sound))
    return (
        *_repeated_codes(drafts),
        *(finding for draft in drafts for finding in _repeated_options(draft)),
        *(finding for draft, item in each for finding in _check_item(item, draft.place)),
        *missing_texts(sound),
        *_repeated_stems(drafts),
        *_similar_items(drafts, watch),
        *_answers_in_stems(sound),
        *(_uneven_keys([item for _, item in sound]) if len(sound) == len(drafts) else ()),
    )


def _check_item(item: Item, place: Place) -> Iterator[Finding]:
    yield from _mixed_letters(item, place)
    yield from _disagreeing_years(item, place)
    yield from _telling_length(item, place)
    yield from _options_about_options(item, place)


def _mixed_letters(item: Item, place: Place) -> Iterator[Finding]:
    for field, text in _texts(item):
        if (word := mixed_word(text)) is not None:
            yield warning("letters_mixed", place, field=field, word=word[:40])


def _disagreeing_years(item: Item, place: Place) -> Iterator[Finding]:
    """Compare a number of years with the two dates that stand in brackets right behind it.

    Anything less plain (plans, terms, ages, "hơn 80 năm") stays unjudged: a wrong remark about an
    anniversary costs more trust than a missing one.
    """
    for _, text in _texts(item):
        for found in _ANNIVERSARY.finditer(text):
            said, apart = int(found["years"]), int(found["to"]) - int(found["since"])
            if said != apart and not _is_rough(text[: found.start()]):
                yield warning("years_disagree", place, text=found[0][:80], said=said, apart=apart)


def _is_rough(before: str) -> bool:
    """Whether the words before a number of years say that it counts no anniversary."""
    near = _BEFORE.search(before[-30:])
    return near is not None and _NOT_AN_ANNIVERSARY.search(fold(near[0])) is not None


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "stem", item.stem
    yield from zip(OPTION_FIELDS, item.options, strict=False)
    for field in ("topic", "period", "explanation", "source"):
        yield field, getattr(item, field)


def missing_texts(sound: Sequence[tuple[Draft, Item]]) -> Iterator[Finding]:
    """Point out texts that some items lack; what no item has, as in plain formats, is said once."""
    for field in ("topic", "explanation", "source"):
        lacking = [draft.place for draft, item in sound if not getattr(item, field)]
        if len(lacking) == len(sound) > 1:
            yield warning(f"{field}_missing_everywhere", count=len(lacking))
        else:
            yield from (warning(f"{field}_missing", place) for place in lacking)


def _repeated_codes(drafts: Sequence[Draft]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, draft in enumerate(drafts, start=1):
        seen = first.setdefault(draft.code, number)
        if draft.code and seen != number:
            yield error("code_repeated", draft.place, item=draft.code, first=seen, second=number)


def _repeated_options(draft: Draft) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for letter, option in zip(LETTERS, draft.options, strict=False):
        seen = first.setdefault(one_line(tidy(option)), letter)
        if option and seen != letter:
            yield error("option_repeated", draft.place, first=seen, second=letter)


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
        said, code = _said(option), ""
        if _NAMES_LETTERS.fullmatch(said) and len(item.pinned) < len(item.options):
            code = "option_names_letters"
        elif _REFERS_BACK.fullmatch(said) and at not in item.pinned:
            code = "option_refers_back"
        if code:
            found = warning(code, place, letter=LETTERS[at], text=option)
            yield replace(found, pins=proposed_pins(item))


def proposed_pins(item: Item) -> tuple[int, ...]:
    """Return the positions to pin so that options about other options keep their meaning.

    All of them where one names others by letter; those of the item itself where all is well.
    """
    everything = tuple(range(len(item.options)))
    said = [_said(option) for option in item.options]
    if any(map(_NAMES_LETTERS.fullmatch, said)):
        return everything
    return tuple(at for at in everything if at in item.pinned or _REFERS_BACK.fullmatch(said[at]))


def _said(option: str) -> str:
    return fold(option).strip(" .;")


def _repeated_stems(drafts: Sequence[Draft]) -> Iterator[Finding]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        seen = first.setdefault(fold(draft.stem), draft)
        if draft.stem and seen is not draft:
            code = "key_contradicts" if _contradict(seen.item, draft.item) else "stem_repeated"
            yield warning(code, draft.place, other=seen.name)


def _contradict(one: Item | None, other: Item | None) -> bool:
    """Whether two items with one stem offer the same options and call others right."""
    if one is None or other is None or set(one.options) != set(other.options):
        return False
    keys = [{item.options[at] for at in item.right} for item in (one, other)]
    return keys[0] != keys[1]


def _similar_items(drafts: Sequence[Draft], watch: Watch) -> Iterator[Finding]:
    texts = (f"{draft.stem} {' '.join(draft.options)}" for draft in drafts)
    each = watched(texts, watch, Stage.COMPARING, len(drafts))
    for one, other in similar_pairs(each):
        if fold(drafts[one].stem) != fold(drafts[other].stem):
            yield warning("stem_similar", drafts[other].place, other=drafts[one].name)


def _answers_in_stems(sound: Sequence[tuple[Draft, Item]]) -> Iterator[Finding]:
    """Find right answers that stand, as whole words, in the stem of another item.

    A name that is merely mentioned gives nothing away: the other stem has to hold half the words of
    the question too. Answers wait under their rarest word, so that every stem is read once.
    """
    stems = [words(item.stem) for _, item in sound]
    waiting = _waiting_answers(sound, Counter(word for stem in stems for word in stem))
    told: dict[int, str] = {}
    for teller, stem in enumerate(stems):
        for at, word in enumerate(stem):
            for before, answer, askers in waiting.get(word, ()):
                if stem[max(0, at - before) : at - before + len(answer)] == answer:
                    for number in askers:
                        if number != teller and _answers(stem, stems[number], answer):
                            told.setdefault(number, sound[teller][0].name)
    for number, other in sorted(told.items()):
        draft, item = sound[number]
        answer_text = ", ".join(item.options[at] for at in item.right)
        yield warning("answer_in_stem", draft.place, text=answer_text, other=other)


def _answers(stem: Iterable[str], asked: Iterable[str], answer: Iterable[str]) -> bool:
    """Whether a stem with an answer in it also speaks of what was asked."""
    topic = set(asked) - set(answer)
    return 2 * len(topic & set(stem)) >= len(topic)


def _waiting_answers(
    sound: Sequence[tuple[Draft, Item]], commonness: Counter[str]
) -> dict[str, list[tuple[int, list[str], list[int]]]]:
    """Return, by their rarest word: how many words stand before it, the answer, who asks for it."""
    askers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, item) in enumerate(sound):
        for at in item.right:
            answer = tuple(words(item.options[at]))
            if sum(map(len, answer)) >= _SHORTEST_TELLING_ANSWER:
                askers[answer].append(number)
    waiting = defaultdict(list)
    for answer, numbers in askers.items():
        before = min(range(len(answer)), key=lambda at: commonness[answer[at]])
        waiting[answer[before]].append((before, list(answer), numbers))
    return waiting


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
