"""Progress: every format tells its questions, and a terminal shows them while the work is long."""

import sys

import pytest

from question_bank import terminal
from question_bank.__main__ import main
from question_bank.bank import Bank, bank_of
from question_bank.examine import examine_file
from question_bank.progress import STAGES, Progress, Stage
from question_bank.writers import FORMATS, write_bank
from tests.stage import items

BANK = Bank("mau", "Mẫu", "vi", "", items(12))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_each_question_of_each_stage(form):
    told: list[Progress] = []
    examine_file(write_bank(BANK, form), f"a.{form}", defaults=BANK.head, watch=told.append)
    assert list(dict.fromkeys(progress.stage for progress in told)) == list(STAGES)
    for stage in STAGES:
        assert [one.done for one in told if one.stage is stage] == list(range(13))
    percents = [progress.percent for progress in told]
    assert (percents, percents[-1]) == (sorted(percents), 100)


@pytest.mark.parametrize(
    ("progress", "percent"),
    [
        (Progress(Stage.READING, 0, 10), 0),
        (Progress(Stage.READING, 5, 10), 16),
        (Progress(Stage.READING, 3_000), 0),
        (Progress(Stage.CHECKING, 0, 10), 33),
        (Progress(Stage.COMPARING, 99, 10), 100),
    ],
)
def test_a_progress_knows_its_share_of_the_whole(progress, percent):
    assert progress.percent == percent


@pytest.fixture
def long_file(tmp_path, monkeypatch):
    monkeypatch.setattr(terminal, "LONG", 200)
    file = tmp_path / "dai.aiken.txt"
    file.write_bytes(write_bank(bank_of(BANK.head, items(200), {}), "aiken"))
    return str(file)


def test_a_terminal_shows_a_long_reading_and_is_left_clean(long_file, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["stats", long_file]) == 0
    shown = capsys.readouterr().err.split("\r\x1b[K")
    assert "dai.aiken.txt: đang đọc câu 100/200" in shown
    assert "dai.aiken.txt: đang đối chiếu câu 200/200" in shown
    assert shown[-1] == ""


def test_a_short_reading_and_one_without_a_terminal_show_nothing(
    long_file, tmp_path, capsys, monkeypatch
):
    assert main(["stats", long_file]) == 0
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    short = tmp_path / "ngan.txt"
    short.write_bytes(write_bank(BANK, "aiken"))
    assert main(["stats", str(short)]) == 0
    assert capsys.readouterr().err == ""
