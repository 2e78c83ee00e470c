"""The texts of pages in the reader's language.

A page says ``_("…")`` dozens of times; Flask-Babel would find out the language of the request each
time anew, which costs more than finding the text. Here it is asked once per request, and what a
template says is looked up once per language.
"""

from functools import lru_cache
from gettext import NullTranslations
from typing import cast

from flask import Flask, g
from flask_babel import get_translations
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Let templates say ``_`` for a text; plurals and blocks stay with Flask-Babel."""
    app.jinja_env.globals["_"] = text


def text(message: str, **values: object) -> Markup:
    """Return a text of our own, for a template, with values in it, which are escaped."""
    found = _in(_translations(), message)
    return found % values if values else found


def gettext(message: str, **values: object) -> str:
    """Return a text of our own with values in it as they are: not for a page to trust."""
    found = _translations().gettext(message)
    return found % values if values else found


@lru_cache(maxsize=4_096)  # more than there are
def _in(translations: NullTranslations, message: str) -> Markup:
    return Markup(translations.gettext(message))  # noqa: S704 - the texts are our own


def _translations() -> NullTranslations:
    try:
        return cast("NullTranslations", g.translations)
    except AttributeError:
        g.translations = get_translations()
        return cast("NullTranslations", g.translations)
