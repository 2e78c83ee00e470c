"""A contest knows the preset that its rules began with

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

revision = "d20e6f4a91b7"
down_revision = "a8e2c61f4d97"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("contest", sa.Column("preset", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("contest", "preset")
