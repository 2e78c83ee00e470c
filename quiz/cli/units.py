"""``quiz unit``: trees of units and their headcounts."""

from pathlib import Path

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


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
def template(path: Path) -> None:
    """Write an empty table of units to FILE (.xlsx or .csv)."""
    write_template(path, units.COLUMNS, units.SHEET)
