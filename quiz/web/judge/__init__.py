"""The judges' desk: results, publication, exports."""

from flask import Blueprint

bp = Blueprint("judge", __name__, url_prefix="/giam-khao")

from quiz.web.judge import acts, lots, marks, overall, rulings, special, views  # noqa: E402, F401 - they need the blueprint first
