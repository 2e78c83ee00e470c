"""Registering for a contest and taking its rounds."""

from flask import Blueprint

bp = Blueprint("contestant", __name__)

from quiz.web.contestant import views  # noqa: E402, F401 - the views need the blueprint first
