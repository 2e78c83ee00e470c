"""Signing in and out, one-time codes, and what slows down guessing."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Account, Activation, LoginSession, Person
from quiz.services import accounts
from quiz.services.passwords import Passwords
from tests.stage import Stage

PASSWORD = "mùa thu lịch sử"


@pytest.fixture
def an(stage: Stage, app: Flask) -> Person:
    person = stage.person("Nguyễn Văn An")
    with transaction(stage.session):
        accounts.open_account(
            stage.session,
            person_id=person.id,
            login_name="0912345678",
            password=PASSWORD,
            passwords=app.extensions["passwords"],
            now=stage.now,
        )
    return person


def sign_in(client: FlaskClient, login: str = "0912345678", password: str = PASSWORD) -> Any:
    return client.post("/dang-nhap", data={"login": login, "password": password})


@pytest.mark.parametrize("login", ["0912345678", "0912.345.678", "+84 912 345 678", " 0912345678 "])
def test_a_phone_signs_in_in_any_spelling(client: FlaskClient, an: Person, login: str) -> None:
    assert sign_in(client, login).status_code == 303
    assert client.get("/cua-toi").status_code == 200


@pytest.mark.parametrize(
    ("roles", "begins_at"),
    [
        ([], "/"),
        (["contestant"], "/"),
        (["auditor"], "/"),
        (["organizer"], "/to-chuc/"),
        (["judge"], "/giam-khao/"),
        (["unit_officer"], "/don-vi/"),
        (["unit_officer", "judge"], "/giam-khao/"),
        (["unit_officer", "judge", "organizer"], "/to-chuc/"),
    ],
)
def test_who_signs_in_begins_at_the_first_desk_that_is_theirs(
    client: FlaskClient, an: Person, stage: Stage, roles: list[str], begins_at: str
) -> None:
    for role in roles:
        stage.grant(an, role)
    assert sign_in(client).headers["Location"] == begins_at
    asked = {"login": "0912345678", "password": PASSWORD, "next": "/cua-toi"}
    assert client.post("/dang-nhap", data=asked).headers["Location"] == "/cua-toi"


def test_a_wrong_password_and_an_unknown_name_look_the_same(
    client: FlaskClient, an: Person
) -> None:
    wrong = sign_in(client, password="không phải")
    unknown = sign_in(client, login="nobody", password="không phải")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_the_token_in_the_cookie_is_kept_as_a_hash_only(
    client: FlaskClient, an: Person, stage: Stage
) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    kept = stage.session.execute(sa.select(LoginSession.token_hash)).scalar_one()
    assert token.encode() not in kept
    assert len(kept) == 32


def test_signing_out_makes_the_cookie_worthless_everywhere(
    client: FlaskClient, app: Flask, an: Person
) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        stolen = dict(cookie)
    client.post("/dang-xuat")
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert thief.get("/cua-toi").status_code == 303


def test_every_sign_in_gets_a_token_of_its_own(client: FlaskClient, an: Person) -> None:
    tokens = set()
    for _ in range(2):
        sign_in(client)
        with client.session_transaction() as cookie:
            tokens.add(cookie["_user_id"])
    assert len(tokens) == 2


def test_a_session_ends_after_its_days(client: FlaskClient, an: Person, clock: Any) -> None:
    sign_in(client)
    clock.advance(days=30, seconds=1)
    assert client.get("/cua-toi").status_code == 303


def test_failures_slow_down_who_makes_them_and_say_for_how_long(
    client: FlaskClient, an: Person
) -> None:
    for _ in range(5):
        assert sign_in(client, password="sai bét").status_code == 422
    answer = sign_in(client, password="sai bét")
    assert answer.status_code == 429
    assert "Hãy chờ 1 giây" in answer.text


def test_the_wait_is_never_longer_than_a_minute(
    client: FlaskClient, an: Person, clock: Any
) -> None:
    for _ in range(20):
        sign_in(client, password="sai bét")
        clock.advance(seconds=61)
    assert sign_in(client).status_code == 303


def test_the_wrong_passwords_of_a_rival_elsewhere_cost_the_owner_nothing(
    client: FlaskClient, app: Flask, an: Person
) -> None:
    rival = app.test_client()
    for _ in range(30):
        rival.post(
            "/dang-nhap",
            data={"login": "0912345678", "password": "sai bét"},
            environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
        )
    assert sign_in(client).status_code == 303


def test_a_device_that_has_signed_in_before_is_not_held_up_by_its_neighbours(
    client: FlaskClient, app: Flask, an: Person
) -> None:
    sign_in(client)
    client.post("/dang-xuat")
    neighbour = app.test_client()
    for _ in range(9):
        sign_in(neighbour, password="sai bét")
    assert sign_in(client).status_code == 303


def test_right_passwords_are_never_limited_behind_one_address(
    client: FlaskClient, app: Flask, an: Person
) -> None:
    for number in range(110):
        sign_in(client, login=f"nguoi{number}", password="sai bét")
    assert sign_in(client, login="nguoi-khac", password="sai bét").status_code == 429
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/cua-toi", "/cua-toi"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_only_paths_of_our_own_are_followed(
    client: FlaskClient, an: Person, target: str, expected: str
) -> None:
    answer = client.post(
        "/dang-nhap", data={"login": "0912345678", "password": PASSWORD, "next": target}
    )
    assert answer.headers["Location"] == expected


def issue(stage: Stage, app: Flask, person: Person) -> str:
    with transaction(stage.session):
        return accounts.issue_code(
            stage.session,
            person_id=person.id,
            issued_by_id=None,
            secret=app.config["SECRET_KEY"],
            now=stage.now,
        )


def activate(client: FlaskClient, code: str, **typed: str) -> Any:
    known = {"code": code, "login": "binh", "password": PASSWORD, "again": PASSWORD}
    return client.post("/kich-hoat", data=known | typed)


def test_a_one_time_code_opens_an_account_once(
    client: FlaskClient, app: Flask, stage: Stage
) -> None:
    code = issue(stage, app, stage.person("Trần Thị Bình"))
    typed = f"{code[:5].lower()}-{code[5:]}"
    assert activate(client, typed).status_code == 303
    assert client.get("/cua-toi").status_code == 200
    again = activate(app.test_client(), code)
    assert again.status_code == 422
    assert "Mã kích hoạt không đúng, đã được dùng hoặc đã hết hạn." in again.text


def test_a_new_code_makes_the_old_one_worthless(
    client: FlaskClient, app: Flask, stage: Stage
) -> None:
    binh = stage.person("Trần Thị Bình")
    old, new = issue(stage, app, binh), issue(stage, app, binh)
    assert activate(client, old).status_code == 422
    assert activate(client, new).status_code == 303


def test_a_code_for_who_forgot_sets_a_new_password_and_ends_old_sessions(
    client: FlaskClient, app: Flask, stage: Stage, an: Person
) -> None:
    sign_in(client)
    other = app.test_client()
    new = {"login": "bac.an", "password": "mật khẩu mới", "again": "mật khẩu mới"}
    assert activate(other, issue(stage, app, an), **new).status_code == 303
    assert client.get("/cua-toi").status_code == 303
    assert sign_in(app.test_client(), "bac.an", "mật khẩu mới").status_code == 303
    assert stage.session.execute(sa.select(sa.func.count(Account.id))).scalar_one() == 1


def test_a_code_gives_nobody_the_login_name_of_another(
    client: FlaskClient, app: Flask, stage: Stage, an: Person
) -> None:
    binh = stage.person("Trần Thị Bình")
    activate(app.test_client(), issue(stage, app, binh))
    answer = activate(client, issue(stage, app, binh), login="0912 345 678")
    assert answer.status_code == 422
    assert "Tên đăng nhập này đã có người dùng" in answer.text


def test_a_code_is_kept_as_a_hash_only(app: Flask, stage: Stage) -> None:
    code = issue(stage, app, stage.person("Trần Thị Bình"))
    assert code.encode() not in stage.session.execute(sa.select(Activation.code_hash)).scalar_one()


def test_two_different_new_passwords_are_told(client: FlaskClient) -> None:
    answer = activate(client, "ABCDE12345", again="khác hẳn")
    assert answer.status_code == 422
    assert "Hai lần nhập mật khẩu không giống nhau." in answer.text


def test_passwords_are_hashed_with_argon2id_as_configured(app: Flask) -> None:
    passwords: Passwords = app.extensions["passwords"]
    kept = passwords.hash(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + "x")
    assert not passwords.matches(None, PASSWORD)


def test_a_form_without_its_token_is_refused_in_words(app: Flask, an: Person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = sign_in(app.test_client())
    assert answer.status_code == 400
    assert "Hãy tải lại trang rồi gửi lại" in answer.text
