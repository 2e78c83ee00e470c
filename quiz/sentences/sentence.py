"""A sentence of the product in Vietnamese, with the HTTP status of the refusal that it explains."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is the message id of the catalogues; it may hold ``%(name)s`` places."""

    status: int
    text: str


def N_(text: str) -> str:  # noqa: N802 - the name that extractors of messages look for
    """Mark ``text`` for translation without translating it here."""
    return text
