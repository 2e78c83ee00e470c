"""Boards have a digest and the moment of their last change, and can be stopped

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

revision = "c5d81f2b7a40"
down_revision = "b3f7c1d90e42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("round", sa.Column("board_stopped_at", sa.BigInteger(), nullable=True))
    moment = sa.Column("changed_at", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("board", moment)
    digest = sa.Column("digest", sa.String(length=64), nullable=False, server_default="")
    op.add_column("board", digest)
    op.execute("UPDATE board SET changed_at = refreshed_at")


def downgrade() -> None:
    op.drop_column("board", "digest")
    op.drop_column("board", "changed_at")
    op.drop_column("round", "board_stopped_at")
