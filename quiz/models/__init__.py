"""The tables and what the database itself keeps true; knows SQLAlchemy, not Flask."""

from quiz.models.attempts import Attempt, AttemptEvent, EventKind, FinishKind, Score
from quiz.models.audit import AuditLine, WorkerLease
from quiz.models.banks import (
    MEDIA_TYPES,
    BankEditor,
    BankRecord,
    BankVersion,
    FileReading,
    ItemContent,
    ItemKey,
    ItemPicture,
    Media,
    RemovedItem,
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
    "MEDIA_TYPES",
    "UNAFFILIATED",
    "Account",
    "Activation",
    "Attempt",
    "AttemptEvent",
    "AuditLine",
    "BankEditor",
    "BankRecord",
    "BankVersion",
    "Base",
    "Board",
    "BoardUnit",
    "Contest",
    "Eligibility",
    "EventKind",
    "FileReading",
    "FinishKind",
    "Headcount",
    "ItemContent",
    "ItemDecision",
    "ItemKey",
    "ItemPicture",
    "KeyReading",
    "LoginSession",
    "Media",
    "Participation",
    "Person",
    "Publication",
    "RemovedItem",
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
