"""Vietnamese written before Unicode: TCVN3 (fonts .VnTime, .VnArial …) and VNI (VNI-Times …).

Such text is stored as Western letters that only its own fonts show as Vietnamese. It is turned into
Unicode (NFC) where the font says what it is, or where the text itself leaves no doubt.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from unicodedata import normalize


class Encoding(StrEnum):
    """How a passage was written: TCVN3 has capitals with tones only in fonts of capitals."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 (H)"
    VNI = "VNI"


_SMALL = "à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ề ể ễ ế ệ ì ỉ ĩ í ị".split()
_SMALL += "ò ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ".split()
_SMALL_CODES = bytes.fromhex(
    "b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde"
    "dfe1e2e3e4 e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
)
_PLAIN = "ĂÂÊÔƠƯĐăâêôơưđ"
TCVN3 = {
    **{chr(0xA1 + at): letter for at, letter in enumerate(_PLAIN)},
    **{chr(code): letter for code, letter in zip(_SMALL_CODES, _SMALL, strict=True)},
}

# A vowel and the sign after it; every sign is a Western letter, capital after a capital vowel.
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HATS = {
    "ă": (
        "a",
        {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
    ),
    "â": (
        "a",
        {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    ),
}
_HATS["ê"] = ("e", _HATS["â"][1])
_HATS["ô"] = ("o", _HATS["â"][1])
_ALONE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def _vni() -> dict[str, str]:
    small = {code: letter for letter, code in _ALONE.items()}
    for vowel, code in {**dict(zip("aeouy", "aeouy", strict=True)), "ơ": "ô", "ư": "ö"}.items():
        for tone, sign in _TONES.items():
            letter = normalize("NFC", vowel + tone)
            if letter not in _ALONE:
                small[code + sign] = letter
    for vowel, (base, signs) in _HATS.items():
        for tone, sign in signs.items():
            small[base + sign] = normalize("NFC", vowel + tone)
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    # A capital typed without holding the shift key for its sign.
    mixed = {
        code[0].upper() + code[1]: letter.upper()
        for code, letter in small.items()
        if len(code) == 2
    }
    return mixed | small | capital


VNI = _vni()
_VNI_UNIT = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)) + "|.", re.S)

_WESTERN = re.compile("[\u00a1-\u00ff]")
_ONLY_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_UNICODE_OF_BOTH = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")


def encoding_of_font(font: str) -> Encoding | None:
    """Tell the encoding for which a font was made; None for fonts of Unicode."""
    name = font.strip()
    if name.casefold().startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.endswith("H") else Encoding.TCVN3
    return Encoding.VNI if re.match(r"vni[-\s]", name, re.IGNORECASE) else None


def units(text: str, encoding: Encoding) -> Iterator[tuple[str, int]]:
    """Yield each letter of *text* in Unicode and how many stored characters it takes."""
    if encoding is Encoding.VNI:
        for unit in _VNI_UNIT.findall(text):
            yield VNI.get(unit, unit), len(unit)
        return
    for stored in text:
        letter = TCVN3.get(stored, stored)
        yield letter.upper() if encoding is Encoding.TCVN3_CAPITALS else letter, 1


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return *text* as its font would have shown it."""
    return "".join(letter for letter, _ in units(text, encoding))


def is_unicode_already(text: str) -> bool:
    """Whether *text* holds Vietnamese letters that no legacy encoding stores.

    Such text was typed in Unicode while a legacy font was chosen.
    """
    return _ONLY_UNICODE.search(text) is not None


def is_mixed(text: str, encoding: Encoding) -> bool:
    """Whether *text* holds Unicode letters beside characters that only make sense as *encoding*."""
    if not is_unicode_already(text):
        return False
    if encoding is Encoding.VNI:
        return any(len(unit) == 2 or unit in "ñÑöÖæÆîÎ" for unit in _VNI_UNIT.findall(text))
    return any(stored in TCVN3 and stored not in _UNICODE_OF_BOTH for stored in text)
