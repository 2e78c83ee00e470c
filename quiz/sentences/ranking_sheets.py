"""Ranking files as they are written (``quiz.offline``): papers of a Vietnamese contest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from quiz.documents.sheet import Cell, Kind, Sheet
from quiz.domain.entry import RulingKind
from quiz.offline import columns

_FIELDS: Mapping[str, tuple[columns.Field, ...]] = {
    "attempts": columns.ATTEMPTS,
    "people": columns.PEOPLE,
    "units": columns.UNITS,
    "rulings": columns.RULINGS,
    "lots": columns.LOTS,
    "before": columns.BEFORE,
    "special": columns.SPECIAL,
    "totals": columns.TOTALS,
}
FILES: Mapping[str, str] = {
    "attempts": "luot-thi.csv",
    "people": "nguoi-du-thi.csv",
    "units": "don-vi.csv",
    "rulings": "quyet-dinh.csv",
    "lots": "boc-tham.csv",
    "before": "cac-dot-truoc.csv",
    "special": "giai-chuyen-de.csv",
    "totals": "tong-so.csv",
}
"""The name under which each table is written."""
RULES_FILE = "the-le.yaml"
_WORDS: Mapping[str, str] = {
    "yes": "có",
    "no": "không",
    RulingKind.VOID: "Hủy lượt thi",
    RulingKind.EXCLUDE: "Không công nhận kết quả",
    RulingKind.OUT_OF_PRIZES: "Không xét giải",
}


def rules_text(document: Mapping[str, Any]) -> str:
    """Return the text of a rules file."""
    text: str = yaml.safe_dump(
        dict(document), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )
    return text


def under_headings(sheet: Sheet) -> Sheet:
    """Return a table of a ranking export under the headings by which it is read again."""
    titles = {field.key: field.title for field in _FIELDS[sheet.name]}
    headed = tuple(replace(column, title=titles[column.title]) for column in sheet.columns)
    coded = [at for at, column in enumerate(sheet.columns) if column.kind is Kind.CODE]
    return replace(sheet, columns=headed, rows=_in_words(sheet, coded))


def _in_words(sheet: Sheet, coded: list[int]) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.rows:
        cells = list(row)
        for at in coded:
            cells[at] = _WORDS[str(cells[at])]
        yield tuple(cells)
