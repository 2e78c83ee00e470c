"""A wheel carries all that the program needs, and works away from this folder."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel, and return it."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(target)], cwd=ROOT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory) -> Path:
    """Return a folder that holds what an installation would put into site-packages."""
    target = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ("templates", "quiz/templates"),
        ("migrations", "quiz/migrations"),
        ("quiz/static", "quiz/static"),
        ("quiz/contests", "quiz/contests"),
        ("question_bank/banks", "question_bank/banks"),
    ],
)
def test_a_wheel_carries_every_file_of(unpacked, source, inside):
    def files(folder: Path) -> set[str]:
        found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return {path.relative_to(folder).as_posix() for path in found}

    assert files(ROOT / source)
    assert files(unpacked / inside) == files(ROOT / source)


def test_a_wheel_carries_a_compiled_catalogue_for_each_written_one(unpacked):
    written = list((unpacked / "quiz" / "translations").rglob("*.po"))
    assert written
    assert all(path.with_suffix(".mo").is_file() for path in written)


def test_an_installed_program_makes_its_database_away_from_the_checkout(unpacked, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(unpacked), "QUIZ_INSTANCE": str(tmp_path)}
    where = "import quiz, quiz.__main__; print(quiz.__file__); quiz.__main__.main()"
    said = subprocess.run(
        [sys.executable, "-c", where, "db", "upgrade"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.startswith(str(unpacked))
    assert (tmp_path / "on-su.sqlite3").stat().st_size > 0


def test_building_takes_only_what_the_locks_hold():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    for requirement in settings["build-system"]["requires"]:
        name = requirement.partition(">")[0]
        assert f"\n{name}==" in locked


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locks_pin_every_package_by_hash_and_name_no_address(name):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(entries) > 20
    assert all("==" in line and line.endswith("\\") for line in entries)
    assert "://" not in text


def test_what_the_tests_run_with_is_what_the_program_runs_with():
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line and not line.startswith(" ")}

    assert pins("run.txt") <= pins("dev.txt")
