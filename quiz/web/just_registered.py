"""A registration that the very next page confirms, once."""

import flask

_KEY = "just_registered"


def remember(slug: str) -> None:
    """Let the page of the contest confirm that this browser has just registered there."""
    flask.session[_KEY] = slug


def recall(slug: str) -> bool:
    """Whether this browser has just registered for the contest; told once."""
    if flask.session.get(_KEY) != slug:
        return False
    del flask.session[_KEY]
    return True
