"""Contests: the list, making one by form or file, its texts, rounds, rules and seals."""

from quiz.web.organizer.contests import (
    adding,
    blueprints,
    boards,
    files,
    making,
    opening,
    portals,
    rounds,
    sealing,
    trial,
    views,
)

__all__ = [
    "adding",
    "blueprints",
    "boards",
    "files",
    "making",
    "opening",
    "portals",
    "rounds",
    "sealing",
    "trial",
    "views",
]
