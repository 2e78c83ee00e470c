"""A process that serves has done before its first visitor comes what he would have to wait for."""

import gc

import pytest
from flask import Flask

from quiz.app import make_ready


@pytest.fixture
def _thawed():
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_every_page_is_compiled_before_the_first_visitor_comes(app: Flask) -> None:
    make_ready(app)
    compiled = {name for _, name in app.jinja_env.cache or ()}
    assert compiled == set(app.jinja_env.list_templates())
    assert gc.get_freeze_count() > 0
