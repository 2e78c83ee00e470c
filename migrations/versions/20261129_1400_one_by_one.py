"""Papers that are answered one item at a time know which item is current, and since when

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).

SQLite can widen what kinds of event there are only by copying the table; its rows stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "d7a2c90e41b8"
down_revision = "c5d81f2b7a40"
branch_labels = None
depends_on = None

KINDS = "kind IN ('start', 'save', 'take_over', 'finish')"
KINDS_NOW = "kind IN ('start', 'save', 'next', 'take_over', 'finish')"
CHANGED = (
    "(NEW.current_item IS NULL) <> (OLD.current_item IS NULL)"
    " OR NEW.current_item < OLD.current_item OR NEW.current_item > OLD.current_item + 1"
    " OR NEW.current_item > length(NEW.answers)"
)
SHOWN = (
    "(NEW.item_shown_at IS NULL) <> (NEW.current_item IS NULL)"
    " OR (NEW.current_item = OLD.current_item AND NEW.item_shown_at <> OLD.item_shown_at)"
)
ANSWERED = (
    "substr(NEW.answers, 1, OLD.current_item) <> substr(OLD.answers, 1, OLD.current_item)"
    " OR substr(NEW.answers, OLD.current_item + 2) <> substr(OLD.answers, OLD.current_item + 2)"
)
GUARDS = (
    (
        "attempt_item_first",
        "INSERT",
        "NEW.current_item <> 0 OR (NEW.current_item IS NULL) <> (NEW.item_shown_at IS NULL)",
        "one by one begins at the first item",
    ),
    ("attempt_item_onward", "UPDATE", CHANGED, "items go on one by one and never back"),
    ("attempt_item_shown", "UPDATE", SHOWN, "the clock of an item starts once"),
    ("attempt_item_answered", "UPDATE", ANSWERED, "only the current item can be answered"),
)


def upgrade() -> None:
    # Added in place: a table that is copied loses what guards it on SQLite.
    op.add_column("attempt", sa.Column("current_item", sa.Integer(), nullable=True))
    op.add_column("attempt", sa.Column("item_shown_at", sa.BigInteger(), nullable=True))
    for name, act, condition, reason in GUARDS:
        guard(name, act, condition, reason)
    allow_kinds(KINDS_NOW)


def downgrade() -> None:
    allow_kinds(KINDS)
    for name, *_ in GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON attempt")
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_column("attempt", "item_shown_at")
    op.drop_column("attempt", "current_item")


def guard(name: str, act: str, condition: str, reason: str) -> None:
    """Refuse a change of an attempt; what is not so never calls the function on PostgreSQL."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON attempt WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{reason}' USING ERRCODE = 'check_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON attempt FOR EACH ROW "
        f"WHEN ({condition}) EXECUTE FUNCTION {name}()"
    )


def allow_kinds(kinds: str) -> None:
    """Let events be of these kinds; the copy that SQLite needs gets its guards back."""
    with op.batch_alter_table("attempt_event", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_attempt_event_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_attempt_event_kind"), kinds)
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER attempt_event_never_{act} BEFORE {act.upper()} ON attempt_event "
                "WHEN TRUE BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END"
            )
