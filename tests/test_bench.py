"""Benchmarks are run by hand; that none has been left behind by a change is seen here."""

from importlib import import_module
from pathlib import Path

import pytest

from bench.ranking_files import rank_folder, write
from bench.ranking_week import PEOPLE

BENCH = Path(__file__).parent.parent / "bench"


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCH.glob("[!_]*.py")))
def test_a_benchmark_finds_what_it_measures(name: str) -> None:
    import_module(f"bench.{name}")


def test_the_files_of_a_national_week_are_those_that_are_ranked(tmp_path: Path) -> None:
    write(tmp_path, share=20_000)

    ranked, _ = rank_folder(tmp_path)

    assert ranked == PEOPLE // 20_000
