"""Question banks: the list, loading a file with preview, versions, their review, downloads."""

from quiz.web.organizer.banks import downloads, history, loading, review, views

__all__ = ["downloads", "history", "loading", "review", "views"]
