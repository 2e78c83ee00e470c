"""Pages and JSON, one package per audience; no audience imports another."""

from typing import cast

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel
from flask_wtf import CSRFProtect

from quiz.web import (
    api,
    auth,
    contestant,
    errors,
    filters,
    frame,
    health,
    judge,
    organizer,
    paths,
    public,
    request,
    security,
    signed_in,
    unit,
    uploads,
    words,
)

AUDIENCES = (public, auth, contestant, organizer, judge, unit, api)


def init_app(app: Flask) -> None:
    """Give the application its pages, its words and its protections."""
    app.jinja_options = {
        "extensions": ["jinja2.ext.i18n"],
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    cast("DefaultJSONProvider", app.json).ensure_ascii = False  # Vietnamese takes half the bytes
    app.url_map.converters["int"] = paths.Number
    app.url_map.converters["item"] = paths.ItemCode
    Babel(app, locale_selector=request.locale)
    words.init_app(app)
    filters.init_app(app)
    request.init_app(app)
    uploads.init_app(app)
    signed_in.init_app(app)
    frame.init_app(app)
    CSRFProtect(app)
    security.init_app(app)
    errors.init_app(app)
    app.register_blueprint(health.bp)
    for audience in AUDIENCES:
        app.register_blueprint(audience.bp)
