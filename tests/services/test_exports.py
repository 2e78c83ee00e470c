"""Tables for staff: the rows, who may have them, and the line that each leaves behind."""

import csv
import io
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa

from quiz.database import snapshot, transaction
from quiz.domain.permissions import Role
from quiz.models import AuditLine, Contest, Headcount, Person, RulingAct
from quiz.sentences.sheets import filename, in_words, write_export
from quiz.services import exports, publications
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.exports import Export, Table
from quiz.services.refusal import NotYours
from tests.scripted import Script, rule, script
from tests.services.test_unit_desk import count
from tests.stage import HOUR, Stage


def export(scripted: Script, table: Table, actor: Actor = OPERATOR) -> Export:
    with transaction(scripted.stage.session) as session:
        return exports.export(
            session,
            actor=actor,
            now=scripted.stage.now + 25 * HOUR,
            slug="cuoc-thi",
            number=1,
            table=table,
            catalogue=scripted.stage.catalogue,
        )


def table_of(scripted: Script, taken: Export) -> list[dict[str, object]]:
    sheet = in_words(taken)
    titles = [column.title for column in sheet.columns]
    with snapshot(scripted.stage.session):
        return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def publish(scripted: Script) -> None:
    with transaction(scripted.stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=scripted.stage.now + 25 * HOUR,
            slug="cuoc-thi",
            number=1,
            catalogue=scripted.stage.catalogue,
        )


@pytest.fixture
def taken(stage: Stage) -> Script:
    scripted = script(stage, prizes=[{"level": "khuyen_khich", "count": 1}])
    scripted.takes("An", correct=4, seconds=62)
    scripted.takes("Bình", correct=-1, unit="cao-01", after=1)
    return scripted


def test_people_come_with_everything_that_put_them_where_they_are(taken: Script) -> None:
    first, second = table_of(taken, export(taken, Table.PEOPLE))
    assert first["Hạng"] == 1
    assert first["Giải"] == "Giải Khuyến khích"
    assert first["Họ và tên"] == "An"
    assert first["Ngày sinh"] == date(1980, 2, 3)
    assert first["Đơn vị theo các cấp"] == (
        "Đảng bộ tỉnh › Đảng bộ huyện Chi Lăng › Chi bộ Trường THPT Chi Lăng"
    )
    assert (first["Điểm"], first["Thời gian làm bài (giây)"]) == (2000, 62_000)
    assert second["Lý do không xếp hạng"] == "Bài thi không trả lời câu nào"


def test_people_come_with_why_staff_are_not_ranked(taken: Script) -> None:
    person = taken.stage.session.get_one(Person, taken.people["An"].person_id)
    taken.stage.grant(person, "judge", "tinh")
    lines = table_of(taken, export(taken, Table.PEOPLE))
    (an,) = (line for line in lines if line["Họ và tên"] == "An")
    assert (an["Hạng"], an["Giải"]) == (None, None)
    assert an["Lý do không xếp hạng"] == "Dự thi nhưng không xét giải"
    assert table_of(taken, export(taken, Table.WINNERS)) == []


def test_units_come_level_by_level_and_ranked_under_each(taken: Script) -> None:
    rows = table_of(taken, export(taken, Table.UNITS))
    assert [(row["Mã đơn vị"], row["Số người dự thi"]) for row in rows] == [
        ("tinh", 1),
        ("cao-loc", 0),
        ("chi-lang", 1),
        ("khong-thuoc", 0),
        ("cao-01", 0),
        ("cl-01", 1),
    ]


def test_a_headcount_is_told_with_how_it_stands(taken: Script) -> None:
    stage = taken.stage
    count(stage, "cl-01", 40)
    count(stage, "cao-01", 30)
    with transaction(stage.session) as session:
        confirmed = sa.update(Headcount).where(Headcount.unit_id == stage.units["cao-01"].id)
        session.execute(confirmed.values(confirmed_at=1))
    rows = {row["Mã đơn vị"]: row for row in table_of(taken, export(taken, Table.UNITS))}
    told = {code: (row["Tổng số người"], row["Tình trạng số liệu"]) for code, row in rows.items()}
    unconfirmed = "Số liệu do đơn vị khai, cấp trên chưa xác nhận"
    assert told["cl-01"] == (40, unconfirmed)
    assert told["cao-01"] == (30, "Đã xác nhận")
    assert told["tinh"] == (70, unconfirmed)
    assert told["khong-thuoc"] == (None, None)


def test_attempts_come_in_the_order_of_their_starts_with_their_receipts(taken: Script) -> None:
    rows = table_of(taken, export(taken, Table.ATTEMPTS))
    assert [row["Họ và tên"] for row in rows] == ["An", "Bình"]
    assert [row["Số câu đã trả lời"] for row in rows] == [4, 0]
    assert [len(str(row["Mã xác nhận nộp bài"])) for row in rows] == [19, 19]
    assert rows[0]["Cách kết thúc"] == "Tự nộp bài"


def test_a_voided_attempt_stands_among_the_others_with_the_reason(taken: Script) -> None:
    rows = table_of(taken, export(taken, Table.ATTEMPTS))
    rule(taken, RulingAct.VOID, str(rows[0]["Mã lượt thi"]), reason="Làm bài thay người khác")
    again = table_of(taken, export(taken, Table.ATTEMPTS))
    told = [row["Lý do hủy lượt thi"] for row in again]
    assert told == ["Làm bài thay người khác", None]


def test_winners_come_with_what_is_needed_to_hand_out_their_prizes(taken: Script) -> None:
    with transaction(taken.stage.session):
        an = taken.people["An"]
        an.guardian_name, an.guardian_phone = "Nguyễn Văn Ba", "0987654321"
        person = taken.stage.session.get_one(Person, an.person_id)
        person.phone, person.staff_number = "0912345678", "CB-017"
    (winner,) = table_of(taken, export(taken, Table.WINNERS))
    assert (winner["Giải"], winner["Họ và tên"]) == ("Giải Khuyến khích", "An")
    assert winner["Số điện thoại"] == "0912 345 678"
    assert winner["Số hiệu cán bộ hoặc số thẻ"] == "CB-017"
    assert (winner["Người giám hộ"], winner["Điện thoại người giám hộ"]) == (
        "Nguyễn Văn Ba",
        "0987 654 321",
    )


@pytest.mark.parametrize("table", [table for table in Table if table is not Table.WINNERS])
def test_no_other_table_holds_a_telephone_number(taken: Script, table: Table) -> None:
    with transaction(taken.stage.session) as session:
        session.execute(sa.update(Person).values(phone="0912345678"))
    cells = [cell for row in table_of(taken, export(taken, table)) for cell in row.values()]
    assert not [cell for cell in cells if "0912" in str(cell)]


def test_winners_are_told_as_published_and_the_line_says_who_took_them(taken: Script) -> None:
    publish(taken)
    taken.takes("Chi", correct=4, seconds=9)
    taken_away = export(taken, Table.WINNERS, of(Role.JUDGE, taken.contest))
    assert [row["Họ và tên"] for row in table_of(taken, taken_away)] == ["An"]
    assert filename(taken_away, "csv") == "cuoc-thi-dot-1-nguoi-dat-giai-cong-bo-1.csv"
    lines = taken.stage.session.execute(
        sa.select(AuditLine.data).where(AuditLine.action == "round.export")
    )
    assert lines.scalars().all() == [{"table": "winners", "publication": 1}]


@pytest.mark.parametrize("table", [Table.PEOPLE, Table.UNITS])
def test_a_published_result_is_exported_as_published(taken: Script, table: Table) -> None:
    before = table_of(taken, export(taken, table))
    publish(taken)
    taken.takes("Chi", correct=4)
    after = export(taken, table)
    assert (table_of(taken, after), after.publication) == (before, 1)


def test_the_name_of_the_file_tells_whether_it_is_official(taken: Script) -> None:
    before = export(taken, Table.PEOPLE)
    assert filename(before, "csv") == "cuoc-thi-dot-1-ca-nhan-chua-chinh-thuc.csv"
    assert in_words(before).name == "Cá nhân – chưa chính thức"
    publish(taken)
    after = export(taken, Table.PEOPLE)
    assert filename(after, "xlsx") == "cuoc-thi-dot-1-ca-nhan-cong-bo-1.xlsx"


@pytest.mark.parametrize("table", list(Table))
def test_both_formats_hold_the_same_rows(taken: Script, table: Table) -> None:
    files = {form: io.BytesIO() for form in ("csv", "xlsx")}
    for form, file in files.items():
        ready = export(taken, table)
        with snapshot(taken.stage.session):
            write_export(ready, form, file)
    text = files["csv"].getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    page = openpyxl.load_workbook(files["xlsx"]).active
    rows = [["" if cell is None else cell for cell in row] for row in page.values]
    assert [[bool(cell) for cell in line] for line in lines] == [
        [cell != "" for cell in row] for row in rows
    ]
    assert lines[0] == rows[0]


def test_every_export_leaves_a_line_that_names_nobody(taken: Script) -> None:
    export(taken, Table.PEOPLE)
    line = taken.stage.session.execute(sa.select(AuditLine)).scalar_one()
    assert (line.action, line.object) == ("round.export", "round:cuoc-thi/1")
    assert line.data == {"table": "people", "publication": None}


def of(role: Role, contest: Contest) -> Actor:
    return Actor(None, "Giang", (Grant(role, contest_id=contest.id),))


@pytest.mark.parametrize(
    ("role", "table", "may"),
    [
        (Role.JUDGE, Table.ATTEMPTS, True),
        (Role.ORGANIZER, Table.PEOPLE, True),
        (Role.ORGANIZER, Table.ATTEMPTS, False),
        (Role.JUDGE, Table.WINNERS, True),
        (Role.ORGANIZER, Table.WINNERS, True),
        (Role.AUDITOR, Table.WINNERS, False),
        (Role.AUDITOR, Table.PEOPLE, False),
        (Role.UNIT_OFFICER, Table.UNITS, False),
    ],
)
def test_who_may_take_what_away(taken: Script, role: Role, table: Table, may: bool) -> None:
    actor = of(role, taken.contest)
    if may:
        assert table_of(taken, export(taken, table, actor))
        return
    with pytest.raises(NotYours):
        export(taken, table, actor)


def test_a_judge_of_another_contest_takes_nothing_and_leaves_no_line(taken: Script) -> None:
    other = taken.stage.contest("khac")
    with pytest.raises(NotYours):
        export(taken, Table.PEOPLE, of(Role.JUDGE, other))
    assert taken.stage.session.execute(sa.select(AuditLine)).first() is None
