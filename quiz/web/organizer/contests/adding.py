"""Adding a round to a contest, and removing one that has not opened."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.domain.rules import RulesProblem
from quiz.models import Contest, Round
from quiz.services import contests, round_edits
from quiz.services.access import contest_for, round_for
from quiz.services.contest_findings import ContestProblem
from quiz.services.contest_freeze import is_sealed
from quiz.services.progress import progress
from quiz.services.round_proposals import RoundProposal, propose
from quiz.services.rules_library import presets
from quiz.web.organizer import bp
from quiz.web.organizer.contests import round_forms
from quiz.web.organizer.contests.cards import stored_card
from quiz.web.organizer.contests.forms import ConfirmForm, NewRoundForm
from quiz.web.organizer.contests.pages import Beginning, NewRoundPage, RoundQuestion
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

LIKE_LAST = "dot-truoc"
_WRITE = Permission.CONTEST_ROUND_WRITE


@bp.get("/cuoc-thi/<slug>/them-dot")
def new_round(slug: str) -> ResponseReturnValue:
    """Propose the next round in a form; ``?tu=`` chooses what it begins with."""
    contest = contest_for(session(), actor(), _WRITE, slug)
    rounds = contests.rounds_of(session(), contest)
    proposal = _proposal(contest, rounds)
    shown = {
        "number": proposal.number,
        "title_vi": proposal.title["vi"],
        "title_en": proposal.title.get("en", ""),
        **round_forms.typed(
            contest, proposal.opens_at, proposal.closes_at, proposal.version_id, proposal.rules
        ),
    }
    if "attempts.counts" in proposal.asks:
        shown["counts"] = ""  # nothing is chosen until the organizer has decided
    return _ask(NewRoundForm(data=shown), contest, rounds, proposal)


@bp.post("/cuoc-thi/<slug>/them-dot")
def add_round(slug: str) -> ResponseReturnValue:
    """Add the round as typed; whatever is wrong is said at its field."""
    contest = contest_for(session(), actor(), _WRITE, slug)
    rounds = contests.rounds_of(session(), contest)
    proposal = _proposal(contest, rounds)
    form = NewRoundForm()
    round_forms.shape(form, contest, proposal.kind, proposal.rules)
    if form.validate():
        try:
            _store(slug, form, proposal)
        except (ContestProblem, RulesProblem) as problem:
            round_forms.say(form, problem)
        else:
            tell(gettext("Đã thêm “%(round)s”.", round=form.title_vi.data))
            return redirect(url_for("organizer.contest", slug=slug), code=303)
        contest = contest_for(session(), actor(), _WRITE, slug)
        rounds = contests.rounds_of(session(), contest)
    return _ask(form, contest, rounds, proposal, status=422)


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/bo")
def ask_remove_round(slug: str, number: int) -> ResponseReturnValue:
    """Ask whether a round is really to be removed."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    return page("organizer/contests/remove_round.html", question_about(contest, of))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/bo")
def remove_round(slug: str, number: int) -> ResponseReturnValue:
    """Remove a round that has not opened."""
    try:
        with transaction(session()):
            contest, of = round_for(session(), actor(), _WRITE, slug, number)
            title = local(of.title)
            round_edits.remove_round(session(), actor=actor(), now=now(), contest=contest, of=of)
    except ContestProblem as problem:
        faults = tuple(found.sentence(language()) for found in problem.findings)
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
        content = question_about(contest, of, faults)
        return page("organizer/contests/remove_round.html", content, status=422)
    catalogue().forget()
    tell(gettext("Đã bỏ “%(round)s”.", round=title))
    return redirect(url_for("organizer.contest", slug=slug), code=303)


def _proposal(contest: Contest, rounds: Sequence[Round]) -> RoundProposal:
    return propose(rounds, now=now(), zone=contest.zone, preset=_preset(contest, rounds))


def _preset(contest: Contest, rounds: Sequence[Round]) -> str | None:
    """Return the preset that was asked for, or that a contest without rounds begins with."""
    asked = request.args.get("tu", "")
    if asked in presets():
        return asked
    if rounds:
        return None
    if contest.preset in presets():
        return contest.preset
    return "practice" if contest.is_practice else next(iter(presets()))


def _store(slug: str, form: NewRoundForm, proposal: RoundProposal) -> None:
    number: int = form.number.data
    with transaction(session()):
        contest = contest_for(session(), actor(), _WRITE, slug)
        round_edits.add_round(
            session(),
            actor=actor(),
            now=now(),
            contest=contest,
            number=number,
            kind=proposal.kind,
            change=round_forms.change_of(form, contest, proposal.rules),
            preset=proposal.preset,
        )
    catalogue().forget()


def _ask(
    form: NewRoundForm,
    contest: Contest,
    rounds: Sequence[Round],
    proposal: RoundProposal,
    status: int = 200,
) -> ResponseReturnValue:
    if status == 200:
        round_forms.shape(form, contest, proposal.kind, proposal.rules)
    paper = proposal.rules.paper
    content = NewRoundPage(
        form=form,
        slug=contest.slug,
        contest_title=local(contest.title),
        zone=contest.zone,
        kind=proposal.kind,
        beginnings=_beginnings(contest, rounds),
        items=paper.items if paper.blueprint else None,
        prizes=sum(level.count for level in proposal.rules.prizes),
        has_banks=bool(form.version.choices),
    )
    return page("organizer/contests/add_round.html", content, status)


def _beginnings(contest: Contest, rounds: Sequence[Round]) -> tuple[Beginning, ...]:
    chosen = _preset(contest, rounds) or LIKE_LAST
    offered = round_forms.preset_titles()
    if rounds:
        like = gettext("Như “%(title)s”", title=local(rounds[-1].title))
        offered = {LIKE_LAST: like} | offered
    return tuple(Beginning(key, title, key == chosen) for key, title in offered.items())


def question_about(contest: Contest, of: Round, faults: tuple[str, ...] = ()) -> RoundQuestion:
    """Return the question before something that cannot be taken back is done to a round."""
    (line,) = progress(session(), actor=actor(), now=now(), slug=contest.slug)
    standing = {one.number: one for one in line.rounds}
    versions = round_edits.pinned_versions(session(), contest)
    return RoundQuestion(
        form=ConfirmForm(),
        slug=contest.slug,
        contest_title=local(contest.title),
        card=stored_card(
            of, versions[of.id], standing[of.number], is_sealed=is_sealed(session(), of)
        ),
        faults=faults,
    )
