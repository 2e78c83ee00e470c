"""Special prizes that judges give with a reason

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

from quiz.guards import Guard, lift_guard, set_guard

revision = "f3c95a7e1b28"
down_revision = "e2b84f6d0a17"
branch_labels = None
depends_on = None

GUARDS = (
    Guard("special_prize_kept", "special_prize", "DELETE", "TRUE", "a special prize is withdrawn"),
    Guard(
        "special_prize_said",
        "special_prize",
        "UPDATE",
        "OLD.withdrawn_at IS NOT NULL OR NEW.title <> OLD.title OR NEW.recipient <> OLD.recipient"
        " OR NEW.reason <> OLD.reason OR NEW.given_at <> OLD.given_at",
        "a special prize is withdrawn and given anew",
    ),
)


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "special_prize",
        sa.Column("id", key, nullable=False),
        sa.Column("round_id", key, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("given_by_id", key, nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_by_id", key, nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_special_prize_given_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_special_prize_round_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_special_prize_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_prize")),
    )
    with op.batch_alter_table("special_prize", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_special_prize_round_id"), ["round_id"], unique=False)
    for guard in GUARDS:
        set_guard(guard)


def downgrade() -> None:
    for guard in GUARDS:
        lift_guard(guard)
    op.drop_table("special_prize")
