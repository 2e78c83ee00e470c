"""The people of a contest: importing them, listing them, and their one-time codes."""

from quiz.services.people.codes import MOST_CODES, PersonCode, issue_codes, new_code_for
from quiz.services.people.fence import (
    ACTIVATE,
    PROGRESS,
    READ,
    WRITE,
    Reach,
    contest_in_reach,
    contests_in_reach,
    unit_in_reach,
    units_in_reach,
)
from quiz.services.people.importing import import_people
from quiz.services.people.planning import PeopleLoad, PeoplePlan, Step, preview_people
from quiz.services.people.reading import (
    PAGE_SIZE,
    PeoplePage,
    PersonLine,
    Show,
    has_taken,
    matching,
    people_of,
    person_for,
)
from quiz.services.people.rows import COLUMNS, SHEET

__all__ = [
    "ACTIVATE",
    "COLUMNS",
    "MOST_CODES",
    "PAGE_SIZE",
    "PROGRESS",
    "READ",
    "SHEET",
    "WRITE",
    "PeopleLoad",
    "PeoplePage",
    "PeoplePlan",
    "PersonCode",
    "PersonLine",
    "Reach",
    "Show",
    "Step",
    "contest_in_reach",
    "contests_in_reach",
    "has_taken",
    "import_people",
    "issue_codes",
    "matching",
    "new_code_for",
    "people_of",
    "person_for",
    "preview_people",
    "unit_in_reach",
    "units_in_reach",
]
