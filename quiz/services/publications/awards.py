"""What a publication keeps of its prizes beside the winners: ties, lots, prizes that nobody has."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quiz.domain.lots import Draw
from quiz.domain.prizes import OpenTie, Seat
from quiz.services.results import Results


def awards_document(results: Results) -> dict[str, Any]:
    """Return what is stored."""
    awards = results.awards
    return {
        "ties": [_tie(tie.summary) for tie in awards.unresolved],
        "left_over": _seats(awards.left_over),
        "waiting": _seats(awards.waiting),
        "cut": _seats(awards.cut),
        "lots": [draw.document() for draw in results.lots],
    }


def ties_in(document: Mapping[str, Any]) -> tuple[OpenTie, ...]:
    """Read the ties that were left open."""
    return tuple(
        OpenTie(tie["rank"], tie["people"], tuple(tie["levels"]), tuple(tie["group"]))
        for tie in document["ties"]
    )


def lots_in(document: Mapping[str, Any] | None) -> tuple[Draw, ...]:
    """Read the lots that were drawn, the newest first."""
    return tuple(_draw(lot) for lot in document["lots"]) if document else ()


def _tie(tie: OpenTie) -> dict[str, Any]:
    return {
        "rank": tie.rank,
        "people": tie.people,
        "levels": list(tie.levels),
        "group": list(tie.group),
    }


def _seats(seats: Iterable[Seat]) -> list[list[Any]]:
    return [[seat.level, list(seat.group)] for seat in seats]


def _draw(lot: Mapping[str, Any]) -> Draw:
    order: Sequence[str] = lot["order"]
    return Draw(
        rank=lot["rank"],
        group=tuple(lot["group"]),
        levels=tuple(lot["levels"]),
        seed=bytes.fromhex(lot["seed"]),
        attempts=tuple(order),
        drawn_at=lot["drawn_at"],
    )
