"""Units: the trees, walking through one, loading a table with preview."""

from quiz.web.organizer.units import loading, views

__all__ = ["loading", "views"]
