"""Items at the organizers' desk, in a browser without script: found, written, laid side by side."""

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import MultiDict

from question_bank.bank import Bank
from question_bank.item import Item, Use
from question_bank.readers import read_bank
from quiz.database import transaction
from quiz.models import AuditLine, BankVersion
from quiz.services import banks
from quiz.services.actor import Actor
from quiz.services.banks import editing
from tests.stage import HOUR, Stage, items

ROOT = "/to-chuc/ngan-hang/lang-son"
DRAFT = f"{ROOT}/1"
ITEM = f"{DRAFT}/cau/T-001"
Signs = Callable[..., FlaskClient]


def bank(*more: Item, count: int = 3) -> Bank:
    return Bank("lang-son", "Lịch sử Đảng bộ", "vi", "", (*items(count), *more))


@pytest.fixture
def draft(stage: Stage) -> BankVersion:
    return load(stage, bank())


def load(stage: Stage, loaded: Bank, owner: str = "tinh") -> BankVersion:
    if stage.bankers is None:
        stage.bankers = (stage.person("Lê Soạn Đề"), stage.person("Vi Thẩm Định"))
    author = stage.bankers[0]
    with transaction(stage.session):
        return banks.load(
            stage.session,
            actor=Actor(author.id, author.full_name, is_operator=True),
            now=stage.now,
            bank=loaded,
            message="",
            owner_unit_id=stage.units[owner].id,
        )


def approve(stage: Stage, version: BankVersion) -> None:
    assert stage.bankers is not None
    approved = {"approved_at": stage.now, "approved_by_id": stage.bankers[1].id}
    with transaction(stage.session):
        stage.session.execute(
            sa.update(BankVersion).where(BankVersion.id == version.id).values(approved)
        )


def stored(stage: Stage, version: BankVersion) -> tuple[Item, ...]:
    stage.session.rollback()
    stage.session.expire_all()
    return banks.bank_of_version(stage.session, version).items


def typed(page: str) -> MultiDict[str, Any]:
    """Return what the form of an item would send, as a browser without script reads it."""
    form = re.search(r'<form class="form item-form".*?</form>', page, re.DOTALL)
    assert form is not None
    return MultiDict(list(_fields(form[0])))


def _fields(form: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<input[^>]*>", form):
        kind = _attribute(tag, "type")
        if kind != "file" and (kind != "checkbox" or " checked" in tag):
            yield _attribute(tag, "name"), _attribute(tag, "value")
    for tag, text in re.findall(r"(<textarea[^>]*>)(.*?)</textarea>", form, re.DOTALL):
        yield _attribute(tag, "name"), html.unescape(text).strip("\r\n")
    for tag, choices in re.findall(r"(<select[^>]*>)(.*?)</select>", form, re.DOTALL):
        chosen = re.search(r'<option[^>]* selected[^>]*value="([^"]*)"', choices) or re.search(
            r'<option selected value="([^"]*)"', choices
        )
        assert chosen is not None
        yield _attribute(tag, "name"), chosen[1]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def opened(client: FlaskClient, address: str = ITEM) -> MultiDict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return typed(answer.text)


def send(client: FlaskClient, fields: Any, address: str = ITEM, **changes: Any):
    sent = MultiDict(fields)
    for name, value in changes.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return client.post(address, data=sent)


def png(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(file, "PNG")
    return file.getvalue()


def file(data: bytes, name: str = "co.png") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


# --- Finding ----------------------------------------------------------------------------------


FOUND = (
    Item(
        "KN-1", "Khởi nghĩa Bắc Sơn nổ ra năm nào?", ("1940", "27/9/1940"), (0,), topic="Khởi nghĩa"
    ),
    Item(
        "KN-2", "Ai lãnh đạo 100% du kích?", ("Chu Văn Tấn", "Lương Văn Tri"), (0,), source="Sách"
    ),
    Item("KN-3", "Địa danh nào?", ("Vũ Lễ", "Mỏ Nhài"), (1,), use=Use.PRACTICE, period="1930–1945"),
)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("tim=khoi+nghia", ["KN-1"]),
        ("tim=KHỞI+NGHĨA", ["KN-1"]),
        ("tim=nghia+khoi", ["KN-1"]),
        ("tim=27/9/1940", ["KN-1"]),
        ("tim=chu+van+tan", ["KN-2"]),
        ("tim=100%25", ["KN-2"]),
        ("tim=kn-3", ["KN-3"]),
        ("tim=%25", ["T-001", "T-002", "T-003", "KN-1", "KN-2", "KN-3"]),
        ("tim=khong+co+dau", []),
        ("chu-de=Khởi+nghĩa", ["KN-1"]),
        ("chu-de=-", ["KN-2", "KN-3"]),
        ("giai-doan=1930–1945", ["KN-3"]),
        ("nhom=practice", ["KN-3"]),
        ("do-kho=hard", []),
        ("nguon=khong", ["KN-1", "KN-3"]),
        ("nguon=co&tim=ai", ["KN-2"]),
        ("hinh=co", []),
        ("hinh=khong&tim=vu+le", ["KN-3"]),
        ("dot=khong&tim=kn", ["KN-1", "KN-2", "KN-3"]),
    ],
)
def test_items_are_found_by_words_and_by_what_is_said_of_them(
    signs_in: Signs, stage: Stage, asked: str, codes: list[str]
) -> None:
    load(stage, bank(*FOUND))
    page = signs_in().get(f"{DRAFT}/cau-hoi?{asked}").text
    assert re.findall(r"<b>([A-Z]+-\d+)</b>", page) == codes


def test_items_are_found_by_the_round_that_draws_them(signs_in: Signs, stage: Stage) -> None:
    version = load(stage, bank())
    approve(stage, version)
    stage.round(stage.contest(), version)
    load(stage, bank(*FOUND))
    client, address = signs_in(), f"{ROOT}/2/cau-hoi"
    for asked in ("dot=co", "dot=cuoc-thi.1"):
        page = client.get(f"{address}?{asked}").text
        assert re.findall(r"<b>([A-Z]+-\d+)</b>", page) == ["T-001", "T-002", "T-003"]
        assert "cuoc-thi: Đợt 1" in page
    unused = client.get(f"{address}?dot=khong").text
    assert re.findall(r"<b>([A-Z]+-\d+)</b>", unused) == ["KN-1", "KN-2", "KN-3"]


@pytest.mark.parametrize(
    "asked", ["dot=khac.1", "do-kho=x", "nguon=x", "nhom=x", "trang=2", "trang=x"]
)
def test_an_address_that_asks_for_nonsense_has_no_page(
    signs_in: Signs, draft: BankVersion, asked: str
) -> None:
    assert signs_in().get(f"{DRAFT}/cau-hoi?{asked}").status_code == 404


def test_a_long_list_is_cut_and_keeps_what_was_asked(signs_in: Signs, stage: Stage) -> None:
    load(stage, bank(count=120))
    page = signs_in().get(f"{DRAFT}/cau-hoi?tim=câu+hỏi&nhom=official&trang=2").text
    assert len(re.findall(r"<b>T-\d+</b>", page)) == 50
    for name, value in {"tim": "c%C3%A2u+h%E1%BB%8Fi", "nhom": "official", "trang": "3"}.items():
        assert f"{name}={value}" in page
    assert '<option value="official" selected>' in page


def test_the_list_asks_the_database_as_often_for_many_items_as_for_few(
    signs_in: Signs, stage: Stage
) -> None:
    client = signs_in()
    asked = []
    for count in (3, 400):
        load(stage, bank(count=count))
        number = 1 if count == 3 else 2
        asked.append(statements(stage, client, f"{ROOT}/{number}/cau-hoi?tim=cau"))
    assert asked[0] == asked[1] < 20


def statements(stage: Stage, client: FlaskClient, address: str) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    return len(seen)


# --- Writing ----------------------------------------------------------------------------------


def test_an_opened_item_that_is_sent_as_it_is_changes_nothing(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    answer = send(client, opened(client))
    assert answer.location == f"{ITEM}"
    assert "Đã lưu câu T-001." in client.get(answer.location).text
    assert stored(stage, draft) == items(3)


def test_every_field_of_an_item_is_written(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    wanted = Item(
        code="T-1/b ~ % ?",
        stem="Dòng một\ndòng hai <b> & “nháy”?",
        options=("1930", "Năm 1931", "Cả hai phương án trên"),
        right=(0, 1),
        pinned=(2,),
        topic="Chủ đề mới",
        period="1930–1945",
        difficulty="hard",
        use="practice",
        explanation="Vì vậy.",
        source="Sách, tr. 5",
    )
    answer = send(
        client,
        opened(client),
        code=wanted.code,
        stem=wanted.stem,
        option_a="1930",
        option_b="Năm 1931",
        option_c="Cả hai phương án trên",
        option_d="",
        right=["A", "B"],
        pinned=["C"],
        topic=wanted.topic,
        period=wanted.period,
        difficulty="hard",
        use="practice",
        explanation=wanted.explanation,
        source=wanted.source,
    )
    assert answer.status_code == 303
    assert stored(stage, draft)[0] == wanted
    again = client.get(answer.location)
    assert send(client, typed(again.text), answer.location.split("?")[0]).status_code == 303
    assert stored(stage, draft)[0] == wanted


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stem": ""}, "Câu hỏi chưa có nội dung."),
        ({"code": ""}, "Câu hỏi chưa có mã."),
        ({"code": "T-002"}, "đã dùng cho câu khác"),
        ({"right": []}, "Câu hỏi chưa có đáp án."),
        ({"option_b": ""}, "Phương án B để trống."),
        ({"option_b": "", "option_c": "", "option_d": ""}, "Phương án B để trống."),
        ({"option_d": "", "right": ["D"]}, "không có phương án D"),
        ({"option_b": "Phương án 1.0"}, "giống hệt nhau"),
        ({"stem": "x" * 4001}, "vượt mức 4000 ký tự"),
        ({"stem": "a\u200bb"}, "ký tự ẩn"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_typed_is_lost(
    signs_in: Signs, stage: Stage, draft: BankVersion, changes: dict[str, Any], sentence: str
) -> None:
    client = signs_in()
    answer = send(client, opened(client), topic="Đã gõ rồi", **changes)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert typed(answer.text)["topic"] == "Đã gõ rồi"
    assert typed(answer.text)["stem"] == changes.get("stem", items(1)[0].stem)
    assert stored(stage, draft) == items(3)


def test_what_is_found_in_an_item_stands_beside_its_form(
    signs_in: Signs, draft: BankVersion
) -> None:
    client = signs_in()
    same = send(client, opened(client), stem=items(2)[1].stem, explanation="", act="check")
    assert same.status_code == 200
    assert "Nội dung câu hỏi trùng với câu T-002" in same.text
    assert "chưa có lời giải thích" in same.text
    assert "Lỗi" not in re.sub(r'data-fault="Lỗi"', "", same.text)


@pytest.mark.parametrize(
    ("act", "shown"),
    [
        ("add", "*0 1 2 3 -"),
        ("remove-B", "*0 2 3"),
        ("remove-A", "1 2 3"),
        ("down-A", "1 *0 2 3"),
        ("up-D", "*0 1 3 2"),
        ("up-A", "*0 1 2 3"),
        ("down-F", "*0 1 2 3"),
        ("odd", "*0 1 2 3"),
    ],
)
def test_options_are_rearranged_without_script(
    signs_in: Signs, stage: Stage, draft: BankVersion, act: str, shown: str
) -> None:
    client = signs_in()
    answer = send(client, opened(client), act=act)
    assert answer.status_code == 200
    now = typed(answer.text)
    lines = [
        ("*" if letter in now.getlist("right") else "")
        + (now[f"option_{letter.lower()}"].removeprefix("Phương án 1.") or "-")
        for letter in "ABCDEF"[: int(now["rows"])]
    ]
    assert " ".join(lines) == shown
    assert stored(stage, draft) == items(3)


@pytest.mark.parametrize("count", [2, 6])
def test_options_are_two_at_least_and_six_at_most(
    signs_in: Signs, draft: BankVersion, count: int
) -> None:
    client = signs_in()
    fields = opened(client)
    act = "remove-A" if count == 2 else "add"
    for _ in range(5):
        fields = typed(send(client, fields, act=act).text)
    assert int(fields["rows"]) == count


def test_a_new_item_is_named_after_the_last_and_stands_where_it_was_asked_for(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    fields = opened(client, f"{DRAFT}/cau-moi?sau=T-001")
    assert fields["code"] == "T-004"
    answer = send(
        client,
        fields,
        f"{DRAFT}/cau-moi",
        stem="Câu mới?",
        option_a="Có",
        option_b="Không",
        right=["B"],
    )
    assert answer.location == f"{DRAFT}/cau/T-004"
    assert [item.code for item in stored(stage, draft)] == ["T-001", "T-004", "T-002", "T-003"]


def test_a_new_item_is_remarked_upon_only_when_something_is_written(
    signs_in: Signs, draft: BankVersion
) -> None:
    client = signs_in()
    page = client.get(f"{DRAFT}/cau-moi").text
    assert "hiện ở đây khi bạn soạn" in page
    assert '<ul class="remarks" id="remarks"></ul>' in page
    looked = send(client, typed(page), f"{DRAFT}/cau-moi", act="check").text
    assert '<ul class="remarks" id="remarks"></ul>' not in looked


def test_a_copy_begins_with_all_but_the_code(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    fields = opened(client, f"{DRAFT}/cau-moi?chep=T-002")
    answer = send(client, fields, f"{DRAFT}/cau-moi", act="next")
    assert answer.location == f"{DRAFT}/cau-moi?sau=T-004"
    assert stored(stage, draft)[2] == replace(items(2)[1], code="T-004")


def test_saving_may_lead_on_to_the_next_item(signs_in: Signs, draft: BankVersion) -> None:
    client = signs_in()
    assert send(client, opened(client), act="next").location == f"{DRAFT}/cau/T-002"
    last = f"{DRAFT}/cau/T-003"
    assert send(client, opened(client, last), last, act="next").location == f"{last}"


def test_an_item_is_moved_and_taken_out(signs_in: Signs, stage: Stage, draft: BankVersion) -> None:
    client = signs_in()
    assert client.post(f"{ITEM}/chuyen", data={"vi-tri": "3"}).location == ITEM
    assert [item.code for item in stored(stage, draft)] == ["T-002", "T-003", "T-001"]
    assert client.post(f"{ITEM}/chuyen", data={"vi-tri": "ba"}).status_code == 422
    taken = client.post(f"{ITEM}/bo", data={"seen": opened(client)["seen"]}, follow_redirects=True)
    assert "Đã bỏ câu T-001" in taken.text
    assert [item.code for item in stored(stage, draft)] == ["T-002", "T-003"]
    assert "Đã bỏ: 1 câu" in taken.text
    back = client.post(f"{ITEM}/lay-lai", follow_redirects=True).text
    assert "Đã lấy lại câu T-001." in back
    assert "Đã bỏ: 1 câu" not in back
    assert [item.code for item in stored(stage, draft)] == ["T-002", "T-003", "T-001"]


def test_taking_out_what_somebody_has_just_changed_is_refused(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    fields = opened(client)
    send(client, fields, stem="Đã khác?")
    assert client.post(f"{ITEM}/bo", data={"seen": fields["seen"]}).status_code == 409
    assert len(stored(stage, draft)) == 3


def test_an_approved_version_is_read_and_written_as_the_next(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    approve(stage, draft)
    client = signs_in()
    shown = client.get(ITEM)
    assert "item-form" not in shown.text
    assert "Giải thích 1." not in shown.text
    for address in (ITEM, f"{DRAFT}/cau-moi", f"{ITEM}/bo", f"{DRAFT}/xem-thu", f"{DRAFT}/hinh"):
        assert client.post(address, data={}).status_code == 409
    assert client.post(f"{DRAFT}/soan").location == f"{ROOT}/2/cau-hoi"
    assert client.post(f"{DRAFT}/soan").location == f"{ROOT}/2/cau-hoi"
    second = f"{ROOT}/2/cau/T-001"
    assert send(client, opened(client, second), second, stem="Đã sửa?").status_code == 303
    assert stored(stage, draft) == items(3)


def test_opening_an_item_to_write_it_is_a_reading_of_its_key(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    signs_in().get(ITEM)
    stage.session.rollback()
    acts = stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id))
    assert list(acts.scalars()) == ["bank.load", "bank.key.read"]


@pytest.mark.parametrize("path", ["/cau/khong-co", "/cau-moi?chep=khong-co"])
def test_an_item_that_is_not_there_has_no_page(
    signs_in: Signs, draft: BankVersion, path: str
) -> None:
    assert signs_in().get(DRAFT + path).status_code == 404


# --- Two people -------------------------------------------------------------------------------


def conflict(signs_in: Signs, **mine: Any) -> tuple[FlaskClient, Any]:
    """Let An and Bình open one item; Bình saves first, then An sends ``mine``."""
    an, binh = signs_in("An"), signs_in("Bình")
    fields = opened(an)
    theirs = {"stem": "Câu hỏi số 1 của Bình?", "topic": "Của Bình", "right": ["B"]}
    assert send(binh, opened(binh), **theirs).status_code == 303
    return an, send(an, fields, **{"stem": "Câu hỏi số 1 của An?", **mine})


def conflict_fields(page: str) -> MultiDict[str, str]:
    return MultiDict(
        (html.unescape(name), html.unescape(value))
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    )


def test_two_wordings_are_laid_side_by_side_with_their_words_marked(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    _, answer = conflict(signs_in)
    assert answer.status_code == 409
    assert "Câu hỏi số 1 của <mark>An</mark>?" in answer.text
    assert "Câu hỏi số 1 của <mark>Bình</mark>?" in answer.text
    assert re.findall(r"<legend>(.*?)</legend>", answer.text) == [
        "Nội dung câu hỏi",
        "Các phương án và đáp án",
        "Chủ đề",
    ]
    assert stored(stage, draft)[0].stem == "Câu hỏi số 1 của Bình?"


def test_each_part_is_saved_as_it_was_chosen(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    an, answer = conflict(signs_in)
    chosen = {"choose-stem": "mine", "choose-options": "theirs", "choose-topic": "theirs"}
    saved = send(an, conflict_fields(answer.text), act="save", **chosen)
    assert saved.status_code == 303
    assert stored(stage, draft)[0] == replace(
        items(1)[0], stem="Câu hỏi số 1 của An?", right=(1,), topic="Của Bình"
    )


def test_nothing_is_saved_before_every_part_is_chosen(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    an, answer = conflict(signs_in)
    undecided = send(an, conflict_fields(answer.text), **{"choose-stem": "mine"})
    assert undecided.status_code == 409
    assert 'value="mine" required checked' in undecided.text
    assert "Còn phần chưa chọn" in undecided.text
    assert stored(stage, draft)[0].topic == "Của Bình"


def test_a_third_change_meanwhile_is_laid_side_by_side_again(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    an, answer = conflict(signs_in)
    chi = signs_in("Chi")
    send(chi, opened(chi), stem="Câu hỏi của Chi?")
    chosen = {"choose-stem": "mine", "choose-options": "mine", "choose-topic": "mine"}
    again = send(an, conflict_fields(answer.text), **chosen)
    assert again.status_code == 409
    assert "Chi" in again.text
    assert stored(stage, draft)[0].stem == "Câu hỏi của Chi?"


def test_what_was_typed_survives_that_the_item_was_taken_out(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    an, binh = signs_in("An"), signs_in("Bình")
    fields = opened(an)
    binh.post(f"{ITEM}/bo", data={"seen": opened(binh)["seen"]})
    answer = send(an, fields, stem="Không được mất?")
    assert answer.status_code == 409
    saved = send(an, conflict_fields(answer.text), f"{DRAFT}/cau-moi", act="save")
    assert saved.status_code == 303
    assert stored(stage, draft)[-1].stem == "Không được mất?"


def test_two_people_at_different_items_do_not_meet(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    an, binh = signs_in("An"), signs_in("Bình")
    mine, other = opened(an), f"{DRAFT}/cau/T-002"
    theirs = opened(binh, other)
    assert send(binh, theirs, other, stem="Của Bình?").status_code == 303
    assert send(an, mine, stem="Của An?").status_code == 303
    assert [item.stem for item in stored(stage, draft)][:2] == ["Của An?", "Của Bình?"]


# --- Pictures ---------------------------------------------------------------------------------


def with_picture(client: FlaskClient, address: str = ITEM) -> Any:
    return send(client, opened(client, address), address, picture=file(png()), alt="Lá cờ đỏ")


def test_a_picture_goes_from_the_form_into_the_bank_and_its_file(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    assert with_picture(client).status_code == 303
    picture = stored(stage, draft)[0].picture
    assert picture is not None
    page = client.get(ITEM).text
    assert f'<img src="/hinh/{picture.digest}.png" alt="Lá cờ đỏ" width="30" height="20"' in page
    assert send(client, typed(page)).status_code == 303
    assert stored(stage, draft)[0].picture == picture
    whole = client.post(f"{DRAFT}/tai-ve", data={"form": "yaml"}).data
    assert read_bank(whole, "a.yaml").bank == banks.bank_of_version(stage.session, draft)
    told = client.post(f"{DRAFT}/tai-ve", data={"form": "docx"}).text
    assert re.search("không giữ mục “Hình[^”]*”, đang có ở 1 câu", told)
    assert 'value="xlsx"' not in told


def test_a_picture_is_taken_away_again(signs_in: Signs, stage: Stage, draft: BankVersion) -> None:
    client = signs_in()
    with_picture(client)
    assert send(client, opened(client), without_picture="y").status_code == 303
    assert stored(stage, draft) == items(3)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải hình PNG, JPEG hoặc WebP"),
        (png()[:45], "bị hỏng hoặc không đầy đủ"),
    ],
    ids=["svg", "broken"],
)
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    signs_in: Signs, stage: Stage, draft: BankVersion, data: bytes, sentence: str
) -> None:
    client = signs_in()
    answer = send(client, opened(client), picture=file(data), alt="Cờ", topic="Đã gõ")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert typed(answer.text)["topic"] == "Đã gõ"
    assert stored(stage, draft) == items(3)


def test_a_picture_without_a_description_is_kept_until_there_is_one(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    client = signs_in()
    answer = send(client, opened(client), picture=file(png()))
    assert (answer.status_code, "Hình chưa có lời mô tả" in answer.text) == (422, True)
    shown = re.search(r'src="(/to-chuc/ngan-hang/hinh/[^"]+)"', answer.text)
    assert shown is not None
    assert client.get(shown[1]).data == png()
    assert signs_in("Chi").get(shown[1]).status_code == 404
    assert send(client, typed(answer.text), alt="Lá cờ đỏ").status_code == 303
    assert stored(stage, draft)[0].picture is not None


def test_a_copy_keeps_the_picture(signs_in: Signs, stage: Stage, draft: BankVersion) -> None:
    client = signs_in()
    with_picture(client)
    fields = opened(client, f"{DRAFT}/cau-moi?chep=T-001")
    assert send(client, fields, f"{DRAFT}/cau-moi").status_code == 303
    first, copy, *_ = stored(stage, draft)
    assert first.picture == copy.picture is not None


def test_nobody_puts_in_a_picture_of_a_bank_out_of_reach(
    signs_in: Signs, stage: Stage, draft: BankVersion
) -> None:
    with_picture(signs_in())
    picture = stored(stage, draft)[0].picture
    assert picture is not None
    theirs = Bank("chi-lang", "Chi Lăng", "vi", "", items(2))
    load(stage, theirs, "chi-lang")
    client, address = signs_in("Dũng", unit="chi-lang"), "/to-chuc/ngan-hang/chi-lang/1/cau/T-001"
    send(client, opened(client, address), address, kept=picture.digest, alt="Cờ")
    page = client.get(address).text
    assert picture.digest not in page


def test_a_picture_is_seen_by_those_who_may_see_its_item(
    signs_in: Signs, stage: Stage, draft: BankVersion, client: FlaskClient, clock: Any
) -> None:
    organizer = signs_in()
    with_picture(organizer)
    picture = stored(stage, draft)[0].picture
    assert picture is not None
    address = f"/hinh/{picture.digest}.png"
    assert signs_in("Dũng", unit="chi-lang").get(address).status_code == 404
    assert organizer.get(address).headers["Cache-Control"].startswith("private")
    approve(stage, draft)
    stage.round(stage.contest(), draft, opens_at=stage.now + HOUR)
    assert client.get(address).status_code == 404
    clock.advance(hours=1)
    answer = client.get(address)
    assert answer.data == png()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_type == "image/png"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    for other in (address.replace(".png", ".jpg"), address.replace(".png", ".svg"), "/hinh/0.png"):
        assert client.get(other).status_code == 404


# --- What the script asks for -----------------------------------------------------------------


def test_the_script_is_told_what_the_page_would_say(signs_in: Signs, draft: BankVersion) -> None:
    client = signs_in()
    fields = opened(client)
    answer = send(client, fields, f"{DRAFT}/xem-thu", stem="Câu hỏi <i>?", right=[], pinned=["A"])
    told = answer.get_json()
    assert told["remarks"][0]["is_error"]
    assert told["remarks"][0]["place"] == "Đáp án"
    assert "Câu hỏi &lt;i&gt;?" in told["question"]
    assert told["pinned"] == "A"
    order = re.findall(r"Phương án 1\.(\d)", told["shuffled"])
    assert order == ["3", "2", "1", "0"]


def test_the_script_is_told_of_a_picture_at_once(signs_in: Signs, draft: BankVersion) -> None:
    client = signs_in()
    good = client.post(f"{DRAFT}/hinh", data={"picture": file(png())})
    assert (good.status_code, good.get_json()["width"]) == (200, 30)
    bad = client.post(f"{DRAFT}/hinh", data={"picture": file(b"GIF89a")})
    assert (bad.status_code, "không phải hình" in bad.get_json()["sentence"]) == (422, True)
    assert client.post(f"{DRAFT}/hinh", data={}).status_code == 422


def test_what_is_seen_of_an_item_names_all_of_it() -> None:
    item = items(1)[0]
    states = {
        editing.seen_as(changed)
        for changed in (
            item,
            replace(item, right=(1,)),
            replace(item, explanation="Khác"),
            replace(item, source="Khác"),
            replace(item, topic="Khác"),
            replace(item, pinned=(3,)),
        )
    }
    assert len(states) == 6
