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

from bench.reference_tables import (
    CONTENT_BY_ID,
    CONTENT_BY_SLUG,
    PAPER,
    PARTICIPATION,
    SIGNED_IN,
    START,
    Statements,
)
from quiz.database import engine_options, prepare

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
    url = os.environ["REFERENCE_DATABASE_URL"]
    engine = sa.create_engine(url, **engine_options(url))
    prepare(engine)
    app = Flask("bench.reference", template_folder="templates", static_folder=None)
    app.config.update(
        SECRET_KEY=os.environ["REFERENCE_SECRET_KEY"],
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=1024 * 1024,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    statements = Statements(engine.dialect.name)
    rounds: dict[str | int, Round] = {}

    @app.before_request
    def sign_in() -> None:
        g.now = time.time_ns() // 1_000_000
        g.connection = engine.connect()
        token_hash = sha256(session.get("token", "").encode()).digest()
        signed_in = {"token_hash": token_hash, "now": g.now}
        g.account = g.connection.execute(SIGNED_IN, signed_in).one_or_none()
        if g.account is None:
            abort(403)
        if request.method == "POST":
            sent = request.headers.get("X-CSRFToken") or request.form.get("csrf_token", "")
            if not hmac.compare_digest(sent, session.get("csrf_token", "-")):
                abort(400)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @app.teardown_request
    def give_back(_fault: BaseException | None) -> None:
        if "connection" in g:
            g.connection.close()

    @contextmanager
    def writing() -> Iterator[sa.Connection]:
        if engine.dialect.name == "sqlite":
            g.connection.rollback()
            g.connection.execution_options(writes=True)
        yield g.connection
        g.connection.commit()

    def round_of(key: str | int) -> Round:
        if key not in rounds:
            query = CONTENT_BY_SLUG if isinstance(key, str) else CONTENT_BY_ID
            row = g.connection.execute(query, {"slug": key, "id": key}).one_or_none() or abort(404)
            rounds[key] = _compiled(row.id, row.content)
        return rounds[key]

    def own(ref: str) -> dict[str, Any]:
        return {"own_ref": ref, "own_account": g.account.id}

    @app.get("/cuoc-thi/<slug>/dot/1")
    def round_page(slug: str) -> ResponseReturnValue:
        round_ = round_of(slug)
        mine = {"account": g.account.id, "round": round_.id}
        row = g.connection.execute(PARTICIPATION, mine).one_or_none() or abort(403)
        return render_template("round.html", round=round_, slug=slug, unit=row.unit, number=1)

    @app.post("/cuoc-thi/<slug>/dot/1/bat-dau")
    def start(slug: str) -> ResponseReturnValue:
        round_, ref = round_of(slug), secrets.token_urlsafe(16)
        new = {
            "ref": ref,
            "account": g.account.id,
            "round": round_.id,
            "number": request.form.get("attempt", type=int),
            "paper": _drawn(round_),
            "started_at": g.now,
            "deadline_at": g.now + LIMIT_MS,
        }
        with writing() as connection:
            connection.execute(START, new).rowcount or abort(403)
        return redirect(f"/bai-thi/{ref}", 303)

    @app.get("/bai-thi/<ref>")
    def paper(ref: str) -> ResponseReturnValue:
        row = g.connection.execute(PAPER, own(ref)).one_or_none() or abort(404)
        round_ = round_of(row.round_id)
        return render_template(
            "paper.html",
            attempt=row,
            round=round_,
            items=_shown(round_, row.paper, row.answers),
            now=g.now,
        )

    @app.post("/api/v1/attempts/<ref>/save")
    def save(ref: str) -> ResponseReturnValue:
        body = request.get_json()
        change = {str(int(number)): places for number, places in body["answers"].items()}
        seen = {"change": change, "seen": int(body["revision"]), "now": g.now}
        with writing() as connection:
            row = connection.execute(statements.save, own(ref) | seen).one_or_none() or abort(409)
            line = {"attempt_id": row.id, "sequence": row.revision, "at": g.now, "change": change}
            connection.execute(statements.event, line)
        return jsonify(
            revision=row.revision,
            sequence=row.revision,
            saved_at=g.now,
            now=g.now,
            deadline_at=row.deadline_at,
            answered=len(row.answers),
        )

    @app.post("/bai-thi/<ref>/nop")
    def submit(ref: str) -> ResponseReturnValue:
        fields = request.form.items()
        change = {name[1:]: [int(place)] for name, place in fields if name[1:].isdecimal()}
        with writing() as connection:
            row = connection.execute(
                statements.submit, own(ref) | {"change": change, "now": g.now}
            ).one_or_none() or abort(409)
            correct = _correct(round_of(row.round_id), row.paper, row.answers)
            points = correct * POINTS_PER_ITEM
            connection.execute(
                statements.score, {"attempt_id": row.id, "points": points, "correct": correct}
            )
            connection.execute(
                statements.result,
                {
                    "account_id": g.account.id,
                    "round_id": row.round_id,
                    "attempts": 1,
                    "points": points,
                    "finished_at": g.now,
                },
            )
        return redirect(f"/bai-thi/{ref}/ket-qua", 303)

    @app.get("/bai-thi/<ref>/ket-qua")
    def result(ref: str) -> ResponseReturnValue:
        row = g.connection.execute(PAPER, own(ref)).one_or_none() or abort(404)
        return render_template(
            "result.html", attempt=row, round=round_of(row.round_id), items=ITEMS
        )

    return app


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
