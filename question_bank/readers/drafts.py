"""From texts as a file gives them to an item or a head: the checks that all formats share."""

import re
from collections.abc import Callable, Iterable, Mapping
from unicodedata import is_normalized

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.fields import (
    DIFFICULTY_NAMES,
    HEAD_FIELDS,
    ITEM_FIELDS,
    LANGUAGES,
    OPTION_FIELDS,
    PICTURE_FIELDS,
    USE_NAMES,
    Field,
)
from question_bank.findings import Finding, Place, error, has_errors, warning
from question_bank.item import (
    FEWEST_OPTIONS,
    LETTERS,
    MOST_OPTIONS,
    Difficulty,
    Item,
    Picture,
    Use,
)
from question_bank.text import fold, hidden_character, one_line, tidy

Places = Callable[[str], Place]
"""Where the text of a field stands, asked by the field's key."""

_DIFFICULTIES = {
    fold(name): level for names in DIFFICULTY_NAMES.values() for level, name in names.items()
}
_USES = {fold(name): use for names in USE_NAMES.values() for use, name in names.items()}
_AND = re.compile("và|and", re.IGNORECASE)
_BANK_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS = re.compile(r"[A-F](?:(?:[\s,;./&+]|và|and)*[A-F])*[\s.)]*", re.IGNORECASE)


def draft_of(
    texts: Mapping[str, str],
    here: Place,
    place: Places,
    findings: list[Finding],
    *,
    needs_code: bool = False,
) -> Draft:
    """Make a draft of the texts by field; everything wrong with them goes to *findings*.

    *here* is where the question stands and what it is called. Options are those of `OPTION_FIELDS`
    that *texts* holds, blank or not.
    """
    found: list[Finding] = []
    clean = _clean(texts, ITEM_FIELDS, "", place, found)
    options = tuple(clean[field] for field in OPTION_FIELDS if field in texts)
    needed = ("code", "stem") if needs_code else ("stem",)
    found += _missing(clean, needed, options, place)
    item = _item_of(clean, options, place, found)
    findings += found
    return Draft(here, clean["code"], clean["stem"], options, item, tuple(texts))


def name_of(code: str, number: int) -> str:
    """Name a question in findings: by its code, or by its number in the file, from one."""
    return one_line(tidy(code))[:64] or f"#{number}"


def _item_of(
    clean: Mapping[str, str], options: tuple[str, ...], place: Places, found: list[Finding]
) -> Item | None:
    right = _positions(clean["right"], "right", len(options), place, found)
    pinned = _positions(clean["pinned"], "pinned", len(options), place, found)
    difficulty = _DIFFICULTIES.get(fold(clean["difficulty"] or Difficulty.MEDIUM))
    use = _USES.get(fold(clean["use"] or Use.OFFICIAL))
    if difficulty is None:
        found.append(
            error("difficulty_unknown", place("difficulty"), text=_short(clean["difficulty"]))
        )
    if use is None:
        found.append(error("use_unknown", place("use"), text=_short(clean["use"])))
    if has_errors(found) or difficulty is None or use is None:
        return None
    return Item(
        code=clean["code"],
        stem=clean["stem"],
        options=options,
        right=right,
        pinned=pinned,
        topic=clean["topic"],
        period=clean["period"],
        difficulty=difficulty,
        use=use,
        explanation=clean["explanation"],
        source=clean["source"],
    )


def picture_of(digest: str, alt: str, place: Places, findings: list[Finding]) -> Picture | None:
    """Make the picture of an item of the file that is known by *digest* and a description."""
    found: list[Finding] = []
    clean = _clean({"alt": alt}, PICTURE_FIELDS, "picture_", place, found)
    if not clean["alt"]:
        found.append(error("picture_alt_missing", place("alt")))
    findings += found
    return None if found else Picture(digest, clean["alt"])


def head_of(texts: Mapping[str, str], place: Places, findings: list[Finding]) -> BankHead | None:
    """Make a head of the texts by field; without a language it is Vietnamese."""
    found: list[Finding] = []
    clean = _clean(texts, HEAD_FIELDS, "bank_", place, found)
    code, language = clean["code"], clean["language"] or "vi"
    if not code:
        found.append(error("bank_code_missing", place("code")))
    elif not _BANK_CODE.fullmatch(code):
        found.append(error("bank_code_shape", place("code"), text=_short(code)))
    if not clean["title"]:
        found.append(error("bank_title_missing", place("title")))
    if language not in LANGUAGES:
        found.append(error("language_unknown", place("language"), text=_short(language)))
    findings += found
    if has_errors(found):
        return None
    return BankHead(code, clean["title"], language, clean["notice"])


def _clean(
    texts: Mapping[str, str],
    fields: Mapping[str, Field],
    prefix: str,
    place: Places,
    findings: list[Finding],
) -> dict[str, str]:
    clean = dict.fromkeys(fields, "")
    for key, raw in texts.items():
        field = fields[key]
        text = tidy(raw)
        clean[key] = one_line(text) if field.one_line else text
        named = prefix + key
        if not is_normalized("NFC", raw):
            findings.append(warning("text_decomposed", place(key)))
        if (character := hidden_character(text)) is not None:
            findings.append(error("text_hidden", place(key), field=named, character=character))
        if (length := len(clean[key])) > field.longest:
            limit = field.longest
            findings.append(
                error("text_too_long", place(key), field=named, length=length, limit=limit)
            )
    return clean


def _missing(
    clean: Mapping[str, str], needed: Iterable[str], options: tuple[str, ...], place: Places
) -> list[Finding]:
    found = [error(f"{key}_missing", place(key)) for key in needed if not clean[key]]
    if len(options) < FEWEST_OPTIONS:
        few = error("options_few", place("option_a"), count=len(options), fewest=FEWEST_OPTIONS)
        found.append(few)
    found += [
        error("option_empty", place(field), letter=letter)
        for field, letter, option in zip(OPTION_FIELDS, LETTERS, options, strict=False)
        if not option
    ]
    if not clean["right"]:
        found.append(error("right_missing", place("right")))
    return found


def _positions(
    text: str, field: str, options: int, place: Places, findings: list[Finding]
) -> tuple[int, ...]:
    """Read "A, C" as (0, 2)."""
    if text and not _LETTERS.fullmatch(text):
        short = _short(text)
        findings.append(error("letters_unreadable", place(field), field=field, text=short))
        return ()
    named = set(_AND.sub("", text).upper()) & set(LETTERS)
    findings += [
        error("letter_without_option", place(field), field=field, letter=letter)
        for letter in sorted(named)
        if LETTERS.index(letter) >= options
    ]
    return tuple(LETTERS.index(letter) for letter in sorted(named))


def too_many_options(count: int, place: Place) -> Finding:
    """Say that an item has more options than a paper can show."""
    return error("options_many", place, count=count, most=MOST_OPTIONS)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
