"""What everybody may see without signing in."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from quiz.web.public import (  # noqa: E402 - they need the bp
    board_outputs,
    boards,
    leagues,
    pictures,
    publications,
    rank_history,
    transparency,
    views,
)

__all__ = [
    "board_outputs",
    "boards",
    "bp",
    "leagues",
    "pictures",
    "publications",
    "rank_history",
    "transparency",
    "views",
]
