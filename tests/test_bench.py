"""Benchmarks are run by hand; that none has been left behind by a change is seen here."""

from importlib import import_module
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCH.glob("[!_]*.py")))
def test_a_benchmark_finds_what_it_measures(name: str) -> None:
    import_module(f"bench.{name}")
