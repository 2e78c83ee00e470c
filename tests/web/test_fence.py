"""Every staff page × every role, on one's own ground and on another's: who gets in, and who not.

The routes are those of the application itself. A new one fails here until somebody has written
into ``DOORS`` who may open it, and until ``OWN`` knows how to fill in its parameters.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import BankRecord, Contest, RoleGrant, StagedFile, Unit, UnitTree
from quiz.services import accounts
from tests.stage import HOUR, Stage

PASSWORD = "mùa thu lịch sử"
STAFF = ("organizer", "judge", "unit")
STAFF_ROLES = [role for role in Role if role is not Role.CONTESTANT]
BANKERS = {Role.ORGANIZER, Role.BANK_AUTHOR, Role.REVIEWER}
AUTHORS = {Role.ORGANIZER, Role.BANK_AUTHOR}
APPROVERS = {Role.ORGANIZER, Role.REVIEWER}
ORGANIZERS = {Role.ORGANIZER}
JUDGES = {Role.ORGANIZER, Role.JUDGE, Role.CHIEF_JUDGE}
OFFICERS = {Role.ORGANIZER, Role.UNIT_OFFICER}
READERS = OFFICERS | {Role.JUDGE, Role.CHIEF_JUDGE, Role.AUDITOR}

DOORS: dict[str, set[Role]] = {}
OWN: dict[str, Any] = {
    "slug": "chi-lang-thi",
    "number": 1,
    "code": "ngan-hang-chi-lang",
    "organizer.tree:code": "tinh",
    "form": "csv",
    "ref": "{role}-{purpose}",
    "participation": "own",
}
