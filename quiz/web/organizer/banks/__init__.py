"""Question banks: the list, loading a file with preview, versions, their items, downloads."""

from quiz.web.organizer.banks import downloads, item_editing, items, loading, looking_ahead, views

__all__ = ["downloads", "item_editing", "items", "loading", "looking_ahead", "views"]
