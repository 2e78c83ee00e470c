"""What a publication keeps of its prizes beside the winners: ties, lots, prizes that nobody has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from quiz.domain.lots import Draw
from quiz.domain.prizes import OpenTie, Seat, SpecialPrize
from quiz.domain.rules import UnitKey
from quiz.domain.unit_prizes import UnitAwards, UnitPlace, UnitTie
from quiz.services.overall import overall_lines
from quiz.services.results import Results, keys_document

NAMED = 50
"""How many of a draw's attempts a publication names; a bad regulation can leave thousands."""


@dataclass(frozen=True, slots=True)
class PublishedLot:
    """An order of equals as a publication tells of it: ``order`` names the first of ``people``.

    All of them stand with the order itself, and in the digest of the publication. It was drawn from
    a ``seed``, or put by judges for a ``reason``.
    """

    rank: int
    group: tuple[str, ...]
    levels: tuple[str, ...]
    seed: bytes | None
    reason: str | None
    drawn_at: int
    overall: bool
    order: tuple[str, ...]
    people: int


def awards_document(results: Results) -> dict[str, Any]:
    """Return what is stored."""
    awards = results.awards
    return {
        "ties": [_tie(tie.summary) for tie in awards.unresolved],
        "left_over": _seats(awards.left_over),
        "waiting": _seats(awards.waiting),
        "cut": _seats(awards.cut),
        "lots": [_lot(draw) for draw in (*results.lots, *_lots_over_rounds(results))],
        "special": [prize.document() for prize in results.special],
        "units": [_unit_list(of_list) for of_list in results.unit_awards],
    } | _overall(results)


def overall_documents(results: Results) -> Iterator[dict[str, Any]]:
    """Yield the lines of the ranking over several rounds, by column."""
    for line in overall_lines(results.overall) if results.overall else ():
        columns = asdict(line)
        yield columns | {"values": keys_document(columns.pop("keys"))}


def ties_in(document: Mapping[str, Any]) -> tuple[OpenTie, ...]:
    """Read the ties that were left open."""
    return tuple(
        OpenTie(tie["rank"], tie["people"], tuple(tie["levels"]), tuple(tie["group"]))
        for tie in document["ties"]
    )


def lots_in(document: Mapping[str, Any] | None) -> tuple[PublishedLot, ...]:
    """Read the orders of equals, the newest first; those over several rounds last."""
    return tuple(_published(lot) for lot in document["lots"]) if document else ()


def overall_ties_in(document: Mapping[str, Any] | None) -> tuple[OpenTie, ...]:
    """Read the ties that were left open over several rounds."""
    return ties_in(document["overall"]) if document and "overall" in document else ()


def special_in(document: Mapping[str, Any] | None) -> tuple[SpecialPrize, ...]:
    """Read the special prizes, in the order in which they were given."""
    return tuple(SpecialPrize(**prize) for prize in document["special"]) if document else ()


def unit_awards_in(document: Mapping[str, Any] | None) -> tuple[UnitAwards, ...]:
    """Read what became of each list of prizes for units; of the ranked only those with a prize."""
    return tuple(_read_list(one) for one in (document or {}).get("units", ()))


def _read_list(one: Mapping[str, Any]) -> UnitAwards:
    return UnitAwards(
        title=one["title"],
        ranked=tuple(
            UnitPlace(
                unit, rank, tuple((UnitKey(key), Fraction(value)) for key, value in values), level
            )
            for unit, rank, values, level in one["winners"]
        ),
        ties=tuple(
            UnitTie(tie["rank"], tuple(tie["units"]), tuple(tie["levels"])) for tie in one["ties"]
        ),
        left_over=tuple(one["left_over"]),
        waits=one["waits"],
    )


def _lots_over_rounds(results: Results) -> Sequence[Draw]:
    return results.overall.lots if results.overall else ()


def _overall(results: Results) -> dict[str, Any]:
    if results.overall is None:
        return {}
    awards = results.overall.awards
    return {
        "overall": {
            "ties": [_tie(tie.summary) for tie in awards.unresolved],
            "left_over": _seats(awards.left_over),
            "waiting": _seats(awards.waiting),
            "cut": _seats(awards.cut),
        }
    }


def _unit_list(of_list: UnitAwards) -> dict[str, Any]:
    return {
        "title": of_list.title,
        "winners": [
            [place.unit, place.rank, keys_document(place.values), place.level]
            for place in of_list.winners
        ],
        "ties": [
            {"rank": tie.rank, "units": list(tie.units), "levels": list(tie.levels)}
            for tie in of_list.ties
        ],
        "left_over": list(of_list.left_over),
        "waits": of_list.waits,
    }


def _tie(tie: OpenTie) -> dict[str, Any]:
    return {
        "rank": tie.rank,
        "people": tie.people,
        "levels": list(tie.levels),
        "group": list(tie.group),
    }


def _seats(seats: Iterable[Seat]) -> list[list[Any]]:
    return [[seat.level, list(seat.group)] for seat in seats]


def _lot(draw: Draw) -> dict[str, Any]:
    order = list(draw.order)
    return draw.document() | {"order": order[:NAMED], "people": len(order)}


def _published(lot: Mapping[str, Any]) -> PublishedLot:
    return PublishedLot(
        rank=lot["rank"],
        group=tuple(lot["group"]),
        levels=tuple(lot["levels"]),
        seed=bytes.fromhex(lot["seed"]) if "seed" in lot else None,
        reason=lot.get("reason"),
        drawn_at=lot["drawn_at"],
        overall=lot.get("overall", False),
        order=tuple(lot["order"]),
        people=lot.get("people", len(lot["order"])),
    )
