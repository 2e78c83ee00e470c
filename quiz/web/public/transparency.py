"""Transparency (*Minh bạch*): the seals of a contest, closed before its results and open after."""

import json

from flask import Response
from flask.typing import ResponseReturnValue

from question_bank.seal import as_document
from quiz.domain.rules import RoundKind
from quiz.services import contest_lists, seals
from quiz.web.public import bp
from quiz.web.public.result_pages import SealedRound, TransparencyPage
from quiz.web.request import local, now, page, session


@bp.get("/minh-bach/<slug>")
def transparency(slug: str) -> ResponseReturnValue:
    """Show what was promised about each ranked round, and what came of it."""
    shown = contest_lists.announced_contest(session(), slug, now())
    found = seals.public_seals(session(), slug)
    titles = seals.opened_banks(session(), slug)
    content = TransparencyPage(
        slug=slug,
        contest_title=local(shown.title),
        rounds=tuple(
            SealedRound(
                number=line.number,
                title=local(line.title),
                state=line.state,
                opens_at=line.opens_at,
                closes_at=line.closes_at,
                publication=line.publication,
                seal=found.get(line.number),
                bank_title=titles.get(line.number, ""),
            )
            for line in shown.rounds
            if line.kind is RoundKind.OFFICIAL
        ),
    )
    return page("public/transparency.html", content)


@bp.get("/minh-bach/<slug>/<int:number>/seal.json")
def seal(slug: str, number: int) -> ResponseReturnValue:
    """Hand out the seal of a round as a file for ``python -m question_bank verify-seal``."""
    document = as_document(seals.public_seal(session(), slug, number))
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="seal-{slug}-{number}.json"'
    return response
