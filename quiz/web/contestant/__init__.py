"""Registering for a contest and taking its rounds."""

from flask import Blueprint

bp = Blueprint("contestant", __name__)

from quiz.web.contestant import (  # noqa: E402, F401 - they need the blueprint first
    handing_in,
    joining,
    own,
    papers,
    rounds,
)
