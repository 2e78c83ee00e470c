"""The pages that tell of prizes, ties and lots, on a phone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quiz.database import transaction
from tests.scripted import script
from tests.stage import HOUR, Stage

GROUPS = ("Cán bộ, công chức, viên chức", "Học sinh, sinh viên")
PEOPLE = {
    "Nguyễn Thị Thanh Hương": (4, 0),
    "Trần Văn Bình": (4, 0),
    "Lê Thị Chi": (3, 0),
    "Hoàng Văn Dũng": (4, 1),
    "Vi Thị Én": (3, 1),
}


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return a stage on which a round with groups, caps and lots was over an hour ago."""
    stage.now -= 26 * HOUR
    prizes = [
        {"level": level, "count": 1, "categories": [group], "amount": amount, "gift": "Bằng khen"}
        for group in GROUPS
        for level, amount in (("nhat", 4_000_000), ("nhi", 2_000_000))
    ]
    scripted = script(
        stage,
        ranking=["points"],
        prizes=prizes,
        prize_caps={"per_person": 1, "per_unit": 2, "percent_of_people": 80},
        last_resort="lots",
        overall={"ranking": ["points", "duration"], "prizes": prizes},
        units={
            "order": ["rank_points", "best_points", "judged_points"],
            "best": 2,
            "rank_points": [{"by": "people", "first": 10}, {"by": "total_points", "first": 5}],
            "gates": [{"people": 1}],
            "prizes": [{"level": "nhat", "count": 1, "amount": 5_000_000}],
        },
        unit_prizes=[
            {
                "title": "Đơn vị có nhiều người trả lời đúng tất cả",
                "order": ["all_correct_people"],
                "prizes": [{"level": "tap_the", "count": 1, "gift": "Cờ và Giấy chứng nhận"}],
            }
        ],
    )
    for minute, (name, (correct, group)) in enumerate(PEOPLE.items()):
        person = scripted.person(name)
        with transaction(stage.session):
            person.category = GROUPS[group]
        scripted.takes(name, correct=correct, after=minute)
    return stage


def test_lots_are_drawn_and_published_at_a_desk_and_on_a_phone(
    judges_page: Page, looks_well: Callable[[Page], None], page_faults: list[str]
) -> None:
    page = judges_page
    page.goto("/giam-khao/cuoc-thi/1/don-vi")
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1")
    looks_well(page)
    page.get_by_role("link", name="Bốc thăm…").first.click()
    expect(page.get_by_role("button", name="Bốc thăm ngay")).to_be_visible()
    looks_well(page)
    page.get_by_role("button", name="Bốc thăm ngay").click()
    expect(page.get_by_text("Đã bốc thăm")).to_be_visible()
    page.get_by_text("Bốc thăm cho hạng").click()
    looks_well(page)
    page.get_by_role("link", name="Điểm chấm đơn vị").click()
    page.get_by_label("Mã đơn vị").fill("chi-lang")
    page.get_by_label("Điểm").fill("8,5")
    page.get_by_label("Lý do").fill("Tổ chức tốt, mọi chi bộ đều có người dự thi")
    page.get_by_role("button", name="Ghi điểm").click()
    expect(page.get_by_role("row", name="Đảng bộ huyện Chi Lăng")).to_contain_text("8,5")
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1/giai-chuyen-de")
    page.get_by_role("button", name="Ghi giải").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page_faults.clear()  # the refused form is a 422
    looks_well(page)
    page.get_by_label("Tên giải").fill("Người đạt giải trẻ nhất")
    page.get_by_label("Người hoặc đơn vị được trao").fill("Vi Thị Én – Chi bộ Trường THPT Chi Lăng")
    page.get_by_label("Lý do").fill("Sinh năm 2012, trả lời đúng 3 trong 4 câu")
    page.get_by_role("button", name="Ghi giải").click()
    expect(page.get_by_role("button", name="Bỏ “Người đạt giải trẻ nhất”")).to_be_visible()
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1/tong-hop")
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1/cong-bo")
    page.get_by_role("checkbox").check()
    looks_well(page)
    page.get_by_role("button", name="Công bố ngay").click()
    page.wait_for_url("**/giam-khao/cuoc-thi/1")
    page.goto("/cuoc-thi/cuoc-thi/ket-qua/1/1")
    expect(page.get_by_role("heading", name="Phân định người đồng hạng")).to_be_visible()
    looks_well(page)
    page.goto("/cuoc-thi/cuoc-thi/bang-xep-hang")
    expect(page.get_by_text("Giải Nhất", exact=True)).to_be_visible()
    looks_well(page)
