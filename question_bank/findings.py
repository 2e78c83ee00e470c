"""Findings: what is wrong with a file or a bank, where, and in words that say how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from question_bank.fields import NAMED_FIELDS
from question_bank.messages import MESSAGES, PLACE_WORDS, WAY_WORDS


class Severity(StrEnum):
    """An error keeps the bank out; a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: as much as its format knows; rows, lines and paragraphs count from one.

    `text` is how the paragraph begins, for those who search for it.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    item: str = ""
    paragraph: int | None = None
    text: str = ""

    def words(self, language: str) -> str:
        """Say the place in "vi" or "en", as "trang tính “Câu hỏi”, dòng 12, cột C"."""
        names = PLACE_WORDS[language]
        parts = [
            names[name].format(value)
            for name in ("sheet", "paragraph", "row", "column", "line", "item", "text")
            if (value := getattr(self, name))
        ]
        if not parts and self.file:
            return names["file"].format(self.file)
        return ", ".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `code` names the sentence in `messages` and `data` fills it.

    `pins` are the positions that would be pinned if the advice were taken (see `mending.py`).
    """

    severity: Severity
    code: str
    place: Place = NOWHERE
    data: Mapping[str, str | int] = field(default_factory=dict)
    pins: tuple[int, ...] = ()

    def sentence(self, language: str) -> str:
        """Say in "vi" or "en" what is wrong and how to mend it."""
        data = dict(self.data)
        if (named := NAMED_FIELDS.get(str(data.get("field")))) is not None:
            data["field"] = named.title(language)
        for name in ("way", "usual"):
            if name in data:
                data[name] = WAY_WORDS[language][str(data[name])]
        return MESSAGES[self.code][language].format(**data)

    def where(self, language: str) -> str:
        """Say the place in "vi" or "en"; empty when nothing is known of it."""
        return self.place.words(language)


def error(code: str, place: Place = NOWHERE, **data: str | int) -> Finding:
    """Make a finding that keeps the bank out."""
    return Finding(Severity.ERROR, code, place, data)


def warning(code: str, place: Place = NOWHERE, **data: str | int) -> Finding:
    """Make a finding that asks a person to look."""
    return Finding(Severity.WARNING, code, place, data)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_file_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order of their places, sheet by sheet; those of no line come first."""
    found = tuple(findings)
    sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(f.place.sheet for f in found))}
    return tuple(sorted(found, key=lambda finding: _position(finding.place, sheets)))


def _position(place: Place, sheets: Mapping[str, int]) -> tuple[int, int, int, str]:
    line = place.paragraph or place.row or place.line or 0
    return sheets[place.sheet], line, len(place.column), place.column
