"""The list of contests, one contest with its rounds, its texts, and its announcement."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.draw import DrawItem
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import Contest, Round
from quiz.services import contests, round_edits, seals
from quiz.services.access import contest_for, require
from quiz.services.contest_findings import ContestProblem
from quiz.services.contest_outline import outline_of
from quiz.services.contest_remarks import remarks
from quiz.services.progress import progress
from quiz.services.refusal import NotYours
from quiz.services.rules_library import presets
from quiz.services.units import kinds_on
from quiz.web.annex import annex_of
from quiz.web.organizer import bp
from quiz.web.organizer.contests.cards import stored_card
from quiz.web.organizer.contests.forms import TextsForm
from quiz.web.organizer.contests.pages import ContestPage, ContestsPage, TextsPage
from quiz.web.organizer.views import today, today_of
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

_WRITE = Permission.CONTEST_ROUND_WRITE
TEXTS = ("title", "summary", "regulation")


@bp.get("/cuoc-thi", endpoint="contests")
def list_contests() -> ResponseReturnValue:
    """List every contest in reach."""
    require(actor(), Permission.CONTEST_ROUND_READ)
    content = ContestsPage(contests=today(), may_make=actor().may_anywhere(_WRITE))
    return page("organizer/contests/list.html", content)


@bp.get("/cuoc-thi/<slug>")
def contest(slug: str) -> ResponseReturnValue:
    """Show a contest with its rounds."""
    return page("organizer/contests/contest.html", _shown(slug))


@bp.get("/cuoc-thi/<slug>/phu-luc")
def annex(slug: str) -> ResponseReturnValue:
    """Show the rules of every round in the words of a regulation, also before the announcement."""
    found = contest_for(session(), actor(), Permission.CONTEST_ROUND_READ, slug)
    content = annex_of(found, contests.rounds_of(session(), found))
    return page("organizer/contests/annex.html", content)


def _shown(slug: str, faults: tuple[str, ...] = ()) -> ContestPage:
    found = contest_for(session(), actor(), Permission.CONTEST_ROUND_READ, slug)
    (line,) = progress(session(), actor=actor(), now=now(), slug=slug)
    standing = {of.number: of for of in line.rounds}
    versions = round_edits.pinned_versions(session(), found)
    sealed = seals.lines_of(session(), found)
    stored = contests.rounds_of(session(), found)
    ahead = [of for of in stored if of.opens_at > now()]
    kinds = kinds_on(session(), found.tree_id, found.tree_day) if ahead else None
    noted = remarks(outline_of(found, stored, _items, kinds)) if ahead else ()
    alike = {of.id: like for like in reversed(stored) for of in stored if _same_rules(like, of)}
    return ContestPage(
        slug=slug,
        title=local(found.title),
        summary=local(found.summary),
        organizer=local(found.organizer),
        is_practice=found.is_practice,
        announced_at=found.announced_at,
        rounds=tuple(
            stored_card(
                of,
                versions[of.id],
                standing[of.number],
                is_sealed=of.number in sealed,
                like=alike[of.id] if alike[of.id] is not of else None,
            )
            for of in stored
        ),
        remarks=tuple(remark.sentence(language()) for remark in noted),
        may_write=_may_write(slug),
        faults=faults,
        seals=sealed,
        unsealed=tuple(of for of in today_of(line).rounds if of.lacks_seal),
        may_seal=actor().may_anywhere(Permission.CONTEST_BANK_SEAL),
        preset=_preset_title(found),
        next_round=next((of.number for of in ahead if of.kind == RoundKind.OFFICIAL), None),
    )


def _preset_title(contest: Contest) -> str | None:
    preset = presets().get(contest.preset or "")
    return local(preset.title.model_dump()) if preset else None


def _same_rules(one: Round, other: Round) -> bool:
    """Whether two rounds are of one kind, under the same rules, from the same questions."""
    return (one.kind, one.rules_digest, one.bank_version_id) == (
        other.kind,
        other.rules_digest,
        other.bank_version_id,
    )


def _items(version_id: int) -> Sequence[DrawItem]:
    return catalogue().version(session(), version_id).draw_items


@bp.post("/cuoc-thi/<slug>/cong-khai")
def announce_contest(slug: str) -> ResponseReturnValue:
    """Show a contest to the public, or say what it lacks."""
    try:
        with transaction(session()):
            found = contest_for(session(), actor(), _WRITE, slug)
            contests.announce(session(), actor=actor(), now=now(), contest=found)
    except ContestProblem as problem:
        faults = tuple(finding.sentence(language()) for finding in problem.findings)
        return page("organizer/contests/contest.html", _shown(slug, faults), status=422)
    tell(gettext("Đã công khai cuộc thi."))
    return redirect(url_for("organizer.contest", slug=slug), code=303)


@bp.route("/cuoc-thi/<slug>/noi-dung", methods=["GET", "POST"])
def edit_texts(slug: str) -> ResponseReturnValue:
    """Correct title, summary and regulation."""
    found = contest_for(session(), actor(), _WRITE, slug)
    form = TextsForm(data=_texts(found)) if request.method == "GET" else TextsForm()
    content = TextsPage(form=form, slug=slug, title=local(found.title))
    if request.method == "GET":
        return page("organizer/contests/texts.html", content)
    if not form.validate():
        return page("organizer/contests/texts.html", content, status=422)
    with transaction(session()):
        found = contest_for(session(), actor(), _WRITE, slug)
        contests.edit_texts(
            session(),
            actor=actor(),
            now=now(),
            contest=found,
            title=in_languages(form.title_vi.data, form.title_en.data),
            summary=in_languages(form.summary_vi.data, form.summary_en.data),
            regulation=in_languages(form.regulation_vi.data, form.regulation_en.data),
        )
    catalogue().forget()
    tell(gettext("Đã lưu tên, giới thiệu và thể lệ của cuộc thi."))
    return redirect(url_for("organizer.contest", slug=slug), code=303)


def in_languages(vi: str | None, en: str | None) -> dict[str, str]:
    """Return a text as it is stored: Vietnamese always, English where given."""
    return {"vi": vi or ""} | ({"en": en} if en else {})


def _texts(found: Contest) -> dict[str, str]:
    return {
        f"{name}_{language}": getattr(found, name).get(language, "")
        for name in TEXTS
        for language in ("vi", "en")
    }


def _may_write(slug: str) -> bool:
    try:
        contest_for(session(), actor(), _WRITE, slug)
    except NotYours:
        return False
    return True
