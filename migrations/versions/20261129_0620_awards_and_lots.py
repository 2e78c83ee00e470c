"""What became of every prize stands with its publication, and lots are drawn from a stored seed

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e2b84f6d0a17"
down_revision = "d7e1a90c52b8"
branch_labels = None
depends_on = None

DRAWN = "lots are drawn once"


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("publication", sa.Column("awards", document, nullable=True))
    op.add_column("standing", sa.Column("no_prize", sa.String(length=40), nullable=True))
    op.create_table(
        "lot_draw",
        sa.Column("id", key, nullable=False),
        sa.Column("round_id", key, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("group", document, nullable=False),
        sa.Column("levels", document, nullable=False),
        sa.Column("attempts", document, nullable=False),
        sa.Column("seed", sa.LargeBinary(length=32), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.Column("drawn_by_id", key, nullable=True),
        sa.ForeignKeyConstraint(
            ["drawn_by_id"], ["person.id"], name=op.f("fk_lot_draw_drawn_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_lot_draw_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_draw")),
    )
    with op.batch_alter_table("lot_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_draw_round_id"), ["round_id"], unique=False)
    for act in ("UPDATE", "DELETE"):
        guard("lot_draw", act)


def downgrade() -> None:
    for act in ("UPDATE", "DELETE"):
        unguard("lot_draw", act)
    op.drop_table("lot_draw")
    op.drop_column("standing", "no_prize")
    op.drop_column("publication", "awards")


def guard(table: str, act: str) -> None:
    name = f"{table}_never_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{DRAWN}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{DRAWN}' USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def unguard(table: str, act: str) -> None:
    name = f"{table}_never_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")
