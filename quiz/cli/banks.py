"""``quiz bank``: load, compare, review, approve, seal, list and export question banks.

Whoever answers for an act is named by ``--by``: it is done in that person's name, within that
person's rights, as on the pages.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from question_bank.bank import Bank, BankHead
from question_bank.command_words import WORDS, match_lines
from question_bank.examine import examine_file
from question_bank.findings import Finding
from question_bank.item_changes import diff_lines
from question_bank.matching import propose_codes
from question_bank.readers import Reading
from question_bank.terminal import red, shown_progress
from question_bank.writers import (
    ENDINGS,
    FORMATS,
    format_of,
    losses,
    template_bank,
    write_bank,
)
from quiz.cli.acting import acting, now
from quiz.cli.rounds import seal
from quiz.database import db
from quiz.domain.bank_workflow import State
from quiz.domain.permissions import Permission
from quiz.models import BankVersion, Unit, UnitTree
from quiz.services import banks
from quiz.services.access import actor_named
from quiz.services.actor import OPERATOR, Actor

group = AppGroup("bank", help="Question banks.")
group.add_command(seal)  # a bank is sealed for a round: the same act as `quiz round seal`
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
by_option = click.option("--by", required=True, metavar="LOGIN", help="Who answers for this.")
version_option = click.option(
    "--version", "number", type=int, help="Number of the version; the newest if absent."
)
STATES = {
    State.DRAFT: "bản nháp",
    State.IN_REVIEW: "đang thẩm định",
    State.REVIEWED: "đã thẩm định",
    State.APPROVED: "đã duyệt",
    State.SEALED: "đã niêm phong",
}


@group.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=FILE)
@by_option
@click.option("--submit", is_flag=True, help="Send each version for review at once.")
@click.option("--message", default="", help="What changed, for the list of versions.")
@click.option("--owner", help="Owner of a new bank: TREE:UNIT.")
@click.option("--code", help="Code of the bank, for CSV, GIFT and Aiken files, which hold none.")
@click.option("--title", help="Title of the bank, for the same files.")
def load(
    *,
    paths: tuple[Path, ...],
    by: str,
    submit: bool,
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
        author = actor_named(session, by)
        owner_unit_id = _owner(session, author, owner)
        for reading in readings:
            bank = _coded(session, reading, author)
            version = banks.load(
                session,
                actor=author,
                now=now(),
                bank=bank,
                message=message,
                owner_unit_id=owner_unit_id,
            )
            if submit:
                banks.submit(session, actor=author, now=now(), version=version)
            _say(session, bank.code, version)


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
@version_option
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by the file's ending.")
@click.option("--by", metavar="LOGIN", help="Who takes the file away; the operator if absent.")
def export(
    *, code: str, path: Path, number: int | None, format_: str | None, by: str | None
) -> None:
    """Write a version, key included, to FILE, and say what the format cannot hold."""
    format_ = format_ or _format_of(path)
    with acting() as session:
        actor = actor_named(session, by) if by else OPERATOR
        record, version = banks.version_for(session, actor, Permission.BANK_KEY_READ, code, number)
        bank = banks.bank_of_version(session, version)
        banks.keys_read(session, actor=actor, now=now(), bank=record, version=version, way=format_)
    for lost in losses(bank, format_):
        click.echo(lost.sentence("vi"), err=True)
    path.write_bytes(write_bank(bank, format_))
    click.echo(f"Đã ghi {len(bank.items)} câu của {code}, phiên bản {version.number}, vào {path}.")


@group.command()
@click.argument("code")
@version_option
@by_option
def submit(code: str, number: int | None, by: str) -> None:
    """Send a draft for review: from then on nobody edits it."""
    with acting() as session:
        author = actor_named(session, by)
        _, version = banks.version_for(session, author, Permission.BANK_DRAFT_WRITE, code, number)
        banks.submit(session, actor=author, now=now(), version=version)
        _say(session, code, version)


@group.command()
@click.argument("code")
@version_option
@by_option
@click.option("--accept-rest", is_flag=True, help="Accept every item not decided upon yet.")
@click.option("--conclude", is_flag=True, help="Close the review: every item is accepted.")
def review(*, code: str, number: int | None, by: str, accept_rest: bool, conclude: bool) -> None:
    """Show what is decided upon a version, and with the options decide.

    Whoever accepts must have read the items: on the page, or in a file exported in their name.
    """
    with acting() as session:
        reviewer = actor_named(session, by)
        _, version = banks.version_for(
            session, reviewer, Permission.BANK_VERSION_APPROVE, code, number
        )
        if accept_rest:
            banks.accept_rest(session, actor=reviewer, now=now(), version=version)
        if conclude:
            banks.conclude(session, actor=reviewer, now=now(), version=version)
        tally = banks.tally_of(session, version)
        for remark in banks.remarks_of(session, version):
            click.echo(f"{remark.code}: {remark.comment} ({remark.person})")
        click.echo(
            f"Chấp nhận {tally.accepted}, cần sửa {tally.to_mend}, chưa xem {tally.undecided}."
        )
        _say(session, code, version)


@group.command()
@click.argument("code")
@version_option
@by_option
def approve(code: str, number: int | None, by: str) -> None:
    """Put a reviewed version into use; another person than its author does it."""
    with acting() as session:
        approver = actor_named(session, by)
        _, version = banks.version_for(
            session, approver, Permission.BANK_VERSION_APPROVE, code, number
        )
        banks.approve(session, actor=approver, now=now(), version=version)
        _say(session, code, version)


@group.command()
@click.argument("code")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@click.option("--by", metavar="LOGIN", help="Who reads the keys; the operator if absent.")
def diff(code: str, old: int | None, new: int | None, by: str | None) -> None:
    """Say what changed from version OLD to NEW (else: in the newest one), word by word."""
    with acting() as session:
        actor = actor_named(session, by) if by else OPERATOR
        record, after = banks.version_for(session, actor, Permission.BANK_KEY_READ, code, new)
        number = old or max(1, after.number - 1)
        _, before = banks.version_for(session, actor, Permission.BANK_KEY_READ, code, number)
        lines = diff_lines(
            banks.bank_of_version(session, before),
            banks.bank_of_version(session, after),
            "vi",
            red,
        )
        for version in (before, after):
            banks.keys_read(
                session, actor=actor, now=now(), bank=record, version=version, way="diff"
            )
    click.echo(f"{code}: phiên bản {before.number} → {after.number}")
    for line in lines:
        click.echo(line)


@group.command()
@click.argument("code")
@click.argument("number", type=int)
@by_option
@click.option("--message", required=True, help="Why, for the list of versions.")
def revert(code: str, number: int, by: str, message: str) -> None:
    """Make the next version equal to an earlier one; it is a new draft."""
    with acting() as session:
        author = actor_named(session, by)
        _, version = banks.version_for(session, author, Permission.BANK_DRAFT_WRITE, code, number)
        made = banks.revert(session, actor=author, now=now(), version=version, message=message)
        _say(session, code, made)


@group.command()
@click.argument("path", metavar="FILE", type=NEW_FILE)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by the file's ending.")
def template(path: Path, format_: str | None) -> None:
    """Write an empty bank with examples to FILE."""
    path.write_bytes(template_bank(format_ or _format_of(path)))
    click.echo(f"Đã ghi tệp mẫu vào {path}.")


def read(path: Path, head: BankHead | None) -> Reading:
    """Read a file and print every finding; end with code 1 when one is an error."""
    with shown_progress(path.name, "vi") as watch:
        reading = examine_file(path.read_bytes(), path.name, defaults=head, watch=watch)
    _print(path, reading.findings)
    if reading.is_faulty:
        raise click.ClickException(f"{path.name}: tệp có lỗi nên chưa nạp gì.")
    return reading


def _coded(session: Session, reading: Reading, author: Actor) -> Bank:
    """Return the bank; where items had no code, say which ones they were given."""
    head = cast("BankHead", reading.head)
    newest = banks.newest_of(session, actor=author, code=head.code)
    proposal = propose_codes(reading, newest.bank)
    for line in match_lines(proposal, "vi"):
        click.echo(f"{head.code}: {line}", err=True)
    return cast("Bank", proposal.coded().bank)


def _say(session: Session, code: str, version: BankVersion) -> None:
    state = STATES[banks.life_of(session, version).state]
    click.echo(f"{code}: phiên bản {version.number}, {version.items} câu, {state}.")


def _owner(session: Session, author: Actor, owner: str | None) -> int | None:
    if owner:
        return _unit(session, owner)
    return banks.home_unit(author, Permission.BANK_DRAFT_WRITE)


def _print(path: Path, findings: Iterable[Finding]) -> None:
    for finding in findings:
        place = ", ".join(filter(None, (path.name, finding.where("vi"))))
        severity = WORDS["vi"][finding.severity]
        click.echo(f"{severity} · {place}: {finding.sentence('vi')}", err=True)


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
