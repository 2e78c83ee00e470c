"""Question banks: the list, loading a file, versions, their items, their review, downloads."""

from quiz.web.organizer.banks import (
    downloads,
    heads,
    history,
    item_editing,
    items,
    loading,
    looking_ahead,
    reading,
    review,
    views,
)

__all__ = [
    "downloads",
    "heads",
    "history",
    "item_editing",
    "items",
    "loading",
    "looking_ahead",
    "reading",
    "review",
    "views",
]
