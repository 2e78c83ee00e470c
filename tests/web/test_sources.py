"""Where something is from: links that say in letters where they lead, and lead nowhere else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.web.sources import linked, readable

SITE = "https://vi.wikipedia.org"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"{SITE}/wiki/L%E1%BA%A1ng_S%C6%A1n", f"{SITE}/wiki/Lạng_Sơn"),
        (f"{SITE}/?q=%C4%90%E1%BA%A3ng#n%C4%83m", f"{SITE}/?q=Đảng#năm"),
        (f"{SITE}/a%20b", f"{SITE}/a%20b"),
        (f"{SITE}/a%2Fb%3Fc%23d%40e%25f", f"{SITE}/a%2Fb%3Fc%23d%40e%25f"),
        (f"{SITE}/a%E2%80%AEb", f"{SITE}/a%E2%80%AEb"),
        (f"{SITE}/a%E2%88%95b", f"{SITE}/a%E2%88%95b"),
        (f"{SITE}/a%00%0a", f"{SITE}/a%00%0A"),
        (f"{SITE}/a%FF%C6", f"{SITE}/a%FF%C6"),
        (f"{SITE}/100%", f"{SITE}/100%"),
        ("https://xn--lngsn-9ta.vn%2Fa.example/", "https://xn--lngsn-9ta.vn%2Fa.example/"),
        ("Văn kiện Đảng, tập 2", "Văn kiện Đảng, tập 2"),
        ("javascript:alert%28%C3%A1%29", "javascript:alert%28%C3%A1%29"),
    ],
)
def test_only_letters_marks_and_digits_behind_the_site_are_decoded(
    address: str, shown: str
) -> None:
    assert readable(address) == shown


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ("Văn kiện Đảng toàn tập, tập 2, trang 4", []),
        (f"Báo Lạng Sơn: {SITE}/a; Vietnam.vn: {SITE}/b.", [f"{SITE}/a", f"{SITE}/b"]),
        (f"(xem {SITE}/wiki/T%E1%BB%89nh_(c%C5%A9))", [f"{SITE}/wiki/T%E1%BB%89nh_(c%C5%A9)"]),
        (f"“{SITE}/a”, {SITE}", [f"{SITE}/a", SITE]),
        ("javascript:alert(1) ftp://a.example/", []),
        ("https://bao.example@evil.example/a", []),
        ("https://", []),
    ],
)
def test_a_link_stands_where_a_source_has_an_address(source: str, addresses: list[str]) -> None:
    assert hrefs(linked(source)) == addresses


def test_what_a_source_says_is_never_taken_for_a_page() -> None:
    assert "<b>" not in linked(f'<b>{SITE}/a<b>&{SITE}/"onclick="b')
    assert hrefs(linked(f'{SITE}/a"onclick=b')) == [f"{SITE}/a"]


@given(st.text("ah:/.@%2fE1BAđ)(;<>\"'& ", max_size=60).map(lambda text: f"Nguồn {SITE}/{text}"))
def test_links_point_to_what_is_written_and_nothing_is_lost(source: str) -> None:
    page = str(linked(source))
    assert all(address in source for address in hrefs(page))
    with_addresses = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>[^<]*</a>', r"\1", page)
    assert html.unescape(with_addresses) == source


def hrefs(page: str) -> list[str]:
    """The addresses that a piece of a page links to."""
    return [html.unescape(found) for found in re.findall(r'href="([^"]*)"', page)]
