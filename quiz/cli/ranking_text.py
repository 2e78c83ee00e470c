"""A result from files, as somebody at the command line reads it."""

from collections.abc import Iterator
from itertools import groupby

from quiz.cli.text_cells import NOTHING, aligned, cell, whole
from quiz.domain.prize_order import Win
from quiz.domain.ranking import Placing
from quiz.domain.result import UnitLine
from quiz.domain.rules import UnitKey
from quiz.offline.ranking import Ranked
from quiz.sentences.prize_rules import prize_note
from quiz.sentences.rules import HEADINGS
from quiz.sentences.standings import REASONS, UNIT_KEYS, UNIT_REASONS, prize_title
from quiz.sentences.unit_rules import kind_name

_Table = list[list[str]]


def text_of(ranked: Ranked, first: int) -> Iterator[str]:
    """Yield the lines of a result: its numbers, and the ``first`` people and units of each list.

    Equals are never parted: as many more are shown as share the last rank.
    """
    yield from _head(ranked)
    yield ""
    yield from _people(ranked, first)
    yield from _unranked(ranked)
    yield from _prizes(ranked)
    yield from _over_rounds(ranked, first)
    yield from _units(ranked, first)
    yield from _unit_prizes(ranked)
    yield f"SHA-256 của kết quả: {ranked.digest}"


def _head(ranked: Ranked) -> Iterator[str]:
    about, totals = ranked.round, ranked.result.standings.totals
    title = f" – {about.title}" if about.title else ""
    yield f"{about.contest}, đợt {about.number}{title}"
    yield (
        f"{whole(totals.participants)} người, {whole(totals.attempts)} lượt, "
        f"{whole(totals.all_correct_people)} người trả lời đúng tất cả. "
        f"SHA-256 của thể lệ: {about.rules.digest}"
    )


def _people(ranked: Ranked, first: int) -> Iterator[str]:
    placings = ranked.result.standings.placings
    if not placings:
        yield "Không có ai được xếp hạng."
        return
    shown = [placing for placing in placings if placing.rank <= first]
    headings = [HEADINGS[key] for key in placings[0].keys]
    table = [["Hạng", "Người dự thi", "Mã lượt thi", "Đơn vị", *headings, "Giải"]]
    table += (_placing(placing, ranked) for placing in shown)
    yield from aligned(table)
    if len(placings) > len(shown):
        yield f"… và {whole(len(placings) - len(shown))} người xếp hạng sau."


def _placing(placing: Placing, ranked: Ranked) -> list[str]:
    entry = placing.entry
    code = ranked.people[entry.person]
    unit = NOTHING if entry.unit is None else ranked.unit_codes[entry.unit]
    prize = ranked.result.awards.levels.get(entry.attempt)
    return [
        f"{placing.rank}{'=' if placing.tied else ''}",
        ranked.names.get(code) or code,
        entry.attempt,
        unit,
        *(cell(key, value) for key, value in placing.values),
        _prize(prize, ranked.result.awards.given_up.get(entry.attempt)),
    ]


def _prize(level: str | None, gave_up: Win | None) -> str:
    if level is None:
        return ""
    note = prize_note(gave_up, None, str)
    return f"{prize_title(level, str)} ({note})" if note else prize_title(level, str)


def _over_rounds(ranked: Ranked, first: int) -> Iterator[str]:
    overall = ranked.overall
    if overall is None or not overall.standings.placings:
        return
    placings = overall.standings.placings
    yield ""
    yield "Xếp hạng chung các đợt"
    headings = [HEADINGS[key] for key in placings[0].keys]
    table = [["Hạng", "Người dự thi", "Số đợt", *headings, "Giải"]]
    for placing in (one for one in placings if one.rank <= first):
        code = ranked.people[placing.entry.person]
        prize = overall.awards.levels.get(placing.entry.attempt)
        table.append(
            [
                f"{placing.rank}{'=' if placing.tied else ''}",
                ranked.names.get(code) or code,
                str(overall.rounds[placing.entry.attempt]),
                *(cell(key, value) for key, value in placing.values),
                prize_title(prize, str) if prize else "",
            ]
        )
    yield from aligned(table)


def _unranked(ranked: Ranked) -> Iterator[str]:
    reasons = sorted(person.reason for person in ranked.result.standings.unranked)
    for reason, group in groupby(reasons):
        yield f"Không xếp hạng: {whole(len(list(group)))} người – {REASONS[reason]}"


def _prizes(ranked: Ranked) -> Iterator[str]:
    awards = ranked.result.awards
    for tie in awards.unresolved:
        levels = ", ".join(prize_title(level, str) for level in dict.fromkeys(tie.levels))
        yield (
            f"Đồng hạng {tie.placings[0].rank}: {whole(len(tie.placings))} người, "
            f"{len(tie.levels)} giải ({levels}); cần Ban Tổ chức quyết định."
        )
    for special in ranked.result.special:
        yield f"{special.title}: {special.recipient}"
    if awards.left_over:
        yield f"Còn {len(awards.left_over)} giải chưa có người nhận."


def _units(ranked: Ranked, first: int) -> Iterator[str]:
    lines = ranked.result.units
    if ranked.by_kind:
        lines = tuple(sorted(lines, key=lambda line: ranked.unit_kinds[line.unit_id]))
    for group, rows in groupby(lines, key=lambda line: _group(line, ranked)):
        placed = [line for line in rows if line.rank is not None and line.rank <= first]
        if not placed:
            continue
        yield ""
        yield group
        headings = [UNIT_KEYS[UnitKey(key)] for key, _ in placed[0].values]
        table = [["Hạng", "Mã đơn vị", "Đơn vị", "Người", "Lượt", "Tổng số", *headings]]
        table += (_unit(line, ranked) for line in placed)
        yield from aligned(table)
    reasons = sorted(line.excluded for line in lines if line.excluded)
    if reasons:
        yield ""
    for reason, same in groupby(reasons):
        yield f"Không xếp hạng: {whole(len(list(same)))} đơn vị – {UNIT_REASONS[reason]}"
    if ranked.result.outside and ranked.unit_names:
        yield f"{whole(ranked.result.outside)} người không thuộc đơn vị nào trong cây."


def _unit_prizes(ranked: Ranked) -> Iterator[str]:
    """Yield each list of prizes for units: who has one, which are open."""
    for awards in ranked.result.unit_awards:
        yield ""
        yield f"Giải tập thể: {awards.title}" if awards.title else "Giải tập thể"
        if awards.waits:
            yield "Chưa trao: còn tùy thuộc người đồng hạng ở giải cá nhân."
        for place in awards.winners:
            figures = ", ".join(
                f"{UNIT_KEYS[key]}: {cell(key, value)}" for key, value in place.values
            )
            prize, name = prize_title(place.level or "", str), ranked.unit_names[place.unit]
            yield f"{prize}: {ranked.unit_codes[place.unit]} {name} ({figures})"
        for tie in awards.ties:
            levels = ", ".join(prize_title(level, str) for level in dict.fromkeys(tie.levels))
            yield (
                f"Đồng hạng {tie.rank}: {whole(len(tie.units))} đơn vị, {len(tie.levels)} giải "
                f"({levels}); cần Ban Tổ chức quyết định."
            )
        if awards.left_over:
            yield f"Còn {len(awards.left_over)} giải chưa có đơn vị nhận."
    if ranked.result.unit_awards:
        yield ""


def _group(line: UnitLine, ranked: Ranked) -> str:
    if ranked.by_kind:
        return f"Xếp hạng các đơn vị loại “{kind_name(ranked.unit_kinds[line.unit_id], str)}”"
    if line.parent_id is None:
        return "Đơn vị cao nhất"
    return f"Xếp hạng các đơn vị thuộc {ranked.unit_names[line.parent_id]}"


def _unit(line: UnitLine, ranked: Ranked) -> list[str]:
    return [
        str(line.rank),
        ranked.unit_codes[line.unit_id],
        ranked.unit_names[line.unit_id],
        whole(line.people),
        whole(line.attempts),
        NOTHING if line.headcount is None else whole(line.headcount),
        *(cell(key, value) for key, value in line.values),
    ]
