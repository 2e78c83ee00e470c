"""The reason that judges give for a decision: it says something, and it can be read."""

from quiz.services.refusal import FieldRefusal

SHORTEST, LONGEST = 10, 500
"""How many characters a reason has; the database holds them to it."""


def checked_reason(text: str) -> str:
    """Return a reason without the spaces around it (``reason_short``, ``reason_long``)."""
    reason = text.strip()
    if len(reason) < SHORTEST:
        raise FieldRefusal("reason", "reason_short", shortest=SHORTEST)
    if len(reason) > LONGEST:
        raise FieldRefusal("reason", "reason_long", longest=LONGEST)
    return reason
