"""Loading a tree of units: all faults at once, nothing twice, and never beyond one's own branch."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from quiz.database import transaction
from quiz.documents.table import table_of
from quiz.documents.table_reader import read_table
from quiz.domain.permissions import Role
from quiz.models import UNAFFILIATED, AuditLine, Headcount, Unit, UnitSuccessor
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import NotYours, Refusal
from quiz.services.table_faults import FaultyTable
from quiz.services.units import (
    COLUMNS,
    by_code,
    children,
    load_units,
    name_on,
    names_of_path,
    path_on,
    search,
)

NOW = 1_790_000_000_000
DAY = date(2026, 11, 21)
LANG_SON = [
    {"code": "LS", "name": "Đảng bộ tỉnh Lạng Sơn", "kind": "Đảng bộ tỉnh", "parent": ""},
    {"code": "CL", "name": "Đảng bộ huyện Chi Lăng", "kind": "Đảng bộ huyện", "parent": "LS"},
    {"code": "HL", "name": "Đảng bộ huyện Hữu Lũng", "kind": "Đảng bộ huyện", "parent": "LS"},
    {"code": "CL-1", "name": "Chi bộ Trường THPT Chi Lăng", "kind": "Chi bộ", "parent": "CL"},
    {"code": "HL-6", "name": "Chi bộ thôn 6", "kind": "Chi bộ", "parent": "HL"},
    {"code": "CL-6", "name": "Chi bộ thôn 6", "kind": "Chi bộ", "parent": "CL"},
]


def load(session, rows, actor=OPERATOR, **more):
    options = {"tree_code": "lang-son", "tree_name": "Lạng Sơn", **more}
    with transaction(session):
        return load_units(session, actor=actor, now=NOW, table=table_of(rows, COLUMNS), **options)


@pytest.fixture
def tree_id(session):
    load(session, LANG_SON)
    return session.scalar(sa.select(Unit.tree_id).where(Unit.code == "LS"))


def changed(code, /, **texts):
    return [{**row, **(texts if row["code"] == code else {})} for row in LANG_SON]


def officer(session, code, role=Role.ORGANIZER):
    unit = session.execute(sa.select(Unit).where(Unit.code == code)).scalar_one()
    return Actor(None, "Hạnh", (Grant(role, unit.id, unit.path, unit.tree_id),))


def faults_of(session, rows, **more):
    with pytest.raises(FaultyTable) as refused:
        load(session, rows, **more)
    return [(f.code, f.place.row, f.place.column) for f in refused.value.faults]


def test_a_tree_grows_from_its_table(session, tree_id):
    unit = by_code(session, tree_id, "CL-1")
    assert names_of_path(session, unit.path) == (
        "Đảng bộ tỉnh Lạng Sơn",
        "Đảng bộ huyện Chi Lăng",
        "Chi bộ Trường THPT Chi Lăng",
    )
    assert unit.kind == "chi_bo"


def test_every_tree_holds_once_the_unit_of_those_who_belong_nowhere(session, tree_id):
    load(session, LANG_SON)
    nowhere = session.execute(sa.select(Unit).where(Unit.kind == UNAFFILIATED)).scalar_one()
    assert nowhere.name == "Không thuộc đơn vị nào"
    assert nowhere.parent_id == by_code(session, tree_id, "LS").id


def test_the_same_table_twice_changes_nothing(session):
    rows = [{**row, "people": "12"} for row in LANG_SON]
    first = load(session, rows)
    second = load(session, rows)
    assert (first.created, first.changed, first.headcounts) == (6, 0, 6)
    assert second.is_empty
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditLine)) == 1


def test_a_parent_may_stand_below_its_child_in_the_table(session):
    assert load(session, LANG_SON[::-1]).created == 6


def test_a_moved_unit_takes_all_below_it_along(session, tree_id):
    assert load(session, changed("CL", parent="HL")).changed == 1
    names = names_of_path(session, by_code(session, tree_id, "CL-1").path)
    assert names[:2] == ("Đảng bộ tỉnh Lạng Sơn", "Đảng bộ huyện Hữu Lũng")


def test_units_that_the_table_does_not_name_stay(session, tree_id):
    added = {"code": "HL-7", "name": "Chi bộ thôn 7", "parent": "HL"}
    load(session, [added])
    assert by_code(session, tree_id, "HL-7").kind == "don_vi"
    assert by_code(session, tree_id, "CL-1").name == "Chi bộ Trường THPT Chi Lăng"


def test_a_missing_column_keeps_what_is_known(session, tree_id):
    rows = [{k: v for k, v in row.items() if k != "kind"} for row in LANG_SON]
    assert load(session, rows).is_empty


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([], [("table_empty", None, "")]),
        (changed("CL", parent="XX"), [("parent_unknown", 3, "D")]),
        (changed("CL", parent=""), [("root_twice", 3, "D")]),
        (changed("CL", code="HL"), [("parent_unknown", 5, "D"), ("parent_unknown", 7, "D"),
                                    ("unit_twice", 4, "A")]),
        (changed("CL", code="Chi Lăng")[:3], [("unit_code_bad", 3, "A")]),
        (changed("CL", code="khong-thuoc")[:3], [("unit_code_reserved", 3, "A")]),
        (changed("HL", name=" ", code="")[:3], [("unit_code_needed", 4, "A"),
                                               ("unit_name_needed", 4, "B")]),
        (changed("HL", people="-1"), [("people_bad", 4, "E")]),
        (changed("HL", people="1,5"), [("people_bad", 4, "E")]),
        (changed("HL", people="12 người"), [("people_bad", 4, "E")]),
        (changed("HL", people="99999999999"), [("people_bad", 4, "E")]),
        (changed("HL", day="31/02/2023"), [("date_bad", 4, "F")]),
        (changed("HL", valid_from="02/04/2023", valid_to="01/04/2023"),
         [("validity_backwards", 4, "H")]),
        (changed("LS", parent="CL-1")[:4], [("root_missing", 2, "D"),
         ("unit_below_itself", 2, "D"), ("unit_below_itself", 3, "D"),
         ("unit_below_itself", 4, "D"), ("unit_below_itself", 5, "D")]),
    ],
)  # fmt: skip
def test_every_fault_of_a_table_is_named_with_its_place(session, rows, faults):
    assert sorted(faults_of(session, rows), key=str) == sorted(faults, key=str)
    assert session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 0


def test_a_tree_may_not_be_deeper_than_its_paths_can_be(session):
    rows = [
        {"code": f"u{n}", "name": f"Đơn vị {n}", "parent": f"u{n - 1}" if n else ""}
        for n in range(21)
    ]
    assert faults_of(session, rows) == [("tree_too_deep", 22, "D")]


def test_columns_go_by_the_names_that_offices_give_them():
    headings = "Mã đơn vị;Tên đơn vị;Loại đơn vị;Mã cấp trên;Đảng viên"
    table = read_table(f"{headings}\nCL;Chi bộ;Chi bộ;LS;47".encode(), "don-vi.csv", COLUMNS)
    assert table.unread == ()
    assert [table.rows[0].text(key) for key in ("parent", "people")] == ["LS", "47"]


@pytest.mark.parametrize(
    ("text", "people"), [("47", 47), ("1.234", 1234), ("12 345", 12345), ("0", 0)]
)
def test_headcounts_are_read_as_people_write_them(session, text, people):
    load(session, changed("CL", people=text))
    assert session.scalars(sa.select(Headcount.people)).all() == [people]


def test_a_headcount_keeps_its_days_and_a_correction_replaces_its_day(session):
    load(session, changed("CL", people="47", day="01/01/2023"))
    load(session, changed("CL", people="50", day="01/01/2024"))
    assert load(session, changed("CL", people="0", day="01/01/2023")).headcounts == 1
    assert load(session, changed("CL", people="46", day="01/01/2023")).headcounts == 1
    days = session.execute(sa.select(Headcount.day, Headcount.people).order_by(Headcount.day))
    assert days.all() == [(date(2023, 1, 1), 46), (date(2024, 1, 1), 50)]


def test_a_contest_counts_by_the_newest_headcount_of_its_day(session, tree_id):
    for day, people in (("01/01/2023", "47"), ("01/01/2024", "50")):
        load(session, changed("CL", people=people, day=day))
    root = by_code(session, tree_id, "LS").id

    def counted(day):
        lines = children(session, root, headcount_kind="dang_vien", day=day)
        return next(line.headcount for line in lines if line.code == "CL")

    assert counted(date(2022, 6, 1)) == 50  # none so early: the newest there is
    assert counted(date(2023, 12, 31)) == 47
    assert counted(date(2024, 1, 1)) == 50


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("chi bo thon 6", ["CL-6", "HL-6"]),
        ("Thôn 6 HỮU LŨNG", ["HL-6"]),
        ("huu lung", ["HL", "HL-6"]),
        ("đảng bộ huyện", ["CL", "HL", "CL-6", "HL-6", "CL-1"]),
        ("thpt", ["CL-1"]),
        ("6 7", []),
        ("%", []),
        ("", []),
        ("khong thuoc", []),
    ],
)
def test_units_are_found_by_any_words_in_any_order(session, tree_id, query, codes):
    assert [hit.code for hit in search(session, tree_id, query, DAY)] == codes


def test_a_found_unit_tells_what_is_above_it(session, tree_id):
    hit = search(session, tree_id, "thôn 6 chi lăng", DAY)[0]
    assert hit.code == "CL-6"
    assert hit.path_names == ("Đảng bộ tỉnh Lạng Sơn", "Đảng bộ huyện Chi Lăng")


def test_a_new_name_above_is_found_below(session, tree_id):
    load(session, changed("HL", name="Đảng bộ huyện Bắc Sơn"))
    assert [hit.code for hit in search(session, tree_id, "thon 6 bac son", DAY)] == ["HL-6"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 3, 31), 0),
        (date(2023, 4, 1), 1),
        (date(2023, 4, 30), 1),
        (date(2023, 5, 1), 0),
    ],
)
def test_a_unit_stands_from_its_first_day_to_its_last(session, tree_id, day, found):
    load(session, changed("CL-1", valid_from="01/04/2023", valid_to="30/04/2023"))
    assert len(search(session, tree_id, "thpt", day)) == found


def test_an_organizer_of_a_branch_changes_that_branch(session, tree_id):
    ours = officer(session, "CL")
    new = {"code": "CL-2", "name": "Chi bộ thôn 2", "parent": "CL", "people": "9"}
    assert load(session, [*LANG_SON, new], actor=ours).created == 1


@pytest.mark.parametrize(
    "row",
    [
        {"code": "HL-2", "name": "Chi bộ thôn 2", "parent": "HL"},
        {"code": "HL", "name": "Đổi tên", "parent": "LS"},
        {"code": "HL", "name": "Đảng bộ huyện Hữu Lũng", "parent": "LS", "people": "3"},
        {"code": "CL-6", "name": "Chi bộ thôn 6", "parent": "HL"},
        {"code": "CL", "name": "Đảng bộ huyện Chi Lăng", "parent": "HL"},
    ],
)
def test_an_organizer_of_a_branch_changes_nothing_outside_it(session, tree_id, row):
    assert faults_of(session, [row], actor=officer(session, "CL")) == [("unit_outside", 2, "A")]


def test_who_has_no_grant_for_trees_changes_none(session, tree_id):
    with pytest.raises(Refusal, match="forbidden"):
        load(session, LANG_SON, actor=officer(session, "LS", Role.UNIT_OFFICER))
    with pytest.raises(NotYours):
        load(session, LANG_SON, actor=officer(session, "CL"), tree_code="hai-duong")


def test_a_large_tree_takes_a_few_statements(session):
    rows = [{"code": "root", "name": "Đảng bộ tỉnh", "parent": ""}]
    rows += [
        {"code": f"c{n}", "name": f"Chi bộ {n}", "parent": "root", "people": "5"}
        for n in range(3_000)
    ]
    statements = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *_: statements.append(1))
    assert load(session, rows).created == 3_001
    assert len(statements) < 60


def names_on(session, tree_id, day):
    found = session.execute(sa.select(Unit.code, name_on(day)).where(Unit.tree_id == tree_id))
    return {row.code: row[1] for row in found}


def test_a_change_with_a_day_keeps_what_was_before(session, tree_id):
    load(session, changed("CL-1", name="Chi bộ Trường THPT số 1", since="01/07/2026"))
    assert names_on(session, tree_id, date(2026, 6, 30))["CL-1"] == "Chi bộ Trường THPT Chi Lăng"
    assert names_on(session, tree_id, date(2026, 7, 1))["CL-1"] == "Chi bộ Trường THPT số 1"


def test_a_change_without_a_day_corrects_what_was_wrong_all_along(session, tree_id):
    load(session, changed("CL-1", name="Chi bộ Trường THPT số 1"))
    assert names_on(session, tree_id, date(2020, 1, 1))["CL-1"] == "Chi bộ Trường THPT số 1"


def test_a_moved_branch_stood_elsewhere_before_the_day(session, tree_id):
    load(session, changed("CL", parent="HL", since="01/07/2026"))
    old = session.execute(
        sa.select(path_on(date(2026, 6, 30))).where(Unit.code == "CL-1")
    ).scalar_one()
    ids = [by_code(session, tree_id, code).id for code in ("LS", "CL", "CL-1")]
    assert old == "".join(f"{unit}." for unit in ids)


def test_a_table_tells_who_took_the_place_of_whom(session, tree_id):
    rows = [{**row, "successors": "", "valid_to": ""} for row in LANG_SON if row["code"] != "HL"]
    rows.append({"code": "X", "name": "Xã Hữu Lũng", "parent": "LS", "valid_from": "01/07/2026"})
    rows.append({**LANG_SON[2], "valid_to": "30/06/2026", "successors": "X; CL"})
    assert load(session, rows).changed == 1
    assert load(session, rows).is_empty
    heirs = session.scalars(
        sa.select(UnitSuccessor.successor_id).where(
            UnitSuccessor.unit_id == by_code(session, tree_id, "HL").id
        )
    )
    assert set(heirs) == {by_code(session, tree_id, code).id for code in ("X", "CL")}


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"since": "22/09/2026", "name": "x"}, ("change_ahead", 5, "I")),
        ({"since": "hôm qua", "name": "x"}, ("date_bad", 5, "I")),
        ({"successors": "HL"}, ("successor_needs_end", 5, "H")),
        ({"successors": "CL-1", "valid_to": "01/07/2026"}, ("successor_unknown", 5, "J")),
        ({"successors": "YY", "valid_to": "01/07/2026"}, ("successor_unknown", 5, "J")),
    ],
)
def test_faults_of_days_and_successors_are_named(session, tree_id, texts, fault):
    assert faults_of(session, changed("CL-1", **texts)) == [fault]


def test_changes_are_loaded_in_the_order_of_their_days(session, tree_id):
    load(session, changed("CL-1", name="Hai", since="01/07/2026"))
    assert faults_of(session, changed("CL-1", name="Ba", since="30/06/2026")) == [
        ("changed_later", 5, "I")
    ]
