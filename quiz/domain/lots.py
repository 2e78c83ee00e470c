"""Drawing lots (*bốc thăm*): an order of equals that anybody can work out again from the seed."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Draw:
    """Lots drawn between equals of a rank: the prizes then at stake, the seed, who was in it.

    ``attempts`` are public references, ``group`` the categories that the prizes are for;
    ``overall`` prizes are those over several rounds.
    """

    rank: int
    group: tuple[str, ...]
    levels: tuple[str, ...]
    seed: bytes
    attempts: tuple[str, ...]
    drawn_at: int = 0
    overall: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """The attempts in the order that the seed gives them, best first."""
        return drawn_order(self.seed, self.attempts)

    def document(self) -> dict[str, object]:
        """Return the draw as it is stored with a publication and hashed."""
        over_rounds = {"overall": True} if self.overall else {}
        return over_rounds | {
            "rank": self.rank,
            "group": list(self.group),
            "levels": list(self.levels),
            "seed": self.seed.hex(),
            "order": list(self.order),
            "drawn_at": self.drawn_at,
        }


def drawn_order(seed: bytes, attempts: Iterable[str]) -> tuple[str, ...]:
    """Put attempts, named by their public references, in the order that a seed gives them.

    Each has the SHA-256 of the seed in lower-case hexadecimal, a colon and its reference; the least
    comes first. The order in which they are given does not matter, and who leaves the draw changes
    nothing between the others.
    """
    return tuple(sorted(attempts, key=lambda attempt: lot_of(seed, attempt)))


def lot_of(seed: bytes, attempt: str) -> str:
    """Return the lot of one attempt, in hexadecimal."""
    return sha256(f"{seed.hex()}:{attempt}".encode()).hexdigest()
