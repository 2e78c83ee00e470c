"""The import room: what is read in it is what would be read outside, and nothing gets out of it."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import BankHead
from question_bank.draft import drafts_of
from question_bank.examine import examine_file
from question_bank.fields import MOST_ITEMS
from question_bank.progress import Progress, Stage
from question_bank.readers import Reading
from question_bank.readers.yaml_values import read_values
from question_bank.writers import FORMATS, template_bank, write_bank
from quiz.config import Settings
from quiz.documents.table import Column, Holds
from quiz.documents.table_reader import read_table
from quiz.documents.table_template import xlsx_template
from quiz.domain.rules import parse_rules
from quiz.import_room import turns
from quiz.import_room.errands import (
    BankErrand,
    DocumentErrand,
    PictureErrand,
    RankingErrand,
    SentFile,
    TableErrand,
    understood,
    written,
)
from quiz.import_room.packing import as_json, packed, progress_noted
from quiz.import_room.rankings import files_in
from quiz.import_room.room import ImportRoom
from quiz.import_room.turns import Turns
from quiz.import_room.unpacking import (
    bank_in,
    progress_in,
    ranking_in,
    table_in,
    values_in,
)
from quiz.offline.ranking import Grounds, rank_files, ranked, read_files
from quiz.offline.rules_file import RoundRules
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.services.units import COLUMNS
from tests.hostile.corpus import BANK, SLOW_BANK
from tests.real_server import free_port
from tests.stage import RULES as STAGED
from tests.stage import items

HEAD = BankHead("mau", "Mẫu", "vi", "Lưu ý")
LOTS = f"""Lần bốc thăm;Hạng;Giải;Số bốc thăm;Lý do;Bốc thăm lúc;Mã lượt thi
2;3;nhat;;Biên bản số 1;06/09/2024 08:00;L07
1;1;nhat;{"ab" * 32};;06/09/2024 08:00;L01
"""
EXAMPLE = {
    which: resources.files("quiz").joinpath("offline", "example", name).read_bytes()
    for which, name in {
        "rules": "the-le.yaml",
        "attempts": "luot-thi.csv",
        "people": "nguoi-du-thi.csv",
        "units": "don-vi.csv",
        "rulings": "quyet-dinh.csv",
        "totals": "tong-so.csv",
    }.items()
} | {"lots": LOTS.encode()}
RANKING = RankingErrand(
    tuple(SentFile(which, f"{which}.csv", len(data)) for which, data in EXAMPLE.items())
)
TOGETHER = b"".join(EXAMPLE.values())
RULES = RoundRules("vi-du", 1, "", date(2024, 9, 2), parse_rules(STAGED))
UNITS = "Mã đơn vị;Tên đơn vị;Ghi chú\ntinh;Đảng bộ tỉnh;x\nhuyen;Huyện;y\n"


@pytest.fixture
def room(tmp_path: Path) -> ImportRoom:
    return ImportRoom(Settings(instance=tmp_path / "instance"))


def file(data: bytes) -> IO[bytes]:
    opened = TemporaryFile()  # noqa: SIM115  the test closes it by forgetting it
    opened.write(data)
    return opened


@pytest.mark.parametrize("form", FORMATS)
def test_a_bank_of_every_format_comes_out_as_it_went_in(room, form):
    data = write_bank(BANK, form)
    with file(data) as sent:
        read = bank_in(room.read(BankErrand(f"mau.{form}", BANK.head), sent))
    assert read == examine_file(data, f"mau.{form}", defaults=BANK.head)
    assert len(read.items) == len(BANK.items)


@pytest.mark.parametrize("head", [HEAD, None])
def test_what_is_wrong_with_a_bank_is_told_with_its_place(room, head):
    data = template_bank("csv").replace(b"A", b"E")
    with file(data) as sent:
        read = bank_in(room.read(BankErrand("mau.csv", head), sent))
    assert read.is_faulty
    assert read.findings == examine_file(data, "mau.csv", defaults=head).findings


@pytest.mark.parametrize("data", [UNITS.encode(), xlsx_template(COLUMNS, "Đơn vị"), b"a;b"])
def test_a_table_comes_out_as_it_went_in(room, data):
    with file(data) as sent:
        assert table_in(room.read(TableErrand("a", COLUMNS), sent)) == read_table(
            data, "a", COLUMNS
        )


def test_a_document_comes_out_as_it_went_in(room):
    data = "a: [1, true, ~, 'mười']\nb: {c: 2026-11-21}\n".encode()
    with file(data) as sent:
        assert values_in(room.read(DocumentErrand(100), sent)) == read_values(data, largest=100)


@pytest.mark.parametrize(
    "errand",
    [
        BankErrand("tên\0 lạ.csv", HEAD),
        BankErrand("a.yaml", seconds=1),
        TableErrand("a.xlsx", (Column("k", "K", 9, also=("x", "y"), holds=Holds.DAY),)),
        DocumentErrand(7),
        RankingErrand((SentFile("rules", "tên lạ.yaml", 3), SentFile("lots", "", 0)), total=5),
    ],
)
def test_an_errand_arrives_as_it_was_sent(errand):
    assert understood(written(errand)) == errand


def test_files_of_a_ranking_come_out_as_they_went_in(room):
    files = files_in(TOGETHER, RANKING)
    with file(TOGETHER) as sent:
        found = ranking_in(room.read(RANKING, sent), RULES)
    expected = read_files(files)
    assert isinstance(expected, Grounds)
    assert found == replace(
        expected, round=RULES, attempts=replace(expected.attempts, lines=found.attempts.lines)
    )
    assert len(found.attempts.entries) == 11
    assert [(lot.seed is None, lot.reason) for lot in found.lots] == [
        (True, "Biên bản số 1"),
        (False, None),
    ]
    assert ranked(replace(found, round=expected.round)) == rank_files(files)


def test_every_fault_of_every_file_of_a_ranking_comes_out(room):
    data = TOGETHER.replace(b"N3;Ho", b"N1;Ho").replace(b";20;20;12;12;11", b";20;20;xx;12;11")
    with file(data) as sent:
        found = ranking_in(room.read(RANKING, sent), RULES)
    assert found == read_files(files_in(data, RANKING))
    assert [fault.code for _, fault in found.found] == ["ranked_person_twice", "number_bad"]


def test_rules_that_are_none_are_no_fault_of_the_files(room):
    data = TOGETHER.replace(b"rules_schema", b"rules_schemb")
    with file(data) as sent, pytest.raises(FieldRefusal) as refused:
        room.read(RANKING, sent)
    assert refused.value.code == "file_unreadable"


def test_a_file_is_read_from_its_beginning_wherever_its_reader_stands(room):
    with file(b"a: 1") as sent:
        sent.seek(3)
        assert values_in(room.read(DocumentErrand(100), sent)).value == {"a": 1}


def test_a_file_that_takes_too_long_is_given_up(room):
    with file(SLOW_BANK) as sent, pytest.raises(FieldRefusal) as refused:
        room.read(BankErrand("a.yaml", seconds=2), sent)
    assert (refused.value.field, refused.value.code) == ("file", "file_too_heavy")


def test_a_file_that_takes_too_much_memory_is_given_up(room):
    header = ";".join(column.title for column in COLUMNS)
    with file(header.encode() + b"\n" + b";" * 60_000_000) as sent, pytest.raises(Refusal) as no:
        room.read(TableErrand("a.csv", COLUMNS), sent)
    assert no.value.code == "file_too_heavy"


def test_a_file_of_half_a_gigabyte_is_refused_by_its_size(room):
    with TemporaryFile() as sent:
        sent.truncate(500 * 2**20)
        table = table_in(room.read(TableErrand("a.csv", COLUMNS), sent))
    assert [(fault.code, fault.data) for fault in table.faults] == [
        ("file_too_large", {"limit": 100})
    ]


def test_nobody_comes_in_while_every_room_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    rooms, other_process = Turns(tmp_path, 2), Turns(tmp_path, 2)
    with rooms.one(), other_process.one(), pytest.raises(Refusal) as refused, rooms.one():
        pass
    assert refused.value.code == "import_busy"
    with rooms.one(), rooms.one():
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "import-room-1.lock",
            "import-room-2.lock",
        ]


def test_who_waits_gets_the_next_room(tmp_path):
    rooms = Turns(tmp_path, 1)
    command = f"""
import pathlib, time
from quiz.import_room.turns import Turns
with Turns(pathlib.Path({str(tmp_path)!r}), 1).one():
    print("in", flush=True)
    time.sleep(0.5)
"""
    with subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with rooms.one():
            assert other.wait(10) == 0


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname')",
        "open('/proc/self/environ')",
        "open('/tmp/of-the-room', 'w')",
        "import pathlib; list(pathlib.Path('/').iterdir())",
        "import socket; socket.create_connection(('127.0.0.1', {port}), 1)",
        "x = bytearray(600 * 2**20)",
        "import os; os.dup2(1, 100)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
def test_inside_the_walls_nothing_else_can_be_done(deed):
    import socket  # noqa: PLC0415

    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        done = inside(deed.format(port=port))
    assert done.returncode == 1, done
    assert any(word in done.stderr for word in ("Error: [Errno", "MemoryError", "ValueError"))


def test_inside_the_walls_parsers_still_find_their_own_parts():
    done = inside("import encodings.cp1258, html.parser; print('ok')")
    assert (done.returncode, done.stdout) == (0, "ok\n"), done.stderr


def inside(deed: str) -> subprocess.CompletedProcess[str]:
    command = f"from quiz.import_room import walls\nwalls.close(5, {os.getpid()})\n{deed}"
    return subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=False
    )


def test_what_is_not_a_result_is_refused_and_not_believed():
    for data in (b"", b"x", b"[]", b'{"bank": {"code": 1}, "findings": []}'):
        for unpack in (bank_in, table_in, values_in, lambda sent: ranking_in(sent, RULES)):
            with pytest.raises(Refusal):
                unpack(data)


def test_an_item_that_no_reader_makes_is_not_taken_from_a_result():
    data = as_json(Reading(BANK.head, drafts_of(BANK.items), ())).replace(
        b'"right":[0]', b'"right":[9]', 1
    )
    with pytest.raises(Refusal):
        bank_in(data)


def test_a_packed_table_says_once_what_is_the_same_in_every_row():
    table = read_table(UNITS.encode(), "a", COLUMNS)
    assert table_in(as_json(packed(table))) == table
    assert as_json(packed(table)).count(b'"name"') == 1


@pytest.mark.parametrize(
    ("errand", "data", "needed"),
    [
        (BankErrand("a.csv"), template_bank("csv"), {"yaml", "PIL"}),
        (BankErrand("a.xlsx"), template_bank("xlsx"), {"openpyxl", "PIL"}),
        (BankErrand("a.docx"), template_bank("docx"), set()),
        (TableErrand("a.csv", COLUMNS), UNITS.encode(), set()),
        (TableErrand("a.xlsx", COLUMNS), xlsx_template(COLUMNS, "Đơn vị"), {"openpyxl", "PIL"}),
        (DocumentErrand(9), b"a: 1", {"yaml"}),
        (PictureErrand(), b"", {"PIL"}),
        (RankingErrand((SentFile("rules", "a", 3),)), b"a: 1", {"yaml"}),
    ],
)
def test_a_room_starts_with_the_parsers_that_its_file_may_need(errand, data, needed):
    command = """
import sys
from quiz.import_room.__main__ import _ready
from quiz.import_room.errands import understood
_ready(understood(sys.argv[1]), print)
print(*{"openpyxl", "yaml", "PIL"} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", command, written(errand)],
        input=data,
        capture_output=True,
        check=True,
    )
    assert set(done.stdout.decode().split()) == needed


def test_a_room_tells_how_far_it_is_while_others_do_something_else(room):
    with file(write_bank(BANK, "yaml")) as sent:
        underway = room.start(BankErrand("a.yaml"), sent)
    assert bank_in(underway.result()).bank == BANK
    assert underway.is_over(within=0)
    assert underway.progress() is None  # the room is gone


def test_what_a_room_notes_arrives():
    progress = Progress(Stage.CHECKING, 3, 5)
    assert progress_in(progress_noted(progress)) == progress


@given(st.binary(max_size=16) | st.binary(min_size=12, max_size=12))
def test_whatever_a_room_notes_its_progress_is_within_bounds(noted):
    progress = progress_in(noted)
    assert progress is None or (
        0 <= progress.percent <= 100 and max(progress.done, progress.of) <= MOST_ITEMS
    )


def test_the_room_has_nothing_of_the_environment(room, monkeypatch):
    monkeypatch.setenv("QUIZ_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("PYTHONWARNINGS", "error")  # would stop a room that inherited it
    assert "QUIZ_SECRET_KEY" in os.environ
    with file(write_bank(BANK, "yaml")) as sent:
        assert bank_in(room.read(BankErrand("a.yaml"), sent)).bank == BANK


def test_the_bank_of_these_tests_is_one_that_can_be_read():
    assert len(BANK.items) == len(items())
