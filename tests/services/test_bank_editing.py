"""Writing a draft item by item; on both databases."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.exc import DatabaseError

from question_bank.bank import Bank, BankHead
from question_bank.item import Item, Picture
from question_bank.readers.pictures import clean_picture
from quiz.database import transaction
from quiz.models import AuditLine, BankEditor, BankVersion, ItemPicture, Media
from quiz.services import banks
from quiz.services.access import actor_of
from quiz.services.actor import Actor
from quiz.services.banks import drafts, editing, removing
from quiz.services.refusal import FieldRefusal, NotYours, Refusal
from tests.stage import Stage, items

CODE = "lang-son"
NEW = replace(items(1)[0], code="MOI-1", stem="Câu hỏi mới hỏi điều gì?")


def picture(colour: str = "red", size: int = 20) -> tuple[Picture, dict[str, bytes]]:
    file = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(file, "PNG")
    clean = clean_picture(file.getvalue())
    return Picture(clean.digest, "Lá cờ đỏ"), {clean.digest: clean.data}


def bankers(stage: Stage) -> tuple[Actor, int]:
    """Return who writes where a test says nobody else, and the id of who approves."""
    if stage.bankers is None:
        stage.bankers = (stage.person("Lê Soạn Đề"), stage.person("Vi Thẩm Định"))
    author, approver = stage.bankers
    return Actor(author.id, author.full_name, is_operator=True), approver.id


def loaded(stage: Stage, count: int = 5) -> BankVersion:
    bank = Bank(code=CODE, title="Lịch sử", language="vi", notice="", items=items(count))
    author, _ = bankers(stage)
    with transaction(stage.session) as session:
        return banks.load(session, actor=author, now=stage.now, bank=bank, message="Lần đầu")


def approve(stage: Stage, version: BankVersion) -> None:
    approved = {"approved_at": stage.now, "approved_by_id": bankers(stage)[1]}
    with transaction(stage.session):
        stage.session.execute(
            sa.update(BankVersion).where(BankVersion.id == version.id).values(approved)
        )


def organizer(stage: Stage, name: str, unit: str | None = None) -> Actor:
    person = stage.person(name)
    stage.grant(person, "organizer", unit)
    return actor_of(stage.session, person.id, name)


def do(stage: Stage, act: Any, number: int = 1, actor: Actor | None = None, **more: Any) -> Any:
    """Do one thing to the draft, all of it or nothing."""
    writer = actor or bankers(stage)[0]
    with transaction(stage.session):
        return act(stage.session, actor=writer, now=stage.now, code=CODE, number=number, **more)


def begin(stage: Stage, actor: Actor | None = None) -> BankVersion:
    writer = actor or bankers(stage)[0]
    with transaction(stage.session) as session:
        return drafts.begin_draft(
            session,
            actor=writer,
            now=stage.now,
            code=CODE,
            message="Soạn tiếp",
        )


def whole(stage: Stage, version: BankVersion) -> Bank:
    """Return the version as it is stored, having checked that it knows its own digest."""
    stage.session.expire_all()
    bank = banks.bank_of_version(stage.session, version)
    assert (version.digest, version.items) == (bank.digest, len(bank.items))
    return bank


def codes(stage: Stage, version: BankVersion) -> list[str]:
    return [item.code.removeprefix("T-00") for item in whole(stage, version).items]


def change(
    stage: Stage,
    was: Item,
    is_: Item,
    *,
    files: Mapping[str, bytes] | None = None,
    actor: Actor | None = None,
) -> None:
    do(
        stage,
        editing.save_item,
        actor=actor,
        was=was.code,
        seen=editing.seen_as(was),
        item=is_,
        files=files or {},
    )


def test_an_approved_version_is_written_as_a_copy_that_knows_its_parent(stage: Stage) -> None:
    first = loaded(stage)
    approve(stage, first)
    draft = begin(stage)
    assert (draft.number, draft.parent_id, draft.approved_at) == (2, first.id, None)
    assert whole(stage, draft) == whole(stage, first)


def test_a_draft_is_written_in_place(stage: Stage) -> None:
    first = loaded(stage)
    assert begin(stage).id == begin(stage).id == first.id


def test_only_the_newest_draft_is_written(stage: Stage) -> None:
    first = loaded(stage)
    approve(stage, first)
    begin(stage)
    for act, more in (
        (removing.remove_item, {"was": "T-001", "seen": ""}),
        (editing.move_item, {"was": "T-001", "place": 2}),
        (editing.add_item, {"item": NEW, "files": {}}),
        (editing.save_item, {"was": "T-001", "seen": "", "item": NEW, "files": {}}),
    ):
        with pytest.raises(Refusal) as refused:
            do(stage, act, **more)
        assert refused.value.code == "version_approved"


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "Câu hỏi đã sửa?"},
        {"options": ("Một", "Hai"), "right": (1,)},
        {"options": tuple("ABCDEF"), "right": (0, 5), "pinned": (5,)},
        {"topic": "Khác", "period": "1930", "difficulty": "hard", "use": "practice"},
        {"source": "", "explanation": ""},
        {"code": "Mã/mới 1"},
    ],
)
def test_a_changed_item_is_what_was_written(stage: Stage, changes: dict[str, Any]) -> None:
    version = loaded(stage)
    was = items(5)[2]
    change(stage, was, replace(was, **changes))
    expected = list(items(5))
    expected[2] = replace(was, **changes)
    assert list(whole(stage, version).items) == expected


@pytest.mark.parametrize("after", [None, "T-002", "khong-con"])
def test_an_item_is_added_at_the_end_or_behind_another(stage: Stage, after: str | None) -> None:
    version = loaded(stage)
    do(stage, editing.add_item, item=NEW, files={}, after=after)
    expected = list("12345")
    expected.insert(2 if after == "T-002" else 5, "MOI-1")
    assert codes(stage, version) == expected


@pytest.mark.parametrize(
    ("code", "place", "order"),
    [
        ("T-001", 1, "12345"),
        ("T-001", 3, "23145"),
        ("T-001", 5, "23451"),
        ("T-005", 1, "51234"),
        ("T-004", 2, "14235"),
        ("T-003", 99, "12453"),
        ("T-003", 0, "31245"),
    ],
)
def test_an_item_moves_to_its_place(stage: Stage, code: str, place: int, order: str) -> None:
    version = loaded(stage)
    do(stage, editing.move_item, was=code, place=place)
    assert codes(stage, version) == list(order)


@pytest.mark.parametrize(
    ("code", "left"), [("T-001", "2345"), ("T-003", "1245"), ("T-005", "1234")]
)
def test_an_item_is_taken_out_and_the_others_close_up(stage: Stage, code: str, left: str) -> None:
    version = loaded(stage)
    was = next(item for item in items(5) if item.code == code)
    do(stage, removing.remove_item, was=code, seen=editing.seen_as(was))
    assert codes(stage, version) == list(left)
    do(stage, editing.add_item, item=NEW, files={})
    assert codes(stage, version) == [*left, "MOI-1"]


@pytest.mark.parametrize("code", ["T-001", "T-003", "T-005"])
def test_an_item_taken_out_is_put_back_to_where_it_stood(stage: Stage, code: str) -> None:
    version = loaded(stage)
    before = whole(stage, version)
    was = next(item for item in items(5) if item.code == code)
    do(stage, removing.remove_item, was=code, seen=editing.seen_as(was))
    (removed,) = removing.removed_from(stage.session, version)
    assert (removed.code, removed.stem, removed.is_taken) == (code, was.stem, False)
    do(stage, removing.restore_item, was=code)
    assert whole(stage, version) == before
    assert removing.removed_from(stage.session, version) == []
    with pytest.raises(NotYours):
        do(stage, removing.restore_item, was=code)


def test_what_another_item_is_called_by_now_is_not_put_back_over_it(stage: Stage) -> None:
    version = loaded(stage, 2)
    first, second = items(2)
    do(stage, removing.remove_item, was="T-001", seen=editing.seen_as(first))
    again = replace(NEW, code="T-001")
    do(stage, editing.add_item, item=again, files={})
    assert [one.is_taken for one in removing.removed_from(stage.session, version)] == [True]
    with pytest.raises(Refusal, match="item_code_taken"):
        do(stage, removing.restore_item, was="T-001")
    do(stage, removing.remove_item, was="T-001", seen=editing.seen_as(again))
    do(stage, removing.remove_item, was="T-002", seen=editing.seen_as(second))
    do(stage, removing.restore_item, was="T-001")  # the one that went last
    assert whole(stage, version).items == (again,)


def test_the_next_draft_knows_nothing_of_what_was_taken_out_of_this_one(stage: Stage) -> None:
    version = loaded(stage)
    do(stage, removing.remove_item, was="T-001", seen=editing.seen_as(items(1)[0]))
    approve(stage, version)
    with transaction(stage.session):
        draft = drafts.begin_draft(
            stage.session, actor=bankers(stage)[0], now=stage.now, code=CODE, message=""
        )
    assert removing.removed_from(stage.session, draft) == []


# --- The head, and banks begun without items --------------------------------------------------


def test_the_head_of_a_draft_is_corrected_by_who_has_seen_it(stage: Stage) -> None:
    version = loaded(stage)
    seen, digest = editing.head_seen_as(version), version.digest
    said = {"title": "Lịch sử Đảng bộ", "notice": "Dành cho 90 năm"}
    do(stage, editing.save_head, seen=seen, **said)
    do(stage, editing.save_head, seen=seen, **said)  # says what is there
    stage.session.refresh(version)
    assert (version.title, version.notice, version.digest) == (*said.values(), digest)
    with pytest.raises(Refusal, match="head_changed"):
        do(stage, editing.save_head, seen=seen, title="Khác", notice="")


def test_the_head_of_an_approved_version_stays(stage: Stage) -> None:
    version = loaded(stage)
    approve(stage, version)
    with pytest.raises(Refusal, match="version_approved"):
        do(stage, editing.save_head, seen="", title="Khác", notice="")


def begun(stage: Stage, actor: Actor, code: str = "moi-lap", unit: str | None = "tinh") -> Any:
    with transaction(stage.session):
        return banks.begin_bank(
            stage.session,
            actor=actor,
            now=stage.now,
            head=BankHead(code, "Ngân hàng mới"),
            owner_unit_id=stage.units[unit].id if unit else None,
            message="",
        )


def test_a_bank_begins_empty_and_goes_to_review_with_its_first_item(stage: Stage) -> None:
    an = organizer(stage, "An", "tinh")
    version = begun(stage, an)
    assert whole(stage, version).items == ()
    assert version.digest == whole(stage, version).digest
    with pytest.raises(Refusal, match="version_empty"), transaction(stage.session):
        banks.submit(stage.session, actor=an, now=stage.now, version=version)
    with transaction(stage.session):
        editing.add_item(
            stage.session,
            actor=an,
            now=stage.now,
            code="moi-lap",
            number=1,
            item=NEW,
            files={},
        )
    with transaction(stage.session):
        banks.submit(stage.session, actor=an, now=stage.now, version=version)


def test_an_empty_version_may_come_back(stage: Stage) -> None:
    an = organizer(stage, "An", "tinh")
    first = begun(stage, an, CODE)
    bank = Bank(CODE, "Lịch sử", "vi", "", items(2))
    with transaction(stage.session):
        banks.load(stage.session, actor=an, now=stage.now, bank=bank, message="")
    with transaction(stage.session):
        last = banks.revert(stage.session, actor=an, now=stage.now, version=first, message="")
    assert (last.number, last.items) == (3, 0)


@pytest.mark.parametrize("unit", ["tinh", None])
def test_a_bank_begins_only_under_a_unit_in_reach(stage: Stage, unit: str | None) -> None:
    an = organizer(stage, "An", "chi-lang")
    assert [owner.name for owner in banks.owners(stage.session, an)] == [
        stage.units["chi-lang"].name
    ]
    with pytest.raises(Refusal, match="forbidden"):
        begun(stage, an, unit=unit)


def test_a_code_that_is_taken_begins_no_other_bank(stage: Stage) -> None:
    an, binh = organizer(stage, "An", "tinh"), organizer(stage, "Bình", "chi-lang")
    begun(stage, an)
    for actor, unit in ((an, "tinh"), (binh, "chi-lang")):
        with pytest.raises(FieldRefusal, match="bank_code_exists"):
            begun(stage, actor, unit=unit)


@pytest.mark.parametrize("act", [editing.add_item, editing.save_item])
def test_a_code_belongs_to_one_item(stage: Stage, act: Any) -> None:
    version = loaded(stage)
    taken = replace(NEW, code="T-004")
    whose = {"was": "T-001", "seen": editing.seen_as(items(5)[0])}
    more = whose if act is editing.save_item else {}
    with pytest.raises(FieldRefusal) as refused:
        do(stage, act, item=taken, files={}, **more)
    assert (refused.value.field, refused.value.code) == ("code", "item_code_taken")
    assert list(whole(stage, version).items) == list(items(5))


def test_what_somebody_else_changed_meanwhile_is_not_written_over(stage: Stage) -> None:
    version = loaded(stage)
    seen = items(5)[0]
    theirs, mine = replace(seen, stem="Của họ?"), replace(seen, stem="Của tôi?")
    change(stage, seen, theirs)
    with pytest.raises(editing.ItemChanged) as changed:
        change(stage, seen, mine)
    assert changed.value.theirs == theirs
    assert whole(stage, version).items[0] == theirs
    with pytest.raises(editing.ItemChanged):
        do(stage, removing.remove_item, was=seen.code, seen=editing.seen_as(seen))


def test_an_item_that_somebody_took_out_is_not_put_back_by_a_save(stage: Stage) -> None:
    loaded(stage)
    seen = items(5)[0]
    do(stage, removing.remove_item, was=seen.code, seen=editing.seen_as(seen))
    with pytest.raises(editing.ItemChanged) as changed:
        change(stage, seen, replace(seen, stem="Của tôi?"))
    assert changed.value.theirs is None


def test_the_same_save_twice_is_one_change(stage: Stage) -> None:
    loaded(stage)
    seen = items(5)[0]
    for _ in range(2):
        change(stage, seen, replace(seen, stem="Đã sửa?"))
    assert acts(stage) == ["bank.load", "bank.item.change"]


def acts(stage: Stage) -> list[str]:
    stage.session.rollback()
    return list(stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars())


def test_every_act_leaves_a_line_that_tells_no_key(stage: Stage) -> None:
    an = organizer(stage, "An")
    approve(stage, loaded(stage))
    begin(stage, an)
    was = items(5)[0]
    do(stage, editing.add_item, number=2, actor=an, item=NEW, files={})
    do(stage, editing.move_item, number=2, actor=an, was=NEW.code, place=1)
    do(
        stage,
        editing.save_item,
        number=2,
        actor=an,
        was=was.code,
        seen=editing.seen_as(was),
        item=replace(was, right=(2,)),
        files={},
    )
    do(stage, removing.remove_item, number=2, actor=an, was=NEW.code, seen=editing.seen_as(NEW))
    assert acts(stage)[1:] == [
        "bank.draft",
        "bank.item.add",
        "bank.item.move",
        "bank.item.change",
        "bank.item.remove",
    ]
    lines = stage.session.execute(sa.select(AuditLine.data)).scalars()
    told = " ".join(map(str, lines))
    assert "'fields': ['right']" in told
    assert items(5)[0].key_digest not in told


def test_the_database_itself_refuses_approval_by_a_writer(stage: Stage) -> None:
    an = organizer(stage, "An")
    loaded(stage)
    was = items(5)[0]
    change(stage, was, replace(was, stem="Sửa một chữ?"), actor=an)
    approved = {"approved_at": stage.now, "approved_by_id": an.person_id}
    with pytest.raises(DatabaseError, match="does not approve"), transaction(stage.session):
        stage.session.execute(sa.update(BankVersion).values(approved))


def test_the_writers_of_an_approved_version_are_kept(stage: Stage) -> None:
    an = organizer(stage, "An")
    version = loaded(stage)
    was = items(5)[0]
    change(stage, was, replace(was, stem="Sửa một chữ?"), actor=an)
    approve(stage, version)
    with pytest.raises(DatabaseError, match="never changes"), transaction(stage.session):
        stage.session.execute(sa.delete(BankEditor))


def test_a_copy_of_what_is_still_in_review_keeps_its_writers(stage: Stage) -> None:
    an, binh = organizer(stage, "An"), organizer(stage, "Bình")
    first = loaded(stage)
    was = items(5)[0]
    change(stage, was, replace(was, stem="Sửa một chữ?"), actor=an)
    with transaction(stage.session):
        banks.submit(stage.session, actor=an, now=stage.now, version=first)
    with pytest.raises(Refusal, match="version_not_a_draft"):
        do(stage, editing.move_item, was="T-001", place=2)
    draft = begin(stage, binh)
    assert draft.number == 2
    author = bankers(stage)[0].person_id
    assert banks.authors_of(stage.session, draft) == {author, an.person_id, binh.person_id}


def test_an_older_draft_is_written_no_more(stage: Stage) -> None:
    loaded(stage)
    newer = Bank(code=CODE, title="Lịch sử", language="vi", notice="", items=items(6))
    writer = bankers(stage)[0]
    with transaction(stage.session):
        banks.load(stage.session, actor=writer, now=stage.now, bank=newer, message="")
    with pytest.raises(Refusal, match="version_not_newest"):
        do(stage, editing.move_item, was="T-001", place=2)


def test_nobody_writes_a_bank_out_of_reach(stage: Stage) -> None:
    loaded(stage)
    an = organizer(stage, "An", "chi-lang")
    with pytest.raises(NotYours):
        begin(stage, an)
    with pytest.raises(NotYours):
        do(stage, editing.add_item, actor=an, item=NEW, files={})


def test_a_picture_is_stored_once_and_comes_back_with_the_bank(stage: Stage) -> None:
    version = loaded(stage)
    shown, files = picture()
    for was in items(2):
        change(stage, was, replace(was, picture=shown), files=files)
    bank = whole(stage, version)
    assert [item.picture for item in bank.items] == [shown, shown, None, None, None]
    assert bank.pictures == files
    assert stage.session.execute(sa.select(sa.func.count(Media.digest))).scalar_one() == 1


def test_a_bank_with_pictures_is_loaded_and_compared_whole(stage: Stage) -> None:
    version, writer = loaded(stage), bankers(stage)[0]
    shown, files = picture()
    was = items(1)[0]
    change(stage, was, replace(was, picture=shown), files=files)
    bank = whole(stage, version)
    with transaction(stage.session):
        again = banks.load(stage.session, actor=writer, now=stage.now, bank=bank, message="")
    assert again.id == version.id
    newest = banks.newest_of(stage.session, actor=writer, code=bank.code)
    assert banks.preview(newest, bank).diff.is_empty
    without = replace(bank, items=items(5), pictures={})
    assert banks.preview(newest, without).diff.reworded == ("T-001",)


def test_pictures_never_outgrow_a_file_that_can_be_loaded_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(stage)
    (first, one), (second, two) = picture("red", 30), picture("blue", 31)
    limit = len(*one.values()) + len(*two.values()) - 1
    monkeypatch.setattr(drafts, "MOST_IN_A_BANK", limit)
    was, other = items(2)
    change(stage, was, replace(was, picture=first), files=one)
    with pytest.raises(FieldRefusal) as refused:
        change(stage, other, replace(other, picture=second), files=two)
    assert refused.value.field == "picture"
    change(stage, other, replace(other, picture=first), files=one)


@pytest.mark.parametrize("table", [Media, ItemPicture])
def test_a_picture_never_changes(stage: Stage, table: type[Media] | type[ItemPicture]) -> None:
    loaded(stage)
    shown, files = picture()
    was = items(1)[0]
    change(stage, was, replace(was, picture=shown), files=files)
    column = "kind" if table is Media else "alt"
    with pytest.raises(DatabaseError, match="digest"), transaction(stage.session):
        stage.session.execute(sa.update(table).values({column: "jpg"}))


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "svg", "width": 1, "height": 1, "data": b"x"},
        {"kind": "png", "width": 0, "height": 1, "data": b"x"},
        {"kind": "png", "width": 1, "height": 1, "data": b""},
        {"kind": "png", "width": 1, "height": 1, "data": bytes(2**20 + 1)},
    ],
    ids=["kind", "width", "empty", "too large"],
)
def test_the_database_keeps_no_other_kind_of_picture(stage: Stage, row: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction(stage.session):
        stage.session.execute(sa.insert(Media).values(digest="0" * 64, **row))


def test_neighbours_are_those_with_something_in_common(stage: Stage) -> None:
    loaded(stage)
    words = {
        "A-1": ("Đảng ra đời năm nào?", ("1930", "1945")),
        "A-2": ("Ai đọc Tuyên ngôn Độc lập?", ("Chủ tịch Hồ Chí Minh", "Trường Chinh")),
        "A-3": ("Chiến dịch nào kết thúc năm 1954?", ("Điện Biên Phủ", "Việt Bắc")),
    }
    for code, (stem, options) in words.items():
        item = Item(code, stem, options, right=(0,))
        do(stage, editing.add_item, item=item, files={})
    version = begin(stage)
    asked = {
        ("Đảng ra đời năm nào", ("1929", "1941")): {"A-1"},
        ("Chủ tịch Hồ Chí Minh sinh năm nào?", ("1890", "1895")): {"A-2"},
        ("Trận quyết chiến chiến lược?", ("chiến dịch nào", "Việt Bắc")): {"A-3"},
        ("Sông nào dài nhất?", ("Sông Hồng", "Sông Mã")): set(),
    }
    for (stem, options), expected in asked.items():
        item = Item("B-1", stem, options, right=(0,))
        found = editing.neighbours_of(stage.session, version, item, except_code=None)
        assert {each.code for each in found} == expected
        without = editing.neighbours_of(stage.session, version, item, except_code="A-1")
        assert {each.code for each in without} == expected - {"A-1"}
