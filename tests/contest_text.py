"""A small contest document, whose tree and bank are those of the stage."""

CONTEST = """\
contest_schema: 1
slug: cuoc-thi
title: {vi: "Cuộc thi tìm hiểu lịch sử", en: "History contest"}
summary: {vi: "Tóm tắt"}
organizer: {vi: "Ban Tổ chức"}
audience: {vi: "Mọi người"}
regulation: {vi: "# Điều 1"}
tree: tinh
tree_day: 2026-01-01
owner_unit: tinh
headcount_kind: dang_vien
registration:
  asks: [birth_date]
  consent: {version: "1", purposes: {vi: ["Tổ chức cuộc thi"]}}
rules:
  rules_schema: 1
  paper: {items: 4}
  timing: {limit_minutes: 20}
  attempts: {limit: 2}
  ranking: [points, duration]
rounds:
  - number: 1
    title: {vi: "Đợt 1"}
    kind: official
    opens: 2026-12-01T08:00
    closes: 2026-12-08T08:00
    bank: kiem-thu
  - number: 2
    title: {vi: "Đợt 2"}
    kind: official
    opens: 2026-12-08T09:00
    closes: 2026-12-15T08:00
    bank: kiem-thu
    rules: {review: never}
"""


def changed(old: str, new: str, text: str = CONTEST) -> str:
    """Return the document with one passage replaced, which it must hold."""
    assert old in text, old
    return text.replace(old, new, 1)
