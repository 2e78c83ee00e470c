"""The application factory: the one place that knows every part."""

import gc
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from quiz import web
from quiz.cli import commands
from quiz.config import Settings, from_environment, secret_of
from quiz.database import db, engine_options, prepare
from quiz.import_room.room import ImportRoom
from quiz.services.catalogue import Catalogue
from quiz.services.passwords import Passwords
from quiz.web.application import Application
from quiz.web.kept import Kept

PACKAGE = Path(__file__).parent
STATIC = PACKAGE / "static"
YEAR_SECONDS = 31_536_000
MOST_KEPT = 128
"""Pieces of boards that a process keeps, of some tens of kilobytes each."""


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Return an application with these settings, or those of the environment."""
    settings = settings or from_environment(**overrides)
    app = Application(
        "quiz",
        template_folder=str(asset_dir("templates")),
        # The version stands in the path, so that what a file imports is as new as the file.
        static_url_path=f"/static/{_version_of(STATIC)}",
    )
    app.config.from_mapping(_flask_config(settings))
    equip(app, settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    web.init_app(app)
    commands.init_app(app)
    _wrap(app, settings)
    return app


def equip(app: Flask, settings: Settings) -> None:
    """Give an application its settings and, empty, all of its parts that remember something."""
    app.extensions["settings"] = settings
    app.extensions["catalogue"] = Catalogue()
    app.extensions["kept"] = Kept(MOST_KEPT)
    app.extensions["passwords"] = Passwords(settings)
    app.extensions["import_room"] = ImportRoom(settings)


def ready_app() -> Flask:
    """Return the application of the environment, ready for its first visitor."""
    app = create_app()
    make_ready(app)
    return app


def make_ready(app: Flask) -> None:
    """Do once, before the first visitor comes, what he would have to wait for.

    Every page is compiled. What is there now stays for ever: to look through it for something to
    collect would halt the process for a tenth of a second, time and again.
    """
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def asset_dir(name: str) -> Path:
    """Return a folder that lies in the package when installed, and beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def _flask_config(settings: Settings) -> dict[str, Any]:
    if settings.database.startswith("sqlite"):
        settings.instance.mkdir(parents=True, exist_ok=True)
    secure = settings.is_https
    return {
        "SECRET_KEY": secret_of(settings),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "SESSION_COOKIE_NAME": "__Host-onsu" if secure else "onsu",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": settings.session_days * 86_400,
        "MAX_CONTENT_LENGTH": 1024 * 1024,  # pages that take files say how large they may be
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "MAX_FORM_PARTS": 2_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_TRANSLATION_DIRECTORIES": str(PACKAGE / "translations"),
        "SEND_FILE_MAX_AGE_DEFAULT": YEAR_SECONDS,
    }


def _wrap(app: Flask, settings: Settings) -> None:
    hops = settings.trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC),
        prefix=app.static_url_path,
        max_age=YEAR_SECONDS,
    )


def _version_of(folder: Path) -> str:
    """Return a short name for what the files of a folder hold."""
    content = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content.update(path.relative_to(folder).as_posix().encode() + b"\0")
            content.update(path.read_bytes())
    return content.hexdigest()[:10]
