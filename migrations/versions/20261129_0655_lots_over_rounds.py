"""Lots are drawn for a tie over several rounds too

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

revision = "b5d20f8e6c93"
down_revision = "a91c4d7f30e6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column(
        "lot_draw", sa.Column("overall", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("lot_draw", "overall")
