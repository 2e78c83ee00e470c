"""The nine requests of one attempt, as a browser sends them; who carries them is left open.

A journey is a generator of ``Ask`` that is sent each ``Answer``: the same one walks over the
network, through Flask's test client, or in step with hundreds of others.
"""

import json
import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

SLUG = "cuoc-thi"
ITEMS = 20
SAVES = 4
_FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(rb'name="csrf[_-]token" (?:value|content)="([^"]+)"')


class CannotMeasure(RuntimeError):
    """Something did not answer as it does in a contest; figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; ``name`` is the line of the table that it is counted under."""

    name: str
    method: str
    path: str
    status: int = 200
    body: bytes = b""
    content_type: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as far as a journey needs it."""

    status: int
    location: str
    body: bytes


Journey = Generator[Ask, Answer, None]


class Carrier(Protocol):
    """Whatever brings a request to an application and the answer back."""

    def carry(self, ask: Ask) -> Answer:
        """Return the answer to ``ask``."""


def attempt(number: int = 1, items: int = ITEMS) -> Journey:
    """Take a round once: look, start, read, save four times, submit, look at the result."""
    place = f"/cuoc-thi/{SLUG}/dot/{number}"
    shown = yield Ask("round page", "GET", place)
    started = yield _form("start", f"{place}/bat-dau", token=_token(shown), attempt=1)
    paper = started.location
    shown = yield Ask("paper", "GET", paper)
    token = _token(shown)
    yield from _saves(f"/api/v1/attempts/{paper.rsplit('/', 1)[1]}/save", token, items)
    answers = {f"a{number}": number % 4 for number in range(1, items + 1)}
    ended = yield _form("submit", f"{paper}/nop", token=token, lease=1, **answers)
    yield Ask("result", "GET", ended.location)


def look_at_board(number: int = 1) -> Journey:
    """Look at the leaderboard of a round."""
    yield Ask("leaderboard", "GET", f"/cuoc-thi/{SLUG}/bang-xep-hang?dot={number}")


def walk(journey: Journey, carrier: Carrier) -> None:
    """Walk a journey to its end; raise ``CannotMeasure`` at the first answer that is wrong."""
    ask: Ask | None = next(journey)
    while ask is not None:
        ask = step(journey, ask, carrier)


def step(journey: Journey, ask: Ask, carrier: Carrier) -> Ask | None:
    """Carry one request; return the next one, None after the last."""
    answer = carrier.carry(ask)
    if answer.status != ask.status:
        text = answer.body[:500].decode(errors="replace")
        raise CannotMeasure(f"{ask.name}: {ask.method} {ask.path}: {answer.status}\n{text}")
    try:
        return journey.send(answer)
    except StopIteration:
        return None


def _saves(address: str, token: str, items: int) -> Journey:
    revision = 0
    for sequence in range(1, SAVES + 1):
        numbers = range(sequence, items + 1, SAVES)
        body = {
            "lease": 1,
            "revision": revision,
            "sequence": sequence,
            "answers": {str(number): [number % 4] for number in numbers},
        }
        sent = json.dumps(body).encode()
        answer = yield Ask("save", "POST", address, 200, sent, "application/json", token)
        revision = json.loads(answer.body)["revision"]


def _form(name: str, path: str, *, token: str, **fields: object) -> Ask:
    body = urlencode({"csrf_token": token, **fields}).encode()
    return Ask(name, "POST", path, 303, body, _FORM)


def _token(page: Answer) -> str:
    found = _TOKEN.search(page.body)
    if found is None:
        raise CannotMeasure("a page without a token")
    return found[1].decode()
