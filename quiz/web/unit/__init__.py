"""The unit officer's desk: own branch only. Organizers use it too, for all units of a contest."""

from flask import Blueprint

bp = Blueprint("unit", __name__, url_prefix="/don-vi")

from quiz.web.unit import codes, loading, people, views  # noqa: E402, F401 - they need the blueprint
