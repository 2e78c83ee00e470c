"""Who may do what: roles, permissions, and the one table that joins them.

A permission reads ``scope:resource:action``. The scope says where a grant of the role must lie:
``bank`` (the owner unit of a bank), ``contest``, ``own`` (one's own things), ``system``, ``unit``
(a unit and all below it). That proposer and approver are two persons is checked where acts are
approved; here only who may hold the pen.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person has been appointed to, under an owner unit, a contest or a unit."""

    CONTESTANT = "contestant"
    UNIT_OFFICER = "unit_officer"
    ORGANIZER = "organizer"
    BANK_AUTHOR = "bank_author"
    REVIEWER = "reviewer"
    JUDGE = "judge"
    CHIEF_JUDGE = "chief_judge"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that can be allowed, in alphabetical order."""

    BANK_DRAFT_WRITE = "bank:draft:write"
    BANK_KEY_READ = "bank:key:read"
    BANK_VERSION_APPROVE = "bank:version:approve"
    BANK_VERSION_READ = "bank:version:read"
    CONTEST_ATTEMPT_READ = "contest:attempt:read"
    CONTEST_AWARD_WRITE = "contest:award:write"
    CONTEST_BANK_SEAL = "contest:bank:seal"
    CONTEST_COMPLAINT_ANSWER = "contest:complaint:answer"
    CONTEST_DOCUMENT_EXPORT = "contest:document:export"
    CONTEST_EXTENSION_APPROVE = "contest:extension:approve"
    CONTEST_EXTENSION_PROPOSE = "contest:extension:propose"
    CONTEST_KEY_READ = "contest:key:read"
    CONTEST_LEDGER_CLOSE = "contest:ledger:close"
    CONTEST_LOT_DRAW = "contest:lot:draw"
    CONTEST_PARTICIPATION_READ = "contest:participation:read"
    CONTEST_PARTICIPATION_WRITE = "contest:participation:write"
    CONTEST_PUBLICATION_APPROVE = "contest:publication:approve"
    CONTEST_PUBLICATION_PROPOSE = "contest:publication:propose"
    CONTEST_ROUND_READ = "contest:round:read"
    CONTEST_ROUND_WRITE = "contest:round:write"
    CONTEST_RULES_AMEND = "contest:rules:amend"
    CONTEST_RULING_WRITE = "contest:ruling:write"
    CONTEST_TIE_ORDER = "contest:tie:order"
    CONTEST_TOTALS_READ = "contest:totals:read"
    OWN_ATTEMPT_READ = "own:attempt:read"
    OWN_ATTEMPT_TAKE = "own:attempt:take"
    OWN_COMPLAINT_WRITE = "own:complaint:write"
    OWN_DATA_EXPORT = "own:data:export"
    SYSTEM_ACCOUNT_WRITE = "system:account:write"
    SYSTEM_AUDIT_READ = "system:audit:read"
    SYSTEM_BACKUP_RUN = "system:backup:run"
    SYSTEM_ROLE_GRANT = "system:role:grant"
    SYSTEM_SETTING_READ = "system:setting:read"
    UNIT_ACCOUNT_ACTIVATE = "unit:account:activate"
    UNIT_HEADCOUNT_CONFIRM = "unit:headcount:confirm"
    UNIT_HEADCOUNT_DECLARE = "unit:headcount:declare"
    UNIT_PERSON_READ = "unit:person:read"
    UNIT_PERSON_WRITE = "unit:person:write"
    UNIT_PROGRESS_READ = "unit:progress:read"
    UNIT_TREE_WRITE = "unit:tree:write"


P = Permission
_OWN = frozenset(p for p in Permission if p.startswith("own:"))
_JUDGE = frozenset(
    {
        P.CONTEST_ATTEMPT_READ,
        P.CONTEST_COMPLAINT_ANSWER,
        P.CONTEST_DOCUMENT_EXPORT,
        P.CONTEST_KEY_READ,
        P.CONTEST_PARTICIPATION_READ,
        P.CONTEST_PUBLICATION_PROPOSE,
        P.CONTEST_ROUND_READ,
        P.CONTEST_RULING_WRITE,
        P.CONTEST_TOTALS_READ,
    }
)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CONTESTANT: _OWN,
        Role.UNIT_OFFICER: frozenset(
            {
                P.UNIT_ACCOUNT_ACTIVATE,
                P.UNIT_HEADCOUNT_DECLARE,
                P.UNIT_PERSON_READ,
                P.UNIT_PERSON_WRITE,
                P.UNIT_PROGRESS_READ,
            }
        ),
        Role.ORGANIZER: frozenset(
            {
                P.BANK_DRAFT_WRITE,
                P.BANK_KEY_READ,
                P.BANK_VERSION_APPROVE,
                P.BANK_VERSION_READ,
                P.CONTEST_AWARD_WRITE,
                P.CONTEST_BANK_SEAL,
                P.CONTEST_DOCUMENT_EXPORT,
                P.CONTEST_EXTENSION_APPROVE,
                P.CONTEST_EXTENSION_PROPOSE,
                P.CONTEST_LEDGER_CLOSE,
                P.CONTEST_LOT_DRAW,
                P.CONTEST_PARTICIPATION_READ,
                P.CONTEST_PARTICIPATION_WRITE,
                P.CONTEST_PUBLICATION_APPROVE,
                P.CONTEST_ROUND_READ,
                P.CONTEST_ROUND_WRITE,
                P.CONTEST_RULES_AMEND,
                P.CONTEST_TOTALS_READ,
                P.UNIT_ACCOUNT_ACTIVATE,
                P.UNIT_HEADCOUNT_CONFIRM,
                P.UNIT_HEADCOUNT_DECLARE,
                P.UNIT_PERSON_READ,
                P.UNIT_PERSON_WRITE,
                P.UNIT_PROGRESS_READ,
                P.UNIT_TREE_WRITE,
            }
        ),
        Role.BANK_AUTHOR: frozenset({P.BANK_DRAFT_WRITE, P.BANK_KEY_READ, P.BANK_VERSION_READ}),
        Role.REVIEWER: frozenset({P.BANK_KEY_READ, P.BANK_VERSION_APPROVE, P.BANK_VERSION_READ}),
        Role.JUDGE: _JUDGE,
        Role.CHIEF_JUDGE: _JUDGE
        | {
            P.CONTEST_AWARD_WRITE,
            P.CONTEST_LEDGER_CLOSE,
            P.CONTEST_LOT_DRAW,
            P.CONTEST_TIE_ORDER,
        },
        Role.AUDITOR: frozenset(
            {
                P.CONTEST_ATTEMPT_READ,
                P.CONTEST_PARTICIPATION_READ,
                P.CONTEST_ROUND_READ,
                P.SYSTEM_AUDIT_READ,
                P.SYSTEM_SETTING_READ,
            }
        ),
        Role.ADMINISTRATOR: frozenset(
            {
                P.SYSTEM_ACCOUNT_WRITE,
                P.SYSTEM_AUDIT_READ,
                P.SYSTEM_BACKUP_RUN,
                P.SYSTEM_ROLE_GRANT,
                P.SYSTEM_SETTING_READ,
            }
        ),
    }
)


STAFF_ROLES = frozenset(Role) - {Role.CONTESTANT, Role.UNIT_OFFICER}
"""The roles that work on a contest; unit officers look after the people of their own branch."""


def allows(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether any of the roles carries the permission."""
    return any(permission in ROLE_PERMISSIONS[role] for role in roles)
