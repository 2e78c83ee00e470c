"""The people of a round in order, as somebody at the command line reads them."""

from collections.abc import Iterator, Mapping, Sequence

from quiz.cli.text_cells import NOTHING, aligned, cell, whole
from quiz.domain.ranking import Value
from quiz.domain.rules import RankingKey
from quiz.sentences.prize_rules import prize_note
from quiz.sentences.rules import HEADINGS
from quiz.sentences.standings import prize_title
from quiz.services.labels import Label
from quiz.services.results import PersonLine


def people_text(lines: Sequence[PersonLine], labels: Mapping[int, Label]) -> Iterator[str]:
    """Yield a table of ranked people: what ranked them, in order, then what else judges look at."""
    if not lines:
        yield "Không có ai được xếp hạng."
        return
    keys = list(dict.fromkeys((*(RankingKey(key) for key, _ in lines[0].keys), *_facts(lines[0]))))
    headings = [HEADINGS[key] for key in keys]
    table = [["Hạng", "Họ và tên", "Đơn vị", *headings, "Số dự đoán", "Giải"]]
    table += (_row(line, labels[line.participation_id], keys) for line in lines)
    yield from aligned(table)


def _row(line: PersonLine, label: Label, keys: Sequence[RankingKey]) -> list[str]:
    figures = _facts(line) | {RankingKey(key): value for key, value in line.keys}
    return [
        str(line.rank),
        label.name,
        label.unit,
        *(cell(key, figures[key]) for key in keys),
        NOTHING if line.prediction is None else whole(line.prediction),
        _prize(line),
    ]


def _prize(line: PersonLine) -> str:
    if line.prize is None:
        return ""
    note = prize_note(line.gave_up, line.kept_in, str)
    return f"{prize_title(line.prize, str)} ({note})" if note else prize_title(line.prize, str)


def _facts(line: PersonLine) -> dict[RankingKey, Value]:
    return {
        RankingKey.POINTS: line.points,
        RankingKey.CORRECT: line.correct,
        RankingKey.DURATION: line.duration,
        RankingKey.FINISHED_AT: line.finished_at,
        RankingKey.ATTEMPT_COUNT: line.attempts,
    }
