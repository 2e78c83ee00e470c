"""How a run of a Word document looks: its own format over its styles over the defaults."""

from dataclasses import dataclass, fields, replace
from xml.etree.ElementTree import Element

from question_bank.readers.docx.parts import Parts, child, local_name, value
from question_bank.readers.docx.styled import Look
from question_bank.text import fold

_OFF = ("0", "false", "off", "none")
_DARK = 0x40
_PALE = 0xF0
_DEEPEST = 40
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Format:
    """What one level says of a run; None is silence."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    colour: str | None = None
    highlight: str | None = None
    shading: str | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: str | None = None
    font: str | None = None

    def over(self, lower: "Format") -> "Format":
        """This level where it speaks, *lower* where it is silent."""
        said = {name: own for name in _SAID if (own := getattr(self, name)) is not None}
        return replace(lower, **said) if said else lower

    def look(self) -> Look:
        """What the eye sees."""
        return Look(
            bold=self.bold or False,
            italic=self.italic or False,
            underline=self.underline or False,
            colour=self.colour or "",
            highlight=self.highlight or "",
            shading=self.shading or "",
        )


_SAID = tuple(field.name for field in fields(Format))


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what it says of runs and paragraphs, and the style it builds on."""

    name: str
    base: str
    format: Format
    paragraph: Element | None


class Styles:
    """The styles of a document."""

    def __init__(self, parts: Parts) -> None:
        self._fonts = _theme_fonts(parts.theme)
        self._styles: dict[str, Style] = {}
        self._default = ""
        self._resolved: dict[str, Format] = {}
        self._runs: dict[tuple[str, str], Format] = {}
        root = parts.styles
        self._ground = self.format_of(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in () if root is None else root.iterfind("style"):
            key = value(element, "styleId") or ""
            self._styles[key] = Style(
                name=value(child(element, "name")) or key,
                base=value(child(element, "basedOn")) or "",
                format=self.format_of(child(element, "rPr")),
                paragraph=child(element, "pPr"),
            )
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                self._default = key

    def paragraph_style(self, properties: Element | None) -> str:
        """The style of a paragraph with *properties* (its pPr)."""
        return value(child(properties, "pStyle")) or self._default

    def name(self, style: str) -> str:
        """The name of a style as people see it, folded."""
        return fold(self._styles[style].name) if style in self._styles else ""

    def paragraph_property(self, style: str, name: str) -> Element | None:
        """What a style, or one that it builds on, says of its paragraphs under *name*."""
        for each in self._chain(style):
            if (found := child(each.paragraph, name)) is not None:
                return found
        return None

    def run_format(self, paragraph_style: str, properties: Element | None) -> Format:
        """The whole format of a run with *properties* (its rPr) in a paragraph of that style."""
        character_style = value(child(properties, "rStyle")) or ""
        key = (paragraph_style, character_style)
        if key not in self._runs:
            paragraph, character = self._format(paragraph_style), self._format(character_style)
            both = _toggled(character, paragraph).over(character).over(paragraph)
            self._runs[key] = both.over(self._ground)
        return self.format_of(properties).over(self._runs[key])

    def format_of(self, properties: Element | None) -> Format:
        """What the run properties (rPr) themselves say."""
        if properties is None:
            return Format()
        return Format(
            bold=_flag(child(properties, "b")),
            italic=_flag(child(properties, "i")),
            underline=_flag(child(properties, "u")),
            colour=_colour(child(properties, "color")),
            highlight=_highlight(child(properties, "highlight")),
            shading=shading_of(child(properties, "shd")),
            hidden=_flag(child(properties, "vanish")),
            struck=_either(_flag(child(properties, "strike")), _flag(child(properties, "dstrike"))),
            raised=value(child(properties, "vertAlign")),
            font=self._font(child(properties, "rFonts")),
        )

    def _format(self, style: str) -> Format:
        if style not in self._resolved:
            whole = Format()
            for each in self._chain(style):
                whole = whole.over(each.format)
            self._resolved[style] = whole
        return self._resolved[style]

    def _chain(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = self._styles[style].base
        return chain

    def _font(self, fonts: Element | None) -> str | None:
        """Letters beyond ASCII take the font for "high ANSI"; a theme font goes before a name."""
        for name in ("hAnsi", "ascii"):
            if (theme := value(fonts, f"{name}Theme")) is not None:
                return self._fonts.get(theme[:5], "")
            if (font := value(fonts, name)) is not None:
                return font
        return None


def shading_of(shading: Element | None) -> str | None:
    """The colour behind text; "" for none, and for what is nearly white."""
    fill = value(shading, "fill")
    if fill is None:
        return None
    rgb = _rgb(fill)
    return "" if rgb is None or min(rgb) >= _PALE else fill.upper()


def _toggled(character: Format, paragraph: Format) -> Format:
    """Bold in a bold paragraph is upright: such properties of both styles cancel out."""
    return Format(
        bold=_cancelling(character.bold, paragraph.bold),
        italic=_cancelling(character.italic, paragraph.italic),
        hidden=_cancelling(character.hidden, paragraph.hidden),
        struck=_cancelling(character.struck, paragraph.struck),
    )


def _cancelling(one: bool | None, other: bool | None) -> bool | None:
    return one != other if one is not None and other is not None else None


def _either(one: bool | None, other: bool | None) -> bool | None:
    return one if other is None else other if one is None else one or other


def _flag(element: Element | None) -> bool | None:
    if element is None:
        return None
    return (value(element) or "1") not in _OFF


def _colour(element: Element | None) -> str | None:
    """A colour as six digits; "" for black and what nobody can tell from it."""
    if element is None:
        return None
    rgb = _rgb(value(element) or "auto")
    return "" if rgb is None or max(rgb) < _DARK else (value(element) or "").upper()


def _highlight(element: Element | None) -> str | None:
    if element is None:
        return None
    name = value(element) or "none"
    return "" if name in ("none", "white") else name


def _rgb(code: str) -> tuple[int, int, int] | None:
    try:
        red, green, blue = bytes.fromhex(code)
    except ValueError:
        return None
    return red, green, blue


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts of headings and of text, by the first letters of the names that ask for them."""
    found = {}
    for element in () if theme is None else theme.iter():
        kind = local_name(element)
        if kind in ("majorFont", "minorFont"):
            found[kind[:5]] = value(child(element, f"{_DRAWING}latin"), "typeface") or ""
    return found
