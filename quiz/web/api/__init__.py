"""JSON for our own pages."""

from flask import Blueprint

bp = Blueprint("api", __name__, url_prefix="/api/v1")

from quiz.web.api import views  # noqa: E402, F401 - the views need the blueprint first
