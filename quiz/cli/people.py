"""``quiz people``: who may take part, and their one-time codes."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from quiz.cli.acting import acting, now
from quiz.cli.tables import FILE, NEW_FILE, saying_faults, table_in, write_template
from quiz.documents.csv_sheet import write_csv
from quiz.models import Contest
from quiz.services import people
from quiz.services.actor import OPERATOR
from quiz.services.people import PersonCode
from quiz.services.people.code_sheet import code_sheet

group = AppGroup("people", help="People of a contest and their one-time codes.")
contest_option = click.option("--contest", "slug", required=True, help="Slug of the contest.")


@group.command()
@click.argument("path", metavar="FILE", type=FILE)
@contest_option
@click.option("--codes-to", "codes", type=NEW_FILE, help="Issue codes, and write them there (CSV).")
def load(path: Path, slug: str, codes: Path | None) -> None:
    """Load people from XLSX or CSV; the same file twice changes nothing."""
    table = table_in(path, people.COLUMNS)
    issued: Sequence[PersonCode] = ()
    with acting() as session, saying_faults():
        contest = _contest(session, slug)
        done = people.import_people(
            session, actor=OPERATOR, now=now(), contest=contest, table=table
        )
        if codes is not None:
            issued = _issue(session, contest)
            _write(issued, codes)
    click.echo(f"Thêm {done.created} người, sửa {done.updated}, giữ nguyên {done.unchanged}.")
    if codes is not None:
        click.echo(f"Đã cấp {len(issued)} mã, ghi vào {codes}.")


@group.command()
@contest_option
@click.option("--unit", default="", help="Code of a unit: for all at and below it.")
@click.option("--find", "query", default="", help="Name, phone or staff number of one person.")
@click.option("--again", is_flag=True, help="Replace codes that have not been used yet.")
@click.option("--to", "path", type=NEW_FILE, help="Write the codes there (CSV) and print none.")
def code(*, slug: str, unit: str, query: str, again: bool, path: Path | None) -> None:
    """Issue one-time codes: to those without an account, or to one person who forgot."""
    with acting() as session:
        contest = _contest(session, slug)
        if query:
            issued: Sequence[PersonCode] = [_new_code(session, contest, unit, query)]
        else:
            issued = _issue(session, contest, unit, again=again)
        if path is not None:
            _write(issued, path)
    if path is not None:
        click.echo(f"Đã cấp {len(issued)} mã, ghi vào {path}.")
        return
    for one in issued:
        click.echo(f"{one.code}  {one.full_name} ({one.unit_name})")


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
def template(path: Path) -> None:
    """Write an empty table of people to FILE (.xlsx or .csv)."""
    write_template(path, people.COLUMNS, people.SHEET)


def _contest(session: Session, slug: str) -> Contest:
    return people.contest_in_reach(session, OPERATOR, people.WRITE, slug)


def _issue(
    session: Session, contest: Contest, unit: str = "", *, again: bool = False
) -> list[PersonCode]:
    return people.issue_codes(
        session,
        actor=OPERATOR,
        now=now(),
        contest=contest,
        secret=current_app.config["SECRET_KEY"],
        unit=people.unit_in_reach(session, OPERATOR, people.ACTIVATE, contest, unit),
        again=again,
    )


def _new_code(session: Session, contest: Contest, unit: str, query: str) -> PersonCode:
    found = people.people_of(
        session,
        actor=OPERATOR,
        contest=contest,
        unit=people.unit_in_reach(session, OPERATOR, people.ACTIVATE, contest, unit),
        query=query,
    )
    if found.total != 1:
        raise click.ClickException(f"Tìm thấy {found.total} người; cần đúng một người.")
    return people.new_code_for(
        session,
        actor=OPERATOR,
        now=now(),
        contest=contest,
        participation_id=found.people[0].participation_id,
        secret=current_app.config["SECRET_KEY"],
    )


def _write(issued: Sequence[PersonCode], path: Path) -> None:
    """Write codes where only the owner of the file reads them."""
    address = current_app.extensions["settings"].public_url + "/kich-hoat"
    path.touch(mode=0o600)
    path.chmod(0o600)
    with path.open("wb") as file:
        write_csv(code_sheet(issued, address, now()), file)
