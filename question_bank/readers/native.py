"""The native document, the same in YAML and JSON. See `question_bank/schema.py` for its shape."""

import binascii
from collections.abc import Collection
from dataclasses import replace

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.fields import (
    BANK_SCHEMA,
    HEAD_FIELDS,
    ITEM_FIELDS,
    MOST_ITEMS,
    OPTION_FIELDS,
    PICTURE_FIELDS,
)
from question_bank.findings import Finding, Place, error, has_errors, warning
from question_bank.item import MOST_OPTIONS, Picture
from question_bank.progress import Stage, Watch, watched
from question_bank.readers.drafts import (
    draft_of,
    head_of,
    name_of,
    picture_of,
    too_many_options,
)
from question_bank.readers.pictures import MOST_IN_A_BANK, CleanPicture, clean_picture
from question_bank.readers.reading import Reading, RefusedError, reading_of
from question_bank.readers.tree import Node
from question_bank.text import tidy

BANK_KEYS = ("bank_schema", *HEAD_FIELDS, "items", "pictures")
ITEM_KEYS = ("picture", "options", *(key for key in ITEM_FIELDS if key not in OPTION_FIELDS))
_LETTERS = ("right", "pinned")
_LISTS = ("options", *_LETTERS)


def read_native(root: Node, findings: list[Finding], watch: Watch) -> Reading:
    """Understand a tree as a bank, adding to *findings* all that is wrong.

    Raises `RefusedError` where it cannot be read on.
    """
    document = _Document(root, findings)
    head, drafts = document.head(), document.drafts(watch)
    document.look_for_unused_pictures()
    return reading_of(head, drafts, findings, document.files, is_lossless=True)


class _Document:
    """A tree being understood; what is wrong with it goes to the findings."""

    def __init__(self, root: Node, findings: list[Finding]) -> None:
        self._findings = findings
        if not isinstance(root.value, dict):
            raise RefusedError("expected_mapping", Place(line=root.line))
        self._root = self._mapping(root, BANK_KEYS)
        if "bank_schema" not in self._root:
            self._say("key_absent", 1, key="bank_schema")
        elif (schema := self._root["bank_schema"]).value != str(BANK_SCHEMA):
            raise RefusedError(
                "schema_unknown",
                Place(line=schema.line),
                found=str(schema.value)[:40],
                known=BANK_SCHEMA,
            )
        self._pictures = self._read_pictures()
        self._unused = dict.fromkeys(self._pictures)

    @property
    def files(self) -> dict[str, bytes]:
        """The pictures by digest."""
        return {clean.digest: clean.data for clean in self._pictures.values() if clean}

    def head(self) -> BankHead | None:
        texts = {key: self._text(key, self._root[key]) for key in HEAD_FIELDS if key in self._root}
        lines = {key: node.line for key, node in self._root.items()}
        return head_of(texts, lambda key: Place(line=lines.get(key, 1)), self._findings)

    def drafts(self, watch: Watch) -> list[Draft]:
        node = self._root.get("items", Node(1, []))
        listed = self._list("items", node)
        if not listed:
            self._say("bank_empty", node.line)
        if len(listed) > MOST_ITEMS:
            self._say("items_too_many", listed[MOST_ITEMS].line, limit=MOST_ITEMS)
        entries = listed[:MOST_ITEMS]
        each = watched(entries, watch, Stage.READING, len(entries))
        numbered = enumerate(each, start=1)
        return [self._draft(entry, number) for number, entry in numbered]

    def _draft(self, node: Node, number: int) -> Draft:
        before = len(self._findings)
        entry = self._mapping(node, ITEM_KEYS)
        code = entry["code"].value if "code" in entry else ""
        here = Place(line=node.line, item=name_of(code if isinstance(code, str) else "", number))
        options = self._list("options", entry.get("options", Node(node.line, [])))
        if len(options) > MOST_OPTIONS:
            self._findings.append(too_many_options(len(options), here))
        shown = dict(zip(OPTION_FIELDS, options, strict=False))
        texts = {key: self._text(key, value) for key, value in shown.items()}
        texts |= {
            key: self._text(key, entry[key])
            for key in entry
            if key in ITEM_FIELDS and key not in _LETTERS
        }
        texts |= {key: self._letters(key, entry[key]) for key in _LETTERS if key in entry}
        lines = {key: value.line for key, value in (entry | shown).items()}
        picture = self._picture(entry["picture"], here) if "picture" in entry else None
        draft = draft_of(
            texts,
            here,
            lambda key: replace(here, line=lines.get(key, node.line)),
            self._findings,
            needs_code=True,
        )
        if draft.item is None or has_errors(self._findings[before:]):
            return replace(draft, item=None)
        return replace(draft, item=replace(draft.item, picture=picture))

    def _picture(self, node: Node, place: Place) -> Picture | None:
        entry = self._mapping(node, PICTURE_FIELDS)
        texts = {key: self._text(key, value) for key, value in entry.items()}
        name = tidy(texts.get("file", ""))
        self._unused.pop(name, None)
        if name not in self._pictures:
            self._findings.append(
                error("picture_absent", replace(place, line=node.line), name=name[:80])
            )
            return None
        clean = self._pictures[name]
        lines = {key: value.line for key, value in entry.items()}
        made = picture_of(
            clean.digest if clean else "",
            texts.get("alt", ""),
            lambda key: replace(place, line=lines.get(key, node.line)),
            self._findings,
        )
        return made if clean else None

    def _read_pictures(self) -> dict[str, CleanPicture | None]:
        """Read the files under `pictures`; where one cannot be used, the findings say why."""
        node = self._root.get("pictures", Node(1, {}))
        if not node.value:
            return {}
        if not isinstance(node.value, dict):
            self._say("expected_mapping", node.line)
            return {}
        pictures = {
            tidy(name): self._picture_file(name, value) for name, value in node.value.items()
        }
        if sum(len(clean.data) for clean in pictures.values() if clean) > MOST_IN_A_BANK:
            self._say("pictures_heavy", node.line, limit=MOST_IN_A_BANK // 2**20)
        return pictures

    def _picture_file(self, name: str, node: Node) -> CleanPicture | None:
        text = "".join(self._text(name[:40], node).split())
        try:
            return clean_picture(binascii.a2b_base64(text.encode(), strict_mode=True))
        except binascii.Error:
            self._say("picture_text", node.line, name=name[:80])
        except RefusedError as refused:
            self._say(refused.finding.code, node.line, **refused.finding.data)
        return None

    def look_for_unused_pictures(self) -> None:
        """Remark on files that no item shows; they are left out."""
        for name in self._unused:
            line = self._root["pictures"].line
            self._findings.append(warning("picture_unused", Place(line=line), name=name[:80]))

    def _letters(self, key: str, node: Node) -> str:
        listed = [node] if isinstance(node.value, str) and node.value else self._list(key, node)
        return ", ".join(self._text(key, letter) for letter in listed)

    def _mapping(self, node: Node, known: Collection[str]) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            self._say("expected_mapping", node.line)
            return {}
        for key, value in node.value.items():
            if key not in known:
                self._say("key_unknown", value.line, key=key[:40])
        return {key: value for key, value in node.value.items() if key in known}

    def _list(self, key: str, node: Node) -> list[Node]:
        if isinstance(node.value, list):
            return node.value
        if node.value:
            self._say("expected_list", node.line, key=key)
        return []

    def _text(self, key: str, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value
        self._say("expected_text", node.line, key=key)
        return ""

    def _say(self, code: str, line: int, **data: str | int) -> None:
        self._findings.append(error(code, Place(line=line), **data))
