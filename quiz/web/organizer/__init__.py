"""The organizers' desk: banks, contests, units, people."""

from flask import Blueprint

bp = Blueprint("organizer", __name__, url_prefix="/to-chuc")

from quiz.web.organizer import banks, contests, parts, units, views  # noqa: E402, F401 - they need the blueprint
