"""From the XML of a Word document to its lines and tables, as its reader sees them.

What Word shows is read: automatic numbers, tracked insertions, results of fields. What is not text
(pictures, formulas, text boxes, notes) is pointed out, so that nothing disappears unsaid.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from question_bank.findings import Finding, Place, error, warning
from question_bank.legacy_text import (
    Encoding,
    encoding_of_font,
    is_mixed,
    is_unicode_already,
    units,
)
from question_bank.readers.docx.numbering import Numbering
from question_bank.readers.docx.parts import Parts, child, local_name, value
from question_bank.readers.docx.styled import (
    Block,
    Cell,
    Line,
    Look,
    Styled,
    Table,
    beginning,
    composed,
    joined,
    recoded,
    styled,
)
from question_bank.readers.docx.styles import Format, Styles, shading_of
from question_bank.readers.docx.symbols import is_symbol_font, sign_of
from question_bank.readers.reading import RefusedError
from question_bank.text import fold

OWN_STYLES = {
    fold(f"{name} (Ôn Sử)"): role
    for name, role in {
        "Tên ngân hàng": "title",
        "Chủ đề": "topic",
        "Câu hỏi": "own",
        "Phương án": "own",
        "Mục": "own",
        "Hướng dẫn": "guide",
    }.items()
}
_HEADINGS = ("heading", "tieu de", "de muc")
_CONTENTS = ("toc ", "muc luc")
_PASSED_THROUGH = ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "fldSimple", "bdo", "dir")
_GONE = ("del", "moveFrom")
_SIGNS = {"noBreakHyphen": "\u2011", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"}
_LOST = {
    "drawing": "docx_picture",
    "pict": "docx_picture",
    "AlternateContent": "docx_picture",
    "object": "docx_object",
    "oMath": "docx_formula",
    "oMathPara": "docx_formula",
    "footnoteReference": "docx_note",
    "endnoteReference": "docx_note",
    "altChunk": "docx_object",
    "sym": "docx_symbol",
}
_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_MOST_PARAGRAPHS = 400_000
_DEEPEST = 60


class Body:
    """The blocks of a document in their order, and what had to be said about them."""

    def __init__(self, parts: Parts, findings: list[Finding]) -> None:
        self._styles = Styles(parts)
        self._numbering = Numbering(parts)
        self._findings = findings
        self._paragraph = 0
        self._carried: list[_Piece] = []
        self._fields: list[bool] = []
        self._lost: set[str] = set()
        self._tracked: Place | None = None
        self._recoded = 0
        body = child(parts.document, "body")
        if body is None:
            raise RefusedError("archive_broken")
        self.blocks = tuple(self._blocks(body, ""))
        if self._tracked is not None:
            findings.append(warning("docx_tracked", self._tracked))
        if self._recoded:
            findings.append(warning("legacy_converted", count=self._recoded))

    def _blocks(self, parent: Element, shading: str, deep: int = 0) -> Iterator[Block]:
        if deep > _DEEPEST:
            raise RefusedError("archive_unsafe")
        for element in parent:
            match element.tag:
                case "p":
                    yield from self._lines(element, shading)
                    element.clear()  # a long document is not kept twice
                case "tbl":
                    yield self._table(element, shading, deep + 1)
                case "sdt":
                    content = child(element, "sdtContent")
                    if content is not None:
                        yield from self._blocks(content, shading, deep + 1)
                case "customXml" | "ins" | "moveTo":
                    yield from self._blocks(element, shading, deep + 1)
                case "altChunk":
                    self._findings.append(warning("docx_object", Place(paragraph=self._paragraph)))

    def _table(self, element: Element, shading: str, deep: int) -> Table:
        rows = []
        for row in _inside(element, "tr"):
            if child(row, "trPr", "del") is not None:
                self._note_tracking("")
                continue
            rows.append(tuple(self._cell(cell, shading, deep) for cell in _inside(row, "tc")))
        return Table(tuple(rows))

    def _cell(self, element: Element, shading: str, deep: int) -> Cell:
        own = shading_of(child(element, "tcPr", "shd"))
        return tuple(flattened(self._blocks(element, shading if own is None else own, deep)))

    def _lines(self, element: Element, behind: str) -> Iterator[Line]:
        """Yield the lines of a paragraph; one whose end was deleted goes on in the next."""
        self._paragraph += 1
        if self._paragraph > _MOST_PARAGRAPHS:
            raise RefusedError("archive_unsafe")
        properties = child(element, "pPr")
        style = self._styles.paragraph_style(properties)
        name = self._styles.name(style)
        shading = shading_of(self._property(properties, style, "shd"))
        self._lost = set()
        pieces = self._carried + list(
            self._pieces(element, style, shading if shading is not None else behind, 0)
        )
        self._carried = []
        if (
            child(properties, "rPr", "del") is not None
            or child(properties, "rPr", "moveFrom") is not None
        ):
            self._note_tracking("".join(piece.text for piece in pieces))
            self._carried = pieces
            return
        if name.startswith(_CONTENTS):
            return
        text = self._text(pieces)
        label = self._label(properties, style, text)
        self._remark(pieces, text)
        role = self._role(properties, style, name)
        whole = joined([label, text])
        lines = list(whole.lines()) if role in ("", "heading") else [whole]
        for at, line in enumerate(lines):
            yield Line(line, self._paragraph, first=at == 0, role=role)

    def _label(self, properties: Element | None, style: str, text: Styled) -> Styled:
        """What automatic numbering shows before a paragraph; an empty one counts too."""
        numbered = self._property(properties, style, "numPr")
        number = value(child(numbered, "numId"))
        if number is None or number == "0":
            return Styled()
        level = value(child(numbered, "ilvl")) or ""
        is_plain = level.isdecimal() and len(level) < 3
        at = int(level) if is_plain else self._numbering.level_of_style(number, style)
        label = self._numbering.label(number, at)
        is_shown = label and (text.text.strip() or self._lost)
        return styled(f"{label} ", Look(number=True)) if is_shown else Styled()

    def _property(self, properties: Element | None, style: str, name: str) -> Element | None:
        own = child(properties, name)
        return own if own is not None else self._styles.paragraph_property(style, name)

    def _role(self, properties: Element | None, style: str, name: str) -> str:
        if name in OWN_STYLES:
            return OWN_STYLES[name]
        if name in ("title", "tieu de", "subtitle"):
            return "title"
        outline = value(self._property(properties, style, "outlineLvl"))
        is_heading = name.startswith(_HEADINGS) or (outline is not None and outline < "9")
        return "heading" if is_heading else ""

    def _pieces(self, parent: Element, style: str, behind: str, deep: int) -> Iterator["_Piece"]:
        if deep > _DEEPEST:
            raise RefusedError("archive_unsafe")
        for element in parent:
            tag = local_name(element)
            if tag == "r":
                yield from self._run(element, style, behind)
            elif tag in _GONE:
                self._note_tracking("")
            elif tag in _PASSED_THROUGH:
                if tag in ("ins", "moveTo"):
                    self._note_tracking("")
                yield from self._pieces(element, style, behind, deep + 1)
            elif tag == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._pieces(content, style, behind, deep + 1)
            elif tag in _LOST:
                self._lost.add(_LOST[tag])

    def _run(self, element: Element, style: str, behind: str) -> Iterator["_Piece"]:
        form = self._styles.run_format(style, child(element, "rPr"))
        if form.shading is None and behind:
            form = replace(form, shading=behind)
        for part in element:
            if local_name(part) == "fldChar":
                self._field(value(part, "fldCharType") or "")
            elif not any(self._fields):  # the code of a field is not shown
                yield from self._part(part, form)

    def _part(self, part: Element, form: Format) -> Iterator["_Piece"]:
        """What one element of a run shows."""
        tag = local_name(part)
        if tag == "t":
            yield self._typed(part.text or "", form)
        elif tag == "br" and value(part, "type") not in (None, "textWrapping"):
            return
        elif tag in _SIGNS:
            yield _Piece(_SIGNS[tag], form)
        elif tag == "softHyphen" and encoding_of_font(form.font or ""):
            yield _Piece("\u00ad", form)
        elif tag == "sym":
            yield from self._symbol(part, form)
        elif tag in _LOST:
            self._lost.add("docx_textbox" if _holds_text(part) else _LOST[tag])

    def _typed(self, text: str, form: Format) -> "_Piece":
        """What was typed; in a font of symbols, what that shows."""
        if not is_symbol_font(form.font or "") or text.isspace():
            return _Piece(text, form)
        shown = [sign_of(form.font or "", ord(each)) for each in text if not each.isspace()]
        if not all(shown):
            self._lost.add("docx_symbol")
        return _Piece(" ".join(shown), form)

    def _symbol(self, element: Element, form: Format) -> Iterator["_Piece"]:
        font, code = value(element, "font") or "", value(element, "char") or ""
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4}", code) else 0
        if sign := sign_of(font, number):
            yield _Piece(sign, form)
        elif encoding_of_font(font) is None or not number:
            self._lost.add("docx_symbol")
        else:
            yield _Piece(chr(number & 0xFF), replace(form, font=font))

    def _field(self, kind: str) -> None:
        """Fields nest; text is shown where every open one has come to its result."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields and self._fields.pop():
            self._lost.add("docx_field")

    def _text(self, pieces: list["_Piece"]) -> Styled:
        shown = [piece for piece in pieces if not piece.format.hidden]
        parts = [(piece.shown(), piece.format.look(), piece.font()) for piece in shown]
        in_font: dict[str, str] = {}
        for text, _, font in parts:
            in_font[font] = in_font.get(font, "") + text
        encodings = {font: self._encoding(font, text) for font, text in in_font.items()}
        return composed(recoded(parts, lambda text, font: _letters(text, encodings[font])))

    def _encoding(self, font: str, text: str) -> Encoding | None:
        """How to read what a paragraph holds in one font; None for Unicode."""
        encoding = encoding_of_font(font)
        if encoding is None or is_unicode_already(text):
            if encoding is not None and is_mixed(text, encoding):
                place = Place(paragraph=self._paragraph, text=beginning(text))
                self._findings.append(error("legacy_mixed", place, font=font))
            return None
        self._recoded += not text.isascii()
        return encoding

    def _remark(self, pieces: list["_Piece"], text: Styled) -> None:
        """Say what of a paragraph is not in its text, or should not be."""
        place = Place(paragraph=self._paragraph, text=beginning(text.text))
        self._findings += [warning(code, place) for code in sorted(self._lost)]
        hidden = "".join(piece.text for piece in pieces if piece.format.hidden)
        if hidden.strip():
            found = error("docx_hidden", place, text=beginning(hidden))
            self._findings.append(found)
        struck = "".join(piece.text for piece in pieces if piece.format.struck)
        if struck.strip():
            self._findings.append(warning("docx_struck", place, text=beginning(struck)))

    def _note_tracking(self, text: str) -> None:
        if self._tracked is None:
            self._tracked = Place(paragraph=self._paragraph, text=beginning(text))


class _Piece:
    """A stretch of characters under one format."""

    __slots__ = ("format", "text")

    def __init__(self, text: str, form: Format) -> None:
        self.text = text
        self.format = form

    def font(self) -> str:
        """The font, where it matters: of a legacy encoding."""
        font = self.format.font or ""
        return font if encoding_of_font(font) else ""

    def shown(self) -> str:
        """The text with raised and lowered figures as such."""
        table = {"superscript": _RAISED, "subscript": _LOWERED}.get(self.format.raised or "")
        if table is None:
            return self.text
        changed = [table.get(character, "") for character in self.text if not character.isspace()]
        return "".join(table.get(each, each) for each in self.text) if all(changed) else self.text


def _letters(text: str, encoding: Encoding | None) -> Iterable[tuple[str, int]] | None:
    return units(text, encoding) if encoding else None


def flattened(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks, those of tables cell by cell."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row for line in cell)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a kind, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(element, tag)


def _holds_text(element: Element) -> bool:
    return any(each.tag == "txbxContent" for each in element.iter())
