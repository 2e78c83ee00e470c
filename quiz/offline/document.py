"""A result as plain values, for programs: the same files give the same document."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from quiz.domain.overall import OverallResult
from quiz.domain.prizes import Seat
from quiz.domain.ranking import Placing, Unranked
from quiz.domain.result import UnitLine, keys_document, totals_document
from quiz.domain.unit_prizes import UnitAwards
from quiz.offline.ranking import Ranked

SCHEMA = 1


def document_of(ranked: Ranked) -> dict[str, Any]:
    """Return everything that was ranked; points in hundredths, moments in milliseconds.

    ``digest`` is that of the publication of the same result.
    """
    result = ranked.result
    return {
        "schema": SCHEMA,
        "contest": ranked.round.contest,
        "round": ranked.round.number,
        "rules": ranked.round.rules.digest,
        "digest": ranked.digest,
        "totals": totals_document(result.standings.totals),
        "people": [
            *(_placing(placing, ranked) for placing in result.standings.placings),
            *(_unranked(person, ranked) for person in result.standings.unranked),
        ],
        "units": [_unit(line, ranked) for line in result.units],
        "open_ties": [
            {
                "rank": tie.placings[0].rank,
                "attempts": [placing.entry.attempt for placing in tie.placings],
                "prizes": list(tie.levels),
                "categories": list(tie.group),
            }
            for tie in result.awards.unresolved
        ],
        "unit_prizes": [_unit_prizes(awards, ranked) for awards in result.unit_awards],
        "lots": [draw.document() for draw in result.lots],
        "special_prizes": [prize.document() for prize in result.special],
        "over_rounds": None if ranked.overall is None else _over_rounds(ranked.overall, ranked),
        "prizes_left_over": _seats(result.awards.left_over),
        "prizes_waiting": _seats(result.awards.waiting),
        "prizes_cut": _seats(result.awards.cut),
        "people_outside_the_tree": result.outside,
    }


def _placing(placing: Placing, ranked: Ranked) -> dict[str, Any]:
    gave_up = ranked.result.awards.given_up.get(placing.entry.attempt)
    return {
        "rank": placing.rank,
        "unranked": None,
        **_person(placing, ranked),
        "keys": keys_document(placing.values),
        "prize": ranked.result.awards.levels.get(placing.entry.attempt),
        "no_prize": ranked.result.awards.reasons.get(placing.entry.attempt),
        "gave_up": asdict(gave_up) if gave_up else None,
    }


def _unranked(person: Unranked, ranked: Ranked) -> dict[str, Any]:
    return {
        "rank": None,
        "unranked": person.reason.value,
        **_person(person, ranked),
        "keys": [],
        "prize": None,
        "no_prize": None,
        "gave_up": None,
    }


def _over_rounds(overall: OverallResult, ranked: Ranked) -> dict[str, Any]:
    return {
        "people": [
            {
                "rank": placing.rank,
                "person": ranked.people[placing.entry.person],
                "attempt": placing.entry.attempt,
                "rounds": overall.rounds[placing.entry.attempt],
                "keys": keys_document(placing.values),
                "prize": overall.awards.levels.get(placing.entry.attempt),
                "no_prize": overall.awards.reasons.get(placing.entry.attempt),
            }
            for placing in overall.standings.placings
        ],
        "lots": [draw.document() for draw in overall.lots],
        "prizes_left_over": _seats(overall.awards.left_over),
        "prizes_waiting": _seats(overall.awards.waiting),
        "prizes_cut": _seats(overall.awards.cut),
    }


def _unit_prizes(awards: UnitAwards, ranked: Ranked) -> dict[str, Any]:
    codes = ranked.unit_codes
    return {
        "title": awards.title,
        "ranked": [
            {
                "unit": codes[place.unit],
                "rank": place.rank,
                "keys": keys_document(place.values),
                "prize": place.level,
            }
            for place in awards.ranked
        ],
        "open_ties": [
            {
                "rank": tie.rank,
                "units": [codes[unit] for unit in tie.units],
                "prizes": list(tie.levels),
            }
            for tie in awards.ties
        ],
        "prizes_left_over": list(awards.left_over),
        "waits": awards.waits,
    }


def _seats(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    return [{"prize": seat.level, "categories": list(seat.group)} for seat in seats]


def _person(line: Placing | Unranked, ranked: Ranked) -> dict[str, Any]:
    entry = line.entry
    return {
        "person": ranked.people[entry.person],
        "attempt": entry.attempt,
        "unit": None if entry.unit is None else ranked.unit_codes[entry.unit],
        "points": entry.points,
        "correct": entry.correct,
        "attempts": line.attempts,
    }


def _unit(line: UnitLine, ranked: Ranked) -> dict[str, Any]:
    return {
        "unit": ranked.unit_codes[line.unit_id],
        "parent": None if line.parent_id is None else ranked.unit_codes[line.parent_id],
        "rank": line.rank,
        "excluded": line.excluded,
        "people": line.people,
        "attempts": line.attempts,
        "headcount": line.headcount,
        "points": line.points,
        "all_correct": line.all_correct,
        "keys": keys_document(line.values),
        "prizes": [list(prize) for prize in line.prizes],
    }
