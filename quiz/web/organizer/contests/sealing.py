"""Sealing a round: what it will fix, and the word to do it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.sentences import sentence_of
from quiz.services import seals
from quiz.services.access import round_for
from quiz.web.organizer import bp
from quiz.web.organizer.contests.pages import SealPage
from quiz.web.request import actor, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/niem-phong")
def ask_seal(slug: str, number: int) -> ResponseReturnValue:
    """Say what sealing a round means before it is done."""
    contest, of = round_for(session(), actor(), Permission.CONTEST_BANK_SEAL, slug, number)
    version = session().get_one(BankVersion, of.bank_version_id)
    obstacle = seals.obstacle_to_sealing(session(), actor(), now(), of, version)
    content = SealPage(
        slug=slug,
        contest_title=local(contest.title),
        number=number,
        title=local(of.title),
        opens_at=of.opens_at,
        bank=session().get_one(BankRecord, version.bank_id).code,
        version=version.number,
        bank_title=version.title,
        obstacle=sentence_of(obstacle, gettext) if obstacle else None,
    )
    return page("organizer/contests/seal.html", content)


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/niem-phong")
def seal_round(slug: str, number: int) -> ResponseReturnValue:
    """Seal a round; its commitment is public from now on."""
    with transaction(session()):
        seals.seal_round(session(), actor=actor(), now=now(), slug=slug, number=number)
    _, of = round_for(session(), actor(), Permission.CONTEST_BANK_SEAL, slug, number)
    tell(gettext("Đã niêm phong “%(round)s”.", round=local(of.title)))
    return redirect(url_for("organizer.contest", slug=slug), code=303)
