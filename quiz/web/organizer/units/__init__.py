"""Units: the trees, walking through one, loading a table with preview."""

from quiz.web.organizer.units import loading, reorganising, views

__all__ = ["loading", "reorganising", "views"]
