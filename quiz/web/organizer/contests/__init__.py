"""Contests: the list, making one by form or from a file, its texts, rounds and rules."""

from quiz.web.organizer.contests import adding, blueprints, files, making, rounds, views

__all__ = ["adding", "blueprints", "files", "making", "rounds", "views"]
