"""What everybody may see without signing in."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from quiz.web.public import (  # noqa: E402 - they need the bp
    boards,
    pictures,
    publications,
    transparency,
    views,
)

__all__ = ["boards", "bp", "pictures", "publications", "transparency", "views"]
