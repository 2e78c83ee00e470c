from dataclasses import replace

import pytest

from quiz.offline.document import document_of
from quiz.offline.ranking import Ranked, rank_files

HEAD = "Mã lượt thi;Mã người dự thi;Lượt thi;Bắt đầu lúc;Nộp bài lúc;Số câu đúng"
TIMES = "02/09/2024 10:00;02/09/2024 10:04"


def order(files, number=None):
    found = rank_files(files, number)
    assert isinstance(found, Ranked), found
    return [found.people[one.entry.person] for one in found.result.standings.placings]


def winners(files):
    found = document_of(rank_files(files))
    return {line["person"]: line["prize"] for line in found["people"] if line["prize"]}


def test_the_example_ranks_as_its_regulation_says(example):
    assert order(example) == ["N3", "N1", "N2", "N5"]
    assert winners(example) == {"N3": "nhat", "N1": "nhi", "N2": "ba"}


def test_a_winner_who_is_not_recognised_leaves_the_prize_to_the_next(example):
    rulings = example.rules.with_name("quyet-dinh.csv")
    excluded = replace(example, rulings=rulings)
    assert winners(excluded) == {"N1": "nhat", "N2": "nhi", "N5": "ba"}
    assert document_of(rank_files(excluded))["totals"]["all_correct_people"] == 4


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (None, ["N3", "N1", "N2", "N5"]),
        (4, ["N3", "N1", "N2", "N5"]),
        (9, ["N5", "N2", "N1", "N3"]),
    ],
)
def test_predictions_are_held_against_the_number_that_is_given(example, total, expected):
    assert order(replace(example, totals=total)) == expected


def test_a_file_of_the_three_numbers_stands_for_counting(example):
    counted = rank_files(example)
    given = rank_files(replace(example, totals=example.rules.with_name("tong-so.csv")))
    assert given.digest == counted.digest


def test_the_order_of_rows_and_of_columns_changes_nothing(example, tmp_path):
    rows = [line.split(";") for line in example.attempts.read_text("utf-8").splitlines()]
    head, *lines = [row[::-1] for row in rows]
    other = tmp_path / "khac.csv"
    other.write_text(
        "\n".join(",".join(row).replace(",000", ".000") for row in [head, *lines[::-1]])
    )
    assert rank_files(replace(example, attempts=other)).digest == rank_files(example).digest


def test_the_order_of_units_changes_nothing(example, tmp_path):
    head, *lines = example.units.read_text("utf-8").splitlines()
    other = tmp_path / "khac.csv"
    other.write_text("\n".join([head, *reversed(lines)]), "utf-8")
    assert rank_files(replace(example, units=other)).digest == rank_files(example).digest


def test_without_a_file_of_units_people_are_ranked_and_units_are_not(example):
    found = document_of(rank_files(replace(example, units=None)))
    assert [line["person"] for line in found["people"]] == ["N3", "N1", "N2", "N5", "N4"]
    assert found["units"] == []
    assert found["people"][0]["unit"] == "CB-02"


def test_what_a_paper_earns_is_counted_where_the_file_does_not_say_it(example, written):
    attempts = written("a.csv", HEAD, f"L1;N1;1;{TIMES};20", f"L2;N2;1;{TIMES};19")
    found = document_of(rank_files(replace(example, attempts=attempts, people=None, units=None)))
    assert [(line["person"], line["points"]) for line in found["people"]] == [
        ("N1", 2000),
        ("N2", 1900),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_files_are_read_as_spreadsheets_save_them(example, tmp_path, encoding, separator, ending):
    row = f"L1;N1;1;{TIMES};20"
    path = tmp_path / "luot.csv"
    text = ending.join(["", HEAD, "", row, ";;;;;", ""]).replace(";", separator)
    path.write_bytes(text.encode(encoding))
    assert order(replace(example, attempts=path, people=None, units=None)) == ["N1"]


def test_who_reads_a_key_or_is_out_of_prizes_is_not_ranked(changed):
    read = changed("people", "08:00:00;có;không\nN4", "08:00:00;có;có\nN4")
    assert order(read) == ["N1", "N2", "N5"]
    staff = changed("people", "29/08/2024 08:00:00;có", "29/08/2024 08:00:00;không")
    assert order(staff) == ["N1", "N2", "N5"]


def test_a_contest_as_organizers_load_it_ranks_too(example, written):
    attempts = written("a.csv", HEAD, f"L1;N1;1;{TIMES};30", f"L2;N2;1;{TIMES};30")
    shipped = example.rules.parents[2] / "contests" / "lang-son-90-nam.yaml"
    units = example.rules.parents[2] / "contests" / "units" / "lang-son.csv"
    files = replace(example, rules=shipped, attempts=attempts, people=None, units=units)
    found = rank_files(files, 2)
    assert (found.round.contest, found.round.number) == ("lang-son-90-nam", 2)
    assert len(found.result.standings.placings) == 2


def test_who_belongs_to_no_unit_may_stand_in_the_file_though_no_tree_names_it(changed):
    found = document_of(rank_files(changed("attempts", "L11;N5;CB-03", "L11;N5;khong-thuoc")))
    nowhere = next(line for line in found["units"] if line["unit"] == "khong-thuoc")
    assert (nowhere["people"], nowhere["rank"]) == (1, None)


# A unit closed by a merger between rounds.
def test_units_are_those_of_the_day_that_the_contest_pins(example, written):
    head = "Mã đơn vị;Tên đơn vị;Mã đơn vị cấp trên;Số lượng;Hiệu lực từ;Hiệu lực đến"
    units = written(
        "don-vi.csv",
        head,
        "DB;Đảng bộ xã;;;;",
        "CB-01;Chi bộ cũ;DB;4;;01/09/2024",
        "CB-02;Chi bộ còn;DB;3;01/01/2020;02/09/2024",
        "CB-03;Chi bộ mới;DB;5;03/09/2024;",
    )
    found = document_of(rank_files(replace(example, units=units)))
    assert {line["unit"] for line in found["units"]} == {"DB", "CB-02", "khong-thuoc"}
    assert found["people_outside_the_tree"] == 3
    assert found["people"][1]["unit"] == "CB-01"


SEED = "5e" * 32
LOTS = "Lần bốc thăm;Hạng;Đối tượng;Giải;Số bốc thăm;Bốc thăm lúc;Mã lượt thi"


@pytest.fixture
def tied(changed):
    """Return the example where An and Chi are equal on every key."""
    files = changed("attempts", "20;20;20;20;5", "20;20;20;20;4")
    text = files.attempts.read_text("utf-8")
    files.attempts.write_text(text.replace("02/09/2024 10:30:00", "03/09/2024 09:00:00"), "utf-8")
    return files


def test_lots_that_were_drawn_part_equals(tied, written):
    assert winners(tied) == {"N2": "ba"}
    rows = [f"1;1;;nhat|nhi;{SEED};06/09/2024 08:00:00,000;{attempt}" for attempt in ("L01", "L07")]
    found = document_of(rank_files(replace(tied, lots=written("boc-tham.csv", LOTS, *rows))))
    prizes = {line["attempt"]: line["prize"] for line in found["people"] if line["prize"]}
    (draw,) = found["lots"]
    assert (draw["seed"], draw["drawn_at"]) == (SEED, 1_725_584_400_000)
    assert prizes == dict(zip([*draw["order"], "L05"], ("nhat", "nhi", "ba"), strict=True))


def test_judges_part_equals_in_the_order_of_the_rows(tied, written):
    head = "Lần bốc thăm;Hạng;Giải;Lý do;Bốc thăm lúc;Mã lượt thi"
    about = "1;1;nhat|nhi;Chi dự thi sớm hơn;06/09/2024 08:00:00,000"
    digests = set()
    for order in (("L07", "L01"), ("L01", "L07")):
        lots = written("boc-tham.csv", head, *(f"{about};{attempt}" for attempt in order))
        found = document_of(rank_files(replace(tied, lots=lots)))
        prizes = {line["attempt"]: line["prize"] for line in found["people"] if line["prize"]}
        assert prizes == dict(zip([*order, "L05"], ("nhat", "nhi", "ba"), strict=True))
        assert found["lots"][0]["reason"] == "Chi dự thi sớm hơn"
        digests.add(found["digest"])
    assert len(digests) == 2


def test_earlier_prizes_count_against_a_cap(changed):
    files = changed("rules", "  prizes:\n", "  prize_caps: {per_person: 1}\n  prizes:\n")
    text = (files.people or files.rules).read_text("utf-8")
    rows = text.replace("Đã xem đáp án", "Đã xem đáp án;Số giải đã nhận")
    rows = rows.replace("có;không\nN4", "có;không;1\nN4").replace("có;không\n", "có;không;0\n")
    people = files.rules.with_name("nguoi.csv")
    people.write_text(rows, "utf-8")
    capped = replace(files, people=people)
    assert winners(capped) == {"N1": "nhat", "N2": "nhi", "N5": "ba"}
    (passed,) = (line for line in document_of(rank_files(capped))["people"] if line["no_prize"])
    assert (passed["person"], passed["no_prize"]) == ("N3", "person_cap")
