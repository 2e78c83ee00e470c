"""Contests: the list, making one from a file, its texts, rounds, rules and seals."""

from quiz.web.organizer.contests import files, rounds, sealing, views

__all__ = ["files", "rounds", "sealing", "views"]
