"""Points that judges give a unit with a reason

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

from quiz.guards import Guard, lift_guard, set_guard

revision = "e71b3c9d5a08"
down_revision = "d20e6f4a91b7"
branch_labels = None
depends_on = None

GUARDS = (
    Guard("unit_mark_kept", "unit_mark", "DELETE", "TRUE", "points of a unit are given anew"),
    Guard("unit_mark_said", "unit_mark", "UPDATE", "TRUE", "points of a unit are given anew"),
)


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "unit_mark",
        sa.Column("id", key, nullable=False),
        sa.Column("round_id", key, nullable=False),
        sa.Column("unit_id", key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("given_by_id", key, nullable=True),
        sa.CheckConstraint("points >= 0", name=op.f("ck_unit_mark_points")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_unit_mark_reason")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_unit_mark_given_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_unit_mark_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_mark_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_mark")),
        sa.UniqueConstraint(
            "round_id", "unit_id", "number", name=op.f("uq_unit_mark_round_id_unit_id_number")
        ),
    )
    with op.batch_alter_table("unit_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_mark_round_id"), ["round_id"], unique=False)
    for guard in GUARDS:
        set_guard(guard)


def downgrade() -> None:
    for guard in GUARDS:
        lift_guard(guard)
    op.drop_table("unit_mark")
