"""Settings: read from the environment, refused in words when they are nonsense or unsafe."""

from pathlib import Path

import pytest

from quiz.config import SettingsProblem, from_environment, secret_of


def test_a_setting_comes_from_the_environment() -> None:
    assert from_environment({"QUIZ_SESSION_DAYS": "7"}).session_days == 7


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"QUIZ_SESSION_DAYS": "many"}, "QUIZ_SESSION_DAYS"),
        ({"QUIZ_DEMO": "perhaps"}, "QUIZ_DEMO"),
        ({"QUIZ_LANGUAGE": "fr"}, "QUIZ_LANGUAGE"),
        ({"QUIZ_SECRET_KEY": "short"}, "QUIZ_SECRET_KEY"),
        ({"QUIZ_PUBLIC_URL": "http://thi.example.vn"}, "QUIZ_PUBLIC_URL"),
        ({"QUIZ_DEMO": "1", "QUIZ_PUBLIC_URL": "https://thi.example.vn"}, "QUIZ_DEMO"),
    ],
)
def test_a_setting_that_forbids_a_safe_start_is_named(
    environment: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsProblem, match=named):
        from_environment(environment)


def test_plain_http_in_a_closed_network_has_to_be_asked_for() -> None:
    environment = {"QUIZ_PUBLIC_URL": "http://10.0.0.5", "QUIZ_ALLOW_PLAIN_HTTP": "1"}
    assert not from_environment(environment).is_https


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("a" * 40 + "\n")
    settings = from_environment({"QUIZ_SECRET_KEY_FILE": str(file)})
    assert secret_of(settings) == "a" * 40


def test_a_secret_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    settings = from_environment({"QUIZ_INSTANCE": str(tmp_path / "instance")})
    assert secret_of(settings) == secret_of(settings)
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_names_our_driver(scheme: str) -> None:
    settings = from_environment({"QUIZ_DATABASE_URL": f"{scheme}://db/quiz"})
    assert settings.database == "postgresql+psycopg://db/quiz"


@pytest.mark.parametrize(
    "portals",
    [
        "langson.gov.vn",
        "https://langson.gov.vn/trang",
        "https://a.vn;script-src",
        "https://a.vn, https://b.vn",
        "javascript:x",
        "'self'",
    ],
)
def test_a_portal_is_an_origin_and_nothing_else(portals: str) -> None:
    with pytest.raises(SettingsProblem, match="QUIZ_PORTALS"):
        from_environment({"QUIZ_PORTALS": portals})
