"""A contest document: what is read, what is refused, and every fault named with its line."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exam_blueprint import shortfalls
from question_bank.readers import read_bank
from quiz.domain.rules import RankingKey, ReviewTime, blueprint_of
from quiz.domain.unit_tree import kind_of
from quiz.services.contest_documents import (
    ContestDocument,
    example_contest,
    read_contest,
    shift,
    shipped_contests,
)
from quiz.services.contest_findings import SENTENCES
from tests.contest_text import CONTEST, changed

BANKS = Path("question_bank/banks")
UNITS = Path("quiz/contests/units")


def read(text: str = CONTEST) -> ContestDocument:
    document = read_contest(text.encode()).document
    assert document is not None
    return document


def faults(text: str) -> list[tuple[str, str, int | None]]:
    reading = read_contest(text.encode())
    assert reading.document is None
    return [(found.path, found.code, found.line) for found in reading.findings]


def test_times_are_those_of_the_contests_zone():
    document = read()
    opens = document.moment(document.rounds[0].opens)
    assert opens == int(datetime.fromisoformat("2026-12-01T08:00+07:00").timestamp() * 1000)


def test_a_round_takes_the_rules_of_the_contest_but_for_what_it_says_itself():
    document = read()
    first, second = (document.rules_of(part) for part in document.rounds)
    assert (first.review, second.review) == (ReviewTime.AFTER_PUBLICATION, ReviewTime.NEVER)
    assert first.ranking == second.ranking == (RankingKey.POINTS, RankingKey.DURATION)


def test_a_shifted_contest_is_the_same_so_much_later():
    document = read()
    later = shift(document, timedelta(days=30, hours=2))
    assert later.rounds[0].opens - document.rounds[0].opens == timedelta(days=30, hours=2)
    assert later.tree_day == date(2026, 1, 31)
    assert later.rules == document.rules


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("contest_schema: 1", "contest_schema: 2", "contest_schema not_allowed 1"),
        ("slug: cuoc-thi", "slug: Cuộc thi", "slug code_shape 2"),
        ("slug: cuoc-thi\n", "", "slug missing 1"),
        ('{vi: "Tóm tắt"}', "{en: Summary}", "summary.vi missing 4"),
        ('{vi: "Ban Tổ chức"}', "{vi: 2026}", "organizer.vi not_a_text 5"),
        ('{vi: "Mọi người"}', '{vi: "M\u200bọi"}', "audience.vi text_hidden 6"),
        ("tree_day: 2026-01-01", "tree_day: 01/01/2026", "tree_day date_bad 9"),
        ("kind: dang_vien", "kind: dang_vien\nprize: 1", "prize unknown_field 12"),
        ("kind: dang_vien", "kind: dang_vien\nzone: Asia/Hue9", "zone zone_unknown 12"),
        ("[birth_date]", "[email]", "registration.asks[0] not_allowed 13"),
        ("{items: 4}", "{items: no}", "rules.paper.items not_an_integer 17"),
        ("  attempts: {limit: 2}\n", "", "rules.attempts missing 16"),
        ("[points, duration]", "[all_correct_only]", "rules.ranking filter_alone 20"),
        ("kind: official", "kind: gala", "rounds[0].kind not_allowed 24"),
        ("opens: 2026-12-01T08:00", "opens: 01/12/2026", "rounds[0].opens moment_bad 25"),
        ("opens: 2026-12-01T08:00", "opens: 2026-12-01T08:00Z", "rounds[0].opens moment_bad 25"),
        ("opens: 2026-12-01T08:00", "opens: 2026-12-08T08:00", "rounds[0] window_reversed 22"),
        ("number: 2", "number: 1", "rounds[1].number number_repeated 28"),
        ("review: never", "review: at_once", "rounds[1].rules.review review_at_once_ranked 34"),
        ("kind: official", "kind: practice", "rounds[0].rules practice_is_ranked 22"),
    ],
)
def test_each_fault_is_named_with_its_place(old, new, fault):
    assert fault in [f"{path} {code} {line}" for path, code, line in faults(changed(old, new))]


def test_all_faults_are_named_at_once_and_shared_ones_once():
    text = changed("limit_minutes: 20", "limit_minutes: x", changed("{items: 4}", "{items: 0}"))
    assert [code for _, code, _ in faults(text)] == ["too_small", "not_an_integer"]


def test_an_age_needs_a_birth_date():
    text = changed("asks: [birth_date]", "asks: [phone]\n  guardian_below: 16")
    assert ("registration.asks", "birth_date_not_asked", 13) in faults(text)


@pytest.mark.parametrize(
    "entry", ["title: {vi: A}", "title: {vi: A}, address: 'https://a', body: {vi: B}"]
)
def test_what_to_study_is_a_text_or_an_address(entry):
    assert ("documents[0]", "address_or_body", 11) in faults(
        changed("headcount_kind", f"documents: [{{{entry}}}]\nheadcount_kind")
    )


def test_an_address_is_an_address():
    text = "documents: [{title: {vi: A}, address: 'javascript:alert(1)'}]\nheadcount_kind"
    found = faults(changed("headcount_kind", text))
    assert ("documents[0].address", "address_scheme", 11) in found


@pytest.mark.parametrize(
    "text", ["", "[]", "rounds", "{}", "a: [", "a: 1\na: 2", "&a x", "\x00", "rounds: {a: 1}"]
)
def test_what_is_no_contest_at_all_has_findings(text):
    reading = read_contest(text.encode())
    assert reading.document is None
    assert all(found.sentence("vi") and found.sentence("en") for found in reading.findings)
    assert reading.findings


def test_bytes_that_are_no_text_are_named():
    assert read_contest(b"slug: \xff").findings[0].code == "encoding_broken"


@given(st.text())
def test_no_text_makes_the_reader_fail(text):
    reading = read_contest(text.encode("utf-8", "replace"))
    assert reading.document is not None or reading.findings


@pytest.mark.parametrize("slug", shipped_contests())
def test_every_shipped_contest_is_sound(slug):
    reading = read_contest(shipped_contests()[slug])
    assert [found.sentence("en") for found in reading.findings] == []
    assert reading.document is not None
    assert reading.document.slug == slug
    assert reading.document.regulation.en


@pytest.mark.parametrize("slug", shipped_contests())
def test_every_shipped_contest_can_be_drawn_from_its_shipped_bank(slug):
    document = read(shipped_contests()[slug].decode())
    for part in document.rounds:
        bank = read_bank((BANKS / f"{part.bank}.yaml").read_bytes(), part.bank).bank
        assert bank is not None
        assert shortfalls(blueprint_of(document.rules_of(part)), bank.items) == ()


@pytest.mark.parametrize("slug", shipped_contests())
def test_every_shipped_contest_has_the_units_that_it_speaks_of(slug):
    document = read(shipped_contests()[slug].decode())
    lines = (UNITS / f"{document.tree}.csv").read_text("utf-8").splitlines()
    units = list(csv.DictReader(lines, delimiter=";"))
    assert document.owner_unit in {unit["Mã đơn vị"] for unit in units}
    kinds = {kind_of(unit["Loại"]) for unit in units}
    for part in document.rounds:
        ranked = document.rules_of(part).units
        assert ranked is None or kinds.issuperset(ranked.kinds)


def test_every_sentence_exists_in_both_languages():
    assert all(set(sentences) == {"vi", "en"} for sentences in SENTENCES.values())


@given(st.dates(date(2026, 1, 1), date(2099, 1, 1)))
def test_the_example_is_sound_whenever_it_is_fetched(today):
    document = read(example_contest(today))
    assert document.tree_day == today
    assert document.rounds[0].opens.date() - today == timedelta(days=7)
    assert document.rounds[0].closes == document.rounds[1].opens
    assert document.slug not in shipped_contests()


def test_the_example_explains_every_key_that_a_document_may_have():
    text = example_contest(date(2026, 11, 21))
    for key in ContestDocument.model_fields:
        assert f"\n{key}:" in text


def test_the_example_fits_a_bank_and_a_tree_that_are_shipped():
    document = read(example_contest(date(2026, 11, 21)))
    with (UNITS / f"{document.tree}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert document.owner_unit in {
            code for row in csv.reader(file, delimiter=";") for code in row
        }
    for part in document.rounds:
        bank = read_bank((BANKS / f"{part.bank}.yaml").read_bytes(), f"{part.bank}.yaml").bank
        assert bank is not None
        assert shortfalls(blueprint_of(document.rules_of(part)), bank.items) == ()


def test_rules_for_no_round_at_all_are_not_lost_unnoticed():
    text = CONTEST[: CONTEST.index("rounds:")] + "rounds: []\n"
    below = 2 + text[: text.index("\nrules:") + 1].count("\n")
    assert ("rules", "rules_without_rounds", below) in faults(text)
