"""Small Word files made by hand, with everything a test wants to put into them."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LOOKS = {
    "bold": "<w:b/>",
    "upright": '<w:b w:val="0"/>',
    "italic": "<w:i/>",
    "underline": '<w:u w:val="single"/>',
    "colour": '<w:color w:val="FF0000"/>',
    "highlight": '<w:highlight w:val="yellow"/>',
    "shading": '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
    "hidden": "<w:vanish/>",
    "struck": "<w:strike/>",
}


def run(text: str, *looks: str, font: str = "", style: str = "") -> str:
    """A run; a line feed is a soft break. *looks* are names of `LOOKS` or XML."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    properties += "".join(LOOKS.get(look, look) for look in looks)
    inside = []
    for at, line in enumerate(text.split("\n")):
        inside += ["<w:br/>"] * (at > 0)
        for number, cell in enumerate(line.split("\t")):
            inside += ["<w:tab/>"] * (number > 0)
            inside.append(f'<w:t xml:space="preserve">{escape(cell)}</w:t>')
    return f"<w:r><w:rPr>{properties}</w:rPr>{''.join(inside)}</w:r>"


def paragraph(
    *parts: str, style: str = "", number: tuple[int, int] | None = None, extra: str = ""
) -> str:
    """A paragraph of runs (XML) and plain texts; *number* is a list and a level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        )
    runs = [part if part.startswith(("<w:", "<m:")) else run(part) for part in parts]
    return f"<w:p><w:pPr>{properties}{extra}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """A table; each cell is XML of paragraphs, or a plain text."""
    made = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc>{cell if cell.startswith('<w:') else paragraph(cell)}</w:tc>" for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def level(at: int, kind: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, numbers: Iterable[tuple[int, int, str]] = ()) -> str:
    """Lists by their levels; *numbers* are (number, list, overrides), else one a list."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
        for at, levels in enumerate(lists)
    )
    refer = list(numbers) or [(at + 1, at, "") for at in range(len(lists))]
    return abstracts + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'
        for number, of, more in refer
    )


def style(
    key: str, *looks: str, name: str = "", kind: str = "paragraph", base: str = "", extra: str = ""
) -> str:
    """A style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    properties = "".join(LOOKS.get(look, look) for look in looks)
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>{based}'
        f"<w:pPr>{extra}</w:pPr><w:rPr>{properties}</w:rPr></w:style>"
    )


def word(
    *blocks: str,
    styles: str = "",
    numbers: str = "",
    theme: str = "",
    main: str = "word/document.xml",
    more: dict[str, str] | None = None,
) -> bytes:
    """A whole file of paragraphs and tables; a plain text is a paragraph."""
    body = "".join(block if block.startswith("<w:") else paragraph(block) for block in blocks)
    declare = f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    members = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_MAIN_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_MAIN_TYPE}.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN_TYPE}.numbering+xml"/>'
        "</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for kind in ("styles", "numbering", "theme")
        )
        + "</Relationships>",
        main: f"{_HEAD}<w:document {declare}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{_HEAD}<w:styles {declare}>{styles}</w:styles>",
        "word/numbering.xml": f"{_HEAD}<w:numbering {declare}>{numbers}</w:numbering>",
    }
    if theme:
        members["word/theme.xml"] = theme
    members |= more or {}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()
