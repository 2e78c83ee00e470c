"""Letters as PDF, in a face as wide as Times New Roman; the same letter, the same bytes."""

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from quiz.documents.letter import MOTTO, NATION, PARTY, Form, Heading, Letter, LetterTable

MEDIA_TYPE = "application/pdf"
_FONTS = Path(__file__).with_name("fonts")
_FACES = {
    "Serif": "regular",
    "Serif-Bold": "bold",
    "Serif-Italic": "italic",
    "Serif-BoldItalic": "bold-italic",
}
_INDENT = 10 * mm
SPARE_MM = 3
"""What a word processor may need more than this face does, on a page of the same letter."""


def pages_of(letter: Letter) -> int:
    """Return on how many pages a letter goes, room left at the end for other fonts' leading."""
    return _write(letter, BytesIO(), SPARE_MM * mm)


def write_pdf(letter: Letter, file: BinaryIO) -> None:
    """Write a letter on A4; pages after the first have their number on top."""
    _write(letter, file, 0)


def _write(letter: Letter, file: BinaryIO, spare: float) -> int:
    _register()
    top, right, bottom, left = (side * mm for side in letter.manner.margins)
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        topMargin=top,
        rightMargin=right,
        bottomMargin=bottom + spare,
        leftMargin=left,
        title=f"{letter.title} – {letter.subject}",
        author=letter.issuer,
        lang="vi-VN",
        initialFontName="Serif",
        invariant=1,
    )
    width = A4[0] - left - right
    document.build(_story(letter, width - 12), onLaterPages=_numbered)
    return int(document.page)


def _story(letter: Letter, width: float) -> list[Flowable]:
    manner = letter.manner
    story: list[Flowable] = [_head(letter, width), Spacer(1, 12)]
    story.append(_line(letter.title, manner.title, TA_CENTER, bold=True))
    story.append(_line(letter.subject, manner.subject, TA_CENTER, bold=True))
    story.append(_ruled(0.28 * width, width))
    if letter.to:
        story.append(_line(f"Kính gửi: {letter.to}", manner.body, TA_CENTER, before=4, after=4))
    for part in letter.parts:
        match part:
            case Heading():
                story.append(
                    _line(part.text, manner.body, TA_LEFT, bold=True, indent=_INDENT, after=3)
                )
            case LetterTable():
                story += [_table(part, manner.table, width), Spacer(1, 5)]
            case _:
                story.append(_line(part, manner.body, TA_JUSTIFY, indent=_INDENT, after=4))
    story.append(KeepTogether([Spacer(1, 6), _foot(letter, width)]))
    return story


def _head(letter: Letter, width: float) -> Flowable:
    left = [_line(letter.above.upper(), 12, TA_CENTER)] if letter.above else []
    left.append(_line(letter.issuer.upper(), 12, TA_CENTER, bold=True))
    if letter.form is Form.PARTY:
        left.append(_line("*", 12, TA_CENTER))
        right = [_line(f"<u>{PARTY}</u>", 14, TA_CENTER, bold=True, marked=True)]
    else:
        left.append(_ruled(0.12 * width, 0.42 * width))
        right = [
            _line(NATION, 12, TA_CENTER, bold=True),
            _line(f"<u>{MOTTO}</u>", 13, TA_CENTER, bold=True, marked=True),
        ]
    left.append(_line(letter.number, 13, TA_CENTER))
    right.append(_line(letter.dateline, 13, TA_CENTER, italic=True, before=6))
    return _beside(left, right, (0.42 * width, 0.58 * width))


def _foot(letter: Letter, width: float) -> Flowable:
    size = letter.manner.recipients
    is_party = letter.form is Form.PARTY
    named = "<u>Nơi nhận:</u>" if is_party else "Nơi nhận:"
    left = [_line(named, 12, TA_LEFT, bold=not is_party, italic=not is_party, marked=True)]
    left += [_line(text, size, TA_LEFT) for text in letter.recipients]
    right = [_line(text, 14, TA_CENTER, bold=True) for text in letter.signer]
    right.append(Spacer(1, 44))
    right.append(_line(letter.signed_by or " ", 14, TA_CENTER, bold=True))
    both = _beside(left, right, (0.5 * width, 0.5 * width))
    note = _line(letter.note, 9, TA_LEFT, italic=True, before=6)
    return Table([[both], [note]], colWidths=[width], style=[("PADDING", (0, 0), (-1, -1), 0)])


def _beside(left: list[Flowable], right: list[Flowable], widths: tuple[float, float]) -> Flowable:
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("PADDING", (0, 0), (-1, -1), 0)]
    return Table([[left, right]], colWidths=widths, style=style)


def _ruled(length: float, width: float) -> Flowable:
    """A short rule in the middle of a column."""
    side = (width - length) / 2
    style = [("LINEBELOW", (1, 0), (1, 0), 0.7, colors.black), ("PADDING", (0, 0), (-1, -1), 0)]
    lines = [["", "", ""], ["", "", ""]]
    return Table(lines, colWidths=[side, length, side], rowHeights=[4, 5], style=style)


def _table(table: LetterTable, size: int, width: float) -> Flowable:
    titles = [_line(text, size, TA_CENTER, bold=True) for text in table.titles]
    rows = [
        [_line(text, size, TA_RIGHT if place else TA_LEFT) for place, text in enumerate(row)]
        for row in table.rows
    ]
    return Table(
        [titles, *rows],
        colWidths=[width * share / 100 for share in table.widths],
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ],
    )


def _line(
    text: str,
    size: int,
    alignment: int,
    *,
    bold: bool = False,
    italic: bool = False,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    marked: bool = False,
) -> Flowable:
    """Return a paragraph; ``marked`` text is our own and may hold marks of reportlab's."""
    face = "Serif" + ("-" if bold or italic else "") + "Bold" * bold + "Italic" * italic
    style = ParagraphStyle(
        face,
        fontName=face,
        fontSize=size,
        leading=size * 1.15,
        alignment=alignment,
        firstLineIndent=indent,
        spaceBefore=before,
        spaceAfter=after,
    )
    # Marks that stand apart are drawn apart; spaces in a row are left for a pen to fill in.
    text = unicodedata.normalize("NFC", text).replace("  ", "\u00a0\u00a0")
    return Paragraph(text if marked else escape(text), style)


def _numbered(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Serif", 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))
    canvas.restoreState()


@cache
def _register() -> None:
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"on-su-serif-{face}.ttf")))
    pdfmetrics.registerFontFamily(
        "Serif",
        normal="Serif",
        bold="Serif-Bold",
        italic="Serif-Italic",
        boldItalic="Serif-BoldItalic",
    )
