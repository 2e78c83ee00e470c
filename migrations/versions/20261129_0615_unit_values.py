"""What units were compared by stands with their rank

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d7e1a90c52b8"
down_revision = "c4d27e9b1a35"
branch_labels = None
depends_on = None

TABLES = ("board_unit", "unit_standing")


def upgrade() -> None:
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    for table in TABLES:
        # Added in place: a table that is copied loses what guards it on SQLite.
        op.add_column(table, sa.Column("values", document, nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "values")
