"""The tables and what the database itself keeps true; knows SQLAlchemy, not Flask."""

from quiz.models.attempts import Attempt, AttemptEvent, EventKind, FinishKind, Score
from quiz.models.audit import AuditLine, WorkerLease
from quiz.models.banks import (
    BankRecord,
    BankVersion,
    ItemContent,
    ItemKey,
    StagedFile,
    VersionItem,
)
from quiz.models.base import Base, table_of
from quiz.models.contests import (
    Contest,
    Eligibility,
    Participation,
    Round,
    RoundSeal,
    StudyDocument,
)
from quiz.models.people import (
    Account,
    Activation,
    LoginSession,
    Person,
    RoleGrant,
    SignInFailure,
)
from quiz.models.results import (
    Board,
    BoardUnit,
    Publication,
    RoundResult,
    Standing,
    UnitStanding,
)
from quiz.models.reviews import ItemDecision, KeyReading, VersionStep
from quiz.models.units import UNAFFILIATED, Headcount, Unit, UnitTree

__all__ = [
    "UNAFFILIATED",
    "Account",
    "Activation",
    "Attempt",
    "AttemptEvent",
    "AuditLine",
    "BankRecord",
    "BankVersion",
    "Base",
    "Board",
    "BoardUnit",
    "Contest",
    "Eligibility",
    "EventKind",
    "FinishKind",
    "Headcount",
    "ItemContent",
    "ItemDecision",
    "ItemKey",
    "KeyReading",
    "LoginSession",
    "Participation",
    "Person",
    "Publication",
    "RoleGrant",
    "Round",
    "RoundResult",
    "RoundSeal",
    "Score",
    "SignInFailure",
    "StagedFile",
    "Standing",
    "StudyDocument",
    "Unit",
    "UnitStanding",
    "UnitTree",
    "VersionItem",
    "VersionStep",
    "WorkerLease",
    "table_of",
]
