"""Banks at the organizers' desk: upload, preview, confirm, look, take away."""

import io
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.bank import Bank, BankHead
from question_bank.readers import read_bank
from question_bank.writers import FORMATS, write_bank
from quiz.models import AuditLine, BankVersion, Person, StagedFile, VersionItem
from quiz.services import key_readings
from tests.stage import Stage, items

LOAD = "/to-chuc/ngan-hang/nap"
VERSION = "/to-chuc/ngan-hang/lang-son/1"


def bank(count: int = 3, **head: str) -> Bank:
    words = {"title": "Lịch sử Đảng bộ tỉnh Lạng Sơn", "language": "vi", "notice": ""} | head
    return Bank(code="lang-son", items=items(count), **words)


def upload(client: FlaskClient, data: bytes, name: str = "lang-son.yaml", **fields: str):
    return client.post(LOAD, data={"file": (io.BytesIO(data), name), **fields})


def load(client: FlaskClient, loaded: Bank | None = None) -> None:
    preview = upload(client, write_bank(loaded or bank(), "yaml")).location
    assert client.post(preview, data={"message": "Lần đầu"}).status_code == 303


def acts(stage: Stage) -> list[str]:
    stage.session.rollback()
    return list(stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars())


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_bank_goes_from_file_to_review_in_three_steps(signs_in, form):
    client = signs_in()
    preview = upload(client, write_bank(bank(), form), f"lang-son.{form}").location
    shown = client.get(preview).text
    assert "Câu hỏi số 1 hỏi điều gì?" in shown
    assert "chưa có phiên bản nào để so sánh" in shown
    version = client.post(preview, data={"message": "Lần đầu"}).location
    assert version == VERSION
    assert "Bản nháp" in client.get(version).text
    assert "Đang thẩm định" in client.post(f"{version}/gui-tham-dinh", follow_redirects=True).text


def test_a_csv_takes_its_head_from_the_form(signs_in):
    client = signs_in()
    data = write_bank(bank(), "csv")
    assert upload(client, data, "a.csv").status_code == 422
    preview = upload(client, data, "a.csv", code="lang-son", title="Lịch sử").location
    assert "<h1>Lịch sử</h1>" in client.get(preview).text


def test_a_faulty_file_is_answered_with_every_fault_and_its_place(signs_in, stage):
    text = write_bank(bank(), "yaml").decode()
    text = text.replace("right: [A]", "right: [E]", 1).replace(
        "difficulty: medium", "difficulty: 5"
    )
    answer = upload(signs_in(), text.encode(), code="lang-son")
    assert answer.status_code == 422
    assert "dòng " in answer.text
    assert answer.text.count("Lỗi:</strong>") == 4  # one key, three difficulties
    assert stage.session.execute(sa.select(StagedFile.ref)).all() == []


def test_what_was_typed_beside_a_faulty_file_stays(signs_in):
    answer = upload(signs_in(), b"abc", "a.csv", code="lang-son", title="Tên đã gõ")
    assert 'value="Tên đã gõ"' in answer.text


def test_a_missing_file_is_said_at_its_field(signs_in):
    answer = signs_in().post(LOAD, data={})
    assert (answer.status_code, "Hãy chọn tệp cần nạp." in answer.text) == (422, True)


def test_a_changed_key_is_told_before_anything_is_stored(signs_in, stage):
    client = signs_in()
    load(client)
    changed = bank(4)
    changed = replace(changed, items=(replace(changed.items[0], right=(2,)), *changed.items[1:]))
    preview = client.get(upload(client, write_bank(changed, "yaml")).location).text
    assert "Đổi đáp án" in preview
    assert "Thêm mới" in preview
    assert "một lần đọc đáp án" in preview
    assert len(stage.session.execute(sa.select(BankVersion.id)).all()) == 1


def test_a_preview_over_a_bank_is_a_reading_of_its_key(signs_in, stage):
    load(signs_in("An"))
    chi = signs_in("Chi")
    preview = upload(chi, write_bank(bank(4), "yaml")).location
    assert acts(stage) == ["bank.load"]
    for _ in range(2):
        chi.get(preview)
    assert acts(stage) == ["bank.load", "bank.key.read", "bank.key.read"]
    version = stage.session.execute(sa.select(BankVersion.id)).scalar_one()
    reader = stage.session.execute(
        sa.select(Person.id).where(Person.full_name == "Chi")
    ).scalar_one()
    assert key_readings.has_read(stage.session, person_id=reader, version_id=version)


def test_the_same_file_again_offers_nothing_to_load(signs_in):
    client = signs_in()
    load(client)
    preview = client.get(upload(client, write_bank(bank(), "yaml")).location).text
    assert "giống hệt phiên bản 1" in preview
    assert "Nạp ngân hàng</button>" not in preview


def test_confirming_twice_makes_one_version(signs_in, stage):
    client = signs_in()
    preview = upload(client, write_bank(bank(), "yaml")).location
    for _ in range(2):
        assert client.post(preview, data={"message": "Lần đầu"}).location == VERSION
    assert len(stage.session.execute(sa.select(BankVersion.id)).all()) == 1


def plain(*stems: str) -> bytes:
    """A file without codes: the items of the bank under these questions, options unchanged."""
    texts = (
        "\n".join(
            [
                stem,
                *(f"{a}. {t}" for a, t in zip("ABCD", item.options, strict=True)),
                "ANSWER: A",
                "",
            ]
        )
        for stem, item in zip(stems, items(len(stems)), strict=True)
    )
    return "\n".join(texts).encode()


def stems(count: int) -> list[str]:
    return [item.stem for item in items(count)]


def codes_of(stage: Stage, number: int) -> list[str]:
    stage.session.rollback()
    rows = sa.select(VersionItem.code).join(BankVersion, BankVersion.id == VersionItem.version_id)
    chosen = rows.where(BankVersion.number == number).order_by(VersionItem.position)
    return list(stage.session.execute(chosen).scalars())


def test_a_preview_tells_what_a_plain_file_leaves_as_it_was(signs_in, stage):
    client = signs_in()
    load(client, bank(notice="Chỉ để thử."))
    data = plain(*stems(2), "Câu hỏi khác hẳn?")
    preview = upload(client, data, "a.txt", code="lang-son").location
    shown = client.get(preview).text
    assert "Tệp không ghi những mục sau nên giữ nguyên từ ngân hàng" in shown
    assert "Chủ đề (2 câu)" in shown
    assert "Tên, ngôn ngữ và lời lưu ý của ngân hàng" in shown
    assert "<h1>Lịch sử Đảng bộ tỉnh Lạng Sơn</h1>" in shown
    fields = re.findall(r'<select[^>]* name="(code_[0-9]+)"', shown)
    sent = {"message": "Lần hai", "newest": "1"} | dict.fromkeys(fields, "-")
    assert client.post(preview, data=sent).location.endswith("/2")
    stage.session.rollback()
    sources = sa.select(VersionItem.source).join(BankVersion).where(BankVersion.number == 2)
    rows = stage.session.execute(sources.order_by(VersionItem.position)).scalars()
    assert list(rows) == ["Sách", "Sách", ""]


def test_a_file_without_codes_gets_new_ones_in_the_pattern_of_its_bank(signs_in, stage):
    client = signs_in()
    preview = upload(client, plain(*stems(2)), "a.txt", code="lang-son").location
    assert "LS-001, LS-002" in client.get(preview).text
    assert client.post(preview, data={"message": "Lần đầu", "newest": "0"}).status_code == 303
    assert codes_of(stage, 1) == ["LS-001", "LS-002"]


def test_a_file_without_codes_keeps_those_of_the_version_before(signs_in):
    client = signs_in()
    load(client)
    first, _, third = stems(3)
    preview = upload(client, plain(third, "Câu hỏi khác hẳn?", first), "a.txt", code="lang-son")
    shown = client.get(preview.location).text
    assert "Mã của những câu chưa ghi mã" in shown
    assert "Đáp án đúng" in shown
    sent = {"message": "Lần hai", "newest": "1"}
    fields = re.findall(r'<select[^>]* name="(code_[0-9]+)"', shown)
    answer = client.post(preview.location, data=sent | dict.fromkeys(fields, "-"))
    assert answer.location.endswith("/2")


def test_a_proposed_match_can_be_changed_and_what_was_chosen_survives_an_error(signs_in, stage):
    client = signs_in()
    load(client)
    same, close = stems(2)
    changed = close.replace("hỏi điều gì", "hỏi những điều gì")
    preview = upload(client, plain(same, changed), "a.txt", code="lang-son").location
    code = bank().items[1].code
    assert f'<option selected value="{code}">' in client.get(preview).text
    shown = client.get(preview).text
    assert '<a href="#codes">' in shown
    assert f"<li><b>{code}</b> {close.removesuffix('hỏi điều gì?')}" in shown
    assert "hỏi <ins>những </ins>điều gì?" in shown
    field = re.search(r'name="(code_[0-9]+)"', shown)[1]
    without_message = client.post(preview, data={field: "-", "newest": "1"})
    assert without_message.status_code == 422
    assert '<option selected value="-">' in without_message.text
    sent = {field: "-", "message": "Lần hai", "newest": "1"}
    for _ in range(2):
        assert client.post(preview, data=sent).location.endswith("/2")
    assert code not in codes_of(stage, 2)
    assert len(codes_of(stage, 2)) == 2


def test_a_code_chosen_twice_is_said_at_each_choice(signs_in):
    client = signs_in()
    load(client)
    _, second, third = stems(3)
    data = plain("Câu hoàn toàn mới?", f"{second} Hãy chọn.", f"{third} Hãy chọn.")
    preview = upload(client, data, "a.txt", code="lang-son").location
    shown = client.get(preview).text
    fields = re.findall(r'<select[^>]* name="(code_[0-9]+)"', shown)
    code = bank().items[1].code
    sent = dict.fromkeys(fields, code) | {"message": "Lần hai", "newest": "1"}
    answer = client.post(preview, data=sent)
    assert answer.status_code == 422
    assert f"Mã {code} đang được chọn cho nhiều câu" in answer.text


def test_codes_are_looked_at_again_when_another_version_came_between(signs_in, stage):
    client = signs_in()
    preview = upload(client, plain(*stems(2)), "a.txt", code="lang-son").location
    load(client)
    answer = client.post(preview, data={"message": "Lần đầu", "newest": "0"})
    assert answer.status_code == 409
    assert "đối chiếu lại" in answer.text
    assert 'name="newest" type="hidden" value="1"' in answer.text
    assert client.post(preview, data={"message": "x", "newest": "1"}).status_code == 303


def test_a_message_is_asked_for(signs_in):
    client = signs_in()
    preview = upload(client, write_bank(bank(), "yaml")).location
    assert client.post(preview, data={"message": " "}).status_code == 422


def test_an_upload_is_seen_by_who_made_it_and_for_a_day(signs_in, clock):
    an, chi = signs_in("An"), signs_in("Chi")
    preview = upload(an, write_bank(bank(), "yaml")).location
    assert chi.get(preview).status_code == 404
    clock.advance(hours=24)
    assert an.get(preview).status_code == 404


def test_a_version_is_shown_without_its_key_unless_asked(signs_in, stage):
    client = signs_in()
    load(client)
    assert "Đáp án đúng" not in client.get(VERSION).text
    assert "Giải thích 1." not in client.get(VERSION).text
    assert acts(stage) == ["bank.load"]
    assert client.get(f"{VERSION}/dap-an").text.count("Đáp án đúng") == 3
    assert acts(stage) == ["bank.load", "bank.key.read"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_download_is_the_bank_itself_and_leaves_a_line(signs_in, stage, form):
    client = signs_in()
    load(client)
    answer = client.post(f"{VERSION}/tai-ve", data={"form": form, "known": "1"})
    head = BankHead("lang-son", "Lịch sử Đảng bộ tỉnh Lạng Sơn")
    items = read_bank(answer.data, f"a.{form}", defaults=head).items
    assert [item.content_digest for item in items] == [i.content_digest for i in bank().items]
    assert [item.right for item in items] == [item.right for item in bank().items]
    assert acts(stage)[-1] == "bank.key.read"


@pytest.mark.parametrize(
    ("form", "lost"),
    [
        ("csv", ["mã, tên, ngôn ngữ và lời lưu ý"]),
        ("gift", ["mã, tên, ngôn ngữ và lời lưu ý", "mục “Nguồn”, đang có ở 5 câu"]),
        ("aiken", ["mục “Nguồn”, đang có ở 5 câu", "mục “Giải thích”, đang có ở 5 câu"]),
        ("docx", []),
        ("yaml", []),
    ],
)
def test_what_a_format_cannot_hold_is_told_before_anything_is_taken(signs_in, stage, form, lost):
    client = signs_in()
    load(client, bank(5))
    answer = client.post(f"{VERSION}/tai-ve", data={"form": form})
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) is not bool(lost)
    assert all(sentence in answer.text for sentence in lost)
    assert acts(stage)[-1] == ("bank.load" if lost else "bank.key.read")
    if lost:
        assert "Giải thích 1." not in answer.text
        assert all(f'value="{whole}"' in answer.text for whole in ("yaml", "json", "docx"))


@pytest.mark.parametrize("form", ["csv", "docx", "yaml", "json", "gift", "aiken"])
def test_the_template_can_be_loaded_as_it_is(signs_in, form):
    client = signs_in()
    data = client.get(f"/to-chuc/ngan-hang/mau.{form}").data
    assert upload(client, data, f"mau.{form}", code="mau", title="Mẫu").status_code == 303


def test_code_and_title_are_asked_for_in_sight_when_the_file_holds_none(signs_in):
    client = signs_in()
    data = client.get("/to-chuc/ngan-hang/mau.gift").data
    assert "<details open>" not in client.get(LOAD).text
    answer = upload(client, data, "mau.gift")
    assert answer.status_code == 422
    assert "<details open>" in answer.text


def test_the_template_of_a_spreadsheet_is_still_empty(signs_in):
    client = signs_in()
    data = client.get("/to-chuc/ngan-hang/mau.xlsx").data
    assert "chưa có câu hỏi nào" in upload(client, data, "mau.xlsx").text
    assert client.get("/to-chuc/ngan-hang/mau.pdf").status_code == 404


def test_a_long_bank_is_cut_into_pages(signs_in):
    client = signs_in()
    load(client, bank(60))
    assert client.get(VERSION).text.count("<article") == 25
    assert client.get(f"{VERSION}?trang=3").text.count("<article") == 10
    assert client.get(f"{VERSION}?trang=4").status_code == 404


def test_the_list_shows_what_is_in_use(signs_in, stage):
    client = signs_in()
    load(client)
    assert "Chưa duyệt" in client.get("/to-chuc/ngan-hang").text
    stage.approve(stage.session.execute(sa.select(BankVersion)).scalar_one())
    assert "phiên bản 1" in client.get("/to-chuc/ngan-hang").text


def test_another_district_sees_nothing_of_a_bank(signs_in):
    load(signs_in("An", unit="chi-lang"))
    other = signs_in("Bình", unit="cao-loc")
    assert "lang-son" not in other.get("/to-chuc/ngan-hang").text
    for method, path in [("GET", ""), ("GET", "/dap-an"), ("POST", "/duyet"), ("POST", "/tai-ve")]:
        answer = other.open(VERSION + path, method=method, data={"form": "csv"})
        assert answer.status_code == 404
    refused = upload(other, write_bank(bank(5), "yaml"))
    assert (refused.status_code, "đã được đơn vị khác sử dụng" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("bank_author", LOAD, 200),
        ("bank_author", f"{VERSION}/dap-an", 200),
        ("reviewer", LOAD, 403),
        ("reviewer", VERSION, 200),
        ("judge", VERSION, 404),
        ("contestant", "/to-chuc/ngan-hang", 403),
    ],
)
def test_who_may_open_what(signs_in, role, path, status):
    load(signs_in("An"))
    assert signs_in("Chi", role).get(path).status_code == status


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert client.get("/to-chuc/ngan-hang").location.startswith("/dang-nhap")
