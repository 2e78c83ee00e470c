"""``quiz rank``: rank files by the rules of a round, without a database and without the web."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from quiz.cli.ranking_text import text_of
from quiz.documents.table import Fault
from quiz.offline.document import document_of
from quiz.offline.ranking import Problems, Ranked, RankingFiles, rank_files
from quiz.sentences.tables import sentence_of_fault

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FAULTY, DIFFERENT = 1, 3


class Total(click.ParamType):  # type: ignore[type-arg]
    """A whole number, or the file with the three numbers of a round."""

    name = "N|FILE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | int:
        """Return the number, or the path of the file."""
        text = str(value)
        if text.isascii() and text.isdecimal():
            return int(text)
        return Path(FILE.convert(text, param, ctx))


@click.command()
@click.argument("rules", metavar="RULES", type=FILE)
@click.argument("attempts", metavar="ATTEMPTS.csv", type=FILE)
@click.option("--round", "number", type=int, help="Number of the round, where RULES has several.")
@click.option("--people", type=FILE, help="When each person registered, who is out of prizes.")
@click.option("--units", type=FILE, help="The tree of units with headcounts; else none is ranked.")
@click.option("--rulings", type=FILE, help="Voided attempts, people excluded or out of prizes.")
@click.option(
    "--total", "totals", type=Total(), help="What predictions are held against; else counted."
)
@click.option("--lots", type=FILE, help="Lots drawn between equals, the newest first.")
@click.option("--before", type=FILE, help="What people did in the rounds before, summed.")
@click.option("--special", type=FILE, help="Special prizes, which judges give.")
@click.option("--first", default=20, show_default=True, help="How many people to show.")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, for programs.")
@click.option("--expect", metavar="SHA-256", help="End with code 3 unless the result has this.")
def rank(  # noqa: PLR0917 - one argument for each option of the command
    rules: Path,
    attempts: Path,
    number: int | None,
    people: Path | None,
    units: Path | None,
    rulings: Path | None,
    totals: Path | int | None,
    lots: Path | None,
    before: Path | None,
    special: Path | None,
    first: int,
    as_json: bool,
    expect: str | None,
) -> None:
    """Rank the attempts of a CSV file as the rules say; nothing is stored anywhere.

    RULES is a contest as organizers load it, or the rules that `quiz round export-ranking` writes.
    Ends with code 1 where the files cannot be ranked, after every fault of each has been told.
    """
    files = RankingFiles(
        rules=rules,
        attempts=attempts,
        people=people,
        units=units,
        rulings=rulings,
        totals=totals,
        lots=lots,
        before=before,
        special=special,
    )
    found = rank_files(files, number)
    if isinstance(found, Problems):
        for line in _faults(found):
            click.echo(line, err=True)
        click.echo("Còn những điểm trên cần sửa nên chưa xếp hạng.", err=True)
        raise SystemExit(FAULTY)
    _show(found, first, as_json=as_json)
    if expect is not None and expect.casefold() != found.digest:
        click.echo("Kết quả KHÁC với mã SHA-256 cần đối chiếu.", err=True)
        raise SystemExit(DIFFERENT)
    if expect is not None:
        click.echo("Kết quả khớp với mã SHA-256 cần đối chiếu.", err=True)


def _show(ranked: Ranked, first: int, *, as_json: bool) -> None:
    for file, heading in ranked.unread:
        click.echo(f"{file}: không dùng cột “{heading}”.", err=True)
    if as_json:
        click.echo(json.dumps(document_of(ranked), ensure_ascii=False, indent=1))
        return
    for line in text_of(ranked, first):
        click.echo(line)


def _faults(problems: Problems) -> Iterator[str]:
    for file, problem in problems.found:
        if isinstance(problem, Fault):
            known = problem.place.line is not None
            place = problem.place.words("vi") if known else ""
            sentence = sentence_of_fault(problem, str)
        else:
            place, sentence = problem.where("vi"), problem.sentence("vi")
        yield f"{', '.join(filter(None, (file, place)))}: {sentence}"
