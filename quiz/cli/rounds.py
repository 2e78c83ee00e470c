"""``quiz round``: the seal of a round, its rulings, result, publication and tables."""

from pathlib import Path

import click
from flask.cli import AppGroup

from quiz.cli.acting import acting, catalogue, now, refusing
from quiz.cli.result_text import people_text
from quiz.cli.rulings import COMMANDS
from quiz.database import db, snapshot, transaction
from quiz.documents.csv_sheet import write_csv
from quiz.sentences.ranking_sheets import FILES, RULES_FILE, rules_text, under_headings
from quiz.sentences.sheets import filename, write_export
from quiz.services import attempts, exports, publications, seals
from quiz.services.access import actor_named
from quiz.services.actor import OPERATOR
from quiz.services.exports import RankingExport, RankingTable, Table
from quiz.services.labels import labels_of
from quiz.services.results import Results, preview

group = AppGroup("round", help="Seals, rulings, results, publications and tables of a round.")
for command in COMMANDS:
    group.add_command(command)

contest_option = click.argument("contest")
round_option = click.argument("number", type=int)


@group.command()
@contest_option
@round_option
@click.option("--first", default=20, show_default=True, help="How many people to show.")
def results(contest: str, number: int, first: int) -> None:
    """Show the result of a round as it would be published now."""
    with refusing():
        _finish_overdue(contest, number)
        found = preview(
            db.session(),
            actor=OPERATOR,
            now=now(),
            slug=contest,
            number=number,
            catalogue=catalogue(),
        )
    _show_totals(found)
    ranked = [line for line in found.people if line.rank is not None][:first]
    for line in people_text(ranked, labels_of(db.session(), ranked)):
        click.echo(line)


@group.command()
@contest_option
@round_option
@click.option(
    "--knows-ties", is_flag=True, help="Publish although ties leave prizes to people to decide."
)
def publish(contest: str, number: int, knows_ties: bool) -> None:
    """Publish the result of a round that is over; the same result is published once."""
    with acting() as session:
        published = publications.publish(
            session,
            actor=OPERATOR,
            now=now(),
            slug=contest,
            number=number,
            catalogue=catalogue(),
            knows_ties=knows_ties,
        )
        line = f"Đã công bố lần {published.number}. SHA-256 {published.digest}"
    click.echo(line)


@group.command()
@contest_option
@round_option
@click.option("--by", required=True, metavar="LOGIN", help="Who answers for this.")
def seal(contest: str, number: int, by: str) -> None:
    """Seal a round before it opens: its bank version and its rules are fixed, and promised."""
    with acting() as session:
        sealed = seals.seal_round(
            session, actor=actor_named(session, by), now=now(), slug=contest, number=number
        )
        line = f"Đã niêm phong. Mã cam kết (SHA-256): {sealed.commitment}"
    click.echo(line)


@group.command()
@contest_option
@round_option
@click.argument("table", type=click.Choice([table.value for table in Table]))
@click.option("--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def export(contest: str, number: int, table: str, form: str, folder: Path) -> None:
    """Write a table of a round into a folder."""
    with refusing():
        _finish_overdue(contest, number)
    with acting() as session:
        taken = exports.export(
            session,
            actor=OPERATOR,
            now=now(),
            slug=contest,
            number=number,
            table=Table(table),
            catalogue=catalogue(),
        )
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / filename(taken, form)
    with target.open("wb") as file, snapshot(db.session()):
        write_export(taken, form, file)
    click.echo(f"Đã ghi {target}")


@group.command("export-ranking")
@contest_option
@round_option
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--names", is_flag=True, help="With people's names, for the organizers alone.")
def export_ranking(contest: str, number: int, folder: Path, names: bool) -> None:
    """Write the files from which `quiz rank` ranks a round that is over, without a database."""
    with refusing():
        _finish_overdue(contest, number)
    with acting() as session:
        definition = exports.note_export(
            session,
            actor=OPERATOR,
            now=now(),
            slug=contest,
            number=number,
            catalogue=catalogue(),
            names=names,
        )
    folder.mkdir(parents=True, exist_ok=True)
    with snapshot(db.session()) as session:
        taken = exports.ranking_export(session, definition, names=names)
    (folder / RULES_FILE).write_text(rules_text(taken.rules), "utf-8")
    for table, sheet in taken.sheets.items():
        with (folder / FILES[table]).open("wb") as file:
            write_csv(under_headings(sheet), file)
    _show_ranking(taken, folder)


def _show_ranking(taken: RankingExport, folder: Path) -> None:
    click.echo(f"Đã ghi {1 + len(taken.sheets)} tệp vào {folder}. SHA-256 {taken.digest}")
    published = taken.published
    if published is None:
        click.echo("Đợt thi chưa công bố kết quả.")
    elif published.digest == taken.digest:
        click.echo(f"Kết quả này là kết quả đã công bố lần {published.number}.")
    else:
        click.echo(
            f"Kết quả này khác với công bố lần {published.number} (SHA-256 {published.digest}): "
            "từ đó đã có quyết định mới."
        )
    click.echo("Xếp hạng lại bằng lệnh:")
    options = (f"--{table} {FILES[table]}" for table in RankingTable if table in _OPTIONS)
    files = " ".join((RULES_FILE, FILES[RankingTable.ATTEMPTS], *options))
    click.echo(f"  quiz rank {files} --total {FILES[RankingTable.TOTALS]}")


_OPTIONS = set(RankingTable) - {RankingTable.ATTEMPTS, RankingTable.TOTALS}


def _finish_overdue(contest: str, number: int) -> None:
    """Finish every attempt of a round whose time is up, as pages with results do."""
    definition = catalogue().round_of(db.session(), contest, number, now())
    attempts.finish_all_overdue(
        lambda: transaction(db.session()),
        catalogue=catalogue(),
        now=now(),
        round_id=definition.id,
    )


def _show_totals(found: Results) -> None:
    totals = found.totals
    click.echo(
        f"{totals.participants} người, {totals.attempts} lượt, "
        f"{totals.all_correct_people} người trả lời đúng tất cả. SHA-256 {found.digest}"
    )
    for tie in found.unresolved:
        click.echo(f"Đồng hạng {tie.placings[0].rank} cần Ban Tổ chức quyết định giải.")
    for tie in found.overall.awards.unresolved if found.overall else ():
        rank = tie.placings[0].rank
        click.echo(f"Đồng hạng {rank} tổng hợp các đợt cần Ban Tổ chức quyết định giải.")
