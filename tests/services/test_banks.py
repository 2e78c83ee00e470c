"""Banks: loading, versions, approval, and who may reach them; on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from question_bank.bank import Bank
from question_bank.readers import read_bank
from question_bank.writers import write_bank
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import (
    AuditLine,
    BankRecord,
    BankVersion,
    ItemContent,
    ItemKey,
    Unit,
    VersionItem,
)
from quiz.services import banks
from quiz.services.access import actor_of
from quiz.services.actor import OPERATOR, Actor
from quiz.services.refusal import NotYours, Refusal
from tests.stage import Stage, items


def bank(count: int = 3, code: str = "lang-son", **head: str) -> Bank:
    words = {"title": "Lịch sử Đảng bộ tỉnh", "language": "vi", "notice": ""} | head
    return Bank(code=code, items=items(count), **words)


def with_item(bank: Bank, at: int, **changes: object) -> Bank:
    changed = replace(bank.items[at], **changes)
    return replace(bank, items=(*bank.items[:at], changed, *bank.items[at + 1 :]))


def load(stage: Stage, bank: Bank, actor: Actor = OPERATOR, owner: Unit | None = None):
    with transaction(stage.session):
        return banks.load(
            stage.session,
            actor=actor,
            now=stage.now,
            bank=bank,
            message="Lần đầu",
            owner_unit_id=owner.id if owner else None,
        )


def author(stage: Stage, name: str, unit: str, role: str = "organizer") -> Actor:
    person = stage.person(name)
    stage.grant(person, role, unit)
    return actor_of(stage.session, person.id, name)


def count(session: Session, table: type) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def statements(stage: Stage, act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    engine = stage.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", note)
    act()
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_loaded_bank_comes_back_as_it_was(stage):
    version = load(stage, bank())
    assert banks.bank_of_version(stage.session, version) == bank()
    assert (version.number, version.items, version.approved_at) == (1, 3, None)


def test_loading_the_same_bank_twice_makes_nothing_new(stage):
    first, second = load(stage, bank()), load(stage, bank())
    assert second.id == first.id
    assert count(stage.session, BankVersion) == 1
    assert count(stage.session, AuditLine) == 1


def test_a_changed_bank_is_the_next_version_and_shares_what_stayed(stage):
    first = load(stage, bank())
    second = load(stage, with_item(bank(), 1, stem="Câu hỏi đã sửa?"))
    assert (second.number, second.parent_id) == (2, first.id)
    assert count(stage.session, ItemContent) == 4
    assert count(stage.session, VersionItem) == 6


def test_a_new_key_is_a_new_version_with_the_same_content(stage):
    load(stage, bank())
    load(stage, with_item(bank(), 0, right=(2,)))
    assert (count(stage.session, ItemContent), count(stage.session, ItemKey)) == (3, 4)


def test_a_corrected_title_is_a_new_version_too(stage):
    load(stage, bank())
    assert load(stage, bank(title="Lịch sử Đảng bộ tỉnh Lạng Sơn")).number == 2


def test_two_right_options_are_marked_for_contestants(stage):
    load(stage, with_item(bank(), 1, right=(0, 1)))
    marks = stage.session.execute(sa.select(VersionItem.many).order_by(VersionItem.position))
    assert marks.scalars().all() == [False, True, False]


def test_an_approved_version_never_changes(stage):
    version = load(stage, bank())
    stage.approve(version)
    with pytest.raises(DatabaseError), transaction(stage.session):
        stage.session.execute(sa.update(BankVersion).values(title="Khác"))


def preview(stage: Stage, bank: Bank) -> banks.BankPreview:
    newest = banks.newest_of(stage.session, actor=OPERATOR, code=bank.code)
    return banks.preview(newest, bank)


def test_a_preview_tells_what_would_change_and_stores_nothing(stage):
    load(stage, bank(3))
    changed = with_item(bank(4), 0, right=(1,))
    found = preview(stage, changed)
    assert (found.diff.added, found.diff.rekeyed) == (("T-004",), ("T-001",))
    assert found.is_new
    assert count(stage.session, BankVersion) == 1


def test_a_preview_of_the_same_bank_finds_nothing(stage):
    load(stage, bank())
    assert not preview(stage, bank()).is_new


def test_the_list_names_the_newest_version_and_the_one_in_use(stage):
    stage.approve(load(stage, bank(3)))
    load(stage, bank(5))
    load(stage, bank(2, code="a-new-one"))
    lines = banks.list_banks(stage.session, actor=OPERATOR)
    assert [(line.code, line.newest, line.items, line.in_use) for line in lines] == [
        ("a-new-one", 1, 2, None),
        ("lang-son", 2, 5, 1),
    ]


def test_the_newest_approved_version_is_the_one_to_draw_from(stage):
    stage.approve(load(stage, bank(3)))
    stage.approve(load(stage, bank(4)))
    load(stage, bank(5))
    found = banks.newest_approved(stage.session, OPERATOR, ["lang-son", "khong-co"])
    assert {code: version.number for code, version in found.items()} == {"lang-son": 2}


def test_a_bank_of_one_district_does_not_exist_for_another(stage):
    an, binh = author(stage, "An", "chi-lang"), author(stage, "Bình", "cao-loc")
    load(stage, bank(), an, stage.units["chi-lang"])
    assert [line.code for line in banks.list_banks(stage.session, actor=an)] == ["lang-son"]
    assert banks.list_banks(stage.session, actor=binh) == []
    with pytest.raises(NotYours):
        banks.version_for(stage.session, binh, Permission.BANK_KEY_READ, "lang-son")


def test_a_code_that_another_district_uses_is_refused(stage):
    load(stage, bank(), author(stage, "An", "chi-lang"), stage.units["chi-lang"])
    with pytest.raises(Refusal) as refused:
        load(stage, bank(5), author(stage, "Bình", "cao-loc"), stage.units["cao-loc"])
    assert refused.value.code == "bank_code_taken"


@pytest.mark.parametrize("owner", ["cao-loc", None])
def test_nobody_loads_a_bank_beyond_the_own_branch(stage, owner):
    an = author(stage, "An", "chi-lang")
    with pytest.raises(Refusal) as refused:
        load(stage, bank(), an, stage.units[owner] if owner else None)
    assert refused.value.code == "forbidden"


def test_a_contestant_loads_nothing(stage):
    with pytest.raises(Refusal):
        load(stage, bank(), author(stage, "Dũng", "chi-lang", "contestant"))


def test_an_older_version_comes_back_as_the_next_one(stage):
    first, an = load(stage, bank(3)), author(stage, "An", "tinh")
    record = stage.session.get_one(BankRecord, first.bank_id)
    with transaction(stage.session):
        record.owner_unit_id = stage.units["tinh"].id
    load(stage, bank(5))
    with transaction(stage.session):
        third = banks.revert(
            stage.session, actor=an, now=stage.now, version=first, message="Quay lại bản đầu"
        )
    assert (third.number, third.digest, third.author_id) == (3, first.digest, an.person_id)
    assert third.message == "Quay lại bản đầu"
    with pytest.raises(Refusal) as refused, transaction(stage.session):
        banks.revert(stage.session, actor=an, now=stage.now, version=first, message="Nữa")
    assert (refused.value.code, refused.value.data) == ("nothing_to_revert", {"number": 3})


@pytest.mark.parametrize("form", ["yaml", "xlsx", "csv"])
def test_the_same_content_in_another_format_makes_nothing_new(stage, form):
    first = load(stage, bank())
    read = read_bank(write_bank(bank(), form), f"lang-son.{form}", defaults=bank().head).bank
    assert load(stage, read).id == first.id
    assert count(stage.session, BankVersion) == 1


def test_what_somebody_makes_belongs_to_the_own_unit(stage):
    an = author(stage, "An", "chi-lang")
    wanted = Permission.BANK_DRAFT_WRITE
    assert banks.home_unit(an, wanted) == stage.units["chi-lang"].id
    assert banks.home_unit(OPERATOR, wanted) is None
    with pytest.raises(Refusal):
        banks.home_unit(Actor(person_id=1, name="Én"), wanted)


def test_reading_a_key_leaves_a_line_that_names_the_version(stage):
    version = load(stage, bank())
    record, _ = banks.version_for(stage.session, OPERATOR, Permission.BANK_KEY_READ, "lang-son", 1)
    with transaction(stage.session):
        banks.keys_read(
            stage.session, actor=OPERATOR, now=stage.now, bank=record, version=version, way="csv"
        )
    line = stage.session.execute(
        sa.select(AuditLine).where(AuditLine.action == "bank.key.read")
    ).scalar_one()
    assert (line.object, line.data) == ("bank:lang-son/1", {"way": "csv"})


def test_the_number_of_statements_does_not_grow_with_the_items(stage):
    assert statements(stage, lambda: load(stage, bank(2, "hai"))) == statements(
        stage, lambda: load(stage, bank(40, "bon-muoi"))
    )
