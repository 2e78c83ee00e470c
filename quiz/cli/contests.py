"""``quiz contest``: check, load, announce and list contests."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from question_bank.readers.yaml_values import read_values
from quiz.cli.acting import acting, now
from quiz.database import db
from quiz.domain.rules import json_schema
from quiz.models import Contest
from quiz.services import contests
from quiz.services.actor import OPERATOR
from quiz.services.contest_documents import (
    LARGEST_DOCUMENT,
    ContestDocument,
    contest_of,
    with_lines,
)
from quiz.services.contest_findings import AnyFinding, ContestProblem
from quiz.services.contest_outline import outline_of_document
from quiz.services.contest_plans import unknown_names
from quiz.services.contest_remarks import remarks
from quiz.services.contest_schema import contest_schema
from quiz.services.progress import progress
from quiz.services.rules_library import file_of, presets, regulations

group = AppGroup("contest", help="Contests and their rounds.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--announce", is_flag=True, help="Show the contest to the public at once.")
def load(path: Path, announce: bool) -> None:
    """Make the contest that FILE describes, or change it where it exists and is not frozen."""
    reading = _read(path)
    with acting() as session, _naming(path, reading):
        contest = _store(session, reading.document)
        if announce:
            contests.announce(session, actor=OPERATOR, now=now(), contest=contest)
        state = "đã công khai" if contest.announced_at else "chưa công khai"
        click.echo(f"{contest.slug}: {len(reading.document.rounds)} đợt thi, {state}.")


@group.command()
@click.argument("path", metavar="FILE", type=FILE)
def check(path: Path) -> None:
    """Say everything that keeps FILE from being loaded, or is worth a look; nothing is stored."""
    reading, session = _read(path), db.session()
    document = reading.document
    contest = _stored(session, document)
    with _naming(path, reading):
        if found := contests.check(
            session, actor=OPERATOR, now=now(), document=document, contest=contest
        ):
            raise ContestProblem(found)
    for remark in remarks(outline_of_document(document)):
        click.echo(f"Nên xem lại: {remark.sentence('vi')}")
    click.echo(f"{document.slug}: nạp được, {len(document.rounds)} đợt thi.")


@group.command("list")
def list_() -> None:
    """List all contests with the state of each round."""
    for line in progress(db.session(), actor=OPERATOR, now=now()):
        state = "đã công khai" if line.announced_at else "chưa công khai"
        click.echo(f"{line.slug}: {line.title['vi']} ({state})")
        for of in line.rounds:
            click.echo(
                f"  đợt {of.number}, {STATES[of.state]}: hôm nay {of.starts_today} lượt bắt đầu, "
                f"{of.submissions_today} lượt nộp bài – {of.title['vi']}"
            )


@group.command()
@click.option("--rules", is_flag=True, help="Of the rules of one round alone.")
def schema(rules: bool) -> None:
    """Print the JSON Schema by which editors check and complete a contest's YAML."""
    click.echo(
        json.dumps(json_schema() if rules else contest_schema(), ensure_ascii=False, indent=2)
    )


@group.command("library")
@click.argument("name", required=False)
def library(name: str | None) -> None:
    """List the presets and real regulations there are, or print the one called NAME as YAML."""
    if name is None:
        for key, preset in presets().items():
            click.echo(f"{key}: {preset.title.vi}")
        for code, regulation in regulations().items():
            click.echo(f"{code}: {regulation.title.vi}")
        return
    text = file_of("presets", name) or file_of("regulations", name)
    if text is None:
        raise click.ClickException(f"Không có mẫu quy tắc hay thể lệ nào tên là “{name}”.")
    click.echo(text, nl=False)


STATES = {
    "draft": "chưa lên lịch",
    "ahead": "chưa mở",
    "open": "đang mở",
    "finishing": "đang kết thúc",
    "closed": "đã đóng",
    "ledger_closed": "đã chốt dữ liệu",
    "published": "đã công bố",
}


@dataclass(frozen=True)
class _Sound:
    """A document without faults in itself."""

    document: ContestDocument
    lines: Mapping[str, int]


def _read(path: Path) -> _Sound:
    values = read_values(path.read_bytes(), largest=LARGEST_DOCUMENT)
    reading = contest_of(values)
    if reading.document is None:
        unknown = tuple(unknown_names(db.session(), actor=OPERATOR, values=values))
        raise _stop(path, (*reading.findings, *with_lines(unknown, reading.lines)))
    return _Sound(reading.document, reading.lines)


def _store(session: Session, document: ContestDocument) -> Contest:
    contest = _stored(session, document)
    if contest is None:
        return contests.create(session, actor=OPERATOR, now=now(), document=document)
    contests.replace(session, actor=OPERATOR, now=now(), contest=contest, document=document)
    return contest


def _stored(session: Session, document: ContestDocument) -> Contest | None:
    return session.execute(
        sa.select(Contest).where(Contest.slug == document.slug)
    ).scalar_one_or_none()


@contextmanager
def _naming(path: Path, reading: _Sound) -> Iterator[None]:
    """End the command with every problem named at its line."""
    try:
        yield
    except ContestProblem as problem:
        raise _stop(path, with_lines(problem.findings, reading.lines)) from problem


def _stop(path: Path, findings: Iterable[AnyFinding]) -> click.ClickException:
    for finding in findings:
        place = ", ".join(filter(None, (path.name, finding.where("vi"))))
        click.echo(f"{place}: {finding.sentence('vi')}", err=True)
    return click.ClickException(f"{path.name}: còn những điểm trên cần sửa nên chưa nạp gì.")
