"""``quiz bank``: load, approve, list and export question banks."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from question_bank.bank import Bank, BankHead
from question_bank.command_words import match_lines
from question_bank.examine import examine_file
from question_bank.findings import Finding
from question_bank.matching import propose_codes
from question_bank.readers import Reading
from question_bank.writers import (
    ENDINGS,
    FORMATS,
    format_of,
    losses,
    template_bank,
    write_bank,
)
from quiz.cli.acting import acting, now
from quiz.database import db
from quiz.domain.permissions import Permission
from quiz.models import Unit, UnitTree
from quiz.services import banks
from quiz.services.actor import OPERATOR

group = AppGroup("bank", help="Question banks.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@group.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=FILE)
@click.option("--approve", is_flag=True, help="Put each version into use at once.")
@click.option("--message", default="", help="What changed, for the list of versions.")
@click.option("--owner", help="Owner of a new bank: TREE:UNIT.")
@click.option("--code", help="Code of the bank, for CSV, GIFT and Aiken files, which hold none.")
@click.option("--title", help="Title of the bank, for the same files.")
def load(
    *,
    paths: tuple[Path, ...],
    approve: bool,
    message: str,
    owner: str | None,
    code: str | None,
    title: str | None,
) -> None:
    """Load banks from files of any accepted format: all of them, or none when one has errors.

    Items without codes get those of the likeliest items of the newest version, or new ones.
    """
    head = BankHead(code, title or code) if code else None
    readings = [read(path, head) for path in paths]
    with acting() as session:
        owner_unit_id = _unit(session, owner) if owner else None
        for reading in readings:
            bank = _coded(session, reading)
            version = banks.load(
                session,
                actor=OPERATOR,
                now=now(),
                bank=bank,
                message=message,
                owner_unit_id=owner_unit_id,
            )
            if approve:
                banks.approve(session, actor=OPERATOR, now=now(), version=version)
            state = "đã duyệt" if version.approved_at else "chưa duyệt"
            click.echo(f"{bank.code}: phiên bản {version.number}, {version.items} câu, {state}.")


@group.command("list")
def list_() -> None:
    """List all banks with their newest version and the one in use."""
    for line in banks.list_banks(db.session(), actor=OPERATOR):
        in_use = f"phiên bản {line.in_use}" if line.in_use else "chưa có"
        click.echo(
            f"{line.code}: phiên bản mới nhất {line.newest} ({line.items} câu), "
            f"đang dùng: {in_use} – {line.title}"
        )


@group.command()
@click.argument("code")
@click.argument("path", metavar="FILE", type=NEW_FILE)
@click.option("--version", "number", type=int, help="Number of the version; the newest if absent.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by the file's ending.")
def export(code: str, path: Path, number: int | None, format_: str | None) -> None:
    """Write a version, key included, to FILE, and say what the format cannot hold."""
    format_ = format_ or _format_of(path)
    with acting() as session:
        record, version = banks.version_for(
            session, OPERATOR, Permission.BANK_KEY_READ, code, number
        )
        bank = banks.bank_of_version(session, version)
        banks.keys_read(
            session, actor=OPERATOR, now=now(), bank=record, version=version, way=format_
        )
    for lost in losses(bank, format_):
        click.echo(lost.sentence("vi"), err=True)
    path.write_bytes(write_bank(bank, format_))
    click.echo(f"Đã ghi {len(bank.items)} câu của {code}, phiên bản {version.number}, vào {path}.")


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by the file's ending.")
def template(path: Path, format_: str | None) -> None:
    """Write an empty bank with examples to FILE."""
    path.write_bytes(template_bank(format_ or _format_of(path)))
    click.echo(f"Đã ghi tệp mẫu vào {path}.")


def read(path: Path, head: BankHead | None) -> Reading:
    """Read a file and print every finding; end with code 1 when one is an error."""
    reading = examine_file(path.read_bytes(), path.name, defaults=head)
    _print(path, reading.findings)
    if reading.is_faulty:
        raise click.ClickException(f"{path.name}: tệp có lỗi nên chưa nạp gì.")
    return reading


def _coded(session: Session, reading: Reading) -> Bank:
    """Return the bank; where items had no code, say which ones they were given."""
    head = cast("BankHead", reading.head)
    old = banks.newest_bank(session, actor=OPERATOR, code=head.code)
    proposal = propose_codes(reading, old)
    for line in match_lines(proposal, "vi"):
        click.echo(f"{head.code}: {line}", err=True)
    return cast("Bank", proposal.coded().bank)


def _print(path: Path, findings: Iterable[Finding]) -> None:
    for finding in findings:
        place = ", ".join(filter(None, (path.name, finding.where("vi"))))
        click.echo(f"{place}: {finding.sentence('vi')}", err=True)


def _format_of(path: Path) -> str:
    format_ = format_of(path.name)
    if format_ is None:
        endings = ", ".join(f".{ending}" for ending in ENDINGS.values())
        raise click.ClickException(f"Hãy đặt đuôi tệp là một trong: {endings}.")
    return format_


def _unit(session: Session, owner: str) -> int:
    tree, _, unit = owner.partition(":")
    found = session.execute(
        sa.select(Unit.id)
        .join(UnitTree, UnitTree.id == Unit.tree_id)
        .where(UnitTree.code == tree, Unit.code == (unit or tree))
    ).scalar_one_or_none()
    if found is None:
        raise click.ClickException(f"Không có đơn vị {owner}.")
    return found
