"""What everybody may see without signing in."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from quiz.web.public import boards, pictures, transparency, views  # noqa: E402, F401 - they need the bp
