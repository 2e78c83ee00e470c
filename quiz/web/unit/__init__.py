"""The unit officer's desk: own branch only."""

from flask import Blueprint

bp = Blueprint("unit", __name__, url_prefix="/don-vi")

from quiz.web.unit import views  # noqa: E402, F401 - the views need the blueprint first
