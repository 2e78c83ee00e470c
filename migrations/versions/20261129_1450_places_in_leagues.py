"""Boards keep places in leagues, what they were made of and unconfirmed headcounts; portals

Places and leagues of boards that are there already are worked out once, as they were shown: the
board of a published round is never refreshed. Rules: works on SQLite and PostgreSQL; both
directions are tried by the tests; never rewrites evidence (attempt_event, audit_line, publication).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d41b7e6a9c02"
down_revision = "d17e4b93c6a2"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_INDEX = "ix_board_unit_round_id_kind_place"
_BY_UNIT = "ix_round_result_round_id_unit_id"
_KINDS = """
    SELECT board_unit.round_id, board_unit.unit_id, board_unit.rank, unit.sort_key, unit.path,
        COALESCE(
            (SELECT unit_past.kind FROM unit_past
             WHERE unit_past.unit_id = unit.id AND unit_past.until > contest.tree_day
             ORDER BY unit_past.until LIMIT 1),
            unit.kind
        ) AS kind
    FROM board_unit
    JOIN unit ON unit.id = board_unit.unit_id
    JOIN round ON round.id = board_unit.round_id
    JOIN contest ON contest.id = round.contest_id
"""
_PLACES = f"""
    WITH told AS ({_KINDS}), placed AS (
        SELECT round_id, unit_id, kind, ROW_NUMBER() OVER (
            PARTITION BY round_id, kind
            ORDER BY CASE WHEN rank IS NULL THEN 1 ELSE 0 END, rank, sort_key, unit_id
        ) AS place FROM told
    )
    UPDATE board_unit SET kind = placed.kind, place = placed.place FROM placed
    WHERE placed.round_id = board_unit.round_id AND placed.unit_id = board_unit.unit_id
"""  # noqa: S608 - words of our own
_LEAGUES = f"""
    WITH told AS ({_KINDS})
    SELECT round_id, kind FROM told WHERE kind <> 'unaffiliated'
    GROUP BY round_id, kind HAVING COUNT(*) > 1
    ORDER BY round_id, MIN(LENGTH(path) - LENGTH(REPLACE(path, '.', ''))), kind
"""  # noqa: S608 - words of our own


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("board", sa.Column("leagues", _DOCUMENT, nullable=False, server_default="[]"))
    made_of = sa.Column("grounds", sa.String(length=64), nullable=False, server_default="")
    op.add_column("board", made_of)
    kind = sa.Column("kind", sa.String(length=40), nullable=False, server_default="")
    op.add_column("board_unit", kind)
    place = sa.Column("place", sa.Integer(), nullable=False, server_default="0")
    op.add_column("board_unit", place)
    for table in ("board_unit", "unit_standing"):
        unconfirmed = sa.Column(
            "unconfirmed", sa.Boolean(), nullable=False, server_default=sa.false()
        )
        op.add_column(table, unconfirmed)
    op.add_column("contest", sa.Column("portals", _DOCUMENT, nullable=False, server_default="[]"))
    op.execute(_PLACES)
    _keep_leagues()
    op.create_index(_INDEX, "board_unit", ["round_id", "kind", "place"])
    op.drop_index(_BY_UNIT, "round_result")
    op.create_index(f"{_BY_UNIT}_attempts", "round_result", ["round_id", "unit_id", "attempts"])


def _keep_leagues() -> None:
    leagues: dict[int, list[str]] = {}
    for round_id, kind in op.get_bind().execute(sa.text(_LEAGUES)):
        leagues.setdefault(round_id, []).append(kind)
    board = sa.table("board", sa.column("round_id"), sa.column("leagues", _DOCUMENT))
    for round_id, kinds in leagues.items():
        op.execute(sa.update(board).where(board.c.round_id == round_id).values(leagues=kinds))


def downgrade() -> None:
    op.drop_index(f"{_BY_UNIT}_attempts", "round_result")
    op.create_index(_BY_UNIT, "round_result", ["round_id", "unit_id"])
    op.drop_index(_INDEX, "board_unit")
    op.drop_column("contest", "portals")
    for table in ("unit_standing", "board_unit"):
        op.drop_column(table, "unconfirmed")
    op.drop_column("board_unit", "place")
    op.drop_column("board_unit", "kind")
    op.drop_column("board", "grounds")
    op.drop_column("board", "leagues")
