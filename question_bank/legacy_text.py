"""Vietnamese written before Unicode: TCVN3 (fonts .VnTime, .VnArial …) and VNI (VNI-Times …).

Such text is stored as Western letters that only its own fonts show as Vietnamese. It is turned into
Unicode (NFC) where the font says what it is, or where the text itself leaves no doubt.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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


# What follows tells an encoding by the words alone, where no font is known.
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x".split()
_RHYMES = """a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu
ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in
inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo
oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut
uâ uân uâng uât uây uê uêch uên uênh uêt uơ uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uynh uyt
uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu""".split()
_SYLLABLE = re.compile(f"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(_RHYMES)})")
_STORED_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_FEWEST_WORDS = 12
_SURE, _OF = 19, 20


def encoding_of_texts(texts: Iterable[str]) -> Encoding | None:
    """Tell in which legacy encoding some of *texts* are; None unless it is certain.

    Certain is: of the words that an encoding changes there are enough, nearly all of them become
    Vietnamese syllables by it, and few of them are as they stand.
    """
    suspects = [text for text in texts if is_suspect(text)]
    return next(filter(lambda each: _is_certain(suspects, each), _BY_WORDS), None)


def is_suspect(text: str) -> bool:
    """Whether *text* could be in a legacy encoding: Western letters, none that only Unicode has."""
    return _WESTERN.search(text) is not None and not is_unicode_already(text)


def syllables_gained(text: str, encoding: Encoding) -> int:
    """How many more words of *text* are Vietnamese syllables when it is read as *encoding*."""
    return _syllables(_changed(text, encoding)) - _syllables(_stored(text, encoding))


_BY_WORDS = (Encoding.TCVN3, Encoding.VNI)


def _is_certain(texts: Sequence[str], encoding: Encoding) -> bool:
    changed = [word for text in texts for word in _changed(text, encoding)]
    stored = [word for text in texts for word in _stored(text, encoding)]
    return (
        len(changed) >= _FEWEST_WORDS
        and _OF * _syllables(changed) >= _SURE * len(changed)
        and 2 * _syllables(stored) < len(stored)
    )


def _stored(text: str, encoding: Encoding) -> list[str]:
    """The words that *encoding* would change, as they stand."""
    return [word for word in _STORED_WORD.findall(text) if to_unicode(word, encoding) != word]


def _changed(text: str, encoding: Encoding) -> list[str]:
    return [to_unicode(word, encoding) for word in _stored(text, encoding)]


def _syllables(words: Iterable[str]) -> int:
    """Count the words that have the shape of a Vietnamese syllable."""
    return sum(_SYLLABLE.fullmatch(_toneless(word.casefold())) is not None for word in words)


def _toneless(word: str) -> str:
    kept = "".join(letter for letter in normalize("NFD", word) if letter not in _TONES)
    return normalize("NFC", kept)
