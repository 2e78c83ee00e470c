"""The worked cases of real regulations, from files to what is published."""

from dataclasses import replace

import pytest
import yaml

from quiz.offline.document import document_of
from quiz.offline.ranking import RankingFiles, rank_files

PERFECT, DISTANCE = "all_correct_only", "prediction_distance"
HEAD = (
    "Mã lượt thi;Mã người dự thi;Mã đơn vị;Lượt thi;Bắt đầu lúc;Nộp bài lúc;Số câu đúng;Số dự đoán"
)
RULES = {
    "rules_schema": 1,
    "paper": {"items": 20, "points_per_item": 100},
    "timing": {"limit_minutes": 20},
    "attempts": {"limit": None},
    "ranking": ["points"],
}


@pytest.fixture
def sheet(written):
    """Write the rules of one round."""

    def write(**rules):
        about = {"ranking_schema": 1, "contest": "vi-du", "round": 1, "tree_day": "2024-09-02"}
        text = yaml.safe_dump(about | {"rules": RULES | rules}, sort_keys=False)
        return written("the-le.yaml", text)

    return write


def ranked(files):
    return [line["person"] for line in document_of(rank_files(files))["people"] if line["rank"]]


# S1: E is not in the file, for what comes a second late is never an attempt.
@pytest.mark.parametrize(
    ("counts", "order"),
    [("highest_then_earliest", ["C", "B", "A"]), ("best_prediction", ["A", "C", "B"])],
)
def test_vcnet_week_four(written, sheet, counts, order):
    rules = sheet(
        paper={"items": 6, "points_per_item": 100},
        attempts={"limit": None, "counts": counts},
        prediction={"asks": "all_correct_people"},
        ranking=[PERFECT, DISTANCE, "finished_at"],
    )
    rows = [
        ("A1", "A", 1, "17/09/2019 08:00", 6, 14_000),
        ("A2", "A", 2, "18/09/2019 09:00", 6, 14_193),
        ("B1", "B", 1, "16/09/2019 10:05", 6, 14_190),
        ("C1", "C", 1, "16/09/2019 10:01", 6, 14_196),
        ("D1", "D", 1, "16/09/2019 10:00:30", 5, 14_193),
    ]
    lines = (
        f"{ref};{who};;{number};16/09/2019 10:00;{end};{correct};{guess}"
        for ref, who, number, end, correct, guess in rows
    )
    attempts = written("luot.csv", HEAD, *lines)
    assert ranked(RankingFiles(rules, attempts, totals=14_193)) == order


# S8: the example that ships is this data set; N1 to N5 are An, Bình, Chi, Dũng and Én.
@pytest.mark.parametrize(
    ("asks", "ranking", "order"),
    [
        ("all_correct_people", [PERFECT, DISTANCE, "finished_at"], "3125"),
        ("participants", [PERFECT, DISTANCE, "finished_at"], "1325"),
        ("attempts", [PERFECT, DISTANCE], "5213"),
        ("attempts", [PERFECT, "finished_at", DISTANCE], "1325"),
        ("participants", ["points", "duration", DISTANCE], "25134"),
        (None, ["points", "duration", "attempt_count", "registered_at"], "52134"),
        (None, ["points", "duration", "attempt_count"], "52134"),
        (None, ["points", "duration", "finished_at"], "25134"),
        ("participants", ["points", DISTANCE, "duration"], "12354"),
    ],
)
def test_one_data_set_under_eight_regulations(example, sheet, asks, ranking, order):
    rules = sheet(prediction=asks and {"asks": asks}, ranking=ranking)
    files = replace(example, rules=rules)
    assert ranked(files) == [f"N{who}" for who in order]
    totals = document_of(rank_files(files))["totals"]
    assert totals == {"attempts": 11, "participants": 5, "all_correct_people": 4}


# S4: of three attempts the best counts by itself.
def test_hai_duong_recognises_the_best_of_three(written, sheet):
    rules = sheet(attempts={"limit": 3, "counts": "highest"})
    lines = (
        f"L{n};A;;{n};02/09/2024 10:0{n};02/09/2024 10:0{n};{correct};"
        for n, correct in enumerate((15, 19, 17), 1)
    )
    found = document_of(rank_files(RankingFiles(rules, written("luot.csv", HEAD, *lines))))
    assert [(line["attempt"], line["points"]) for line in found["people"]] == [("L2", 1900)]


# S4: people who took part of so many, and the right items of them all together. An average of 19.5
# is none of 19 people with whole points; A is out by its rate whatever it is.
HAI_DUONG = {"A": (19, 40, 370), "B": (45, 60, 774), "C": (80, 100, 1280), "D": (15, 30, 285)}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["participation_rate", "average_points"], ["C", "B", "D"]),
        (["rate_plus_average"], ["B", "C", "D"]),
    ],
)
def test_hai_duong_ranks_units_above_half_of_their_people(written, sheet, order, expected):
    rules = sheet(units={"gates": [{"participation_rate": 50}], "order": order})
    units = ["Mã đơn vị;Tên đơn vị;Mã đơn vị cấp trên;Số lượng", "K;Khối;;"]
    lines = []
    for unit, (people, headcount, right) in HAI_DUONG.items():
        units.append(f"{unit};Đảng bộ {unit};K;{headcount}")
        each, more = divmod(right, people)
        lines += (
            f"{unit}{n};{unit}{n};{unit};1;02/09/2024 10:00;02/09/2024 10:05;{each + (n < more)};"
            for n in range(people)
        )
    files = RankingFiles(
        rules, written("luot.csv", HEAD, *lines), units=written("don-vi.csv", *units)
    )
    found = [line for line in document_of(rank_files(files))["units"] if line["parent"] == "K"]
    assert [line["unit"] for line in found if line["rank"]] == expected
    assert [line["unit"] for line in found if line["excluded"] == "rate_too_low"] == ["A"]


# S10 (c): who takes part "không xét giải" has no rank and does not count for the unit.
@pytest.mark.parametrize(
    ("considered", "order", "of_the_unit"),
    [("có", ["N3", "N1", "N2", "N5"], 2), ("không", ["N1", "N2", "N5"], 1)],
)
def test_staff_out_of_prizes_are_neither_ranked_nor_counted_for_their_unit(
    changed, considered, order, of_the_unit
):
    files = changed("people", "29/08/2024 08:00:00;có", f"29/08/2024 08:00:00;{considered}")
    found = document_of(rank_files(files))
    assert ranked(files) == order
    assert found["totals"]["participants"] == 5
    people = {line["unit"]: line["people"] for line in found["units"]}
    assert people["CB-02"] == of_the_unit


# S10 (a): a whole day is voided; nobody is ranked by it, and totals follow the setting.
@pytest.mark.parametrize(("includes", "attempts"), [(False, 8), (True, 11)])
def test_a_voided_day_does_not_rank_and_counts_only_where_the_rules_say_so(
    example, sheet, written, includes, attempts
):
    prediction = {"asks": "attempts", "includes_voided": includes}
    rules = sheet(prediction=prediction, ranking=["points", DISTANCE])
    rows = [f"Hủy lượt thi;{attempt}" for attempt in ("L06", "L08", "L01")]  # 02/09
    rulings = written("quyet-dinh.csv", "Quyết định;Mã lượt thi", *rows)
    found = document_of(rank_files(replace(example, rules=rules, rulings=rulings)))
    assert found["totals"]["attempts"] == attempts
    reasons = {line["person"]: line["unranked"] for line in found["people"]}
    assert reasons == {"N1": "voided", "N2": None, "N3": None, "N4": "voided", "N5": None}
