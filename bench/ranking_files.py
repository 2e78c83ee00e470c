"""The national week of `bench.rankings` as files, and its result ranked from them."""

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import yaml

from bench.ranking_week import rules_of, tree, week
from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Sheet
from quiz.offline.ranking import Ranked, RankingFiles, rank_files
from quiz.sentences.ranking_sheets import FILES, RULES_FILE, under_headings
from quiz.services.exports.ranking import ATTEMPTS, UNITS, attempt_rows, unit_rows
from quiz.services.unit_nodes import UnitNodes
from quiz.services.unit_paths import UnitPath

DAY = date(2020, 6, 1)


def measure_files(share: int) -> int:
    """Write the files, let another process rank them, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
        write(Path(folder), share)
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


def write(folder: Path, share: int) -> None:
    """Write the files of the week as a round exports them."""
    records, codes = tree()
    rules = {
        "ranking_schema": 1,
        "contest": "tuyen-giao",
        "round": 11,
        "tree_day": DAY.isoformat(),
        "rules": rules_of().model_dump(mode="json"),
    }
    (folder / RULES_FILE).write_text(yaml.safe_dump(rules), "utf-8")
    paths = {one.id: UnitPath(one.code, f"Đảng bộ {one.id}", "") for one in records}
    entries = week([one.id for one in records if one.kind == "cap_3"], share)
    people = {entry.person: f"N{entry.person}" for entry in entries}
    units = unit_rows(UnitNodes((), codes, records, DAY), paths)
    sheets = (
        Sheet("units", UNITS, units, 0),
        Sheet("attempts", ATTEMPTS, attempt_rows(entries, people, codes), 0),
    )
    for sheet in sheets:
        with (folder / FILES[sheet.name]).open("wb") as file:
            write_csv(under_headings(sheet), file)
