"""DOCX for people: a document to read, print and edit in Word, and to load again.

Every paragraph has a style that says what it is, so that whatever a text contains, line breaks and
things that look like labels included, is read back as that text.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from question_bank.bank import Bank
from question_bank.fields import DIFFICULTY_NAMES, HEAD_FIELDS, ITEM_FIELDS, USE_NAMES
from question_bank.item import LETTERS, Item, letters
from question_bank.readers.docx.grammar import level, named_start
from question_bank.writers.docx_parts import FIXED_PARTS
from question_bank.writers.example import EXAMPLE
from question_bank.writers.losses import Loses

LOSES = Loses(fields=("picture",))

# One bank gives one file, whatever the day.
_CREATED = (2026, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# A4 with the margins of administrative documents, in twentieths of a point.
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
    ' w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
_GUIDE = (
    "Tệp mẫu ngân hàng câu hỏi. Hãy thay nội dung và thêm câu hỏi theo hai câu ví dụ, giữ các nhãn"
    " “Câu …”, “A.”, “Đáp án:” ở đầu dòng. Đoạn hướng dẫn này không được đọc.",
    "Mỗi phương án một dòng, từ 2 đến 6 phương án. Câu có nhiều đáp án đúng thì ghi"
    " “Đáp án: A, C”.",
    "“Giữ cuối: D” để phương án D luôn đứng cuối khi trộn. Mức độ: Dễ, Trung bình hoặc Khó."
    " Nhóm: Chính thức hoặc Ôn tập. Những dòng không cần thì xóa.",
)


def write_docx(bank: Bank) -> bytes:
    """Write *bank*; nothing of it is lost."""
    return _file(_paragraphs(bank))


def template_docx() -> bytes:
    """Write the example bank under notes on how to fill it in."""
    return _file(_paragraphs(EXAMPLE, _GUIDE))


def _paragraphs(bank: Bank, guide: Iterable[str] = ()) -> Iterator[str]:
    yield _paragraph("Title", bank.title)
    for note in guide:
        yield _paragraph("Guide", note)
    yield _labelled(HEAD_FIELDS["code"].vi, bank.code)
    yield _labelled(HEAD_FIELDS["language"].vi, bank.language)
    if bank.notice:
        yield _labelled(HEAD_FIELDS["notice"].vi, bank.notice)
    topic = ""
    for number, item in enumerate(bank.items, start=1):
        if item.topic and item.topic != topic:
            topic = item.topic
            yield _paragraph("Topic", topic)
        yield from _item(number, item, topic)


def _item(number: int, item: Item, topic: str) -> Iterator[str]:
    label = f"Câu {number} ({item.code}): "
    start = named_start(label)
    has_code = start is not None and start.bracket == item.code and not level(item.code)
    yield _paragraph("Question", item.stem, label if has_code else f"Câu {number}: ")
    for at, option in enumerate(item.options):
        yield _paragraph("Option", option, f"{LETTERS[at]}. ", is_bold=at in item.right)
    yield _labelled(ITEM_FIELDS["right"].vi, letters(item.right))
    if not has_code:
        yield _labelled(ITEM_FIELDS["code"].vi, item.code)
    if item.pinned:
        yield _labelled(ITEM_FIELDS["pinned"].vi, letters(item.pinned))
    if topic and not item.topic:
        yield _labelled(ITEM_FIELDS["topic"].vi, "")
    texts = {
        "explanation": item.explanation,
        "source": item.source,
        "period": item.period,
        "difficulty": DIFFICULTY_NAMES["vi"][item.difficulty],
        "use": USE_NAMES["vi"][item.use],
    }
    for key, text in texts.items():
        if text:
            yield _labelled("Mức độ" if key == "difficulty" else ITEM_FIELDS[key].vi, text)


def _labelled(label: str, text: str) -> str:
    return _paragraph("Field", text, f"{label}: ", is_bold=False)


def _paragraph(style: str, text: str, label: str = "", is_bold: bool = False) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    emphasis = "<w:rPr><w:i/></w:rPr>" if style == "Field" else "<w:rPr><w:b/></w:rPr>"
    first = f"<w:r>{bold if style == 'Option' else emphasis}{_text(label)}</w:r>" if label else ""
    lines = "<w:br/>".join(_text(line) for line in text.split("\n"))
    rest = f"<w:r>{bold}{lines}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="OnSu{style}"/></w:pPr>{first}{rest}</w:p>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _file(paragraphs: Iterable[str]) -> bytes:
    body = "\n".join(paragraphs)
    document = (
        f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">'
        f"<w:body>\n{body}\n{_SECTION}</w:body></w:document>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**FIXED_PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, _CREATED), part, zipfile.ZIP_DEFLATED)
    return data.getvalue()
