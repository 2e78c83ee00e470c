"""Signing in and out, and activating an account."""

from flask import Blueprint

bp = Blueprint("auth", __name__)

from quiz.web.auth import views  # noqa: E402, F401 - the views need the blueprint first
