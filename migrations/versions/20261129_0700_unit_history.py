"""What units were, what took their place, and when a headcount was confirmed

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

from quiz.guards import Guard, lift_guard, set_guard

revision = "b3f7c1d90e42"
down_revision = "b5d20f8e6c93"
branch_labels = None
depends_on = None

GUARDS = (
    Guard("unit_past_kept", "unit_past", "DELETE", "TRUE", "what a unit was stays"),
    Guard("unit_past_said", "unit_past", "UPDATE", "TRUE", "what a unit was stays"),
    Guard(
        "unit_successor_near",
        "unit_successor",
        "INSERT",
        "(SELECT tree_id FROM unit WHERE id = NEW.unit_id)"
        " <> (SELECT tree_id FROM unit WHERE id = NEW.successor_id)",
        "a successor is of the same tree",
    ),
    Guard(
        "unit_successor_ended",
        "unit_successor",
        "INSERT",
        "(SELECT valid_to FROM unit WHERE id = NEW.unit_id) IS NULL",
        "only a unit that ended has successors",
    ),
    Guard(
        "headcount_confirmed_anew",
        "headcount",
        "UPDATE",
        "NEW.people <> OLD.people AND NEW.confirmed_at = OLD.confirmed_at",
        "a changed number is confirmed anew",
    ),
)
BINARY_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "unit_past",
        sa.Column("unit_id", key, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("parent_id", key, nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("path", BINARY_TEXT, nullable=False),
        sa.Column("sort_key", BINARY_TEXT, nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_past_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_past_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "until", name=op.f("pk_unit_past")),
    )
    op.create_table(
        "unit_successor",
        sa.Column("unit_id", key, nullable=False),
        sa.Column("successor_id", key, nullable=False),
        sa.CheckConstraint("unit_id <> successor_id", name=op.f("ck_unit_successor_another")),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_successor_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_successor_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "successor_id", name=op.f("pk_unit_successor")),
    )
    with op.batch_alter_table("unit_successor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_successor_successor_id"), ["successor_id"], unique=False
        )
    op.execute(
        "INSERT INTO unit_successor (unit_id, successor_id)"
        " SELECT id, successor_id FROM unit WHERE successor_id IS NOT NULL"
    )
    # Nothing guards these two tables yet, so that copying them loses nothing on SQLite.
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_constraint("fk_unit_successor_id", type_="foreignkey")
        batch_op.drop_column("successor_id")
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.BigInteger(), nullable=True))
    op.execute(  # the command line, which nobody's name stands for, confirmed what it loaded
        "UPDATE headcount SET confirmed_at = declared_at"
        " WHERE confirmed_by_id IS NOT NULL OR declared_by_id IS NULL"
    )
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_headcount_confirmed_some_day"),
            "confirmed_by_id IS NULL OR confirmed_at IS NOT NULL",
        )
    for guard in GUARDS:
        set_guard(guard)


def downgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for guard in GUARDS:
        lift_guard(guard)
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_headcount_confirmed_some_day"), type_="check")
        batch_op.drop_column("confirmed_at")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("successor_id", key, nullable=True))
        batch_op.create_foreign_key(op.f("fk_unit_successor_id"), "unit", ["successor_id"], ["id"])
    op.execute(
        "UPDATE unit SET successor_id = (SELECT min(successor_id) FROM unit_successor"
        " WHERE unit_successor.unit_id = unit.id)"
    )
    op.drop_table("unit_successor")
    op.drop_table("unit_past")
