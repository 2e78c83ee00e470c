"""YAML as a plain tree of texts, lists and mappings, each with its line.

Built from the event stream alone, so that nothing is ever constructed, expanded or recursed into:
anchors, aliases and tags are refused, depth and size are bounded while parsing, and every scalar
stays the text that was written (`no`, `010`, `12:30` and dates included).
"""

from typing import Any

import yaml

from question_bank.findings import Finding, Place, error
from question_bank.readers.reading import RefusedError
from question_bank.readers.tree import MOST_LEVELS, MOST_NODES, Node

_NULLS = ("", "~", "null")


def parse_tree(text: str, findings: list[Finding]) -> Node:
    """Return the document in *text*, with the first of repeated keys; add those to *findings*.

    Raises `RefusedError` where the document cannot or may not be read on.
    """
    builder = _Builder(findings)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.add(event)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise RefusedError("yaml_broken", Place(line=line)) from problem
    except yaml.reader.ReaderError as problem:
        before = text.encode()[: problem.position]
        raise RefusedError("yaml_broken", Place(line=before.count(b"\n") + 1)) from problem
    return builder.root or Node(1, "")


class _Builder:
    """Puts events together; `_open` are the collections not closed yet, outermost first."""

    def __init__(self, findings: list[Finding]) -> None:
        self.root: Node | None = None
        self._findings = findings
        self._open: list[Node] = []
        self._keys: list[Node | None] = []
        self._nodes = 0

    def add(self, event: Any) -> None:
        match event:
            case yaml.AliasEvent():
                raise RefusedError("yaml_alias", _place(event))
            case yaml.ScalarEvent():
                self._admit(event, explicit=event.implicit == (False, False))
                plain_null = event.implicit[0] and event.value in _NULLS
                self._attach(
                    Node(_line(event), "" if plain_null else event.value, event.implicit[0])
                )
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._open.pop()
                self._keys.pop()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise RefusedError("yaml_documents", _place(event))

    def _begin(self, event: Any, value: "list[Node] | dict[str, Node]") -> None:
        self._admit(event, explicit=not event.implicit)
        if len(self._open) == MOST_LEVELS:
            raise RefusedError("document_deep", _place(event), limit=MOST_LEVELS)
        node = Node(_line(event), value)
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)

    def _admit(self, event: Any, *, explicit: bool) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise RefusedError("document_large", _place(event), limit=MOST_NODES)
        if event.anchor is not None:
            raise RefusedError("yaml_alias", _place(event))
        if explicit or event.tag is not None:
            raise RefusedError("yaml_tag", _place(event))

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            self._attach_to_mapping(parent, node)

    def _attach_to_mapping(self, mapping: dict[str, Node], node: Node) -> None:
        key = self._keys[-1]
        self._keys[-1] = node if key is None else None
        if key is None:
            if not isinstance(node.value, str):
                raise RefusedError("yaml_broken", Place(line=node.line))
        elif key.value in mapping:
            self._findings.append(
                error("key_repeated", Place(line=key.line), key=str(key.value)[:40])
            )
        else:
            mapping[str(key.value)] = node


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _place(event: Any) -> Place:
    return Place(line=_line(event))
