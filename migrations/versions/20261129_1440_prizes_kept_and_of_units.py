"""Publications tell of prizes given up for higher ones, and of prizes that units have

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d17e4b93c6a2"
down_revision = "e71b3c9d5a08"
branch_labels = None
depends_on = None

GIVEN_UP = "ix_standing_gave_up"


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("standing", sa.Column("gave_up_round", sa.Integer(), nullable=True))
    op.add_column("standing", sa.Column("gave_up_level", sa.String(length=40), nullable=True))
    is_given_up = sa.text("gave_up_round IS NOT NULL")
    op.create_index(
        GIVEN_UP,
        "standing",
        ["participation_id"],
        sqlite_where=is_given_up,
        postgresql_where=is_given_up,
    )
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    for table in ("unit_standing", "board_unit"):
        op.add_column(table, sa.Column("prizes", document, nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in ("board_unit", "unit_standing"):
        op.drop_column(table, "prizes")
    op.drop_index(GIVEN_UP, table_name="standing")
    op.drop_column("standing", "gave_up_level")
    op.drop_column("standing", "gave_up_round")
