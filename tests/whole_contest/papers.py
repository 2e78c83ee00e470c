"""The files that staff bring along: units with headcounts, bank, contest, a list of people."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from tests.whole_contest.cast import Person
from tests.whole_contest.units import LOADED

SLUG = "tim-hieu-lich-su-lang-son"
BANK = Path(__file__).parents[2] / "question_bank" / "banks" / "lang-son.yaml"

CONTEST_FILE = f"""\
contest_schema: 1
slug: {SLUG}
title: {{vi: "Cuộc thi tìm hiểu lịch sử Đảng bộ tỉnh Lạng Sơn"}}
summary: {{vi: "Hai đợt thi dành cho đảng viên và nhân dân trong tỉnh."}}
organizer: {{vi: "Ban Tổ chức cuộc thi"}}
audience: {{vi: "Đảng viên và nhân dân trong tỉnh"}}
regulation:
  vi: |
    # Xếp hạng

    Đợt 1 chỉ xếp hạng người trả lời đúng tất cả các câu, theo số dự đoán, rồi theo thời điểm nộp.
    Đợt 2 xếp theo điểm, rồi thời gian làm bài, rồi số lượt thi.
tree: lang-son
tree_day: 2026-11-21
owner_unit: tinh
headcount_kind: dang_vien
registration:
  asks: [birth_date, phone]
  consent: {{version: "1", purposes: {{vi: ["Tổ chức cuộc thi."]}}}}
rules:
  rules_schema: 1
  paper: {{items: 10, points_per_item: 1000}}
  timing: {{limit_minutes: 20, allowance_seconds: 5, hard_close: true}}
  attempts: {{limit: 3, counts: highest_then_earliest, empty_count: false}}
  prediction: {{asks: attempts}}
  result: after_close
  review: after_publication
  ranking: [all_correct_only, prediction_distance, finished_at]
  units: {{gates: [{{participation_rate: 50}}], order: [average_points]}}
  prizes:
    - {{level: nhat, count: 1}}
    - {{level: nhi, count: 2}}
    - {{level: ba, count: 3}}
    - {{level: khuyen_khich, count: 5}}
rounds:
  - number: 1
    title: {{vi: "Đợt 1"}}
    kind: official
    opens: 2026-11-23T08:00
    closes: 2026-11-27T17:00
    bank: lang-son
  - number: 2
    title: {{vi: "Đợt 2"}}
    kind: official
    opens: 2026-12-01T08:00
    closes: 2026-12-03T17:00
    bank: lang-son
    rules:
      attempts: {{limit: 2, counts: highest_then_earliest, empty_count: false}}
      prediction: null
      ranking: [points, duration, attempt_count]
      units:
        gates: [{{participation_rate: 50}}]
        order: [participation_rate, average_points]
"""


def units_file(headcounts: dict[str, int]) -> bytes:
    """Return the list of units as a spreadsheet saves it."""
    lines = ["Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên;Số lượng"]
    for unit in LOADED:
        above = unit.parent.code if unit.parent else ""
        count = headcounts.get(unit.code, "")
        lines.append(f"{unit.code};{unit.name};{unit.kind};{above};{count}")
    return "\r\n".join(lines).encode("utf-8-sig")


def people_file(people: Iterable[Person]) -> bytes:
    """Return a unit officer's list of people."""
    lines = ["Họ và tên;Ngày sinh;Mã đơn vị;Số điện thoại"]
    lines += (
        f"{person.name};{person.birth_date};{person.unit.code};{person.phone}" for person in people
    )
    return "\r\n".join(lines).encode("utf-8-sig")


@cache
def right_options() -> dict[str, str]:
    """Return the words of the right option by the words of the question, from the bank file."""
    bank = yaml.safe_load(BANK.read_text("utf-8"))
    return {
        _one_line(item["stem"]): _one_line(item["options"]["ABCD".index(*item["right"])])
        for item in bank["items"]
    }


@cache
def secrets_of_the_bank() -> tuple[str, ...]:
    """Return what no contestant may read before the review: the explanations."""
    bank = yaml.safe_load(BANK.read_text("utf-8"))
    return tuple(_one_line(item["explanation"]) for item in bank["items"])


def _one_line(text: str) -> str:
    return " ".join(text.split())
