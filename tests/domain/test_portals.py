"""Portals: what is typed becomes an origin, and the server's setting is the outer limit."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.portals import NoPortal, is_within, portal_of, within


@pytest.mark.parametrize(
    ("typed", "portal"),
    [
        ("https://langson.gov.vn", "https://langson.gov.vn"),
        (" https://LangSon.gov.vn:443/trang-chu?a=1#b ", "https://langson.gov.vn"),
        ("langson.gov.vn/tin-tuc", "https://langson.gov.vn"),
        ("https://langson.gov.vn:8443", "https://langson.gov.vn:8443"),
        ("https://cổng.vn", "https://xn--cng-qmz.vn"),
    ],
)
def test_the_address_of_a_page_becomes_the_origin_of_its_portal(typed: str, portal: str):
    assert str(portal_of(typed)) == portal


@pytest.mark.parametrize(
    "typed",
    [
        *("", "http://langson.gov.vn", "javascript:alert(1)", "https://", "https://vn"),
        *("https://*.gov.vn", "https://a..vn", "https://a.vn:99999", "https://ai:x@a.vn"),
        *("https://a.vn;script-src", "https://-a.vn", "'self'", "*", "https://[::1]", "a_b.vn"),
    ],
)
def test_what_is_no_page_by_https_is_no_portal(typed: str):
    with pytest.raises(NoPortal):
        portal_of(typed)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("https://a.vn:;,' *"))))
def test_whatever_is_typed_nothing_but_an_origin_comes_out(typed: str):
    try:
        portal = portal_of(typed)
    except NoPortal:
        return
    assert set(str(portal)) <= set(f"{string.ascii_lowercase}{string.digits}:/.-")
    assert portal_of(str(portal)) == portal


@pytest.mark.parametrize(
    ("limit", "portal", "let"),
    [
        ("", "https://a.vn", True),
        ("*", "https://a.vn:8443", True),
        ("https://a.vn", "https://a.vn", True),
        ("http://A.vn", "https://a.vn", True),
        ("https://a.vn", "https://b.a.vn", False),
        ("https://*.a.vn", "https://b.a.vn", True),
        ("https://*.a.vn", "https://a.vn", False),
        ("https://*.a.vn", "https://ba.vn", False),
        ("https://a.vn", "https://a.vn:8443", False),
        ("https://a.vn:8443 https://b.vn", "https://b.vn", True),
        ("https://a.vn:8443", "https://a.vn:8443", True),
    ],
)
def test_the_setting_of_the_server_is_the_outer_limit(limit: str, portal: str, let: bool):
    assert is_within(portal_of(portal), limit) == let
    assert within([portal], limit) == ((portal,) if let else ())
