"""What is measured: a whole attempt under load, each request by itself, and every statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from bench import journey
from bench.client import load
from bench.crowd import Crowd
from bench.journey import Answer, Ask
from bench.processor import Parties, Used, used_by
from bench.server import Server

TICK = 1e-6
"""Seconds; less than anything takes, so that no clock's coarseness divides by nothing."""


@dataclass
class Figures:
    """What was measured of one application on one database, run by run."""

    attempts: list[Used] = field(default_factory=list)
    people: int = 0
    requests: dict[str, list[Used]] = field(default_factory=dict)
    bytes_: dict[str, int] = field(default_factory=dict)

    def attempt_ms(self, part: str) -> float:
        """Return the milliseconds of processor time that one attempt takes of a part."""
        return 1000 * median(float(getattr(used, part)) for used in self.attempts) / self.people

    @property
    def attempts_per_second(self) -> float:
        """Return how many whole attempts pass in a second."""
        return median(self.people / used.passed for used in self.attempts)

    def request_ms(self, name: str) -> float | None:
        """Return the milliseconds that the application and its database take for one request."""
        runs = self.requests.get(name)
        return None if runs is None else 1000 * median(used.server for used in runs)


def ratio(ours: list[Used], theirs: list[Used]) -> float:
    """Return how many times as much was used, run beside run: what disturbs one disturbs both."""
    pairs = zip(ours, theirs, strict=True)
    return median(mine.server / max(other.server, TICK) for mine, other in pairs)


def run(figures: Figures, server: Server, crowd: Crowd, people: int, database: int | None) -> None:
    """Let one lot of people take the round freely, and another in step, request by request."""
    parties = Parties(server.pid, database)
    figures.people = people
    with load(server.port, crowd.take(people), journey.attempt) as freely, used_by(parties) as used:
        freely.walk()
    figures.attempts.append(used)
    in_step: dict[str, list[Used]] = {}
    with load(server.port, crowd.take(people), journey.attempt) as together:
        while (ask := together.coming) is not None:
            before = together.bytes_received
            with used_by(parties) as used:
                together.step()
            in_step.setdefault(ask.name, []).append(used)
            figures.bytes_[ask.name] = (together.bytes_received - before) // people
    for name, parts in in_step.items():
        figures.requests.setdefault(name, []).append(_each(parts, people))


def look_at_board(
    figures: Figures, server: Server, readers: list[str], database: int | None
) -> None:
    """Let everybody look at the leaderboard once."""
    with load(server.port, readers, journey.look_at_board) as together:
        with used_by(Parties(server.pid, database)) as used:
            together.step()
        figures.bytes_["leaderboard"] = together.bytes_received // len(readers)
    figures.requests.setdefault("leaderboard", []).append(_each([used], len(readers)))


def _each(parts: list[Used], people: int) -> Used:
    """Return the mean over people and over requests of one name."""
    count = len(parts) * people
    return Used(
        application=sum(used.application for used in parts) / count,
        database=sum(used.database for used in parts) / count,
        client=sum(used.client for used in parts) / count,
        passed=sum(used.passed for used in parts) / count,
    )


class InProcess:
    """One person's browser without a network, that counts the statements of each request."""

    def __init__(self, app: Flask, engine: sa.Engine, cookie: str) -> None:
        """Carry requests to ``app``, whose statements ``engine`` executes."""
        self._client = app.test_client(use_cookies=False)
        self._engine = engine
        self._cookie = cookie
        self.statements: dict[str, list[str]] = {}

    def carry(self, ask: Ask) -> Answer:
        """Answer a request, and keep what it asked of the database."""
        headers = {"Cookie": self._cookie} | ({"X-CSRFToken": ask.token} if ask.token else {})
        with statements_of(self._engine) as statements:
            response = self._client.open(
                ask.path,
                method=ask.method,
                data=ask.body,
                content_type=ask.content_type or None,
                headers=headers,
            )
        self.statements[ask.name] = statements
        return Answer(response.status_code, response.headers.get("Location", ""), response.data)


@contextmanager
def statements_of(engine: sa.Engine) -> Iterator[list[str]]:
    """Collect the statements that are executed inside."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
