"""What every answer carries, and how faults look: a sentence, a status, never a traceback."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_every_page_carries_the_headers_that_protect_it(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_no_page_holds_inline_script_or_style(client: FlaskClient) -> None:
    for path in ("/", "/dang-nhap", "/dang-ky", "/kich-hoat", "/bao-ve-du-lieu"):
        text = client.get(path).text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<style" not in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/khong-co", 404),
        ("GET", "/cuoc-thi/khong-co", 404),
        ("GET", "/cuoc-thi/khong-co/dot/1", 404),
        ("GET", "/xac-nhan/0000-0000-0000-0000", 404),
        ("POST", "/", 405),
        ("GET", "/%ff", 404),
        ("GET", "/cuoc-thi/a/dot/99999999999999999999", 404),
    ],
)
def test_a_fault_is_a_page_with_a_sentence(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text


def test_a_receipt_code_typed_wrong_is_told_how_to_mend(client: FlaskClient) -> None:
    answer = client.get("/xac-nhan/0000-0000-0000-0000")
    assert "so lại từng ký tự" in answer.text


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/cuoc-thi/lang-son/", "/cuoc-thi/lang-son"),
        (
            "/cuoc-thi/lang-son/bang-xep-hang/?dot=1&don-vi=a",
            "/cuoc-thi/lang-son/bang-xep-hang?dot=1&don-vi=a",
        ),
        ("/cuoc-thi/lang-son/ket-qua/1/2/", "/cuoc-thi/lang-son/ket-qua/1/2"),
        ("/cuoc-thi/lang-son/dot/1//", "/cuoc-thi/lang-son/dot/1"),
        ("/cuoc-thi/l%C3%A0ng/", "/cuoc-thi/l%C3%A0ng"),
        ("/xac-nhan/0000-0000-0000-0000/", "/xac-nhan/0000-0000-0000-0000"),
        ("/dang-nhap/?next=/cua-toi", "/dang-nhap?next=/cua-toi"),
        ("/dang-ky/?q=%0d%0aX:%20y", "/dang-ky?q=%0d%0aX:%20y"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_with_a_slash_too_many_leads_to_the_page_for_good(
    client: FlaskClient, method: str, asked: str, meant: str
) -> None:
    answer = client.open(asked, method=method)
    assert (answer.status_code, answer.headers["Location"]) == (301, meant)


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example/",
        "//evil.example/cuoc-thi/a/",
        "/%2f%2fevil.example/",
        "/\\evil.example/",
        "/cuoc-thi/%2f%2fevil.example/",
        "/cuoc-thi//evil.example//",
        "/https://evil.example/",
        "/api/v1/khong-co/",
        "/khong-co/",
    ],
)
def test_no_slash_at_the_end_leads_to_another_site(client: FlaskClient, asked: str) -> None:
    answer = client.open(base_url="http://localhost", path=asked)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_what_is_sent_is_not_redirected(client: FlaskClient) -> None:
    answer = client.post("/ngon-ngu/", data={"language": "en"})
    assert (answer.status_code, "Location" in answer.headers) == (404, False)


def test_under_api_a_fault_is_a_problem_document(client: FlaskClient) -> None:
    answer = client.get("/api/v1/khong-co")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.json["detail"]


def test_an_unknown_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_fault_of_ours_names_an_incident_and_nothing_else(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "public.home", broken)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "mã sự cố" in answer.text.lower()


def test_a_database_that_does_not_answer_is_told_as_busy(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    monkeypatch.setitem(app.view_functions, "public.home", busy)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_a_language_is_kept_and_only_own_paths_are_followed(client: FlaskClient) -> None:
    answer = client.post("/ngon-ngu", data={"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
    assert 'lang="en"' in client.get("/").text


def test_the_process_and_its_schema_are_reported(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}
