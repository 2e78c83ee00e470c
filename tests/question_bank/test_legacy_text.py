"""TCVN3 and VNI: every letter, and telling them by their words."""

from unicodedata import normalize

import pytest

from question_bank.legacy_text import (
    TCVN3,
    VNI,
    Encoding,
    encoding_of_font,
    encoding_of_texts,
    is_mixed,
    to_unicode,
)
from tests.question_bank.readers.authors import ITEMS

VOWELS = "aăâeêioôơuưy"
LETTERS = [
    normalize("NFC", v + tone) for v in VOWELS for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")
]
SMALL = [letter for letter in LETTERS if not letter.isascii()] + ["đ"]
CAPITAL = [letter.upper() for letter in SMALL]

# As published: letters in the order of SMALL, by their bytes.
TCVN3_SMALL = """b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb cc ce cf d0 d1 aa d2 d3 d4 d5 d6
d7 d8 dc dd de df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9
fa fb fc fd fe ae"""
TCVN3_CAPITAL = {"Ă": "a1", "Â": "a2", "Ê": "a3", "Ô": "a4", "Ơ": "a5", "Ư": "a6", "Đ": "a7"}
VNI_SMALL = """aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä
ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï
yø yû yõ yù î ñ"""


def test_there_are_134_letters() -> None:
    assert len(set(SMALL + CAPITAL)) == 134
    assert set(VNI.values()) == set(SMALL + CAPITAL)
    assert set(TCVN3.values()) == set(SMALL) | set(TCVN3_CAPITAL)


@pytest.mark.parametrize(("letter", "code"), list(zip(SMALL, TCVN3_SMALL.split(), strict=True)))
def test_every_letter_of_tcvn3(letter: str, code: str) -> None:
    stored = bytes.fromhex(code).decode("latin-1")
    assert to_unicode(stored, Encoding.TCVN3) == letter
    assert to_unicode(stored, Encoding.TCVN3_CAPITALS) == letter.upper()
    assert [known for known, shown in TCVN3.items() if shown == letter] == [stored]


@pytest.mark.parametrize("letter", TCVN3_CAPITAL)
def test_every_capital_that_tcvn3_has_of_its_own(letter: str) -> None:
    stored = bytes.fromhex(TCVN3_CAPITAL[letter]).decode("latin-1")
    assert to_unicode(stored, Encoding.TCVN3) == letter
    assert [known for known, shown in TCVN3.items() if shown == letter] == [stored]


@pytest.mark.parametrize(("letter", "code"), list(zip(SMALL, VNI_SMALL.split(), strict=True)))
def test_every_letter_of_vni_small_and_capital(letter: str, code: str) -> None:
    assert to_unicode(code, Encoding.VNI) == letter
    assert to_unicode(code.upper(), Encoding.VNI) == letter.upper()
    assert to_unicode(code.capitalize(), Encoding.VNI) == letter.upper()
    assert [known for known, shown in VNI.items() if shown == letter] == [code]


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnArial Narrow", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("VNI Helve", Encoding.VNI),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_a_font_tells_the_encoding(font: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(font) is encoding


def stored(text: str, encoding: Encoding) -> str:
    """Write a text as it was written then; capitals that TCVN3 lacks become small."""
    table = VNI if encoding is Encoding.VNI else TCVN3
    codes = {letter: code for code, letter in table.items()}
    if encoding is Encoding.VNI:
        codes |= {letter: codes[letter.lower()].upper() for letter in CAPITAL}
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@pytest.mark.parametrize("at", range(0, 140, 10))
def test_five_questions_tell_their_encoding(encoding: Encoding, at: int) -> None:
    texts = [text for item in ITEMS[at : at + 5] for text in (item.stem, *item.options)]
    old = [stored(text, encoding) for text in texts]
    assert encoding_of_texts(old) is encoding
    assert encoding_of_texts(texts) is None
    if encoding is Encoding.VNI:
        assert [to_unicode(text, encoding) for text in old] == texts


@pytest.mark.parametrize(
    "texts",
    [
        ["Là bà má già cả nhà ta", "xã hội", "cá thể"] * 20,
        ["café déjà vu naïve façade señor", "Übergröße für Größen"] * 20,
        ["5 µm, 20 °C, © 1999 ®, ±3 · ½"] * 20,
        ["chi bé"] * 5,
    ],
)
def test_what_is_uncertain_is_left_alone(texts: list[str]) -> None:
    assert encoding_of_texts(texts) is None


def test_unicode_beside_old_letters_is_mixed() -> None:
    assert is_mixed("Đảng bé tØnh", Encoding.TCVN3)
    assert not is_mixed("Đảng bộ tỉnh", Encoding.TCVN3)
    assert is_mixed("Đảng boä tænh", Encoding.VNI)
    assert not is_mixed("Ñaûng boä", Encoding.VNI)
