"""``quiz unit``: trees of units and their headcounts."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from quiz.cli.acting import acting, now
from quiz.cli.tables import FILE, NEW_FILE, saying_faults, table_in, write_template
from quiz.services import units
from quiz.services.actor import OPERATOR

group = AppGroup("unit", help="Units and their headcounts.")


@group.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--tree", required=True, help="Code of the tree, e.g. lang-son.")
@click.option("--name", default="", help="Name of the tree, when it is new.")
@click.option("--kind", default=units.PARTY_MEMBERS, show_default=True, help="Whom it counts.")
def load(path: Path, tree: str, name: str, kind: str) -> None:
    """Load units and headcounts from XLSX or CSV; the same file twice changes nothing."""
    table = table_in(path, units.COLUMNS)
    with acting() as session, saying_faults():
        done = units.load_units(
            session,
            actor=OPERATOR,
            now=now(),
            tree_code=tree,
            tree_name=name,
            table=table,
            headcount_kind=kind,
        )
    click.echo(
        f"{tree}: thêm {done.created} đơn vị, sửa {done.changed} đơn vị, "
        f"ghi {done.headcounts} số liệu."
    )


TREE = click.option("--tree", required=True, help="Code of the tree, e.g. lang-son.")
DAY = click.option(
    "--day",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="First day of the change, e.g. 2025-07-01.",
)


@group.command()
@click.argument("code")
@click.argument("name")
@TREE
@DAY
def rename(code: str, name: str, tree: str, day: datetime) -> None:
    """Give the unit CODE another NAME from a day on; earlier contests keep the old one."""
    with acting() as session:
        done = units.rename_unit(session, code=code, name=name, **_context(tree, day))
    _tell(tree, done)


@group.command()
@click.argument("code")
@click.argument("parent")
@TREE
@DAY
def move(code: str, parent: str, tree: str, day: datetime) -> None:
    """Put the unit CODE, with all below it, under PARENT from a day on."""
    with acting() as session:
        done = units.move_unit(session, code=code, parent=parent, **_context(tree, day))
    _tell(tree, done)


@group.command()
@click.argument("codes", nargs=-1, required=True)
@TREE
@DAY
@click.option("--into", required=True, help="Code of the unit that takes the others in.")
@click.option("--name", default="", help="Name of that unit, when it is new.")
def merge(codes: tuple[str, ...], tree: str, day: datetime, into: str, name: str) -> None:
    """Merge the units CODES from a day on; what stands below them moves along."""
    heir = units.NewUnit(into, name)
    with acting() as session:
        done = units.merge_units(session, codes=codes, into=heir, **_context(tree, day))
    _tell(tree, done)


@group.command()
@click.argument("code")
@TREE
@DAY
@click.option(
    "--part",
    "parts",
    multiple=True,
    required=True,
    help='Once a part: "code; name; codes of what it takes over". The first takes the rest.',
)
def split(code: str, tree: str, day: datetime, parts: tuple[str, ...]) -> None:
    """Divide the unit CODE from a day on; it ends unless it is one of the parts."""
    read = [units.part_in(part) for part in parts]
    with acting() as session:
        done = units.split_unit(session, code=code, parts=read, **_context(tree, day))
    _tell(tree, done)


@group.command()
@click.argument("code")
@TREE
@DAY
def close(code: str, tree: str, day: datetime) -> None:
    """Let the unit CODE, with nothing below it, end without a successor from a day on."""
    with acting() as session:
        done = units.close_unit(session, code=code, **_context(tree, day))
    _tell(tree, done)


def _context(tree: str, day: datetime) -> dict[str, Any]:
    return {"actor": OPERATOR, "now": now(), "tree_code": tree, "day": day.date()}


def _tell(tree: str, done: units.Reorganised) -> None:
    click.echo(
        f"{tree}: {done.ended} đơn vị kết thúc, {done.made} đơn vị mới, "
        f"{done.moved} đơn vị và {done.people} người chuyển theo."
    )


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
def template(path: Path) -> None:
    """Write an empty table of units to FILE (.xlsx or .csv)."""
    write_template(path, units.COLUMNS, units.SHEET)
