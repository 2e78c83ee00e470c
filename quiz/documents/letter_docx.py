"""Letters as Word files, to be finished and signed elsewhere; the same letter, the same bytes.

Written out by hand: one page of plain paragraphs and tables needs no library that could open files
too. Sizes are in half-points, lengths in twentieths of a point, as the format has them.
"""

import unicodedata
import zipfile
from collections.abc import Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape

from quiz.documents.letter import MOTTO, NATION, PARTY, Form, Heading, Letter, LetterTable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MM = 56.7
_PAGE = 11906, 16838
_INDENT = round(10 * _MM)

_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/header" Target="header1.xml"/></Relationships>'
)
_STYLES = (
    f'<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
    'w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    "</w:styles>"
)
_NUMBER = (
    f'<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)


def write_docx(letter: Letter, file: BinaryIO) -> None:
    """Write a letter on A4; pages after the first have their number on top."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": _document(letter),
        "word/_rels/document.xml.rels": _LINKS,
        "word/styles.xml": _STYLES,
        "word/header1.xml": _NUMBER,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), (_DECLARATION + text).encode())


def _document(letter: Letter) -> str:
    top, right, bottom, left = (round(side * _MM) for side in letter.manner.margins)
    width = _PAGE[0] - left - right
    manner = letter.manner
    body = [_head(letter, width), _line("", 8)]
    body.append(_line(letter.title, manner.title, "center", bold=True))
    body.append(_line(letter.subject, manner.subject, "center", bold=True))
    body.append(_ruled(round(0.36 * width)))
    if letter.to:
        body.append(_line(f"Kính gửi: {letter.to}", manner.body, "center", before=4, after=4))
    for part in letter.parts:
        match part:
            case Heading():
                body.append(
                    _line(part.text, manner.body, bold=True, indent=_INDENT, after=3, keeps=True)
                )
            case LetterTable():
                body += [_table(part, manner.table, width), _line("", 5)]
            case _:
                body.append(_line(part, manner.body, "both", indent=_INDENT, after=4))
    body += [_foot(letter, width), _line(letter.note, 9, italic=True, before=6)]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
        f'<w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/><w:pgMar w:top="{top}" w:right="{right}" '
        f'w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return (
        f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
        f"{''.join(body)}{section}</w:body></w:document>"
    )


def _head(letter: Letter, width: int) -> str:
    left = [_line(letter.above.upper(), 12, "center")] if letter.above else []
    left.append(_line(letter.issuer.upper(), 12, "center", bold=True))
    widths = round(0.42 * width), round(0.58 * width)
    if letter.form is Form.PARTY:
        left.append(_line("*", 12, "center"))
        right = [_line(PARTY, 14, "center", bold=True, underlined=True)]
    else:
        left.append(_ruled(round(0.14 * width)))
        right = [
            _line(NATION, 12, "center", bold=True),
            _line(MOTTO, 13, "center", bold=True, underlined=True),
        ]
    left.append(_line(letter.number, 13, "center"))
    right.append(_line(letter.dateline, 13, "center", italic=True, before=6))
    return _beside(left, right, widths)


def _foot(letter: Letter, width: int) -> str:
    is_party = letter.form is Form.PARTY
    left = [_line("Nơi nhận:", 12, bold=not is_party, italic=not is_party, underlined=is_party)]
    left += [_line(text, letter.manner.recipients) for text in letter.recipients]
    right = [_line(text, 14, "center", bold=True) for text in letter.signer]
    right += [_line("", 14)] * 3
    right.append(_line(letter.signed_by, 14, "center", bold=True))
    return _beside(left, right, (width // 2, width // 2))


def _beside(left: Sequence[str], right: Sequence[str], widths: tuple[int, int]) -> str:
    cells = [
        _cell("".join(lines), width) for lines, width in zip((left, right), widths, strict=True)
    ]
    return _grid(widths, [_row(cells)], borders="")


def _ruled(inset: int) -> str:
    """A short rule in the middle: the lower border of a small paragraph that is set in."""
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="100" w:after="0" w:line="120" w:lineRule="exact"/>'
        f'<w:ind w:left="{inset}" w:right="{inset}"/></w:pPr></w:p>'
    )


def _table(table: LetterTable, size: int, width: int) -> str:
    widths = [round(width * share / 100) for share in table.widths]
    titles = [_line(text, size, "center", bold=True) for text in table.titles]
    rows = [_row([_cell(*one) for one in zip(titles, widths, strict=True)], repeats=True)]
    for row in table.rows:
        lines = [_line(text, size, "right" if place else "left") for place, text in enumerate(row)]
        rows.append(_row([_cell(*one) for one in zip(lines, widths, strict=True)]))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    return _grid(widths, rows, borders=f"<w:tblBorders>{borders}</w:tblBorders>")


def _grid(widths: Sequence[int], rows: Sequence[str], *, borders: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], *, repeats: bool = False) -> str:
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeats else ''}</w:trPr>"
        f"{''.join(cells)}</w:tr>"
    )


def _cell(lines: str, width: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="top"/></w:tcPr>'
        f"{lines}</w:tc>"
    )


def _line(
    text: str,
    size: int,
    alignment: str = "left",
    *,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    indent: int = 0,
    before: int = 0,
    after: int = 0,
    keeps: bool = False,
) -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic
    run = f'{marks}<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    run += '<w:u w:val="single"/>' * underlined
    words = escape(unicodedata.normalize("NFC", text))
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * keeps}"
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'
        f'<w:ind w:firstLine="{indent}"/><w:jc w:val="{alignment}"/><w:rPr>{run}</w:rPr></w:pPr>'
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )
