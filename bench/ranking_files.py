"""The national week of `bench.rankings` as files, and its result ranked from them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from bench.ranking_week import rules_of, tree, week
from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Cell, Sheet
from quiz.domain.entry import Entry
from quiz.offline.ranking import Ranked, RankingFiles, rank_files
from quiz.sentences.ranking_sheets import FILES, RULES_FILE, under_headings
from quiz.services.exports.ranking import ATTEMPTS, UNITS


def measure_files(share: int) -> int:
    """Write the files, let another process rank them, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
        _write(Path(folder), share)
        command = [sys.executable, "-m", "bench.rankings", "--read", folder]
        return subprocess.run(command, check=False, env=os.environ).returncode


def rank_folder(folder: Path) -> tuple[int, str]:
    """Rank the files of a folder; return how many are ranked and the digest."""
    files = RankingFiles(
        rules=folder / RULES_FILE,
        attempts=folder / FILES["attempts"],
        units=folder / FILES["units"],
    )
    found = rank_files(files)
    assert isinstance(found, Ranked), found
    return len(found.result.standings.placings), found.digest


def _write(folder: Path, share: int) -> None:
    records, codes = tree()
    rules = {
        "ranking_schema": 1,
        "contest": "tuyen-giao",
        "round": 11,
        "tree_day": "2020-06-01",
        "rules": rules_of().model_dump(mode="json"),
    }
    (folder / RULES_FILE).write_text(yaml.safe_dump(rules), "utf-8")
    units: Iterable[tuple[Cell, ...]] = (
        (
            *(one.code, f"Đảng bộ {one.id}", one.kind),
            None if one.parent is None else codes[one.parent],
            *(one.headcount, None, None),
        )
        for one in records
    )
    entries = week([one.id for one in records if one.kind == "cap_3"], share)
    sheets = (
        Sheet("units", UNITS, units, 0),
        Sheet("attempts", ATTEMPTS, _attempts(entries, codes), 0),
    )
    for sheet in sheets:
        with (folder / FILES[sheet.name]).open("wb") as file:
            write_csv(under_headings(sheet), file)


def _attempts(entries: Iterable[Entry], codes: dict[int, str]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        yield (
            *(entry.attempt, f"N{entry.person}", codes[entry.unit or 0], None, entry.number),
            *(entry.started_at, entry.finished_at, entry.items, entry.answered, entry.correct),
            *(entry.points, entry.prediction),
        )
