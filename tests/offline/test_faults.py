from dataclasses import replace

import pytest

from quiz.offline.table import MOST_NOTED

HEAD = "Mã lượt thi;Mã người dự thi;Mã đơn vị;Lượt thi;Bắt đầu lúc;Nộp bài lúc;Số câu đúng"
SEED = "5e" * 32
AT = "06/09/2024 08:00:00"
TIMES = "02/09/2024 10:00;02/09/2024 10:04"


@pytest.mark.parametrize(
    ("which", "old", "new", "expected"),
    [
        ("attempts", "L05;N2", "L01;N2", (11, "A", "attempt_twice")),
        ("attempts", "L05;N2", ";N2", (11, "A", "cell_needed")),
        ("attempts", "L05;N2", "L05;N9", (11, "B", "ranked_person_unknown")),
        ("attempts", "L05;N2;CB-01", "L05;N2;CB-09", (11, "C", "ranked_unit_unknown")),
        ("attempts", "N2;CB-01;4", "N2;CB-01;3", (11, "D", "attempt_number_twice")),
        ("attempts", "N2;CB-01;4", "N2;CB-01;0", (11, "D", "number_bad")),
        ("attempts", "N2;CB-01;4", "N2;CB-01;bốn", (11, "D", "number_bad")),
        ("attempts", "04/09/2024 15:58:58", "04/09/2024 16:00:01", (11, "F", "attempt_backwards")),
        ("attempts", "04/09/2024 15:58:58", "04/13/2024 15:58:58", (11, "E", "moment_bad")),
        ("attempts", "20;20;20;20;6", "20;21;20;20;6", (11, "H", "answered_too_many")),
        ("attempts", "20;20;20;20;6", "20;19;20;20;6", (11, "I", "correct_too_many")),
        ("attempts", "20;20;20;20;6", "0;0;0;20;6", (11, "G", "number_bad")),
        ("attempts", "20;20;20;20;6", "20;20;20;2.000;6", (11, "J", "points_bad")),
        ("attempts", "20;20;20;20;6", "20;20;20;20;-6", (11, "K", "number_bad")),
        ("attempts", "20;20;20;20;6", "20;20;20;20;6;thừa", (11, "", "cells_beyond")),
        ("people", "N5;", "N4;", (6, "A", "ranked_person_twice")),
        ("people", "31/08/2024 08:00:00;có", "31/08/2024 08:00:00;chắc", (6, "D", "yes_no_bad")),
        ("units", "CB-03;", "CB-02;", (5, "A", "unit_twice")),
        ("units", "Chi bộ;DB;5", "Chi bộ;DX;5", (5, "D", "parent_unknown")),
        ("units", "Chi bộ;DB;5", "Chi bộ;CB-03;5", (5, "D", "unit_below_itself")),
        ("units", "Chi bộ;DB;5", "Chi bộ;DB;năm", (5, "E", "people_bad")),
    ],
)
def test_a_fault_is_told_at_its_cell(*, changed, problems, which, old, new, expected):
    files = changed(which, old, new)
    found = problems(files)
    assert (getattr(files, which).name, *expected) in found
    assert len(found) <= 2  # a person whose row is faulty is missed elsewhere


def test_equal_times_and_a_full_paper_are_no_faults(changed, problems):
    assert problems(changed("attempts", "04/09/2024 15:58:58,000", "04/09/2024 16:00:00,000")) == []


def test_every_fault_of_every_file_is_told_at_once(example, written, problems):
    files = replace(
        example,
        rules=written(
            "the-le.yaml",
            "ranking_schema: 1",
            "contest: Ví dụ",
            "round: 1",
            "tree_day: 2024-09-02",
            "rules: {}",
        ),
        attempts=written("luot.csv", HEAD, f"L1;N1;;một;{TIMES};20", f"L2;N2;;1;{TIMES};hai"),
        people=written("nguoi.csv", "Mã người dự thi;Xét giải", "N1;?"),
        units=written("don-vi.csv", "Mã đơn vị;Tên đơn vị", "A;"),
        rulings=written("quyet-dinh.csv", "Quyết định;Mã lượt thi", "Tha;L1"),
        totals=written("tong.csv", "Số lượt thi;Số người dự thi;Số người đúng tất cả", "1;x;1"),
    )
    assert problems(files) == [
        ("the-le.yaml", 2, "", "code_shape"),
        ("don-vi.csv", 2, "B", "cell_needed"),
        ("nguoi.csv", 2, "B", "yes_no_bad"),
        ("luot.csv", 2, "D", "number_bad"),
        ("luot.csv", 3, "G", "number_bad"),
        ("quyet-dinh.csv", 2, "A", "ruling_bad"),
        ("tong.csv", 2, "B", "number_bad"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 a spreadsheet", "csv_needed"),
        (b"%PDF-1.7", "csv_needed"),
        (b"", "header_missing"),
        (b"a;b\n1;2\n", "header_missing"),
        ("Mã lượt thi;Lượt thi\n".encode(), "column_missing"),
        (f"{HEAD};Lượt thi\n".encode(), "column_repeated"),
        (f"{HEAD}\nL1;\xff".encode("latin-1", "replace"), "encoding_broken"),
        (f"{HEAD}\n".encode() + b"L1;\xff\n", "encoding_broken"),
        (f'{HEAD}\nL1;"N1'.encode(), "csv_broken"),
    ],
)
def test_a_file_that_is_no_table_is_told_so(example, tmp_path, problems, content, code):
    path = tmp_path / "luot.csv"
    path.write_bytes(content)
    assert code in {found[-1] for found in problems(replace(example, attempts=path))}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["Hủy lượt thi;L01;"], []),
        (["Hủy lượt thi;L99;"], ["ruling_unknown"]),
        (["Hủy lượt thi;;N1"], ["ruling_names_nobody"]),
        (["Không xét giải;;N1", "exclude;;N4"], []),
        (["Không xét giải;L01;"], ["ruling_names_nobody"]),
        (["Không công nhận kết quả;;N9"], ["ruling_unknown"]),
    ],
)
def test_a_ruling_names_whom_it_is_about(example, written, problems, rows, codes):
    path = written("quyet-dinh.csv", "Quyết định;Mã lượt thi;Mã người dự thi", *rows)
    assert [found[-1] for found in problems(replace(example, rulings=path))] == codes


def test_ranking_by_registration_needs_the_file_that_tells_it(changed, problems):
    files = replace(changed("rules", ", finished_at]", ", registered_at]"), people=None)
    assert problems(files) == [("the-le.yaml", None, "", "people_file_needed")]


@pytest.mark.parametrize(
    ("asks", "code"), [("percent_all_correct", "total_needs_file"), (None, "total_unasked")]
)
def test_one_number_is_taken_only_where_the_rules_ask_for_one(changed, problems, asks, code):
    if asks is None:
        files = changed("rules", "prediction: {asks: all_correct_people}", "prediction: null")
        text = files.rules.read_text("utf-8").replace("prediction_distance, ", "")
        files.rules.write_text(text, "utf-8")
    else:
        files = changed("rules", "asks: all_correct_people", f"asks: {asks}")
    assert problems(replace(files, totals=7)) == [("the-le.yaml", None, "", code)]


@pytest.mark.parametrize("rows", [[], ["1;1;1", "2;2;2"]])
def test_the_numbers_of_a_round_stand_in_one_row(example, written, problems, rows):
    head = "Số lượt thi;Số người dự thi;Số người đúng tất cả"
    files = replace(example, totals=written("tong.csv", head, *rows))
    assert problems(files) == [("tong.csv", None, "", "totals_one_row")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([f"1;1;;nhat;{SEED};{AT};L01"], []),
        (["1;1;;nhat;5e5e;" + f"{AT};L01"], [(2, "E", "seed_bad")]),
        ([f"1;1;;nhat;xyz;{AT};L01"], [(2, "E", "seed_bad")]),
        ([f"1;1;;nhat;{SEED};{AT};L01", f"1;2;;nhat;{SEED};{AT};L07"], [(3, "A", "draw_differs")]),
        ([f"1;1;;;{SEED};{AT};L01"], [(2, "D", "cell_needed")]),
        ([f"1;1;;nhat;;{AT};L01;Biên bản số 1"], []),
        ([f"1;1;;nhat;;{AT};L01"], [(2, "", "seed_or_reason")]),
        ([f"1;1;;nhat;{SEED};{AT};L01;Biên bản số 1"], [(2, "", "seed_or_reason")]),
        (
            [f"1;1;;nhat;;{AT};L01;Biên bản số 1", f"1;1;;nhat;;{AT};L07;Biên bản số 2"],
            [(3, "A", "draw_differs")],
        ),
    ],
)
def test_lots_are_told_as_they_were_drawn_or_decided(example, written, problems, rows, expected):
    head = "Lần bốc thăm;Hạng;Đối tượng;Giải;Số bốc thăm;Bốc thăm lúc;Mã lượt thi;Lý do"
    rows = [row if row.count(";") == 7 else f"{row};" for row in rows]
    files = replace(example, lots=written("boc-tham.csv", head, *rows))
    assert problems(files) == [("boc-tham.csv", *one) for one in expected]


@pytest.mark.parametrize(("number", "code"), [(None, "round_needed"), (9, "round_unknown")])
def test_one_of_several_rounds_has_to_be_chosen(example, problems, number, code):
    shipped = example.rules.parents[2] / "contests" / "thai-nguyen-khoi-70-nam.yaml"
    files = replace(example, rules=shipped, people=None, units=None)
    assert [found[-1] for found in problems(files, number)] == [code]


def test_a_round_by_itself_is_no_other_round(example, problems):
    assert [found[-1] for found in problems(example, 2)] == ["round_unknown"]


def test_a_rules_file_that_is_no_document_is_told_by_its_lines(changed, problems):
    files = changed("rules", "ranking: [all_correct_only, ", "ranking: [earliest, ")
    ((file, line, _, code),) = problems(files)
    assert (file, code) == ("the-le.yaml", "not_allowed")
    assert line is not None


def test_a_file_that_is_wrong_throughout_is_not_told_without_end(example, written, problems):
    lines = example.attempts.read_text("utf-8").splitlines()
    beyond = [f"X;N1;CB-01;{number}" for number in range(MOST_NOTED)]
    long = written("luot-thi-dai.csv", *lines, *beyond)
    assert len(problems(replace(example, attempts=long))) == MOST_NOTED
