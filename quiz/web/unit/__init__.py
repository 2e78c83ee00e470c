"""The unit officer's desk: own branch only. Organizers use it too, for all units of a contest."""

from flask import Blueprint

bp = Blueprint("unit", __name__, url_prefix="/don-vi")

from quiz.web.unit import (  # noqa: E402 - they need the blueprint
    codes,
    headcounts,
    loading,
    people,
    report,
    views,
)

__all__ = ["bp", "codes", "headcounts", "loading", "people", "report", "views"]
