"""The reference: a small application that takes a round in nine requests, and does nothing else.

It stands for what Flask, SQLAlchemy Core and a durable database ask for by themselves: one indexed
read of session and account per request, a CSRF token that is checked, round content compiled once
per process, one statement per thing that has to be stored, one commit per write. It speaks one
language, keeps no hash chain, checks no role and audits nothing.

Written once and then left alone: improving it would move the goal, not the product.
"""

import hmac
import os
import random
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, abort, g, jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from bench.reference_engine import reference_engine
from bench.reference_tables import (
    CONTENT_BY_ID,
    CONTENT_BY_SLUG,
    PAPER,
    PARTICIPATION,
    SIGNED_IN,
    START,
    Statements,
)

ITEMS = 20
LIMIT_MS = 20 * 60_000
POINTS_PER_ITEM = 500
LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Item:
    """One question: its text ready for a page, and which option is right."""

    stem: Markup
    options: tuple[Markup, ...]
    right: int


@dataclass(frozen=True)
class Round:
    """A round as compiled by one process."""

    id: int
    contest: str
    title: str
    items: tuple[Item, ...]


def create_app() -> Flask:
    """Return the reference on the database that ``REFERENCE_DATABASE_URL`` names."""
    app = Flask("bench.reference", template_folder="templates", static_folder=None)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config.update(
        SECRET_KEY=os.environ["REFERENCE_SECRET_KEY"],
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=1024 * 1024,
    )
    pages = Pages(os.environ["REFERENCE_DATABASE_URL"])
    app.before_request(pages.sign_in)
    app.after_request(protect)
    app.teardown_request(pages.give_back)
    app.get("/cuoc-thi/<slug>/dot/1")(pages.round_page)
    app.post("/cuoc-thi/<slug>/dot/1/bat-dau")(pages.start)
    app.get("/bai-thi/<ref>")(pages.paper)
    app.post("/api/v1/attempts/<ref>/save")(pages.save)
    app.post("/bai-thi/<ref>/nop")(pages.submit)
    app.get("/bai-thi/<ref>/ket-qua")(pages.result)
    return app


def protect(response: Response) -> Response:
    """Put the headers on an answer that any such application would."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class Pages:
    """The requests of an attempt, and what this process keeps between them."""

    def __init__(self, url: str) -> None:
        """Use the database at ``url``, as durable as the product's."""
        self._engine = reference_engine(url)
        self._statements = Statements(self._engine.dialect.name)
        self._rounds: dict[str | int, Round] = {}

    def sign_in(self) -> None:
        """Find out who asks, and refuse a form that is not our own."""
        g.now = time.time_ns() // 1_000_000
        g.connection = self._engine.connect()
        token_hash = sha256(session.get("token", "").encode()).digest()
        signed_in = {"token_hash": token_hash, "now": g.now}
        g.account = g.connection.execute(SIGNED_IN, signed_in).one_or_none() or abort(403)
        if request.method == "POST":
            sent = request.headers.get("X-CSRFToken") or request.form.get("csrf_token", "")
            if not hmac.compare_digest(sent, session.get("csrf_token", "-")):
                abort(400)

    def give_back(self, _fault: BaseException | None) -> None:
        """Return the connection of the request."""
        if "connection" in g:
            g.connection.close()

    def round_page(self, slug: str) -> ResponseReturnValue:
        """Show the round to whoever takes part in it."""
        round_ = self._round(slug)
        mine = {"account": g.account.id, "round": round_.id}
        row = g.connection.execute(PARTICIPATION, mine).one_or_none() or abort(403)
        return render_template("round.html", round=round_, slug=slug, unit=row.unit, number=1)

    def start(self, slug: str) -> ResponseReturnValue:
        """Draw a paper and start an attempt with it."""
        round_, ref = self._round(slug), secrets.token_urlsafe(16)
        new = {
            "ref": ref,
            "account": g.account.id,
            "round": round_.id,
            "number": request.form.get("attempt", type=int),
            "paper": _drawn(round_),
            "started_at": g.now,
            "deadline_at": g.now + LIMIT_MS,
        }
        with self._writing() as connection:
            if not connection.execute(START, new).rowcount:
                abort(403)
        return redirect(f"/bai-thi/{ref}", 303)

    def paper(self, ref: str) -> ResponseReturnValue:
        """Show a paper."""
        row = g.connection.execute(PAPER, _own(ref)).one_or_none() or abort(404)
        round_ = self._round(row.round_id)
        items = _shown(round_, row.paper, row.answers)
        return render_template("paper.html", attempt=row, round=round_, items=items, now=g.now)

    def save(self, ref: str) -> ResponseReturnValue:
        """Store what changed."""
        body = request.get_json()
        change = {str(int(number)): places for number, places in body["answers"].items()}
        seen = {"change": change, "seen": int(body["revision"]), "now": g.now}
        with self._writing() as connection:
            found = connection.execute(self._statements.save, _own(ref) | seen)
            row = found.one_or_none() or abort(409)
            line = {"attempt_id": row.id, "sequence": row.revision, "at": g.now, "change": change}
            connection.execute(self._statements.event, line)
        return jsonify(
            revision=row.revision,
            sequence=row.revision,
            saved_at=g.now,
            now=g.now,
            deadline_at=row.deadline_at,
            answered=len(row.answers),
        )

    def submit(self, ref: str) -> ResponseReturnValue:
        """Finish an attempt with the answers of the form, and score it."""
        fields = request.form.items()
        change = {name[1:]: [int(place)] for name, place in fields if name[1:].isdecimal()}
        ending = _own(ref) | {"change": change, "now": g.now}
        with self._writing() as connection:
            found = connection.execute(self._statements.submit, ending)
            row = found.one_or_none() or abort(409)
            correct = _correct(self._round(row.round_id), row.paper, row.answers)
            points = correct * POINTS_PER_ITEM
            score = {"attempt_id": row.id, "points": points, "correct": correct}
            connection.execute(self._statements.score, score)
            result = {
                "account_id": g.account.id,
                "round_id": row.round_id,
                "attempts": 1,
                "points": points,
                "finished_at": g.now,
            }
            connection.execute(self._statements.result, result)
        return redirect(f"/bai-thi/{ref}/ket-qua", 303)

    def result(self, ref: str) -> ResponseReturnValue:
        """Show what came of an attempt."""
        row = g.connection.execute(PAPER, _own(ref)).one_or_none() or abort(404)
        round_ = self._round(row.round_id)
        return render_template("result.html", attempt=row, round=round_, items=ITEMS)

    def _round(self, key: str | int) -> Round:
        if key not in self._rounds:
            query = CONTENT_BY_SLUG if isinstance(key, str) else CONTENT_BY_ID
            found = g.connection.execute(query, {"slug": key, "id": key})
            row = found.one_or_none() or abort(404)
            self._rounds[key] = _compiled(row.id, row.content)
        return self._rounds[key]

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self._engine.dialect.name == "sqlite":
            g.connection.rollback()
            g.connection.execution_options(writes=True)
        yield g.connection
        g.connection.commit()


def _own(ref: str) -> dict[str, Any]:
    return {"own_ref": ref, "own_account": g.account.id}


def _compiled(id_: int, content: dict[str, Any]) -> Round:
    items = tuple(
        Item(escape(item["stem"]), tuple(map(escape, item["options"])), item["right"])
        for item in content["items"]
    )
    return Round(id_, content["contest"], content["title"], items)


def _drawn(round_: Round) -> str:
    """Draw a paper: "17:2031 5:0123" is item 17 with its options in that order, then item 5."""
    slots = []
    for item in random.sample(range(len(round_.items)), ITEMS):
        order = list(range(len(round_.items[item].options)))
        random.shuffle(order)
        slots.append(f"{item}:{''.join(map(str, order))}")
    return " ".join(slots)


def _slots(paper: str) -> Iterator[tuple[int, int, list[int]]]:
    """Give number, item and order of each slot."""
    for number, slot in enumerate(paper.split(" "), start=1):
        item, _, order = slot.partition(":")
        yield number, int(item), [int(option) for option in order]


def _shown(
    round_: Round, paper: str, answers: dict[str, list[int]]
) -> Iterator[tuple[int, Markup, list[tuple[int, str, Markup, bool]]]]:
    """Give number, stem and the options (place, letter, text, whether chosen) of each slot."""
    for number, item, order in _slots(paper):
        chosen = answers.get(str(number), ())
        texts = round_.items[item].options
        options = [
            (place, LETTERS[place], texts[option], place in chosen)
            for place, option in enumerate(order)
        ]
        yield number, round_.items[item].stem, options


def _correct(round_: Round, paper: str, answers: dict[str, list[int]]) -> int:
    return sum(
        answers.get(str(number)) == [order.index(round_.items[item].right)]
        for number, item, order in _slots(paper)
    )
