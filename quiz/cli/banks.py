"""``quiz bank``: load, approve, list and export question banks."""

from collections.abc import Iterable
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from question_bank.bank import Bank, BankHead
from question_bank.checks import check_bank
from question_bank.findings import Finding, has_errors
from question_bank.readers import read_bank
from question_bank.writers import FORMATS, template_bank, write_bank
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
@click.option("--code", help="Code of the bank in a CSV file, which holds none.")
@click.option("--title", help="Title of the bank in a CSV file.")
def load(
    *,
    paths: tuple[Path, ...],
    approve: bool,
    message: str,
    owner: str | None,
    code: str | None,
    title: str | None,
) -> None:
    """Load banks from YAML, XLSX, DOCX or CSV: all of them, or none when one has errors."""
    head = BankHead(code, title or code) if code else None
    loaded = [read(path, head) for path in paths]
    with acting() as session:
        owner_unit_id = _unit(session, owner) if owner else None
        for bank in loaded:
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
    """Write a version whole, key included, to FILE."""
    format_ = format_ or _format_of(path)
    with acting() as session:
        record, version = banks.version_for(
            session, OPERATOR, Permission.BANK_KEY_READ, code, number
        )
        bank = banks.bank_of_version(session, version)
        banks.keys_read(
            session, actor=OPERATOR, now=now(), bank=record, version=version, way=format_
        )
    path.write_bytes(write_bank(bank, format_))
    click.echo(f"Đã ghi {len(bank.items)} câu của {code}, phiên bản {version.number}, vào {path}.")


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by the file's ending.")
def template(path: Path, format_: str | None) -> None:
    """Write an empty bank with examples to FILE."""
    path.write_bytes(template_bank(format_ or _format_of(path)))
    click.echo(f"Đã ghi tệp mẫu vào {path}.")


def read(path: Path, head: BankHead | None) -> Bank:
    """Return the bank in a file; print every finding, and end with code 1 when one is an error."""
    reading = read_bank(path.read_bytes(), path.name, defaults=head)
    findings = reading.findings
    if reading.bank is not None:
        findings += check_bank(reading.bank, places=reading.places)
    _print(path, findings)
    if reading.bank is None or has_errors(findings):
        raise click.ClickException(f"{path.name}: tệp có lỗi nên chưa nạp gì.")
    return reading.bank


def _print(path: Path, findings: Iterable[Finding]) -> None:
    for finding in findings:
        place = ", ".join(filter(None, (path.name, finding.where("vi"))))
        click.echo(f"{place}: {finding.sentence('vi')}", err=True)


def _format_of(path: Path) -> str:
    ending = {"yml": "yaml"}.get(path.suffix.lower()[1:], path.suffix.lower()[1:])
    if ending not in FORMATS:
        raise click.ClickException("Hãy đặt đuôi tệp là .yaml, .xlsx hoặc .csv.")
    return ending


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
