"""Question banks: the list, loading a file with preview, versions, downloads."""

from quiz.web.organizer.banks import downloads, loading, views

__all__ = ["downloads", "loading", "views"]
