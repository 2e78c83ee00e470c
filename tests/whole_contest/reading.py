"""Reading a published result off the pages and files, and holding it against what is expected."""

from collections.abc import Callable, Iterable, Sequence

from tests.whole_contest import shown
from tests.whole_contest.browser import Browser
from tests.whole_contest.page import Node, facts, rows
from tests.whole_contest.papers import SLUG
from tests.whole_contest.regulation import Result
from tests.whole_contest.shown import Row, settled
from tests.whole_contest.staff import Judge
from tests.whole_contest.units import ROOT, UNITS, Unit

LEADERS = 50


def check_board(browser: Browser, number: int, result: Result) -> None:
    """Walk through the board from the top to every cell, and see who leads."""
    address = f"/cuoc-thi/{SLUG}/bang-xep-hang?dot={number}"
    page = browser.open(address).main
    leaders = result.ranked[:LEADERS]
    assert settled(rows(list(page.all("table"))[-1])) == settled(
        shown.leader_rows(leaders, result, number)
    )
    _check_level(browser, page, ROOT, lambda unit: shown.public_units(result, unit))


def check_publication(browser: Browser, number: int, result: Result) -> None:
    """Read the published result from the first page to the last."""
    page = browser.open(f"/cuoc-thi/{SLUG}/ket-qua/{number}/1").main
    assert facts(page) == _totals(result)
    assert _winners(page) == _expected_winners(result)
    assert settled(_all_pages(browser)) == settled(shown.public_rows(result.ranked, result, number))


def check_judge(judge: Judge, number: int, result: Result) -> None:
    """Read the judge's pages: ranked people, people not ranked, units."""
    browser, desk = judge.browser, f"/giam-khao/{SLUG}/{number}"
    page = browser.open(desk).main
    assert facts(page) == _totals(result)
    assert settled(_all_pages(browser)) == settled(shown.judge_rows(result, number))
    _check_tie(page, result)
    browser.open(f"{desk}/khong-xep-hang")
    assert settled(_all_pages(browser)) == settled(shown.unranked_rows(result))
    page = browser.open(f"{desk}/don-vi").main
    _check_level(browser, page, ROOT, lambda unit: shown.judge_units(result, unit))


def check_files(judge: Judge, number: int, result: Result, attempts: Sequence[Row]) -> None:
    """Read the exported tables of people, units and attempts."""
    people = shown.people_in_csv(result)
    assert settled(_cut(judge.export(number, "people"), people)) == settled(people)
    units = judge.export(number, "units")
    for parent in (None, *(unit for unit in UNITS if _below(unit))):
        expected = shown.units_in_csv(result, parent)
        codes = {row["Mã đơn vị"] for row in expected}
        assert _cut((row for row in units if row["Mã đơn vị"] in codes), expected) == expected
    assert len(units) == len(UNITS)
    assert _cut(judge.export(number, "attempts"), attempts) == attempts


def _check_level(
    browser: Browser, page: Node, unit: Unit, expected: Callable[[Unit], list[Row]]
) -> None:
    """Hold the units right below one against the expected, and follow the links further down."""
    table = page.one("table")
    assert rows(table) == expected(unit)
    ways = {link.text: link.get("href") for link in table.all("a")}
    deeper = [child for child in _below(unit) if _below(child)]
    assert sorted(ways) == sorted(child.name for child in deeper)
    for child in deeper:
        _check_level(browser, browser.open(ways[child.name]).main, child, expected)


def _check_tie(page: Node, result: Result) -> None:
    if not result.tie:
        assert "thể lệ không phân định được" not in page.text
        return
    (notice,) = (box for box in page.all("div", css="notice") if "Đồng hạng" in box.text)
    assert f"Đồng hạng {result.tie[0].rank}" in notice.text
    assert f"Các giải liên quan: {', '.join(result.at_stake)}." in notice.text
    names = {item.text for item in notice.all("li")}
    assert names == {f"{line.person.name} – {line.person.unit.in_words}" for line in result.tie}


def _totals(result: Result) -> dict[str, str]:
    return {
        "Người dự thi": str(result.people),
        "Lượt thi": str(result.attempts),
        "Người trả lời đúng tất cả": str(result.all_correct),
    }


def _winners(page: Node) -> dict[str, list[tuple[str, str]]]:
    return {
        prize.one("h3").text: sorted(
            (item.one("strong").text, item.one("span").text) for item in prize.all("li")
        )
        for prize in page.all("section", css="prize")
    }


def _expected_winners(result: Result) -> dict[str, list[tuple[str, str]]]:
    winners: dict[str, list[tuple[str, str]]] = {}
    for line in result.ranked:
        if line.prize:
            winners.setdefault(line.prize, []).append((line.person.name, line.person.unit.in_words))
    return {prize: sorted(names) for prize, names in winners.items()}


def _all_pages(browser: Browser) -> list[Row]:
    """Return the rows of the table shown, and of those on the pages that follow."""
    found: list[Row] = []
    while True:
        found += rows(browser.page.main.one("table"))
        following = [link for link in browser.page.all("a") if link.get("rel") == "next"]
        if not following:
            return found
        browser.open(following[0].get("href"))


def _cut(rows: Iterable[Row], expected: Sequence[Row]) -> list[Row]:
    """Return the rows with only the columns that are expected."""
    return [{heading: row[heading] for heading in expected[0]} for row in rows]


def _below(unit: Unit) -> list[Unit]:
    return [other for other in UNITS if other.parent is unit]
