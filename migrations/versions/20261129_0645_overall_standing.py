"""Rankings over several rounds, published with the last of them

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a91c4d7f30e6"
down_revision = "f3c95a7e1b28"
branch_labels = None
depends_on = None

TABLE = "overall_standing"
REASON = "a correction is the next publication"


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        TABLE,
        sa.Column("publication_id", key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("participation_id", key, nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("unit_id", key, nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("values", document, nullable=False),
        sa.Column("prize", sa.String(length=40), nullable=True),
        sa.Column("no_prize", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_overall_standing_participation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_overall_standing_publication_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_overall_standing_unit_id")),
        sa.PrimaryKeyConstraint("publication_id", "position", name=op.f("pk_overall_standing")),
    )
    for act in ("UPDATE", "DELETE"):
        guard(act)


def downgrade() -> None:
    for act in ("UPDATE", "DELETE"):
        unguard(act)
    op.drop_table(TABLE)


def guard(act: str) -> None:
    name = f"{TABLE}_never_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REASON}' USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def unguard(act: str) -> None:
    name = f"{TABLE}_never_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {TABLE}")
    op.execute(f"DROP FUNCTION {name}()")
