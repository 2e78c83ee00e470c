"""Any document in the same careful YAML as a bank: texts, whole numbers, true, false and nothing.

Numbers and truth values are those written without quotation marks; dates, times and everything
else stay the text that was written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from question_bank.findings import Finding, Place
from question_bank.readers.reading import RefusedError
from question_bank.readers.tree import Node
from question_bank.readers.yaml_tree import parse_tree

_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "": None}
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Values:
    """What a document says; `lines` gives the line of a path such as ``rounds[0].title``.

    With findings the value is not to be used.
    """

    value: object
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]


def read_values(data: bytes, *, largest: int) -> Values:
    """Read a YAML document of at most *largest* bytes; never raises, however broken it is."""
    findings: list[Finding] = []
    try:
        root = parse_tree(_decoded(data, largest), findings)
    except RefusedError as refused:
        return Values(None, {}, (*findings, refused.finding))
    lines = {path: node.line for path, node in _paths("", root)}
    return Values(_value(root), lines, tuple(findings))


def _decoded(data: bytes, largest: int) -> str:
    if len(data) > largest:
        raise RefusedError("file_too_large", limit=largest // 2**20)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise RefusedError("encoding_broken", Place(line=line)) from problem


def _value(node: Node) -> object:
    match node.value:
        case dict() as members:
            return {key: _value(member) for key, member in members.items()}
        case list() as entries:
            return [_value(entry) for entry in entries]
        case text if not node.plain:
            return text
        case text if text in _WORDS:
            return _WORDS[text]
        case text:
            return int(text) if _INTEGER.fullmatch(text) else text


def _paths(path: str, node: Node) -> Iterator[tuple[str, Node]]:
    yield path, node
    if isinstance(node.value, dict):
        for key, member in node.value.items():
            yield from _paths(f"{path}.{key}" if path else key, member)
    elif isinstance(node.value, list):
        for at, entry in enumerate(node.value):
            yield from _paths(f"{path}[{at}]", entry)
