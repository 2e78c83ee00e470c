"""The guide for whoever checks a result says what the program says."""

import re
from pathlib import Path

from click.testing import CliRunner

from quiz.cli.rank import rank
from quiz.offline import columns

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "tu-kiem-tra-ket-qua.md").read_text("utf-8")
EXAMPLE = ROOT / "quiz" / "offline" / "example"


def test_the_worked_example_prints_what_the_guide_shows(monkeypatch):
    monkeypatch.chdir(EXAMPLE)
    commands = re.findall(
        r"^quiz rank (the-le.*nguoi-du-thi.*don-vi\.csv[^\\\n]*)$", GUIDE, re.MULTILINE
    )
    shown = re.search(r"```text\n(vi-du.*?)```", GUIDE, re.DOTALL)
    assert shown is not None
    results = [CliRunner().invoke(rank, command.split()) for command in commands]
    assert results[0].stdout == shown[1]
    assert [result.exit_code for result in results] == [0, 0]
    assert "1     Nguyễn Văn An" in results[1].stdout


def test_every_column_is_in_the_guide_and_needed_ones_stand_out():
    tables = (
        columns.ATTEMPTS,
        columns.PEOPLE,
        columns.UNITS,
        columns.RULINGS,
        columns.LOTS,
        columns.BEFORE,
        columns.SPECIAL,
        columns.TOTALS,
    )
    for field in (field for table in tables for field in table):
        assert (f"**{field.title}**" if field.is_needed else field.title) in GUIDE


def test_every_option_of_the_command_is_in_the_guide():
    names = {name for option in rank.params for name in option.opts if name.startswith("--")}
    assert {name for name in names if name not in GUIDE} == {"--first"}
