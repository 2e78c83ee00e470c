"""Every setting of the application, in one table: name, type, default and what it is for.

Settings come from the environment as ``QUIZ_<NAME>``; ``QUIZ_SECRET_KEY_FILE`` names a file that
holds the secret. Nonsense stops the start with a sentence, it is never guessed at.
"""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from quiz.clock import Clock
from quiz.clock import now as system_now

PREFIX = "QUIZ_"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9*.-]+(:[0-9]{1,5})?")


class SettingsProblem(ValueError):
    """The settings do not allow a safe start; the message says what to change."""


class Settings(BaseModel):
    """The settings of one application; immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    instance: Path = Field(Path("instance"), description="Folder of the database and the secret")
    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite in the instance")
    secret_key: str = Field("", description="Signs cookies; empty: made once, kept in the instance")
    public_url: str = Field("http://127.0.0.1:8000", description="The address that people type")
    allow_plain_http: bool = Field(False, description="Serve http beyond this machine all the same")
    demo: bool = Field(False, description="Show invented data, and say so on every page")
    trusted_proxies: int = Field(0, ge=0, le=5, description="Proxies in front that set headers")
    language: str = Field("vi", pattern="^(vi|en)$", description="Language before anyone chooses")
    password_time_cost: int = Field(2, ge=1, description="Argon2id rounds")
    password_memory_kib: int = Field(19_456, ge=8, description="Argon2id memory")
    session_days: int = Field(30, ge=1, le=365, description="A sign-in lasts this long")
    board_seconds: int = Field(10, ge=1, description="Live boards are at most about this old")
    portals: str = Field("", description="Outer limit of portals that embed boards; * for all")
    import_rooms: int = Field(2, ge=1, le=16, description="Files read at the same time")
    clock: Clock = Field(system_now, description="The present moment; tests bring their own")

    @field_validator("database_url")
    @classmethod
    def _psycopg(cls, value: str) -> str:
        """Name the driver that we ship, whichever way the address was written."""
        for old in ("postgres://", "postgresql://"):
            if value.startswith(old):
                return "postgresql+psycopg://" + value.removeprefix(old)
        return value

    @field_validator("portals")
    @classmethod
    def _origins(cls, value: str) -> str:
        """Let nothing into the header of an answer that is not an origin."""
        for origin in value.split():
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ValueError(f"“{origin}” is no origin like https://portal.example.vn")
        return " ".join(value.split())

    @property
    def is_https(self) -> bool:
        """Whether people reach the application by https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def host(self) -> str:
        """The name in the public address."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def is_loopback(self) -> bool:
        """Whether the public address is this machine only."""
        return self.host in {"127.0.0.1", "localhost", "::1"}

    @property
    def database(self) -> str:
        """The address of the database: the one set, or the embedded one in the instance."""
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'on-su.sqlite3'}"


def from_environment(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Read the settings; raise ``SettingsProblem`` with every fault at once."""
    source = os.environ if environment is None else environment
    known = set(Settings.model_fields) - {"clock"}
    values: dict[str, Any] = {
        name: source[PREFIX + name.upper()] for name in known if PREFIX + name.upper() in source
    }
    if secret_file := source.get(PREFIX + "SECRET_KEY_FILE"):
        values["secret_key"] = Path(secret_file).read_text("utf-8").strip()
    try:
        settings = Settings(**(values | overrides))
    except ValidationError as problem:
        lines = [f"{PREFIX}{e['loc'][0]!s}".upper() + f": {e['msg']}" for e in problem.errors()]
        raise SettingsProblem("\n".join(lines)) from problem
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    if settings.secret_key and len(settings.secret_key) < 32:
        raise SettingsProblem("QUIZ_SECRET_KEY: at least 32 characters are needed")
    if settings.demo and not settings.is_loopback:
        raise SettingsProblem("QUIZ_DEMO: a demo listens on this machine only (127.0.0.1)")
    plain = not settings.is_https and not settings.is_loopback
    if plain and not settings.allow_plain_http:
        raise SettingsProblem(
            "QUIZ_PUBLIC_URL: passwords would travel unprotected; use https, "
            "or set QUIZ_ALLOW_PLAIN_HTTP=1 for a closed network"
        )


def secret_of(settings: Settings) -> str:
    """Return the secret, making and keeping one in the instance folder when none is set."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret-key"
    if not path.exists():
        settings.instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), "utf-8")
    return path.read_text("utf-8").strip()
