"""Pictures of items, who has had a hand in a draft, and items found by their words

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import json

import sqlalchemy as sa
from alembic import op

from question_bank.searching import words_of_item
from quiz.guards import Guard, lift_guard, set_guard

revision = "6f2b81d4a0c7"
down_revision = "71b6b3c00224"
branch_labels = None
depends_on = None


CONTENT = Guard(
    "item_content_never_update",
    "item_content",
    "UPDATE",
    "TRUE",
    "content is addressed by its digest",
)
GUARDS = [
    Guard("media_never_update", "media", "UPDATE", "TRUE", "a picture is addressed by its digest"),
    Guard(
        "item_picture_never_update",
        "item_picture",
        "UPDATE",
        "TRUE",
        "content is addressed by its digest",
    ),
    Guard(
        "bank_version_by_another",
        "bank_version",
        "UPDATE",
        "NEW.approved_at IS NOT NULL AND EXISTS (SELECT 1 FROM bank_editor e"
        " WHERE e.version_id = NEW.id AND e.person_id = NEW.approved_by_id)",
        "who has edited a version does not approve it",
    ),
    *(
        Guard(
            f"bank_editor_{act.lower()}_kept",
            "bank_editor",
            act,
            "EXISTS (SELECT 1 FROM bank_version v"
            " WHERE v.id = OLD.version_id AND v.approved_at IS NOT NULL)",
            "an approved version never changes",
        )
        for act in ("UPDATE", "DELETE")
    ),
]


def fold_contents() -> None:
    """Fill the new column of contents that are there; what digests cover stays as it is."""
    content = sa.table(
        "item_content",
        sa.column("digest", sa.String),
        sa.column("stem", sa.Text),
        sa.column("options", sa.JSON),
        sa.column("folded", sa.Text),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(content.c.digest, content.c.stem, content.c.options)).all()
    if not rows:
        return
    filled = [
        {"at": row.digest, "folded": words_of_item(row.stem, _options(row.options))} for row in rows
    ]
    fill = sa.update(content).where(content.c.digest == sa.bindparam("at"))
    connection.execute(fill.values(folded=sa.bindparam("folded")), filled)


def _options(value: list[str] | str) -> list[str]:
    return json.loads(value) if isinstance(value, str) else value


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('png', 'jpg')", name=op.f("ck_media_kind")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_media_size")),
        sa.CheckConstraint("length(data) BETWEEN 1 AND 1048576", name=op.f("ck_media_data")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_media")),
    )
    op.create_table(
        "item_picture",
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("media_digest", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_digest"],
            ["item_content.digest"],
            name=op.f("fk_item_picture_content_digest"),
        ),
        sa.ForeignKeyConstraint(
            ["media_digest"], ["media.digest"], name=op.f("fk_item_picture_media_digest")
        ),
        sa.PrimaryKeyConstraint("content_digest", name=op.f("pk_item_picture")),
    )
    with op.batch_alter_table("item_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_picture_media_digest"), ["media_digest"], unique=False
        )
    op.create_table(
        "bank_editor",
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("edited_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_bank_editor_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["bank_version.id"], name=op.f("fk_bank_editor_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_bank_editor")),
    )
    with op.batch_alter_table("bank_editor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_editor_person_id"), ["person_id"], unique=False)
    op.add_column("item_content", sa.Column("folded", sa.Text(), server_default="", nullable=False))
    lift_guard(CONTENT)
    fold_contents()
    set_guard(CONTENT)
    for guard in GUARDS:
        set_guard(guard)


def downgrade() -> None:
    for guard in reversed(GUARDS):
        lift_guard(guard)
    op.drop_column("item_content", "folded")
    op.drop_table("bank_editor")
    op.drop_table("item_picture")
    op.drop_table("media")
