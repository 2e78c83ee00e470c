"""``quiz round``: what the commands say and write, with no worker running."""

from pathlib import Path
from typing import Any

import pytest

from tests.scripted import Script, script
from tests.stage import HOUR, Stage


@pytest.fixture
def left(stage: Stage, clock: Any) -> Script:
    """Return a round that is over, which An has walked away from and Bình has handed in."""
    scripted = script(stage, attempts={"limit": 2, "empty_count": True})
    scripted.takes("An", correct=4, submits=False)
    scripted.takes("Bình", correct=3)
    clock.moment = scripted.round.closes_at + HOUR
    return scripted


def test_results_count_everybody_whose_time_is_up(runner: Any, left: Script) -> None:
    result = runner.invoke(args=["round", "results", "cuoc-thi", "1"])
    assert (result.exit_code, result.output.splitlines()[0][:15]) == (0, "2 người, 2 lượt")


@pytest.mark.parametrize("table", ["people", "attempts"])
def test_a_table_holds_everybody_whose_time_is_up(
    runner: Any, left: Script, tmp_path: Path, table: str
) -> None:
    folder = tmp_path / "tep"
    command = ["round", "export", "cuoc-thi", "1", table, "--format", "csv", "--to", str(folder)]
    result = runner.invoke(args=command)
    assert result.exit_code == 0, result.output
    (file,) = folder.iterdir()
    assert len(file.read_text("utf-8-sig").splitlines()) == 3


def test_a_round_that_is_not_there_is_said_so(runner: Any, left: Script) -> None:
    result = runner.invoke(args=["round", "results", "cuoc-thi", "9"])
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
