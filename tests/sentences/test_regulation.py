"""Rules spoken back: nothing that decides goes unsaid."""

import pytest

from quiz.domain.rules import parse_rules
from quiz.sentences.regulation import regulation
from quiz.sentences.speaking import Spoken
from quiz.services.rules_library import presets, regulations

PLAIN = {
    "rules_schema": 1,
    "paper": {"items": 20, "points_per_item": 500},
    "timing": {"limit_minutes": 20},
    "attempts": {"limit": 3},
    "ranking": ["points", "duration"],
    "prizes": [{"level": "nhat", "count": 1}],
}
NHI = {"level": "nhi", "count": 2, "amount": 2_500_000}
SAY = Spoken(translate=lambda text: text, points=lambda hundredths: str(hundredths // 100))


def spoken(number=1, **parts):
    articles = regulation(parse_rules({**PLAIN, **parts}), number, SAY)
    return {one.title: [*one.sentences, *one.ordered, *one.after] for one in articles}


@pytest.mark.parametrize(
    ("parts", "article", "sentence"),
    [
        ({}, "Đề thi", "20 câu hỏi trắc nghiệm, mỗi câu 5 điểm; tổng điểm tối đa là 100 điểm"),
        ({}, "Đề thi", "chọn đúng và đủ mọi phương án đúng"),
        ({}, "Đề thi", "rút ngẫu nhiên"),
        (
            {"paper": {"items": 2, "pool": {"codes": ["A", "B"]}}},
            "Đề thi",
            "Mọi người thi cùng một bộ câu hỏi.",
        ),
        ({"paper": {"items": 2, "shuffle": False}}, "Đề thi", "không xáo trộn"),
        (
            {
                "paper": {
                    "items": 3,
                    "blueprint": [
                        {"count": 2, "difficulties": ["easy"]},
                        {"count": 1, "topics": ["Tuần 1"]},
                    ],
                }
            },
            "Đề thi",
            "Cơ cấu đề: 2 câu thuộc mức dễ; 1 câu thuộc Tuần 1.",
        ),
        ({"paper": {"items": 9, "all_must_be_answered": True}}, "Đề thi", "chỉ hợp lệ khi"),
        ({}, "Quy định về thời gian", "là 20 phút"),
        ({}, "Quy định về thời gian", "chậm không quá 5 giây"),
        (
            {"timing": {"limit_minutes": 20, "allowance_seconds": 0}},
            "Quy định về thời gian",
            "đến sau khi hết giờ không được nhận",
        ),
        (
            {"timing": {"limit_minutes": 20, "hard_close": False}},
            "Quy định về thời gian",
            "được làm đủ thời gian",
        ),
        (
            {
                "timing": {
                    "limit_minutes": 20,
                    "hours": {"opens": "07:30", "closes": "17:30", "days": ["monday", "friday"]},
                }
            },
            "Quy định về thời gian",
            "từ 07:30 đến trước 17:30 vào: thứ Hai, thứ Sáu.",
        ),
        (
            {"timing": {"limit_minutes": 20, "item_seconds": 30}},
            "Quy định về thời gian",
            "Mỗi câu được trả lời trong 30 giây",
        ),
        (
            {"timing": {"limit_minutes": 20, "item_seconds": 30}},
            "Quy định về thời gian",
            "không sửa được câu trước",
        ),
        (
            {"timing": {"limit_minutes": 20, "plausible_seconds": 60}},
            "Quy định về thời gian",
            "nhanh hơn 60 giây",
        ),
        ({}, "Công bố kết quả và khiếu nại", "được cập nhật trong khi đợt thi diễn ra"),
        (
            {"boards": {"frozen_minutes": 60}},
            "Công bố kết quả và khiếu nại",
            "Từ 60 phút trước khi đợt thi đóng, bảng xếp hạng công khai dừng cập nhật",
        ),
        (
            {"boards": {"shown": "after_publication"}},
            "Công bố kết quả và khiếu nại",
            "hiện số liệu khi công bố kết quả",
        ),
        (
            {"prediction": {"asks": "attempts"}, "ranking": ["points", "prediction_distance"]},
            "Công bố kết quả và khiếu nại",
            "hiện số liệu sau khi đợt thi đóng",
        ),
        (
            {"prediction": {"asks": "attempts"}, "ranking": ["points", "prediction_distance"]},
            "Câu hỏi dự đoán",
            "người không ghi số dự đoán xếp sau người có ghi",
        ),
        ({}, "Số lượt thi và kết quả được công nhận", "Trong mỗi đợt, mỗi người"),
        (
            {},
            "Số lượt thi và kết quả được công nhận",
            "không được công nhận và không trừ vào số lượt được thi",
        ),
        (
            {"attempts": {"limit": 2, "void_returns_quota": False}},
            "Số lượt thi và kết quả được công nhận",
            "nhưng vẫn trừ vào số lượt được thi",
        ),
        (
            {"attempts": {"limit": None}},
            "Số lượt thi và kết quả được công nhận",
            "Lượt thi bị hủy kết quả không được công nhận.",
        ),
        ({}, "Điều kiện dự thi", "đã xem đáp án trước khi đợt thi đóng"),
        (
            {"attempts": {"limit": 1, "per": "contest"}},
            "Số lượt thi và kết quả được công nhận",
            "Trong cả cuộc thi, mỗi người được thi không quá 1 lượt.",
        ),
        (
            {"attempts": {"limit": 2, "per": "day"}},
            "Số lượt thi và kết quả được công nhận",
            "Mỗi ngày, mỗi người được thi không quá 2 lượt",
        ),
        (
            {"attempts": {"limit": None, "counts": "last"}},
            "Số lượt thi và kết quả được công nhận",
            "lượt thi cuối cùng",
        ),
        (
            {"eligible": {"min_age": 12, "max_age": 30, "categories": ["Học sinh"]}},
            "Điều kiện dự thi",
            "từ đủ 12 đến 30 tuổi",
        ),
        ({"eligible": {"staff": "refused"}}, "Điều kiện dự thi", "không được dự thi"),
        (
            {"eligible": {"staff": "out_of_prizes"}, "units": {"order": ["people"]}},
            "Điều kiện dự thi",
            "không được tính vào xếp hạng đơn vị.",
        ),
        (
            {"eligible": {"admits": [{"round": 4, "best": 10}]}},
            "Điều kiện dự thi",
            "từ hạng 1 đến hạng 10 của đợt 4",
        ),
        ({"last_resort": "lots"}, "Xếp hạng cá nhân", "bốc thăm công khai"),
        ({"ranking": [], "prizes": []}, "Xếp hạng cá nhân", "không xếp hạng"),
        ({}, "Giải cá nhân", "Cơ cấu giải: 1 Giải Nhất."),
        ({"prize_caps": {"per_person": 1}}, "Giải cá nhân", "Mỗi người không quá 1 giải"),
        (
            {
                "prizes": [
                    {"level": "nhat", "count": 1, "amount": 4_000_000, "gift": "Bằng khen"},
                    {"level": "nhi", "count": 2, "amount": 500_000},
                    {"level": "ba", "count": 3, "gift": "Giấy chứng nhận"},
                ]
            },
            "Giải cá nhân",
            "1 Giải Nhất (4.000.000 đồng và Bằng khen); 2 Giải Nhì (mỗi giải 500.000 đồng); "
            "3 Giải Ba (mỗi giải Giấy chứng nhận).",
        ),
        (
            {"prize_total": 1_000_000_000},
            "Giải cá nhân",
            "Tổng giá trị giải thưởng: 1.000.000.000 đồng.",
        ),
        (
            {"prize_caps": {"per_person": 1, "keeps": "higher"}},
            "Giải cá nhân",
            "nhận giải cao hơn và thôi nhận giải thấp nhất đã có",
        ),
        (
            {"prize_caps": {"per_person": 1, "keeps": "higher"}},
            "Giải cá nhân",
            "giải thôi nhận để trống",
        ),
        (
            {
                "overall": {
                    "ranking": ["points"],
                    "prizes": [{"level": "nhat", "count": 1}],
                    "prize_caps": {"per_person": 1, "from_round": 5},
                }
            },
            "Xếp hạng tổng hợp nhiều đợt",
            "Mỗi người không quá 1 giải, tính giải tổng hợp này và giải của các đợt từ đợt 5 đến "
            "đợt 8.",
        ),
        (
            {"overall": {"ranking": ["points"], "prizes": [NHI], "prize_total": 5_000_000}},
            "Xếp hạng tổng hợp nhiều đợt",
            "Tổng giá trị giải thưởng: 5.000.000 đồng.",
        ),
        (
            {"overall": {"ranking": ["points"], "prize_caps": {"per_unit": 2}}},
            "Xếp hạng tổng hợp nhiều đợt",
            "Mỗi đơn vị không quá 2 giải.",
        ),
        (
            {
                "units": {
                    "among": "kind",
                    "order": ["people"],
                    "prizes": [{"level": "nhat", "count": 1, "amount": 5_000_000}],
                }
            },
            "Xếp hạng đơn vị",
            "Giải tập thể: 1 Giải Nhất (5.000.000 đồng).",
        ),
        (
            {
                "unit_prizes": [
                    {
                        "title": "Đông nhất",
                        "order": ["people"],
                        "prizes": [{"level": "tap_the", "count": 1}],
                    }
                ]
            },
            "Giải tập thể: Đông nhất",
            "cấp cao nhất có từ hai đơn vị trở lên",
        ),
        (
            {"overall": {"ranking": ["points"]}},
            "Xếp hạng tổng hợp nhiều đợt",
            "từ đợt 1 đến đợt 8",
        ),
        (
            {"units": {"gates": [{"participation_rate": 50}], "order": ["people"]}},
            "Xếp hạng đơn vị",
            "tỷ lệ tham gia từ 50% trở lên",
        ),
        (
            {"units": {"order": ["people"]}},
            "Xếp hạng đơn vị",
            "đơn vị của mình khi bắt đầu lượt thi được công nhận",
        ),
        (
            {"units": {"order": ["judged_points", "people"]}},
            "Xếp hạng đơn vị",
            "Điểm do Ban Giám khảo chấm.",
        ),
        (
            {"units": {"order": ["rate_plus_average"]}},
            "Xếp hạng đơn vị",
            "điểm trung bình tính theo phần trăm của điểm tối đa",
        ),
        (
            {
                "units": {"order": ["rate_plus_prizes"]},
                "prizes": [
                    {"level": "nhat", "count": 1, "unit_points": 10},
                    {"level": "nhi", "count": 2, "unit_points": 8},
                ],
            },
            "Xếp hạng đơn vị",
            "số điểm sau: Giải Nhất 10 điểm, Giải Nhì 8 điểm.",
        ),
        (
            {"units": {"kinds": ["dang_bo_co_so", "nha_may"], "order": ["people"]}},
            "Xếp hạng đơn vị",
            "Chỉ xếp hạng các loại đơn vị: đảng bộ cơ sở, nha may.",
        ),
        ({"result": "at_submit"}, "Công bố kết quả và khiếu nại", "điểm ngay khi nộp bài"),
        ({"review": "never"}, "Công bố kết quả và khiếu nại", "không được công bố"),
        (
            {"complaints": {"days": 5}},
            "Công bố kết quả và khiếu nại",
            "bằng văn bản trong 5 ngày",
        ),
    ],
)
def test_what_the_rules_decide_is_said(parts, article, sentence):
    said = spoken(8, **parts)[article]
    assert any(sentence in one for one in said), said


def test_the_prediction_is_asked_held_against_a_number_and_frozen():
    ranking = ["all_correct_only", "prediction_distance"]
    said = spoken(prediction={"asks": "all_correct_people"}, ranking=ranking)["Câu hỏi dự đoán"]
    assert len(said) == 5
    assert "ít nhất một lượt trả lời đúng tất cả" in said[1]


def test_no_prediction_is_missing_where_everything_must_be_answered():
    rules = {
        "paper": {"items": 9, "all_must_be_answered": True},
        "prediction": {"asks": "attempts"},
        "ranking": ["points", "prediction_distance"],
    }
    assert len(spoken(**rules)["Câu hỏi dự đoán"]) == 4


def test_the_rounds_that_are_added_up_are_no_criterion():
    said = regulation(parse_rules({**PLAIN, "overall": {"ranking": ["points"]}}), 8, SAY)
    (overall,) = (one for one in said if one.title == "Xếp hạng tổng hợp nhiều đợt")
    assert overall.ordered == ("Tổng điểm các đợt cao hơn xếp trước.",)


def test_the_sentence_about_equals_stands_after_the_criteria():
    said = spoken()["Xếp hạng cá nhân"]
    assert said[1:3] == ["Điểm cao hơn xếp trước.", "Thời gian làm bài ngắn hơn xếp trước."]
    assert "đồng hạng" in said[3]


def test_every_shipped_regulation_and_preset_can_be_spoken_without_a_gap():
    known = [preset.parsed() for preset in presets().values()]
    known += [
        one.rules_of(number)
        for one in regulations().values()
        for number in range(1, one.rounds + 1)
    ]
    for rules in known:
        for article in regulation(rules, 20, SAY):
            text = " ".join((*article.sentences, *article.ordered, *article.after))
            assert text
            assert "%(" not in text
            assert "None" not in text
