"""Importing people: one human being stays one, and nobody reaches beyond an own branch."""

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from quiz.database import transaction
from quiz.documents.table import table_of
from quiz.domain.permissions import Role
from quiz.models import Account, Activation, AuditLine, Participation, Person, RoleGrant
from quiz.services import accounts, people
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.people import COLUMNS, Show, import_people, issue_codes, new_code_for, people_of
from quiz.services.refusal import NotYours, Refusal
from quiz.services.table_faults import FaultyTable
from tests.stage import Stage

SECRET = "a secret of the tests"
HANH = {
    "full_name": "Nguyễn Thị Hạnh",
    "birth_date": "05/09/1980",
    "unit": "cl-01",
    "phone": "0912 345 678",
    "staff_number": "CB-01",
}
AN = {"full_name": "Lò Văn An", "unit": "cl-01"}
BINH = {"full_name": "Trần Bình", "birth_date": "1/2/1975", "unit": "cao-01"}


@pytest.fixture
def contest(stage: Stage):
    return stage.contest()


def officer(stage: Stage, code: str, role: Role = Role.UNIT_OFFICER) -> Actor:
    unit = stage.units[code]
    return Actor(None, "Dũng", (Grant(role, unit.id, unit.path, unit.tree_id),))


def load(stage, contest, *rows, actor=OPERATOR):
    table = table_of(rows, COLUMNS)
    with transaction(stage.session) as session:
        done = import_people(session, actor=actor, now=stage.now, contest=contest, table=table)
    return (done.created, done.updated, done.unchanged)


def faults(stage, contest, *rows, actor=OPERATOR):
    with pytest.raises(FaultyTable) as refused:
        load(stage, contest, *rows, actor=actor)
    return [(fault.code, fault.place.row, fault.place.column) for fault in refused.value.faults]


def count(stage, table):
    return stage.session.scalar(sa.select(sa.func.count()).select_from(table))


def listed(stage, contest, unit="tinh", actor=OPERATOR, **options):
    page = people_of(stage.session, actor=actor, contest=contest, unit=stage.units[unit], **options)
    return [line.full_name for line in page.people]


def codes(stage, contest, actor=OPERATOR, **options):
    ask = {"actor": actor, "now": stage.now, "contest": contest, "secret": SECRET, **options}
    with transaction(stage.session) as session:
        return issue_codes(session, **ask)


def test_who_is_imported_has_not_registered_yet(stage, contest):
    assert load(stage, contest, HANH, BINH) == (2, 0, 0)
    [hanh] = people_of(
        stage.session, actor=OPERATOR, contest=contest, unit=stage.units["chi-lang"]
    ).people
    assert (hanh.full_name, hanh.phone, hanh.unit_code) == (
        "Nguyễn Thị Hạnh",
        "0912345678",
        "cl-01",
    )
    assert hanh.registered_at is None


def test_the_same_table_twice_changes_nothing(stage, contest):
    load(stage, contest, HANH, AN, BINH)
    assert load(stage, contest, HANH, AN, BINH) == (0, 0, 3)
    assert count(stage, Person) == count(stage, Participation) == 3
    assert count(stage, AuditLine) == 1


@pytest.mark.parametrize(
    ("row", "is_known"),
    [
        ({"full_name": "nguyen thi hanh"}, True),
        ({"unit": "cao-01"}, True),  # the staff number and the phone still agree
        ({"staff_number": "", "unit": "cao-01"}, True),
        ({"phone": "", "unit": "cao-01"}, True),
        ({"staff_number": "", "phone": ""}, True),
        ({"birth_date": "", "staff_number": "", "phone": ""}, True),
        ({"staff_number": "", "phone": "", "unit": "cao-01"}, False),  # only the name agrees
        ({"birth_date": "06/09/1980"}, False),
        ({"staff_number": "CB-02"}, False),
        ({"full_name": "Nguyễn Thị Hoa"}, False),
    ],
)
def test_a_person_is_known_again_by_what_agrees(stage, contest, row, is_known):
    load(stage, contest, HANH)
    created, _, _ = load(stage, contest, HANH | row)
    assert (created == 0) is is_known
    assert count(stage, Person) == (1 if is_known else 2)


def test_people_of_an_earlier_contest_on_the_tree_are_known_in_the_next(stage, contest):
    load(stage, contest, HANH)
    following = stage.contest("cuoc-thi-sau")
    assert load(stage, following, HANH) == (1, 0, 0)
    assert (count(stage, Person), count(stage, Participation)) == (1, 2)


def test_an_empty_cell_says_nothing(stage, contest):
    load(stage, contest, HANH)
    assert load(stage, contest, HANH | {"phone": "", "birth_date": ""}) == (0, 0, 1)
    assert stage.session.scalar(sa.select(Person.phone)) == "0912345678"


def test_a_person_who_moved_is_moved(stage, contest):
    load(stage, contest, HANH)
    assert load(stage, contest, HANH | {"unit": "cao-01"}) == (0, 1, 0)
    assert listed(stage, contest, "cao-loc") == ["Nguyễn Thị Hạnh"]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Không", "out_of_prizes"),
        ("không được dự thi", "excluded"),
        ("CÓ", "in_contest"),
        ("", "in_contest"),
    ],
)
def test_a_list_says_who_is_out_of_prizes_or_of_the_contest(stage, contest, text, stands):
    load(stage, contest, HANH | {"eligibility": text}, BINH)
    query = sa.select(Participation.eligibility).order_by(Participation.id)
    assert stage.session.scalars(query).all() == [stands, "in_contest"]


def test_who_is_known_is_put_out_of_prizes_and_back(stage, contest):
    load(stage, contest, HANH)
    assert load(stage, contest, HANH | {"eligibility": "không"}) == (0, 1, 0)
    assert load(stage, contest, HANH) == (0, 0, 1)  # an empty cell says nothing
    assert stage.session.scalar(sa.select(Participation.eligibility)) == "out_of_prizes"
    assert load(stage, contest, HANH | {"eligibility": "có"}) == (0, 1, 0)
    lines = stage.session.scalars(sa.select(AuditLine).order_by(AuditLine.id)).all()
    assert [line.data.get("out_of_prizes") for line in lines] == [None, 1, None]


def test_once_a_round_has_opened_a_list_says_it_of_newcomers_only(stage, contest):
    load(stage, contest, HANH)
    stage.round(contest, stage.bank())  # opens this very moment
    out = {"eligibility": "không"}
    assert faults(stage, contest, HANH | out, BINH | out) == [("eligibility_late", 2, "G")]
    assert load(stage, contest, HANH | {"eligibility": "có"}, BINH | out) == (1, 0, 1)


def test_officers_of_units_put_nobody_out(stage, contest):
    dung = officer(stage, "chi-lang")
    found = faults(stage, contest, AN | {"eligibility": "không"}, actor=dung)
    assert found == [("eligibility_not_yours", 2, "G")]
    unclear = faults(stage, contest, AN | {"eligibility": "chắc là có"})
    assert unclear == [("eligibility_bad", 2, "G")]


def test_what_people_typed_themselves_is_completed_and_never_replaced(stage, contest):
    an = stage.contestant("Lò Văn Ân", contest)
    row = AN | {"phone": "0987654321", "staff_number": "CB-9"}
    assert load(stage, contest, row) == (0, 1, 0)
    stage.session.expire_all()
    person = stage.session.get(Person, an.person_id)
    assert (person.full_name, person.phone) == ("Lò Văn Ân", "0987654321")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], [("table_empty", None, "")]),
        ([HANH | {"full_name": " "}], [("person_name_needed", 2, "A")]),
        ([HANH | {"full_name": "Hạnh 2"}], [("person_name_bad", 2, "A")]),
        ([HANH | {"birth_date": "30/02/1980"}], [("date_bad", 2, "B")]),
        ([HANH | {"unit": ""}], [("person_unit_needed", 2, "C")]),
        ([AN, HANH | {"unit": "cl-99"}], [("person_unit_unknown", 3, "C")]),
        ([HANH | {"phone": "12345"}], [("person_phone_bad", 2, "D")]),
        ([HANH, AN, HANH], [("person_twice", 4, "A")]),
        ([AN, AN | {"birth_date": "01/01/1990"}], [("person_twice", 3, "A")]),
    ],
)
def test_every_fault_of_a_table_is_named_with_its_place(stage, contest, rows, found):
    assert faults(stage, contest, *rows) == found
    assert count(stage, Person) == 0


def test_two_of_one_name_and_unit_are_two_with_two_birth_dates(stage, contest):
    two = [AN | {"birth_date": "01/01/1990"}, AN | {"birth_date": "02/01/1990"}]
    assert load(stage, contest, *two) == (2, 0, 0)
    assert faults(stage, contest, AN) == [("person_ambiguous", 2, "A")]


def test_a_telephone_number_whose_zero_a_spreadsheet_dropped_is_understood(stage, contest):
    load(stage, contest, HANH | {"phone": "912345678"})
    assert stage.session.scalar(sa.select(Person.phone)) == "0912345678"


def test_categories_are_those_of_the_contest_in_any_spelling(stage, contest):
    with transaction(stage.session):
        contest.registration = contest.registration | {"categories": ["can_bo", "hoc_sinh"]}
    load(stage, contest, AN | {"category": "Cán bộ"})
    assert stage.session.scalar(sa.select(Participation.category)) == "can_bo"
    assert faults(stage, contest, AN | {"category": "Khách"}) == [("category_unknown", 2, "F")]


def test_an_officer_imports_into_the_own_branch_only(stage, contest):
    ours = officer(stage, "chi-lang")
    assert load(stage, contest, HANH, actor=ours) == (1, 0, 0)
    assert faults(stage, contest, BINH, actor=ours) == [("person_unit_unknown", 2, "C")]


def test_an_officer_takes_nobody_over_from_another_branch(stage, contest):
    load(stage, contest, HANH | {"unit": "cao-01"})
    assert faults(stage, contest, HANH, actor=officer(stage, "chi-lang")) == [
        ("person_elsewhere", 2, "A")
    ]


def test_who_may_not_write_people_imports_nobody(stage, contest):
    with pytest.raises(Refusal, match="forbidden"):
        load(stage, contest, HANH, actor=officer(stage, "chi-lang", Role.JUDGE))


def test_lists_hold_the_own_branch_by_names_of_units_and_then_given_names(stage, contest):
    load(stage, contest, HANH, AN, BINH, {"full_name": "Vi Thị Chi", "unit": "cl-01"})
    assert listed(stage, contest) == ["Trần Bình", "Lò Văn An", "Vi Thị Chi", "Nguyễn Thị Hạnh"]
    assert listed(stage, contest, actor=officer(stage, "cao-loc")) == ["Trần Bình"]
    assert listed(stage, contest, "cao-loc", actor=officer(stage, "chi-lang")) == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("hanh", ["Nguyễn Thị Hạnh"]),
        ("Hạnh nguyễn", ["Nguyễn Thị Hạnh"]),
        ("0912345678", ["Nguyễn Thị Hạnh"]),
        ("CB-01", ["Nguyễn Thị Hạnh"]),
        ("%", []),
    ],
)
def test_people_are_found_by_words_of_their_name_or_by_a_number(stage, contest, query, names):
    load(stage, contest, HANH, AN)
    assert listed(stage, contest, query=query) == names


def test_a_list_shows_who_has_registered_and_who_has_not(stage, contest):
    load(stage, contest, AN)
    stage.contestant("Hoàng Én", contest)
    assert listed(stage, contest, show=Show.REGISTERED) == ["Hoàng Én"]
    assert listed(stage, contest, show=Show.NOT_REGISTERED) == ["Lò Văn An"]
    assert len(listed(stage, contest, show=Show.NOT_TAKEN)) == 2


def test_a_long_list_comes_in_pages(stage, contest):
    load(stage, contest, *({"full_name": f"Vi Văn {c}", "unit": "cl-01"} for c in "ABCDE"))
    page = people_of(
        stage.session,
        actor=OPERATOR,
        contest=contest,
        unit=stage.units["tinh"],
        page=99,
        size=2,
    )
    assert (page.total, page.page, page.pages, len(page.people)) == (5, 3, 3, 1)


def test_codes_go_to_those_without_an_account_once(stage, contest):
    load(stage, contest, HANH, AN)
    stage.browser(stage.session.scalar(sa.select(Person.id).where(Person.staff_number == "CB-01")))
    [an] = codes(stage, contest, unit=stage.units["chi-lang"])
    assert (an.full_name, an.unit_name) == ("Lò Văn An", "Chi bộ Trường THPT Chi Lăng")
    found = accounts.activation_of(stage.session, code=an.code, secret=SECRET, now=stage.now)
    assert stage.session.get(Person, found.person_id).full_name == "Lò Văn An"
    assert codes(stage, contest, unit=stage.units["chi-lang"]) == []


def test_a_code_issued_again_replaces_the_one_before(stage, contest):
    load(stage, contest, AN)
    [first] = codes(stage, contest)
    [second] = codes(stage, contest, again=True)
    with pytest.raises(Refusal, match="code_wrong"):
        accounts.activation_of(stage.session, code=first.code, secret=SECRET, now=stage.now)
    assert accounts.activation_of(stage.session, code=second.code, secret=SECRET, now=stage.now)


def test_codes_of_another_branch_are_out_of_reach(stage, contest):
    load(stage, contest, HANH, BINH)
    ours = officer(stage, "chi-lang")
    assert [one.full_name for one in codes(stage, contest, actor=ours)] == ["Nguyễn Thị Hạnh"]
    binh = stage.session.scalar(
        sa.select(Participation.id).where(Participation.unit_id == stage.units["cao-01"].id)
    )
    with pytest.raises(NotYours), transaction(stage.session) as session:
        new_code_for(
            session,
            actor=ours,
            now=stage.now,
            contest=contest,
            participation_id=binh,
            secret=SECRET,
        )


def test_an_officer_gets_no_key_to_the_account_of_somebody_on_the_staff(stage, contest):
    giang = stage.contestant("Nông Giang", contest)
    stage.grant(stage.session.get(Person, giang.person_id), "organizer", "tinh")
    ask = {"now": stage.now, "contest": contest, "participation_id": giang.id, "secret": SECRET}
    ours = officer(stage, "chi-lang")
    refused = pytest.raises(Refusal, match="code_for_staff")
    with refused, transaction(stage.session) as session:
        new_code_for(session, actor=ours, **ask)
    assert codes(stage, contest, actor=ours) == []
    with transaction(stage.session) as session:
        assert new_code_for(session, actor=OPERATOR, **ask).full_name == "Nông Giang"


def test_every_handing_out_of_codes_is_an_audit_line_without_the_codes(stage, contest):
    load(stage, contest, AN)
    [one] = codes(stage, contest)
    line = stage.session.scalars(sa.select(AuditLine).order_by(AuditLine.id.desc())).first()
    assert line.action == "account.code"
    assert one.code.replace("-", "") not in str(line.data)


def test_a_large_import_takes_a_few_statements(stage, contest):
    rows = [
        {"full_name": f"Vi {a}{b} {c}", "unit": "cl-01", "staff_number": f"{a}{b}{c}"}
        for a in "ABCDEFGHIJKLM"
        for b in "abcdefghijklm"
        for c in "ABCDEFGHIJKL"
    ]
    statements = []
    event.listen(stage.session.get_bind(), "before_cursor_execute", lambda *_: statements.append(1))
    assert load(stage, contest, *rows) == (2028, 0, 0)
    assert len(statements) < 40
    assert count(stage, Activation) == count(stage, Account) == count(stage, RoleGrant) == 0


def test_a_contest_is_reached_through_a_branch_of_its_tree_once_it_is_announced(stage, contest):
    ours = officer(stage, "chi-lang")
    found = people.contest_in_reach(stage.session, ours, people.READ, contest.slug)
    assert found.id == contest.id
    with transaction(stage.session):
        contest.announced_at = None
    with pytest.raises(NotYours):
        people.contest_in_reach(stage.session, ours, people.READ, contest.slug)
