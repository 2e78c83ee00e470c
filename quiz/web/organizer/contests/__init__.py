"""Contests: the list, making one from a file, its texts, rounds and rules."""

from quiz.web.organizer.contests import files, rounds, views

__all__ = ["files", "rounds", "views"]
