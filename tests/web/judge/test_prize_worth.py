"""What prizes are worth, the higher one kept, and prizes of units: at the desk and in public."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from openpyxl import load_workbook

from quiz.services import boards
from tests.scripted import OVER, Script, later_round, publish, script
from tests.stage import Stage

DESK = "/giam-khao/cuoc-thi"
BOARD = "/cuoc-thi/cuoc-thi/bang-xep-hang"
WORTH = [
    {"level": "nhat", "count": 1, "amount": 4_000_000, "gift": "Bằng khen"},
    {"level": "nhi", "count": 1, "amount": 2_000_000},
]
HIGHER = {"prizes": WORTH, "prize_caps": {"per_person": 1, "keeps": "higher"}}
COLLECTIVE = {
    "units": {
        "among": "kind",
        "kinds": ["chi_bo"],
        "order": ["people"],
        "prizes": [{"level": "nhat", "count": 1, "amount": 5_000_000}],
    },
    "unit_prizes": [
        {
            "title": "Đơn vị nhiều người đạt giải nhất",
            "among": "kind",
            "kinds": ["chi_bo"],
            "order": ["winners"],
            "prizes": [{"level": "tap_the", "count": 1, "gift": "Cờ"}],
        }
    ],
}
SignsIn = Callable[..., FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def public(number: int) -> str:
    return f"/cuoc-thi/cuoc-thi/ket-qua/{number}/1"


def take(scripted: Script, **correct: int) -> None:
    for minute, (name, count) in enumerate(correct.items()):
        scripted.takes(name, correct=count, after=minute)


def sheet(client: FlaskClient, number: int, table: str) -> list[dict[str, object]]:
    with client.post(f"{DESK}/{number}/tai-ve", data={"table": table, "form": "xlsx"}) as answer:
        book = load_workbook(BytesIO(answer.data))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_what_a_prize_is_worth_stands_beside_it(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, prizes=WORTH, prize_total=6_000_000)
    take(scripted, An=4, Bình=3)
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    judge.post(f"{DESK}/1/cong-bo")
    for page in (judge.get(f"{DESK}/1").text, client.get(public(1)).text):
        assert "Giải Nhất 4.000.000 đồng và Bằng khen An" in words(page)
        assert "Giải Nhì 2.000.000 đồng Bình" in words(page)
        assert "Tổng giá trị giải thưởng: 6.000.000 đồng" in words(page)
    rows = sheet(judge, 1, "winners")
    assert [(row["Số tiền (đồng)"], row["Hiện vật, hình thức khác"]) for row in rows] == [
        (4_000_000, "Bằng khen"),
        (2_000_000, None),
    ]
    assert [row["Số tiền (đồng)"] for row in sheet(judge, 1, "people")] == [4_000_000, 2_000_000]


def test_the_earlier_result_tells_who_keeps_the_higher_prize_of_a_later_round(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    first = script(stage, **HIGHER)
    take(first, An=4, Bình=3)
    publish(first)
    second = later_round(first, 2, **HIGHER)
    take(second, Bình=4, Chi=3)
    publish(second)
    clock.advance(hours=25)
    shown = words(client.get(public(1)).text)
    assert "nhận giải cao hơn ở đợt 2" in shown[shown.index("Giải Nhì") :]
    assert "thay cho Giải Nhì của đợt 1" in words(client.get(public(2)).text)
    judge = signs_in("judge", first.contest)
    assert "thay cho Giải Nhì của đợt 1" in words(judge.get(f"{DESK}/2").text)
    assert "(nhận giải cao hơn ở đợt 2)" in words(judge.get(f"{DESK}/1").text)
    kept = [row["Nhận giải cao hơn ở đợt"] for row in sheet(judge, 1, "winners")]
    gave_up = [row["Thay cho giải của đợt"] for row in sheet(judge, 2, "winners")]
    assert (kept, gave_up) == ([None, 2], [1, None])


def test_units_have_their_prizes_once_they_are_published_and_not_before(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, prizes=WORTH, **COLLECTIVE)
    scripted.takes("An", correct=4, unit="cl-01")
    scripted.takes("Bình", correct=3, after=1, unit="cl-01")
    scripted.takes("Chi", correct=2, after=2, unit="cao-01")
    clock.advance(hours=25)
    definition = stage.definition(scripted.round, stage.now + OVER)
    content = boards.content_of(stage.session, definition, now=stage.now + OVER)
    assert not any(unit.prizes for unit in content.units)
    judge = signs_in("judge", scripted.contest)
    desk = words(judge.get(f"{DESK}/1/don-vi").text)
    assert "Giải Nhất 5.000.000 đồng" in desk
    assert "Đơn vị nhiều người đạt giải nhất" in desk
    assert "Giải Nhất 5.000.000 đồng" in words(judge.get(f"{DESK}/1/cong-bo").text)
    judge.post(f"{DESK}/1/cong-bo")
    shown = words(client.get(public(1)).text)
    assert "Giải tập thể Giải Nhất 5.000.000 đồng" in shown
    assert "Giải Tập thể Cờ" in shown
    below = words(client.get(f"{BOARD}?don-vi=chi-lang").text)
    assert "Giải Nhất Giải Tập thể – Đơn vị nhiều người đạt giải nhất" in below
    (won,) = [row for row in sheet(judge, 1, "units") if row["Giải tập thể"]]
    assert won["Giải tập thể"] == "Giải Nhất; Giải Tập thể – Đơn vị nhiều người đạt giải nhất"
    assert won["Số tiền (đồng)"] == 5_000_000


def test_units_that_are_equal_at_a_prize_are_named_and_the_publisher_has_to_know(
    signs_in: SignsIn, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, prizes=WORTH, units=COLLECTIVE["units"])
    scripted.takes("An", correct=4, unit="cl-01")
    scripted.takes("Chi", correct=2, after=2, unit="cao-01")
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    desk = words(judge.get(f"{DESK}/1/don-vi").text)
    assert "Các đơn vị đồng hạng 1, thể lệ không phân định được" in desk
    asked = words(judge.get(f"{DESK}/1/cong-bo").text)
    assert "Giải tập thể còn đơn vị đồng hạng ở vị trí có giải." in asked
    assert judge.post(f"{DESK}/1/cong-bo").status_code == 422
    assert judge.post(f"{DESK}/1/cong-bo", data={"knows_ties": "y"}).status_code == 303
