"""The parts of our Word files that are the same for every bank: styles, header, relations.

A style's visible name is what the reader knows it by; Word and LibreOffice keep names, not keys.
"""

from collections.abc import Mapping

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _style(key: str, name: str, paragraph: str, run: str = "", after: str = "") -> str:
    following = f'<w:next w:val="OnSu{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="OnSu{key}">'
        f'<w:name w:val="{name} (Ôn Sử)"/><w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"'
    ' w:cs="Times New Roman"/><w:sz w:val="26"/><w:szCs w:val="26"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    + _style(
        "Title",
        "Tên ngân hàng",
        '<w:spacing w:after="240"/><w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="32"/><w:szCs w:val="32"/>',
        "Field",
    )
    + _style(
        "Topic",
        "Chủ đề",
        '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/>',
        "Question",
    )
    + _style(
        "Question",
        "Câu hỏi",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240"/><w:jc w:val="both"/>',
        after="Option",
    )
    + _style("Option", "Phương án", '<w:keepNext/><w:keepLines/><w:ind w:left="425"/>')
    + _style("Field", "Mục", '<w:ind w:left="425"/>', '<w:sz w:val="24"/><w:szCs w:val="24"/>')
    + _style(
        "Guide",
        "Hướng dẫn",
        '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="808080"/></w:pBdr>'
        '<w:ind w:left="284"/>',
        '<w:i/><w:sz w:val="24"/><w:szCs w:val="24"/>',
    )
    + "</w:styles>"
)
_HEADER = (
    f'{_HEAD}<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/header" Target="header1.xml"/></Relationships>'
)

FIXED_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _ROOT,
    "word/_rels/document.xml.rels": _RELATIONS,
    "word/styles.xml": _STYLES,
    "word/header1.xml": _HEADER,
}
