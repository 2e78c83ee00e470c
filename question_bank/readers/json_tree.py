"""JSON as the same plain tree as YAML, each value with its line.

`json.loads` knows no lines, forgets repeated keys and turns numbers into floats; here only the
strings are its work. Depth and size are bounded while parsing.
"""

import json
import re
from collections.abc import Iterator

from question_bank.findings import Finding, Place, error
from question_bank.readers.reading import RefusedError
from question_bank.readers.tree import MOST_LEVELS, MOST_NODES, Node

_STRINGS = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


def parse_json(text: str, findings: list[Finding]) -> Node:
    """Return the document in *text*, with the first of repeated keys; add those to *findings*.

    Numbers and truth values stay the text that was written; null is no text. Raises `RefusedError`
    where the document cannot or may not be read on.
    """
    parser = _Parser(text, findings)
    root = parser.value(level=0)
    parser.end()
    return root


class _Parser:
    """A place in a text, moving on; recursion is bounded by the levels that are allowed."""

    def __init__(self, text: str, findings: list[Finding]) -> None:
        self._text = text
        self._findings = findings
        self._at = 0
        self._line = 1
        self._nodes = 0

    def value(self, level: int) -> Node:
        """Read the value that comes next."""
        start = self._next()
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise RefusedError("document_large", self._place(), limit=MOST_NODES)
        if level == MOST_LEVELS and start in ("{", "["):
            raise RefusedError("document_deep", self._place(), limit=MOST_LEVELS)
        line = self._line
        if start == "{":
            return Node(line, self._members(level + 1))
        if start == "[":
            return Node(line, [self.value(level + 1) for _ in self._separated("]")])
        if start == '"':
            return Node(line, self._string())
        word = _WORD.match(self._text, self._at)
        if word is None:
            raise self._broken()
        self._at = word.end()
        return Node(line, "" if word[0] == "null" else word[0], plain=True)

    def end(self) -> None:
        """Refuse anything that still comes."""
        if self._next():
            raise self._broken()

    def _members(self, level: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        for _ in self._separated("}"):
            if self._next() != '"':
                raise self._broken()
            place, key = self._place(), self._string()
            if self._next() != ":":
                raise self._broken()
            self._at += 1
            value = self.value(level)
            if key in members:
                self._findings.append(error("key_repeated", place, key=key[:40]))
            else:
                members[key] = value
        return members

    def _separated(self, close: str) -> Iterator[None]:
        """Stop before each entry of a collection, and step over its brackets and commas."""
        self._at += 1
        if self._next() == close:
            self._at += 1
            return
        separator = ","
        while separator == ",":
            yield
            separator = self._next()
            if separator not in (",", close):
                raise self._broken()
            self._at += 1

    def _string(self) -> str:
        try:
            text, self._at = _STRINGS.raw_decode(self._text, self._at)
        except json.JSONDecodeError as problem:
            self._move(problem.pos)
            raise self._broken() from problem
        if not isinstance(text, str) or _HALF_OF_A_PAIR.search(text):
            raise self._broken()
        return text

    def _next(self) -> str:
        """Step over spaces and return the character there; at the end none."""
        space = _SPACE.match(self._text, self._at)
        self._move(space.end() if space else self._at)
        return self._text[self._at : self._at + 1]

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _place(self) -> Place:
        return Place(line=self._line)

    def _broken(self) -> RefusedError:
        return RefusedError("json_broken", self._place())
