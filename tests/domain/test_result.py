from datetime import date
from fractions import Fraction

import pytest

from question_bank.canonical import canonical_digest
from quiz.domain.entry import Reason, Ruling, RulingKind
from quiz.domain.result import digest_of, result_of
from quiz.domain.unit_tree import UNAFFILIATED, UnitNode, UnitRecord, nearest_of_kind, tree_on

DAY = date(2023, 4, 3)
TREE = [
    UnitRecord(1, None, "tinh", "tỉnh", headcount=None),
    UnitRecord(2, 1, "chi-lang", "chi lăng", headcount=4),
    UnitRecord(3, 1, "cao-loc", "cao lộc", headcount=2),
    UnitRecord(4, 1, "khong-thuoc", "không thuộc", UNAFFILIATED),
]
CODES = {record.id: record.code for record in TREE}


@pytest.fixture(scope="session")
def rules(make_rules):
    return make_rules(
        ranking=["points", "prediction_distance"],
        prediction={"asks": "percent_all_correct"},
        prizes=[{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}],
        units={"order": ["participation_rate", "average_points"]},
    )


@pytest.fixture(scope="session")
def entries(entry):
    return [
        entry("An", unit=2, prediction=5_000),
        entry("Bình", unit=2, prediction=6_000),
        entry("Chi", unit=3, correct=18),
        entry("Dũng", unit=4, correct=17),
        entry("Én", unit=3, eligible=False),
        entry("Giang", unit=9, correct=1),
    ]


def test_the_digest_is_that_of_one_canonical_document(rules, entries):
    found = result_of(entries, rules, tree_on(DAY, TREE), rulings=[Ruling(RulingKind.VOID, "Én-1")])
    key = "prediction_distance"
    document = {
        "schema": 1,
        "contest": "lang-son",
        "round": 2,
        "rules": rules.digest,
        "totals": {"attempts": 5, "participants": 5, "all_correct_people": 2},
        "people": [
            [1, None, "An-1", "chi-lang", 2000, 20, 1, [["points", 2000], [key, "1000"]], "nhat"],
            [2, None, "Bình-1", "chi-lang", 2000, 20, 1, [["points", 2000], [key, "2000"]], "nhi"],
            [3, None, "Chi-1", "cao-loc", 1800, 18, 1, [["points", 1800], [key, None]], "nhi"],
            [4, None, "Dũng-1", "khong-thuoc", 1700, 17, 1, [["points", 1700], [key, None]], None],
            [5, None, "Giang-1", None, 100, 1, 1, [["points", 100], [key, None]], None],
            [None, "voided", "Én-1", "cao-loc", 2000, 20, 0, [], None],
        ],
        "units": [
            ["chi-lang", 1, None, 2, 2, 4, 4000, 2],
            ["cao-loc", 2, None, 1, 1, 2, 1800, 0],
            ["khong-thuoc", None, "kind_not_ranked", 1, 1, None, 1700, 0],
            ["tinh", 1, None, 4, 4, 6, 7500, 2],
        ],
    }
    digest = digest_of(found, rules, contest="lang-son", number=2, codes=CODES)
    assert digest == canonical_digest(document)


def test_a_digest_of_nobody_is_one_too(rules):
    found = result_of([], rules, ())
    digest = digest_of(found, rules, contest="lang-son", number=1, codes={})
    document = {"schema": 1, "contest": "lang-son", "round": 1, "rules": rules.digest}
    totals = {"attempts": 0, "participants": 0, "all_correct_people": 0}
    assert digest == canonical_digest({**document, "totals": totals, "people": [], "units": []})


@pytest.mark.parametrize("lines", [63, 64, 65, 128])
def test_where_one_batch_of_lines_ends_another_begins(make_rules, entry, lines):
    rules = make_rules(ranking=["points"])
    entries = [entry("An", attempt=f"luot-{n}", person=n) for n in range(lines)]
    found = result_of(entries, rules, ())
    references = sorted(f"luot-{n}" for n in range(lines))
    document = {
        "schema": 1,
        "contest": "lang-son",
        "round": 1,
        "rules": rules.digest,
        "totals": {"attempts": lines, "participants": lines, "all_correct_people": lines},
        "people": [
            [1, None, ref, None, 2000, 20, 1, [["points", 2000]], None] for ref in references
        ],
        "units": [],
    }
    digest = digest_of(found, rules, contest="lang-son", number=1, codes={})
    assert digest == canonical_digest(document)


def test_a_predicted_percentage_stands_in_the_digest_as_an_exact_fraction(rules, make_rules, entry):
    entries = [entry("An", prediction=0), entry("Bình", correct=1), entry("Chi", correct=1)]
    found = result_of(entries, rules, ())
    assert dict(found.standings.placings[0].values)["prediction_distance"] == Fraction(10_000, 3)
    assert digest_of(found, rules, contest="a", number=1, codes={})


def test_who_belongs_to_no_unit_is_counted_and_competes_with_nobody(rules, entries):
    found = result_of(entries, rules, tree_on(DAY, TREE))
    nowhere = next(line for line in found.units if line.unit_id == 4)
    assert (nowhere.people, nowhere.headcount) == (1, None)
    assert (nowhere.rank, nowhere.excluded) == (None, "kind_not_ranked")
    assert [person.reason for person in found.standings.unranked] == [Reason.OUT_OF_PRIZES]
    assert found.outside == 1


# A unit is closed by a merger between rounds: the tree of the contest's day counts.
@pytest.mark.parametrize(
    ("valid_from", "valid_to", "stands"),
    [
        (None, None, True),
        (date(2023, 4, 3), None, True),
        (date(2023, 4, 4), None, False),
        (None, date(2023, 4, 3), False),
        (None, date(2023, 4, 4), True),
    ],
)
def test_a_unit_stands_from_its_first_day_to_the_day_before_its_end(valid_from, valid_to, stands):
    unit = UnitRecord(1, None, "a", "a", valid_from=valid_from, valid_to=valid_to)
    assert bool(tree_on(DAY, [unit])) is stands


def test_below_a_unit_that_is_gone_stand_its_units_under_the_nearest_above():
    gone = {"valid_to": DAY}
    records = [
        UnitRecord(1, None, "tinh", "tinh"),
        UnitRecord(2, 1, "huyen", "huyen", **gone),
        UnitRecord(3, 2, "khoi", "khoi", **gone),
        UnitRecord(4, 3, "xa", "xa"),
    ]
    assert {node.id: node.parent for node in tree_on(DAY, records)} == {1: None, 4: 1}


def test_units_of_one_name_are_told_apart_by_their_codes_and_never_by_their_ids(make_rules):
    rules = make_rules(units={"order": ["people"]})

    def order(ids):
        records = [UnitRecord(i, None, code, "chi bộ 1") for i, code in zip(ids, "ab", strict=True)]
        codes = {record.id: record.code for record in records}
        return [codes[line.unit_id] for line in result_of([], rules, tree_on(DAY, records)).units]

    assert order((1, 2)) == order((2, 1)) == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "prizes"),
    [
        (None, {"An": "nhat", "Bình": "nhat", "Chi": "nhat"}),
        ("huyện", {"An": "nhat", "Chi": "nhat"}),
        ("tỉnh", {"An": "nhat"}),
        ("không có", {"An": "nhat", "Bình": "nhat", "Chi": "nhat"}),
    ],
)
def test_a_cap_per_unit_may_count_by_the_units_above(make_rules, entry, kind, prizes):
    caps = {"per_unit": 1} | ({} if kind is None else {"unit_kind": kind})
    rules = make_rules(ranking=["points"], prizes=[{"level": "nhat", "count": 5}], prize_caps=caps)
    tree = [
        UnitNode(1, None, "tỉnh", kind="tỉnh"),
        UnitNode(2, 1, "huyện một", kind="huyện"),
        UnitNode(3, 1, "huyện hai", kind="huyện"),
        UnitNode(4, 2, "chi bộ một", kind="chi bộ"),
        UnitNode(5, 2, "chi bộ hai", kind="chi bộ"),
    ]
    entries = [
        entry("An", unit=4, correct=20),
        entry("Bình", unit=5, correct=19),
        entry("Chi", unit=3, correct=18),
    ]
    found = result_of(entries, rules, tree)
    assert {name.partition("-")[0]: level for name, level in found.awards.levels.items()} == prizes


def test_a_unit_below_itself_has_no_unit_of_a_kind_above():
    circle = [UnitNode(1, 2, "a"), UnitNode(2, 1, "b")]
    assert nearest_of_kind("huyện", circle) == {}
