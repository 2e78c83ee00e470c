"""Orders of equals whom the rules could not part: drawn by lot (*bốc thăm*), or put by judges.

A lot can be worked out again by anybody from its seed; judges give their reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Draw:
    """An order of the equals of a rank, and the prizes then at stake between them.

    ``attempts`` are public references, ``group`` the categories that the prizes are for;
    ``overall`` prizes are those over several rounds. It is drawn from a ``seed``, or it is the
    order of ``attempts`` itself where judges have put them in order for a ``reason``: exactly one
    of the two is there.
    """

    rank: int
    group: tuple[str, ...]
    levels: tuple[str, ...]
    seed: bytes | None
    attempts: tuple[str, ...]
    drawn_at: int = 0
    overall: bool = False
    reason: str | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """The attempts in the order that was drawn or decided, best first."""
        return self.attempts if self.seed is None else drawn_order(self.seed, self.attempts)

    def document(self) -> dict[str, object]:
        """Return the order as it is stored with a publication and hashed."""
        over_rounds = {"overall": True} if self.overall else {}
        by_whom = {"reason": self.reason} if self.seed is None else {"seed": self.seed.hex()}
        return {
            **over_rounds,
            **by_whom,
            "rank": self.rank,
            "group": list(self.group),
            "levels": list(self.levels),
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
