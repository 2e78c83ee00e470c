"""A result from files in the reader's words, by the same lines as on the judges' pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quiz.domain.overall import OverallResult
from quiz.offline.ranking import Ranked
from quiz.sentences.overall import overall_criteria, overall_headings
from quiz.sentences.prize_rules import overall_prize_rules
from quiz.sentences.rules import criteria
from quiz.sentences.standings import REASONS
from quiz.sentences.unit_rules import kind_name, unit_criteria, unit_gates
from quiz.services.labels import Label
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.results import PersonLine, Results, UnitLine, person_lines
from quiz.services.unit_paths import UnitPath
from quiz.web import result_words as words
from quiz.web.filters import MISSING
from quiz.web.organizer.contests.trial_pages import (
    OverallPart,
    PeopleTable,
    TrialRound,
    TriedPage,
    UnitPart,
    UnitTable,
)
from quiz.web.placing import above_each, explained, tied_ranks
from quiz.web.ranking import unit_headings
from quiz.web.unit_prize_words import unit_prize_lists
from quiz.web.words import gettext

MOST_PEOPLE = 500
MOST_UNRANKED = 100
MOST_BOARDS = 20
MOST_UNITS = 100


def tried_page(of: TrialRound, ranked: Ranked) -> TriedPage:
    """Return what is shown of a result; what is too long for one page is cut, and said to be."""
    results, rules = _results(ranked), ranked.round.rules
    out = [line for line in results.people if line.rank is None]
    reasons = Counter(line.unranked or "" for line in out)
    won = [line for line in results.people if line.prize]
    named = _labels([*won, *words.named_besides(results)], ranked)
    return TriedPage(
        of=of,
        people=results.totals.participants,
        attempts=results.totals.attempts,
        all_correct=results.totals.all_correct_people,
        criteria=criteria(rules, gettext),
        ranked=_ranked([line for line in results.people if line.rank is not None], ranked),
        reasons=tuple((gettext(REASONS[code]), count) for code, count in reasons.most_common()),
        unranked=PeopleTable(
            words.unranked_columns(),
            tuple(
                words.unranked_line(line, _labels([line], ranked), rules)
                for line in out[:MOST_UNRANKED]
            ),
            more=max(0, len(out) - MOST_UNRANKED),
        ),
        awards=words.awards_part(results, won, named, rules, unpublished=(), parts=None),
        special=ranked.result.special,
        overall=_overall(ranked.overall, ranked) if ranked.overall else None,
        units=_units(ranked),
        outside=results.outside if ranked.unit_names else 0,
        digest=ranked.digest,
        rules_digest=ranked.round.digest or rules.digest,
        unread=ranked.unread,
    )


def _results(ranked: Ranked) -> Results:
    found = ranked.result
    ids: defaultdict[str, int] = defaultdict(int)  # none of the attempts is stored
    return Results(
        totals=found.standings.totals,
        people=tuple(person_lines(found, ids)),
        units=found.units,
        awards=found.awards,
        unit_awards=found.unit_awards,
        lots=found.lots,
        special=found.special,
        overall=ranked.overall,
        outside=found.outside,
        digest=ranked.digest,
    )


def _ranked(lines: Sequence[PersonLine], ranked: Ranked) -> PeopleTable:
    rules, shown = ranked.round.rules, lines[:MOST_PEOPLE]
    labels, above, shared = _labels(shown, ranked), above_each(lines), tied_ranks(lines)

    def why(line: PersonLine) -> str:
        rank = line.rank or 0
        return explained(line, above[rank], rules, is_tied=rank in shared)

    return PeopleTable(
        words.person_columns(rules),
        tuple(words.person_line(line, labels, rules, why(line)) for line in shown),
        more=len(lines) - len(shown),
    )


def _overall(found: OverallResult, ranked: Ranked) -> OverallPart | None:
    rules = ranked.round.rules.overall
    if rules is None:
        return None
    lines = overall_lines(found)
    shown = lines[:MOST_PEOPLE]
    named = _labels(words.named_in_overall(found), ranked)
    return OverallPart(
        criteria=overall_criteria(rules, ranked.round.number, gettext),
        ranked=PeopleTable(
            (gettext("Số đợt dự thi"), *overall_headings(rules, gettext)),
            words.overall_people(shown, _labels(shown, ranked), lines),
            more=len(lines) - len(shown),
        ),
        awards=words.overall_awards(
            found,
            named,
            rules.prizes,
            rules=overall_prize_rules(rules, ranked.round.number, gettext),
            unpublished=(),
            parts=None,
        ),
    )


def _units(ranked: Ranked) -> UnitPart:
    rules = ranked.round.rules
    boards = _boards(ranked)
    return UnitPart(
        order=unit_criteria(rules.units, gettext) if rules.units else (),
        gates=unit_gates(rules.units, gettext) if rules.units else (),
        columns=unit_headings(rules),
        tables=tuple(
            _table(title, caption, lines, ranked) for title, caption, lines in boards[:MOST_BOARDS]
        ),
        more=max(0, len(boards) - MOST_BOARDS),
        prizes=unit_prize_lists(ranked.result.unit_awards, rules, ranked.unit_names),
    )


def _boards(ranked: Ranked) -> list[tuple[str, str, Sequence[UnitLine]]]:
    """Return title, caption and lines of every board on which somebody stands, the top first."""
    names, kinds = ranked.unit_names, ranked.unit_kinds
    lines = [line for line in ranked.result.units if line.parent_id or ranked.by_kind]
    together: defaultdict[int | str, list[UnitLine]] = defaultdict(list)
    for line in lines:
        together[kinds[line.unit_id] if ranked.by_kind else line.parent_id or 0].append(line)
    parents = {line.unit_id: line.parent_id for line in ranked.result.units}

    def depth(lines: Sequence[UnitLine]) -> int:
        unit, steps = lines[0].parent_id, 0
        while unit is not None:
            unit, steps = parents.get(unit), steps + 1
        return steps

    def title(key: int | str) -> str:
        return names[key] if isinstance(key, int) else kind_name(key, gettext).capitalize()

    caption = gettext("Xếp hạng các đơn vị cùng loại") if ranked.by_kind else None
    found = sorted(together.items(), key=lambda board: depth(board[1]))
    return [
        (
            title(key),
            caption or gettext("Các đơn vị thuộc %(unit)s", unit=title(key)),
            lines,
        )
        for key, lines in found
        if any(line.people for line in lines)
    ]


def _table(title: str, caption: str, lines: Sequence[UnitLine], ranked: Ranked) -> UnitTable:
    rules, taken = ranked.round.rules, [line for line in lines if line.people]
    return UnitTable(
        title=title,
        caption=caption,
        units=tuple(
            words.unit_line(line, _path(line.unit_id, ranked), rules, has_children=False)
            for line in taken[:MOST_UNITS]
        ),
        more=max(0, len(taken) - MOST_UNITS),
        idle=len(lines) - len(taken),
    )


def _path(unit: int, ranked: Ranked) -> UnitPath:
    name = ranked.unit_names[unit]
    return UnitPath(ranked.unit_codes[unit], name, name)


def _labels(lines: Iterable[PersonLine | OverallLine], ranked: Ranked) -> Mapping[int, Label]:
    """Name people as their file does, or by their codes; units likewise."""
    found = {}
    for line in lines:
        code = ranked.people[line.participation_id]
        unit = ranked.unit_names.get(line.unit_id) or ranked.unit_codes.get(line.unit_id, MISSING)
        found[line.participation_id] = Label(ranked.names.get(code) or code, unit)
    return found
