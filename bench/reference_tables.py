"""The tables of the reference, and the statements of its nine requests, built once."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

METADATA = sa.MetaData()
BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, METADATA, *parts)


def _id() -> sa.Column[int]:
    return sa.Column("id", BIG_ID, primary_key=True)


def _whole(name: str, *, null: bool = False, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=null, **options)


def _link(target: str, **options: Any) -> sa.Column[int]:
    options = {"nullable": False} | options
    return sa.Column(f"{target}_id", BIG_ID, sa.ForeignKey(f"{target}.id"), **options)


account = _table(
    "account",
    _id(),
    sa.Column("name", sa.String(200), nullable=False),
)
login_session = _table(
    "login_session",
    _id(),
    _link("account"),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
    _whole("expires_at"),
)
round_ = _table(
    "round",
    _id(),
    sa.Column("slug", sa.String(80), nullable=False, unique=True),
    sa.Column("content", JSON, nullable=False),
)
participation = _table(
    "participation",
    _id(),
    _link("account", index=True),
    _link("round"),
    sa.Column("unit", sa.String(200), nullable=False),
    sa.UniqueConstraint("account_id", "round_id"),
)
attempt = _table(
    "attempt",
    _id(),
    sa.Column("ref", sa.String(30), nullable=False, unique=True),
    _link("account"),
    _link("round"),
    _whole("number"),
    sa.Column("paper", sa.Text, nullable=False),
    sa.Column("answers", JSON, nullable=False),
    _whole("revision"),
    _whole("started_at"),
    _whole("deadline_at"),
    _whole("finished_at", null=True),
    sa.UniqueConstraint("account_id", "round_id", "number"),
)
event = _table(
    "event",
    sa.Column("attempt_id", BIG_ID, sa.ForeignKey("attempt.id"), primary_key=True),
    _whole("sequence", primary_key=True, autoincrement=False),
    _whole("at"),
    sa.Column("change", JSON, nullable=False),
)
score = _table(
    "score",
    sa.Column("attempt_id", BIG_ID, sa.ForeignKey("attempt.id"), primary_key=True),
    _whole("points"),
    _whole("correct"),
)
round_result = _table(
    "round_result",
    sa.Column("account_id", BIG_ID, sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("round_id", BIG_ID, sa.ForeignKey("round.id"), primary_key=True),
    _whole("attempts"),
    _whole("points"),
    _whole("finished_at"),
)

SIGNED_IN = (
    sa.select(account.c.id, account.c.name)
    .join(login_session, login_session.c.account_id == account.c.id)
    .where(
        login_session.c.token_hash == sa.bindparam("token_hash"),
        login_session.c.expires_at > sa.bindparam("now"),
    )
)
CONTENT = sa.select(round_.c.id, round_.c.content)
CONTENT_BY_SLUG = CONTENT.where(round_.c.slug == sa.bindparam("slug"))
CONTENT_BY_ID = CONTENT.where(round_.c.id == sa.bindparam("id"))
PARTICIPATION = sa.select(participation.c.unit).where(
    participation.c.account_id == sa.bindparam("account"),
    participation.c.round_id == sa.bindparam("round"),
)
START = sa.insert(attempt).from_select(
    [
        "ref",
        "account_id",
        "round_id",
        "number",
        "paper",
        "answers",
        "revision",
        "started_at",
        "deadline_at",
    ],
    sa.select(
        sa.bindparam("ref", type_=sa.String),
        participation.c.account_id,
        participation.c.round_id,
        sa.bindparam("number", type_=sa.BigInteger),
        sa.bindparam("paper", type_=sa.Text),
        sa.literal({}, JSON),
        sa.literal(0, sa.BigInteger),
        sa.bindparam("started_at", type_=sa.BigInteger),
        sa.bindparam("deadline_at", type_=sa.BigInteger),
    ).where(
        participation.c.account_id == sa.bindparam("account"),
        participation.c.round_id == sa.bindparam("round"),
    ),
)
"""Start an attempt of whoever takes part in the round."""
_OWN = sa.and_(
    attempt.c.ref == sa.bindparam("own_ref"), attempt.c.account_id == sa.bindparam("own_account")
)
PAPER = sa.select(attempt).where(_OWN)


class Statements:
    """The statements in which the two databases differ: JSON is merged, a row is kept current."""

    def __init__(self, dialect: str) -> None:
        is_postgres = dialect == "postgresql"
        change = sa.bindparam("change", type_=JSON)
        merged = (
            attempt.c.answers.op("||")(change)
            if is_postgres
            else sa.type_coerce(sa.func.json_patch(attempt.c.answers, change), JSON)
        )
        self.save = (
            sa.update(attempt)
            .where(_OWN, attempt.c.finished_at.is_(None))
            .where(attempt.c.revision == sa.bindparam("seen"))
            .where(attempt.c.deadline_at >= sa.bindparam("now"))
            .values(answers=merged, revision=attempt.c.revision + 1)
            .returning(attempt.c.id, attempt.c.revision, attempt.c.answers, attempt.c.deadline_at)
        )
        self.event = sa.insert(event)
        self.submit = (
            sa.update(attempt)
            .where(_OWN, attempt.c.finished_at.is_(None))
            .values(answers=merged, finished_at=sa.bindparam("now"))
            .returning(attempt.c.id, attempt.c.round_id, attempt.c.paper, attempt.c.answers)
        )
        self.score = sa.insert(score)
        insert = postgresql.insert if is_postgres else sqlite.insert
        new = insert(round_result)
        better = new.excluded.points > round_result.c.points
        self.result = new.on_conflict_do_update(
            index_elements=["account_id", "round_id"],
            set_={
                "attempts": round_result.c.attempts + 1,
                "points": sa.case((better, new.excluded.points), else_=round_result.c.points),
                "finished_at": sa.case(
                    (better, new.excluded.finished_at), else_=round_result.c.finished_at
                ),
            },
        )
