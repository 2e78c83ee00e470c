"""Rulings on attempts, and equals whom judges put in order

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from quiz.guards import Guard, lift_guard, set_guard

revision = "a8e2c61f4d97"
down_revision = "d7a2c90e41b8"
branch_labels = None
depends_on = None

ATTEMPT = "(SELECT count(*) FROM attempt WHERE id = NEW.attempt_id"
NEWEST = (
    "coalesce((SELECT act FROM ruling WHERE attempt_id = NEW.attempt_id"
    " ORDER BY number DESC LIMIT 1), 'restore')"
)
GUARDS = (
    Guard("ruling_kept", "ruling", "DELETE", "TRUE", "a ruling is withdrawn by the next one"),
    Guard("ruling_said", "ruling", "UPDATE", "TRUE", "a ruling is withdrawn by the next one"),
    Guard(
        "ruling_on_finished",
        "ruling",
        "INSERT",
        f"{ATTEMPT} AND round_id = NEW.round_id AND finished_at IS NOT NULL) = 0",
        "a ruling is on a finished attempt of its round",
    ),
    Guard(
        "ruling_takes_turns",
        "ruling",
        "INSERT",
        f"NEW.act = {NEWEST}",
        "a ruling changes what is in force",
    ),
    Guard("tie_order_kept", "tie_order", "DELETE", "TRUE", "equals are put in order once"),
    Guard("tie_order_said", "tie_order", "UPDATE", "TRUE", "equals are put in order once"),
)


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "ruling",
        sa.Column("id", key, nullable=False),
        sa.Column("round_id", key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attempt_id", key, nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("ruled_at", sa.BigInteger(), nullable=False),
        sa.Column("ruled_by_id", key, nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_ruling_number")),
        sa.CheckConstraint("length(reason) BETWEEN 10 AND 500", name=op.f("ck_ruling_reason")),
        sa.CheckConstraint("act IN ('void', 'restore')", name=op.f("ck_ruling_act")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_ruling_attempt_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ruling_round_id")),
        sa.ForeignKeyConstraint(["ruled_by_id"], ["person.id"], name=op.f("fk_ruling_ruled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_ruling_round_id_number")),
    )
    op.create_index("ix_ruling_attempt_id_number", "ruling", ["attempt_id", "number"])
    op.create_table(
        "tie_order",
        sa.Column("id", key, nullable=False),
        sa.Column("round_id", key, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("group", document, nullable=False),
        sa.Column("levels", document, nullable=False),
        sa.Column("attempts", document, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("overall", sa.Boolean(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("ordered_by_id", key, nullable=True),
        sa.CheckConstraint("length(reason) BETWEEN 10 AND 500", name=op.f("ck_tie_order_reason")),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["person.id"], name=op.f("fk_tie_order_ordered_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_tie_order_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_order")),
    )
    op.create_index(op.f("ix_tie_order_round_id"), "tie_order", ["round_id"])
    for guard in GUARDS:
        set_guard(guard)


def downgrade() -> None:
    for guard in GUARDS:
        lift_guard(guard)
    op.drop_table("tie_order")
    op.drop_table("ruling")
