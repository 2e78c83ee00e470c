"""Text as a bank holds it: tidy, without characters that nobody can see, and folded to compare."""

import re
from unicodedata import normalize

# Control and format characters (zero-width, bidirectional, tags, soft hyphen), halves of surrogate
# pairs and the two code points that no file format may hold. Line feeds are text.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\w+")
_LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_SUSPECT = re.compile(f"{_LOOK_ALIKE.pattern}|{_FULL_WIDTH.pattern}")


def tidy(text: str) -> str:
    """Return *text* in NFC, trimmed, with line feeds as line ends and spaces for tabs."""
    plain = text if text.isascii() else normalize("NFC", text)
    return _LINE_END.sub("\n", plain).replace("\t", " ").strip()


def one_line(text: str) -> str:
    """Return *text* on one line with single spaces."""
    return " ".join(text.split())


def hidden_character(text: str) -> str | None:
    """Name the first character that a reader would not see, as "U+200B"; None if there is none."""
    found = _HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def mixed_word(text: str) -> str | None:
    """Return the first word that mixes Latin letters with look-alikes; None if there is none.

    Look-alikes are Cyrillic and Greek letters, and the full-width forms of Latin letters and
    digits. A word wholly in another script is meant as it is.
    """
    if not _SUSPECT.search(text):
        return None
    return next(
        (word for word in _WORD.findall(text) if _FULL_WIDTH.search(word) or _is_mixed(word)), None
    )


def fold(text: str) -> str:
    """Return *text* as a forgiving reader compares it: no case, no diacritics, single spaces."""
    return one_line(bare(text))


def bare(text: str) -> str:
    """Return *text* without case and diacritics, its spaces as they are."""
    return _MARKS.sub("", normalize("NFD", text.casefold())).replace("đ", "d")


def words(text: str) -> list[str]:
    """Return the words of *text* without case and punctuation; diacritics stay."""
    return _WORD.findall(normalize("NFC", text).casefold())


def _is_mixed(word: str) -> bool:
    return bool(_LOOK_ALIKE.search(word) and _LATIN.search(word))
