"""GIFT as Moodle reads it: code as title, topic as category, explanation as feedback."""

import re
from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.writers.example import EXAMPLE
from question_bank.writers.losses import Loses

LOSES = Loses(head=True, fields=("pinned", "period", "difficulty", "use", "source"))

_SPECIAL = re.compile(r"[\\~=#{}:]")
_TAKEN_FOR_MARKUP = re.compile(r"[<&]|^[\[%]")
_WEIGHTS = {2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"}

_TEMPLATE_NOTES = """\
// Tệp mẫu GIFT. Mỗi câu gồm ::mã câu:: nội dung {các phương án}; các câu cách nhau một dòng trống.
//   =     phương án đúng; nhiều phương án đúng thì ghi trọng số, ví dụ ~%50% cho mỗi phương án
//   ~     phương án sai
//   ####  lời giải thích
// Các ký tự ~ = # { } : trong nội dung phải có dấu \\ đứng trước.

"""


def write_gift(bank: Bank) -> bytes:
    """Write the items of *bank* in their order, each under the category of its topic."""
    return "\n".join(_lines(bank)).encode()


def template_gift() -> bytes:
    """Write the example items under notes on how to fill them in."""
    return _TEMPLATE_NOTES.encode() + write_gift(EXAMPLE)


def _lines(bank: Bank) -> Iterator[str]:
    topic = ""
    for item in bank.items:
        if item.topic != topic:
            topic = item.topic
            yield f"$CATEGORY: {'/'.join(['$course$/top', *_doubled(topic)])}"
            yield ""
        yield from _question(item)


def _doubled(topic: str) -> list[str]:
    return [topic.replace("/", "//")] if topic else []


def _question(item: Item) -> Iterator[str]:
    yield f"::{_escaped(item.code)}::{_text(item.stem)} {{"
    for at, option in enumerate(item.options):
        yield f"\t{_sign(item, at)}{_text(option)}"
    if item.explanation:
        yield f"\t####{_text(item.explanation)}"
    yield "}"
    yield ""


def _sign(item: Item, at: int) -> str:
    if len(item.right) == 1:
        return "=" if at in item.right else "~"
    return f"~%{_WEIGHTS[len(item.right)] if at in item.right else '-100'}%"


def _text(text: str) -> str:
    """Write a text so that nothing of it is taken for markup."""
    plain = "[plain]" if _TAKEN_FOR_MARKUP.search(text) else ""
    return plain + _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
