"""Names of people and things: cleaning, searching, sorting the Vietnamese way, masking, signing in.

A sort key is plain text compared byte by byte (SQLite BINARY, PostgreSQL ``COLLATE "C"``), so that
every database and language orders alike: letters first (a ă â b c d đ e ê …), then tones (none,
grave, hook, tilde, acute, dot), numbers by their value. One syllable has one tone wherever it is
written, so that *Hòa* and *Hoà* are the same name. Upper and lower case sort alike.
"""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODE = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_DIGITS = frozenset("0123456789")
_LONGEST_NUMBER = 16  # a length code above it would run into the codes of letters
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_LETTER_OR_NUMBER = re.compile(r"[0-9]+|[^\W_][\u0300-\u036f]*")

# Below every code of a letter or digit, and the first below the second: shorter comes first.
_LEVEL_END = " "
_WORD_END = "-"

_LOGIN_LENGTH = 64
_LOGIN_CHARACTERS = re.compile(r"[a-z0-9.@_/+-]+")
_PHONE_FILLERS = re.compile(r"[\s.()-]+")
_PHONE = re.compile(r"(?:(?:\+|00)?840?|0)([35789]\d{8}|2\d{9})", re.ASCII)


class LoginProblem(ValueError):
    """A login name that cannot be one.

    ``code`` is ``login_empty``, ``login_too_long``, ``login_space`` or ``login_character``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_name(text: str) -> str:
    """Give a name as it is stored: NFC, single spaces, no invisible characters."""
    visible = (" " if c.isspace() else c for c in text if c.isspace() or not _invisible(c))
    return unicodedata.normalize("NFC", " ".join("".join(visible).split()))


def fold(text: str) -> str:
    """Give the form for searching: lower case, no marks, đ as d, single spaces."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def slug_of(title: str, longest: int = 80) -> str:
    """Give the address that a title suggests: folded words joined by hyphens, whole where cut.

    Empty when the title has no letter or digit that folding leaves plain.
    """
    words = re.findall(r"[a-z0-9]+", fold(title))
    slug = "-".join(words)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def name_sort_key(full_name: str) -> str:
    """Give the key that lists people by given name (the last word), then by the names before it."""
    words = _words(full_name)
    return _WORD_END.join(
        f"{letters}{_LEVEL_END}{tones}" for letters, tones in words[-1:] + words[:-1]
    )


def text_sort_key(text: str) -> str:
    """Give the key that lists titles and units: all letters first, then tones; 2 before 10."""
    words = _words(text)
    letters = _WORD_END.join(letters for letters, _ in words)
    return letters + _LEVEL_END + _WORD_END.join(tones for _, tones in words)


def mask_name(full_name: str) -> str:
    """Give the name for public boards: ``Nguyễn Thị Hạnh`` → ``Nguyễn T. H***``.

    Whoever knows the own result finds the own line; others see a family name and initials. The
    given name shows its first letter without tone and never its length, so that even the one-letter
    name *Ý* stays open (``Y***``: Yên, Yến, Ý …).
    """
    words = clean_name(full_name).split()
    if not words:
        return "***"
    family, middle, given = words[:-1][:1], words[1:-1], words[-1]
    initials = [f"{_without_tone(word[0])}." for word in middle]
    return " ".join([*family, *initials, f"{_without_tone(given[0]).upper()}***"])


def canonical_login(text: str) -> str:
    """Give the one spelling of a login name: NFKC, trimmed, lower case.

    A Vietnamese telephone number in any spelling (``+84 912…``, ``0912.345.678``) becomes
    ``0912345678``. Letters are Latin, Vietnamese ones included. Raises `LoginProblem`.
    """
    login = _nfkc(_nfkc(text).strip().casefold())
    if phone := _PHONE.fullmatch(_PHONE_FILLERS.sub("", login)):
        return "0" + phone[1]
    if not login:
        raise LoginProblem("login_empty")
    if len(login) > _LOGIN_LENGTH:
        raise LoginProblem("login_too_long")
    if any(c.isspace() for c in login):
        raise LoginProblem("login_space")
    # Folding leaves only Latin letters plain, so look-alikes of other scripts fall out here.
    if not _LOGIN_CHARACTERS.fullmatch(fold(login)):
        raise LoginProblem("login_character")
    return login


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"}


def _without_tone(letter: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", letter) if c not in _TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def _words(text: str) -> list[tuple[str, str]]:
    """Give the code of each word's letters and of its tones; what is neither parts words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return [_word(word) for word in _WORD.findall(decomposed)]


def _word(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones: list[str] = []
    for chunk in _LETTER_OR_NUMBER.findall(word):
        if chunk[0] in _DIGITS:
            letters.append(_number(chunk))
            continue
        base, marks = chunk[0], chunk[1:]
        marked = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in _TONES))
        letters.append(_LETTER_CODE.get(marked) or _LETTER_CODE.get(base, base))
        tones.extend(_TONES[mark] for mark in marks if mark in _TONES)
    return "".join(letters), "".join(tones)


def _number(digits: str) -> str:
    """Put the length before the digits, so that 2 comes before 10."""
    value = digits.lstrip("0") or "0"
    return chr(ord("0") + min(len(value), _LONGEST_NUMBER)) + value
