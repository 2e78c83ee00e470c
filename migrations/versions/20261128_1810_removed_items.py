"""Items taken out of a draft are kept so that they can be put back

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c4d27e9b1a35"
down_revision = "c41d7e90ab52"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "removed_item",
        sa.Column("version_id", key, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "place",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("removed_by_id", key, nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_digest"],
            ["item_content.digest"],
            name=op.f("fk_removed_item_content_digest"),
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["person.id"], name=op.f("fk_removed_item_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["bank_version.id"], name=op.f("fk_removed_item_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "code", name=op.f("pk_removed_item")),
    )
    with op.batch_alter_table("removed_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_removed_item_content_digest"), ["content_digest"], unique=False
        )


def downgrade() -> None:
    op.drop_table("removed_item")
