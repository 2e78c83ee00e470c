"""The native format, written as a person would: one key a line, quotes only where YAML needs them.

Written here and not by a YAML library, whose line breaks and quotes move between versions: the same
bank has to give the same bytes.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping

from yaml import ScalarNode
from yaml.resolver import Resolver

from question_bank.bank import Bank
from question_bank.fields import BANK_SCHEMA
from question_bank.item import Item, letters
from question_bank.writers.example import EXAMPLE
from question_bank.writers.picture_names import picture_names

_RESOLVER = Resolver()
_BASE64_LINE = 76
_TEXT_TAG = "tag:yaml.org,2002:str"
_PLAIN = re.compile(r"\w(?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_BLOCK = re.compile(r"[^\s].*\n.*[^\s]", re.DOTALL)

_TEMPLATE_NOTES = """\
# Tệp mẫu ngân hàng câu hỏi. Hãy giữ nguyên tên khóa, thay nội dung và thêm câu hỏi theo ví dụ.
#   right       chữ cái của phương án đúng, ví dụ [B] hoặc [A, C]
#   pinned      phương án luôn đứng cuối khi trộn, ví dụ [D]; bỏ dòng này nếu không cần
#   difficulty  easy (dễ), medium (trung bình) hoặc hard (khó)
#   use         official (thi chính thức) hoặc practice (ôn tập)
# Nội dung có dấu hai chấm, dấu thăng hoặc bắt đầu bằng ký hiệu thì đặt trong dấu ngoặc kép.
"""


def write_yaml(bank: Bank) -> bytes:
    """Write *bank*; nothing of it is lost."""
    return "\n".join([*_lines(bank), ""]).encode()


def template_yaml() -> bytes:
    """Write the example bank under notes on how to fill it in."""
    return _TEMPLATE_NOTES.encode() + write_yaml(EXAMPLE)


def _lines(bank: Bank) -> Iterator[str]:
    yield f"bank_schema: {BANK_SCHEMA}"
    yield f"code: {_scalar(bank.code, 2)}"
    yield f"title: {_scalar(bank.title, 2)}"
    yield f"language: {_scalar(bank.language, 2)}"
    if bank.notice:
        yield f"notice: {_scalar(bank.notice, 2)}"
    yield "items:" if bank.items else "items: []"
    names = picture_names(bank)
    for item in bank.items:
        yield from _item(item, names)
    if names:
        yield "pictures:"
    for digest, name in names.items():
        yield f"  {_scalar(name, 4)}: |"
        yield from _base64(bank.pictures[digest])


def _base64(data: bytes) -> Iterator[str]:
    text = base64.b64encode(data).decode()
    for at in range(0, len(text), _BASE64_LINE):
        yield f"    {text[at : at + _BASE64_LINE]}"


def _item(item: Item, names: Mapping[str, str]) -> Iterator[str]:
    yield f"  - code: {_scalar(item.code, 6)}"
    yield f"    stem: {_scalar(item.stem, 6)}"
    if item.picture is not None:
        yield "    picture:"
        yield f"      file: {_scalar(names[item.picture.digest], 8)}"
        yield f"      alt: {_scalar(item.picture.alt, 8)}"
    yield "    options:"
    for option in item.options:
        yield f"      - {_scalar(option, 8)}"
    yield f"    right: [{letters(item.right)}]"
    if item.pinned:
        yield f"    pinned: [{letters(item.pinned)}]"
    for key, text in (("topic", item.topic), ("period", item.period)):
        if text:
            yield f"    {key}: {_scalar(text, 6)}"
    yield f"    difficulty: {item.difficulty}"
    yield f"    use: {item.use}"
    for key, text in (("explanation", item.explanation), ("source", item.source)):
        if text:
            yield f"    {key}: {_scalar(text, 6)}"


def _scalar(text: str, indent: int) -> str:
    """Write *text* plain, as a block of lines, or quoted: the first that YAML reads back alike."""
    if _PLAIN.fullmatch(text) and _is_text(text):
        return text
    if _BLOCK.fullmatch(text):
        return "\n".join(["|-", *(f"{' ' * indent}{line}" for line in text.split("\n"))])
    return json.dumps(text, ensure_ascii=False)


def _is_text(plain: str) -> bool:
    tag: str = _RESOLVER.resolve(ScalarNode, plain, (True, False))  # type: ignore[no-untyped-call]
    return tag == _TEXT_TAG
