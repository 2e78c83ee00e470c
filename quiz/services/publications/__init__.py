"""Publications: results that are stored once, numbered, and never change again."""

from quiz.services.publications.awards import (
    PublishedLot,
    lots_in,
    overall_ties_in,
    special_in,
    unit_awards_in,
)
from quiz.services.publications.publishing import publish
from quiz.services.publications.reading import (
    lines_of_attempts,
    newest_of,
    overall_lines_of,
    overall_page,
    person_lines,
    placing_of,
    publication_of,
    publications_of,
    ranked_lines,
    ties_of,
    unit_lines,
    winners,
)

__all__ = [
    "PublishedLot",
    "lines_of_attempts",
    "lots_in",
    "newest_of",
    "overall_lines_of",
    "overall_page",
    "overall_ties_in",
    "person_lines",
    "placing_of",
    "publication_of",
    "publications_of",
    "publish",
    "ranked_lines",
    "special_in",
    "ties_of",
    "unit_awards_in",
    "unit_lines",
    "winners",
]
