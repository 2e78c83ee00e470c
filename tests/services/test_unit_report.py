"""A branch by day, its list for reminding people, and its report to the level above."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from quiz.database import transaction
from quiz.documents.letter import Form, Letter, LetterTable
from quiz.documents.letter_pdf import write_pdf
from quiz.domain.permissions import Role
from quiz.models import AuditLine, Contest, Headcount, Person, RulingAct
from quiz.sentences.reminders import write_reminders
from quiz.sentences.unit_report import Signing, letter_of, write_report
from quiz.services import unit_desk
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.unit_desk import ChildTally, Report, RoundTally, Tally
from quiz.services.unit_desk.shapes import HeadcountState
from tests.scripted import rule, script
from tests.services.test_unit_desk import count, take
from tests.stage import HOUR, Stage

SIGNING = Signing(Form.PARTY, "Chi Lăng", "Huyện ủy", ("T/M CHI ỦY", "BÍ THƯ"), "", "Số")


@pytest.fixture
def contest(stage: Stage):
    contest = stage.contest()
    stage.first = stage.round(contest, stage.bank())
    stage.an = stage.contestant("Lò Văn An", contest, "cl-01")
    stage.chi = stage.contestant("Vi Thị Chi", contest, "chi-lang")
    return contest


def days(stage: Stage, contest, code: str = "chi-lang"):
    found = unit_desk.days_of(stage.session, contest, stage.units[code])
    return [(day.day.day, day.new, day.so_far, day.attempts) for day in found]


def finished(stage: Stage, participation, at: int) -> None:
    """Take the first round so that it is over at a moment."""
    now, stage.now = stage.now, at - 1
    take(stage, participation, stage.first)
    stage.now = now


# The stage stands at eight in the morning of 21 November in Vietnam.
MIDNIGHT = 16 * HOUR


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (MIDNIGHT - 1, [(21, 1, 1, 1)]),
        (MIDNIGHT, [(22, 1, 1, 1)]),
        (MIDNIGHT + 24 * HOUR - 1, [(22, 1, 1, 1)]),
        (MIDNIGHT + 24 * HOUR, [(23, 1, 1, 1)]),
    ],
)
def test_a_day_begins_at_midnight_in_vietnam(stage: Stage, contest, after, expected):
    finished(stage, stage.an, stage.now + after)
    assert days(stage, contest) == expected


def test_days_without_anybody_are_there_too(stage: Stage, contest):
    finished(stage, stage.an, stage.now)
    finished(stage, stage.chi, stage.now + 48 * HOUR)
    assert days(stage, contest) == [(21, 1, 1, 1), (22, 0, 1, 0), (23, 1, 2, 1)]
    assert days(stage, contest, "cao-loc") == []


def test_voided_attempts_count_on_no_day(stage: Stage):
    scripted = script(stage)
    first = scripted.takes("An", correct=1)
    scripted.takes("An", correct=1, after=17 * 60)
    alone = scripted.takes("Bình", correct=1)
    assert days(stage, scripted.contest) == [(21, 2, 2, 2), (22, 0, 2, 1)]
    rule(scripted, RulingAct.VOID, first, alone)
    assert days(stage, scripted.contest) == [(22, 1, 1, 1)]


def officer(stage: Stage, role: Role = Role.UNIT_OFFICER) -> Actor:
    unit = stage.units["chi-lang"]
    return Actor(None, "Dũng", (Grant(role, unit.id, unit.path, unit.tree_id),))


def reminders(stage: Stage, contest, actor: Actor, form: str = "csv") -> str:
    with transaction(stage.session):
        sheet = unit_desk.reminders(
            stage.session,
            actor=actor,
            now=stage.now,
            contest=contest,
            unit=stage.units["chi-lang"],
            asked=None,
        )
    file = BytesIO()
    write_reminders(sheet, form, file)
    return file.getvalue().decode("utf-8-sig") if form == "csv" else ""


def test_who_has_not_taken_part_is_listed_with_a_telephone(stage: Stage, contest):
    with transaction(stage.session) as session:
        session.execute(sa.update(Person).values(phone="0912345678"))
    take(stage, stage.chi, stage.first)
    assert reminders(stage, contest, officer(stage)).splitlines() == [
        "STT;Họ và tên;Mã đơn vị;Đơn vị;Số điện thoại;Tình trạng",
        "1;Lò Văn An;cl-01;Chi bộ Trường THPT Chi Lăng;0912 345 678;Đã đăng ký, chưa thi",
    ]


def test_who_only_looks_on_gets_no_telephones(stage: Stage, contest):
    with transaction(stage.session) as session:
        contest.owner_unit_id = stage.units["chi-lang"].id
        session.execute(sa.update(Person).values(phone="0912345678"))
    text = reminders(stage, contest, officer(stage, Role.JUDGE))
    assert "Lò Văn An" in text
    assert "0912" not in text
    line = stage.session.scalars(sa.select(AuditLine)).one()
    assert (line.action, line.data["phones"]) == ("people.remind", False)


def report(stage: Stage, contest, code: str = "chi-lang"):
    with transaction(stage.session):
        return unit_desk.report(
            stage.session, actor=OPERATOR, now=stage.now, contest=contest, unit_code=code
        )


def words(stage: Stage, contest) -> str:
    return " ".join(map(str, letter_of(report(stage, contest), SIGNING).parts))


def test_a_report_tells_how_many_took_part_and_of_how_many(stage: Stage, contest):
    count(stage, "chi-lang", 40)
    take(stage, stage.an, stage.first)
    found = words(stage, contest)
    assert "Tổng số (đảng viên): 40, số liệu ngày 01/01/2026, cấp trên chưa xác nhận." in found
    assert "1 người đã dự thi với 1 lượt thi; 1 người chưa dự thi" in found
    assert "Tỷ lệ tham gia (người dự thi trên tổng số): 2,5 %." in found


def test_a_confirmed_headcount_is_called_so(stage: Stage, contest):
    count(stage, "chi-lang", 40)
    with transaction(stage.session) as session:
        session.execute(sa.update(Headcount).values(confirmed_at=1))
    assert "đã được cấp trên xác nhận" in words(stage, contest)


def test_a_report_is_addressed_by_a_unit_to_the_one_above(stage: Stage, contest):
    letter = letter_of(report(stage, contest), SIGNING)
    assert (letter.above, letter.issuer) == ("Đảng bộ tỉnh", "Đảng bộ huyện Chi Lăng")
    assert letter.dateline == "Chi Lăng, ngày 21 tháng 11 năm 2026"


def test_the_same_figures_have_the_same_digest_and_others_another(stage: Stage, contest):
    before = report(stage, contest).digest
    assert report(stage, contest).digest == before
    take(stage, stage.an, stage.first)
    assert report(stage, contest).digest != before


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("kind", ["pdf", "docx", "zip"])
def test_a_report_is_written_with_the_same_bytes_every_time(stage, contest, form, kind):
    found = report(stage, contest)
    signing = Signing(form, "Chi Lăng", "Huyện ủy", ("BÍ THƯ",), "Vi Thị Hạnh", "Số:")
    files = BytesIO(), BytesIO()
    for file in files:
        write_report(found, signing, kind, file)
    assert files[0].getvalue() == files[1].getvalue()


@pytest.mark.parametrize(
    ("form", "has", "lacks"),
    [
        (Form.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (Form.STATE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_each_form_has_its_own_head(stage: Stage, contest, form, has, lacks):
    file = BytesIO()
    signing = Signing(form, "Chi Lăng", "", ("<BÍ THƯ>",), "", "Số:")
    write_report(report(stage, contest), signing, "docx", file)
    text = ZipFile(file).read("word/document.xml").decode()
    assert has in text
    assert lacks not in text
    assert "&lt;BÍ THƯ&gt;" in text


NAME = "Đảng bộ Sở Văn hóa, Thể thao và Du lịch tỉnh Lạng Sơn"
LONG = "Đảng bộ Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng và các khu công nghiệp tỉnh Lạng Sơn"


def crowded(units: int, rounds: int, name: str = NAME) -> Report:
    """Return the report of a unit with so many below it, of long names, and many people."""
    title = {"vi": "Cuộc thi tìm hiểu 95 năm lịch sử Đảng bộ tỉnh Lạng Sơn"}
    children = tuple(
        ChildTally(
            code=f"dv-{at}",
            name=f"{name} {at}",
            tally=Tally(2_000, 1_500, 10 * at, 1_000),
            is_confirmed=at % 2 == 0,
        )
        for at in range(1, units + 1)
    )
    return Report(
        contest=Contest(slug="cuoc-thi", title=title, headcount_kind="dang_vien"),
        unit="Đảng bộ các cơ quan Đảng tỉnh Lạng Sơn",
        above="Đảng bộ tỉnh Lạng Sơn",
        made_at=1_764_000_000_000,
        whole=Tally(161_519, 150_000, 143_210, 165_000),
        headcount=HeadcountState(165_000, date(2026, 1, 1), is_confirmed=False),
        attempts=448_902,
        rounds=tuple(
            RoundTally(at, {"vi": f"Đợt {at}: Tuần thi thứ {at} tìm hiểu lịch sử"}, 0, 1, 99_999)
            for at in range(1, rounds + 1)
        ),
        children=children,
    )


def full_signing(form: Form) -> Signing:
    signer = ("T/M BAN THƯỜNG VỤ", "KT. BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC")
    to = "Ban Tuyên giáo và Dân vận Tỉnh ủy Lạng Sơn, Ban Tổ chức Cuộc thi"
    return Signing(form, "Lạng Sơn", to, signer, "Nguyễn Thị Thanh Hương", "Số  123 - BC/ĐU")


def pages(letter: Letter) -> int:
    """Count the pages of the file itself."""
    file = BytesIO()
    write_pdf(letter, file)
    return len(re.findall(rb"/Type /Page\b", file.getvalue()))


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(
    ("units", "rounds", "name", "least"),
    [(60, 4, NAME, 2), (60, 1, NAME, 4), (60, 10, LONG, 1), (9, 2, LONG, 1), (0, 1, NAME, 0)],
)
def test_a_report_is_one_page_however_large_the_unit(
    form: Form, units: int, rounds: int, name: str, least: int
):
    letter = letter_of(crowded(units, rounds, name), full_signing(form))
    assert pages(letter) == 1
    named = [row[0] for row in tables(letter)[-1].rows] if units else []
    assert len(named) >= least
    assert named == [f"{name} {units - at}" for at in range(len(named))]  # the highest rates
    text = f"và {units - len(named)} đơn vị khác trong tệp kèm theo."
    assert (text in str(letter.parts)) == (units > 0)


def tables(letter: Letter) -> list[LetterTable]:
    return [part for part in letter.parts if isinstance(part, LetterTable)]


def test_all_units_are_named_where_they_go_on_the_page():
    found = crowded(5, 1)
    short = tuple(replace(line, name=line.code) for line in found.children)
    letter = letter_of(replace(found, children=short), full_signing(Form.PARTY))
    (table,) = tables(letter)
    assert [row[0] for row in table.rows] == ["dv-1", "dv-2", "dv-3", "dv-4", "dv-5"]
    assert [row[1] for row in table.rows] == ["1.000 (*)", "1.000"] * 2 + ["1.000 (*)"]
    assert "(*) Số liệu do đơn vị khai, cấp trên chưa xác nhận." in letter.note


def test_the_whole_set_has_every_unit_in_its_annex():
    file = BytesIO()
    write_report(crowded(60, 3), full_signing(Form.STATE), "zip", file)
    archive = ZipFile(file)
    assert archive.namelist() == ["bao-cao.pdf", "bao-cao.docx", "phu-luc.xlsx"]
    rows = list(load_workbook(archive.open("phu-luc.xlsx")).active.values)
    assert [row[0] for row in rows[-60:]] == [f"dv-{at}" for at in range(1, 61)]
    assert rows[-1][2:4] == (1_000, "Cấp trên đã xác nhận")
    assert rows[-2][3] == "Số liệu do đơn vị khai, cấp trên chưa xác nhận"
