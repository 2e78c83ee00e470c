"""Readings of files that take long: how far they are

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op

revision = "c41d7e90ab52"
down_revision = "6f2b81d4a0c7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_reading",
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("alive_at", sa.BigInteger(), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "stage IN ('reading', 'checking', 'comparing')", name=op.f("ck_file_reading_stage")
        ),
        sa.CheckConstraint("done >= 0 AND of >= 0", name=op.f("ck_file_reading_counts")),
        sa.ForeignKeyConstraint(
            ["ref"],
            ["staged_file.ref"],
            name=op.f("fk_file_reading_ref"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_file_reading")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM staged_file WHERE ref IN (SELECT ref FROM file_reading)")
    op.drop_table("file_reading")
