"""Files written before Unicode, in every format."""

import io

import openpyxl
import pytest

from question_bank.bank import Bank, BankHead
from question_bank.legacy_text import TCVN3, VNI, Encoding
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading
from question_bank.writers import write_bank
from question_bank.writers.rows import HEADINGS, row_of
from tests.question_bank.readers.authors import ITEMS
from tests.question_bank.word import paragraph, run, style, word

HEAD = BankHead("mau", "M")
SOME = [item for item in ITEMS if not item.explanation.isupper()][:6]


def old(text: str, encoding: Encoding = Encoding.VNI) -> str:
    """Write a text in VNI, or in TCVN3 with small letters for the capitals that it lacks."""
    table = VNI if encoding is Encoding.VNI else TCVN3
    codes: dict[str, str] = {}
    for code, letter in table.items():
        codes.setdefault(letter, code)
        if code.isupper():
            codes[letter] = code
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


def same(reading: Reading) -> bool:
    return not reading.is_faulty and [
        (item.stem, item.options, item.right, item.explanation) for item in reading.items
    ] == [(item.stem, item.options, item.right, item.explanation) for item in SOME]


def converted(reading: Reading) -> list[int | str]:
    return [found.data["count"] for found in reading.findings if found.code == "legacy_converted"]


@pytest.mark.parametrize("coding", ["utf-8", "cp1252"])
def test_a_table_of_text_in_vni_is_read_in_unicode(coding: str) -> None:
    text = write_bank(Bank("mau", "M", "vi", "", tuple(SOME)), "csv").decode("utf-8-sig")
    data = old(text.replace("–", "-")).encode(coding, "strict")
    reading = read_bank(data, "a.csv", defaults=HEAD)
    assert same(reading), reading.findings
    assert converted(reading) == [7]


def test_a_workbook_in_vni_under_our_headings_is_read_in_unicode() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(HEADINGS))
    for item in SOME:
        book.active.append([old(text) for text in row_of(item)])
    data = io.BytesIO()
    book.save(data)
    reading = read_bank(data.getvalue(), "a.xlsx", defaults=HEAD)
    assert same(reading), reading.findings
    assert [found.code for found in reading.findings] == ["legacy_converted"]
    assert converted(reading) == [6]


def test_a_text_in_unicode_is_never_converted() -> None:
    bank = Bank("mau", "M", "vi", "", tuple(ITEMS[:40]))
    for form in ("csv", "yaml", "xlsx"):
        reading = read_bank(write_bank(bank, form), f"a.{form}", defaults=HEAD)
        assert not reading.is_faulty
        assert converted(reading) == []


def typed(font: str, encoding: Encoding, **parts: str) -> Reading:
    """A document in one font."""
    blocks = []
    for number, item in enumerate(SOME, start=1):
        texts = [f"Câu {number}: {item.stem}"]
        texts += [f"{'ABCD'[at]}. {text}" for at, text in enumerate(item.options)]
        texts += [f"Đáp án: {'ABCD'[item.right[0]]}", f"Giải thích: {item.explanation}"]
        for text in texts:
            stored = old(text, encoding)
            middle = len(stored) // 2
            halves = (run(stored[:middle], font=font), run(stored[middle:], font=font))
            blocks.append(paragraph(*halves, style=parts.get("of", "")))
    styles, theme = parts.get("styles", ""), parts.get("theme", "")
    return read_bank(word(*blocks, styles=styles, theme=theme), "a.docx", defaults=HEAD)


def test_a_document_in_a_vni_font_is_read_in_unicode() -> None:
    reading = typed("VNI-Times", Encoding.VNI)
    assert same(reading), reading.findings
    assert converted(reading)


def test_a_style_or_a_theme_may_name_the_font() -> None:
    fonts = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    assert same(typed("", Encoding.VNI, of="Cu", styles=style("Cu", fonts)))
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
        '<a:minorFont><a:latin typeface="VNI-Times"/></a:minorFont></a:fontScheme></a:theme>'
    )
    assert same(typed("", Encoding.VNI, of="Cu", styles=style("Cu", fonts), theme=theme))


def test_a_font_of_capitals_gives_the_capitals_that_tcvn3_lacks() -> None:
    blocks = [
        paragraph(
            run("C©u 1: ", font=".VnTime"), run("å", font=".VnTimeH"), run(" ®©u?", font=".VnTime")
        ),
        paragraph(run("A. ", font=".VnTime"), run("bÕ v¨n ®µn", font=".VnTimeH")),
        paragraph(run("B. HuÕ", font=".VnTime")),
        paragraph(run("§¸p ¸n: B", font=".VnTime")),
    ]
    (item,) = read_bank(word(*blocks), "a.docx", defaults=HEAD).items
    assert (item.stem, item.options, item.right) == ("Ồ đâu?", ("BẾ VĂN ĐÀN", "Huế"), (1,))


def test_unicode_typed_while_an_old_font_was_chosen_stays_as_it_is() -> None:
    texts = ("Câu 1: Đảng ra đời ở đâu?", "A. Huế", "B. Hồng Kông", "Đáp án: B")
    blocks = [paragraph(run(text, font=".VnTime")) for text in texts]
    reading = read_bank(word(*blocks), "a.docx", defaults=HEAD)
    assert not reading.is_faulty
    assert reading.items[0].options == ("Huế", "Hồng Kông")
    assert converted(reading) == []


def test_a_paragraph_that_mixes_both_is_refused_with_its_place() -> None:
    mixed = paragraph(run("Câu 1: Đảng bé tØnh ra ®êi ở đâu?", font=".VnTime"))
    reading = read_bank(word(mixed, "A. Huế", "B. Vinh", "Đáp án: B"), "a.docx", defaults=HEAD)
    (found,) = [found for found in reading.findings if found.code == "legacy_mixed"]
    assert (found.place.paragraph, found.data["font"]) == (1, ".VnTime")
