"""What the error page shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A refusal or fault in words.

    ``incident`` helps to find it in the server's log; ``form`` is the page on which somebody chose
    a file that was not taken.
    """

    status: int
    sentence: str
    incident: str | None = None
    form: str | None = None
