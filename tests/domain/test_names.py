import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.names import (
    LoginProblem,
    canonical_login,
    clean_name,
    fold,
    mask_name,
    name_sort_key,
    slug_of,
    text_sort_key,
)

texts = st.text(st.sampled_from("aAăâÂbdđĐeêhoôơuưyỳảẽíọ ựNg.-'019\u0300\u0323"), max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Thị  Hạnh", "nguyen thi hanh"),
        ("ĐẮK LẮK", "dak lak"),
        ("  Ôn\tSử ", "on su"),
        ("", ""),
    ],
)
def test_searching_knows_no_marks_and_no_case(text, folded):
    assert fold(text) == folded


@given(texts)
def test_folding_is_the_same_for_composed_and_decomposed_text_and_for_folded_text(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(fold(text))


@pytest.mark.parametrize(
    ("title", "longest", "slug"),
    [
        ("Cuộc thi Đảng bộ tỉnh (1930 – 2025)!", 80, "cuoc-thi-dang-bo-tinh-1930-2025"),
        ("  ", 80, ""),
        ("中文 – ?", 80, ""),
        ("một hai ba", 10, "mot-hai-ba"),
        ("một hai ba", 9, "mot-hai"),
        ("một hai ba", 7, "mot-hai"),
        ("một hai ba", 6, "mot"),
        ("mộthaiba", 6, "mothai"),
    ],
)
def test_a_title_suggests_an_address(title, longest, slug):
    assert slug_of(title, longest) == slug


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  Trần   Văn \t An ", "Trần Văn An"),
        ("Ha\u0323nh", "Hạnh"),
        ("Chi\u200b", "Chi"),
        ("Lê\u00a0Bình\n", "Lê Bình"),
    ],
)
def test_a_name_is_stored_clean(written, clean):
    assert clean_name(written) == clean


LETTERS = tuple("aăâbcdđeêghiklmnoôơpqrstuưvxy")


@pytest.mark.parametrize(
    "ascending",
    [
        ["9", "10", *LETTERS],
        ["ma", "mà", "mả", "mã", "má", "mạ", "măm", "mâm"],
        ["an", "anh", "ăn", "ân", "ơn"],
        ["Chi bộ", "Chi bộ 2", "Chi bộ 2a", "Chi bộ 10", "Chi bộ 21"],
        ["Đảng bộ Cao Lộc", "Đảng bộ Chi Lăng", "Đảng bộ Đình Lập", "Đảng bộ Hữu Lũng"],
        ["La Lá", "La Lạ", "Lá La", "Lá Lá"],
        ["z", "Ж"],
    ],
)
def test_titles_are_listed_in_vietnamese_order(ascending):
    keys = [text_sort_key(text) for text in ascending]
    assert all(one < other for one, other in pairwise(keys))


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("AN", "an"), ("Chi bộ 02", "chi  bộ 2"), ("A-B", "a b")]
)
def test_spellings_of_one_thing_are_listed_together(one, other):
    assert text_sort_key(one) == text_sort_key(other)


def test_people_are_listed_by_given_name_then_family_and_middle_names():
    ascending = [
        "Nguyễn Văn An",
        "Trần An",
        "Bùi Thị Ánh",
        "Lê Ân",
        "Vũ Bình",
        "Đỗ Én",
        "Hạnh",
        "Hoàng Hạnh",
        "Nguyễn Thị Hạnh",
        "Nguyễn Văn Hạnh",
    ]
    shuffled = random.Random(1).sample(ascending, len(ascending))
    assert sorted(shuffled, key=name_sort_key) == ascending


def test_a_shorter_given_name_comes_first_whatever_the_family_name():
    assert name_sort_key("Vũ An") < name_sort_key("Bùi Anh") < name_sort_key("Bùi Ánh")


@given(texts)
def test_sort_keys_do_not_depend_on_composition_and_hold_no_control_characters(text):
    for key in (name_sort_key, text_sort_key):
        assert key(unicodedata.normalize("NFD", text)) == key(text)
        assert key(text).isprintable()


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Thị Hạnh", "Nguyễn T. H***"),
        ("Lê An", "Lê A***"),
        ("Đỗ Đức Én", "Đỗ Đ. E***"),
        ("Trần Thị Ý", "Trần T. Y***"),
        ("Tôn Nữ Thị Ấm", "Tôn N. T. Â***"),
        ("Bình", "B***"),
        ("lê an", "lê A***"),
        ("  ", "***"),
    ],
)
def test_public_boards_show_a_family_name_and_initials(name, masked):
    assert mask_name(name) == masked


@given(st.lists(st.sampled_from(["An", "Bình", "Ý", "Én", "Thị", "U"]), min_size=1, max_size=4))
def test_the_given_name_itself_is_never_shown(words):
    shown = mask_name(" ".join(words)).split()[-1]
    assert shown.endswith("***")
    assert len(shown) == 4


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("0912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0)912-345-678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0205 3812 345", "02053812345"),
        ("０９１２３４５６７８", "0912345678"),
        (" An.Nguyen@Langson.gov.vn ", "an.nguyen@langson.gov.vn"),
        ("ĐV-0012", "đv-0012"),
        ("ha\u0323nh", "hạnh"),
        ("0112345678", "0112345678"),
        ("12/CB", "12/cb"),
    ],
)
def test_a_login_name_has_one_spelling(typed, login):
    assert canonical_login(typed) == login
    assert canonical_login(login) == login


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "login_empty"),
        (" \t", "login_empty"),
        ("nguyen an", "login_space"),
        ("a" * 65, "login_too_long"),
        ("аn", "login_character"),  # a Cyrillic а
        ("an\u200b", "login_character"),
        ("an\x00", "login_character"),
        ("an<b>", "login_character"),
    ],
)
def test_what_cannot_be_a_login_name_is_refused(typed, code):
    with pytest.raises(LoginProblem) as refused:
        canonical_login(typed)
    assert refused.value.code == code
