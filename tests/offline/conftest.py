"""The small example that ships, and short ways to write other files and to rank them."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from quiz.offline.ranking import Problems, RankingFiles, rank_files
from quiz.sentences.tables import sentence_of_fault

EXAMPLE = Path(str(files("quiz").joinpath("offline", "example")))


@pytest.fixture
def example():
    """Return the example's rules, attempts, people and units."""
    return RankingFiles(
        rules=EXAMPLE / "the-le.yaml",
        attempts=EXAMPLE / "luot-thi.csv",
        people=EXAMPLE / "nguoi-du-thi.csv",
        units=EXAMPLE / "don-vi.csv",
    )


@pytest.fixture
def written(tmp_path):
    """Write a file of these lines, and return its path."""

    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def changed(example, tmp_path):
    """Return the example with one text of one of its files changed."""

    def change(which, old, new):
        path = getattr(example, which)
        text = path.read_text("utf-8")
        assert old in text
        copy = tmp_path / path.name
        copy.write_text(text.replace(old, new), "utf-8")
        return replace(example, **{which: copy})

    return change


@pytest.fixture
def problems():
    """Rank files: each problem as its file, its place and its code, which has a sentence."""

    def rank(files_, number=None):
        found = rank_files(files_, number)
        lines = []
        for file, problem in found.found if isinstance(found, Problems) else ():
            if hasattr(problem, "place"):
                place = (problem.place.line, problem.place.column)
                assert sentence_of_fault(problem, str)
            else:
                place = (problem.line, "")
                assert problem.sentence("vi")
            lines.append((file, *place, problem.code))
        return lines

    return rank
