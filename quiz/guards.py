"""Guards: changes that the database itself refuses, whichever program asks for them.

Migrations set and lift them. What is written for a guard here stays as it is: migrations that have
landed rest on it.
"""

from typing import NamedTuple

from alembic import op


class Guard(NamedTuple):
    """A change that is refused: before which act on which table, when (in SQL), and why."""

    name: str
    table: str
    act: str
    condition: str
    reason: str


def never(table: str, reason: str, acts: tuple[str, ...] = ("UPDATE", "DELETE")) -> list[Guard]:
    """Return guards against these acts, whatever the row."""
    return [Guard(f"{table}_never_{act.lower()}", table, act, "TRUE", reason) for act in acts]


def set_guard(guard: Guard) -> None:
    """Let the database of the running migration refuse a change."""
    name, table, act, condition, reason = guard
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{reason}' USING ERRCODE = 'check_violation'; "
        f"END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def lift_guard(guard: Guard) -> None:
    """Let the change pass again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {guard.name}")
        return
    op.execute(f"DROP TRIGGER {guard.name} ON {guard.table}")
    op.execute(f"DROP FUNCTION {guard.name}()")
