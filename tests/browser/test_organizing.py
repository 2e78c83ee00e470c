"""What script adds to the organizers' forms; without it they do the same on the server."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site


@pytest.fixture
def blueprint(site: Site) -> Page:
    """Return the blueprint of a round that draws anything from its pool."""
    return site.visit("organizer.edit_blueprint")


def test_an_address_follows_the_title_until_it_is_typed(site: Site) -> None:
    page = site.visit("organizer.new_contest")
    title, slug = page.get_by_label("Tên cuộc thi").first, page.locator("[name=slug]")
    title.fill("Hội thi Đảng bộ (1930 – 2025)!")
    expect(slug).to_have_value("hoi-thi-dang-bo-1930-2025")
    slug.fill("hoi-thi")
    title.fill("Tên khác")
    expect(slug).to_have_value("hoi-thi")
    slug.fill("")
    title.fill("Tên khác nữa")
    expect(slug).to_have_value("ten-khac-nua")


def test_a_grid_sums_and_checks_while_it_is_typed(blueprint: Page) -> None:
    cell = blueprint.locator(".grid tbody .cell").first
    field = cell.locator("input")
    total = blueprint.locator("#total")
    before = int(total.inner_text())
    available = int(field.get_attribute("data-available") or "")
    field.fill(str(available))
    expect(total).to_have_text(str(before + available))
    expect(cell).to_contain_text(f"Nên có từ {3 * available} câu trong kho.")
    field.fill(str(available + 1))
    expect(cell).to_contain_text(f"Trong kho chỉ có {available} câu.")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("")
    expect(total).to_have_text(str(before))
    expect(cell.locator(".said")).to_be_empty()
