"""Rules of prizes and units in words, as organizers and everybody else read them."""

import pytest

from quiz.domain.rules import Rules, parse_rules
from quiz.sentences.overall import overall_criteria
from quiz.sentences.prize_rules import prize_rules
from quiz.sentences.unit_rules import unit_criteria, unit_gates

NHAT = {"level": "nhat", "count": 1}
NHI = {"level": "nhi", "count": 2}
NEXT = "Giải không trao được vì giới hạn nói trên thì trao cho người xếp hạng kế tiếp"


def rules(**parts: object) -> Rules:
    plain = {
        "rules_schema": 1,
        "paper": {"items": 20},
        "timing": {"limit_minutes": 20},
        "attempts": {"limit": 1},
        "ranking": ["points"],
    }
    return parse_rules({**plain, **parts})


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, ()),
        ({"prizes": [NHAT, NHI]}, ()),
        (
            {"prizes": [{**one, "categories": ["Cán bộ"]} for one in (NHAT, NHI)]},
            ("Cán bộ: 1 Giải Nhất, 2 Giải Nhì",),
        ),
        (
            {"prize_caps": {"per_person": 1}},
            ("Mỗi người không quá 1 giải, tính cả các đợt trước của cuộc thi", NEXT),
        ),
        (
            {"prize_caps": {"per_person": 2, "from_round": 5, "refused": "stays_empty"}},
            (
                "Mỗi người không quá 2 giải, tính từ đợt 5 của cuộc thi",
                "Giải không trao được vì giới hạn nói trên thì để trống",
            ),
        ),
        ({"prize_caps": {"per_unit": 3}}, ("Mỗi đơn vị không quá 3 giải", NEXT)),
        (
            {"prize_caps": {"per_unit": 3, "unit_kind": "Đảng bộ cấp huyện"}},
            (
                "Mỗi đơn vị loại “Đảng bộ cấp huyện”, tính cả cấp dưới, không quá 3 giải",
                NEXT,
            ),
        ),
        ({"prize_caps": {"percent_of_people": 50}}, ("Số giải không quá 50% số người dự thi",)),
        (
            {"last_resort": "lots"},
            ("Đồng hạng ở vị trí có giải mà các tiêu chí không phân định được thì bốc thăm",),
        ),
    ],
)
def test_how_prizes_are_handed_out_is_said_in_sentences(
    parts: dict[str, object], said: tuple[str, ...]
) -> None:
    document = {"prizes": [NHAT], **parts} if parts else {}
    assert prize_rules(rules(**document), str) == said


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ({"participation_rate": 50}, "Mọi đơn vị: tỷ lệ tham gia từ 50% trở lên"),
        (
            {"participation_rate": 30, "headcount_below": 50},
            "Đơn vị dưới 50 người: tỷ lệ tham gia từ 30% trở lên",
        ),
        (
            {"participation_rate": 25, "headcount_from": 50, "headcount_below": 100},
            "Đơn vị từ 50 đến dưới 100 người: tỷ lệ tham gia từ 25% trở lên",
        ),
        (
            {"people": 9, "attempts": 10, "winners": 1, "headcount_from": 100},
            "Đơn vị từ 100 người: từ 9 người dự thi trở lên, từ 10 lượt thi trở lên, "
            "từ 1 người đạt giải trở lên",
        ),
    ],
)
def test_what_units_must_reach_is_said_by_their_size(gate: dict[str, int], said: str) -> None:
    units = rules(units={"order": ["people"], "gates": [gate]}).units
    assert units is not None
    assert unit_gates(units, str) == (said,)


def test_what_units_are_compared_by_is_said_with_its_numbers() -> None:
    units = rules(
        units={
            "order": ["rank_points", "best_points", "people"],
            "best": 10,
            "rank_points": [{"by": "people", "first": 10}, {"by": "attempts", "first": 5}],
        }
    ).units
    assert units is not None
    assert unit_criteria(units, str) == (
        "Tổng điểm theo thứ hạng từng tiêu chí (Người dự thi: hạng nhất 10 điểm; "
        "Lượt thi: hạng nhất 5 điểm; mỗi hạng sau kém 1 điểm)",
        "Tổng điểm của những người đạt kết quả cao nhất (10 người)",
        "Người dự thi",
    )


def test_a_ranking_over_rounds_says_which_rounds_it_adds_up() -> None:
    overall = rules(overall={"from_round": 5, "ranking": ["points", "duration"]}).overall
    assert overall is not None
    assert overall_criteria(overall, 8, str) == (
        "Cộng kết quả được công nhận của từng đợt, từ đợt 5 đến đợt 8",
        "Tổng điểm các đợt cao hơn xếp trước",
        "Tổng thời gian làm bài của các đợt ngắn hơn xếp trước",
    )
