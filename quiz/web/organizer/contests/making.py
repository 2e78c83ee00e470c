"""Making a contest by form, and correcting what it is beside its texts and rounds."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.names import slug_of
from quiz.domain.permissions import Permission
from quiz.models import Contest
from quiz.services import contests
from quiz.services.access import contest_for, require
from quiz.services.contest_documents import ContestReading, understand
from quiz.services.contest_findings import ContestFinding, ContestProblem
from quiz.services.contest_freeze import has_begun
from quiz.services.contest_homes import home_of, homes_of
from quiz.services.contest_model import DEFAULT_ZONE
from quiz.web.organizer import bp
from quiz.web.organizer.contests.contest_forms import (
    FIXED,
    ContestForm,
    DetailsForm,
    document_of,
    field_at,
    purposes,
    stored,
    usual_details,
)
from quiz.web.organizer.contests.faults import say
from quiz.web.organizer.contests.pages import DetailsPage, NewContestPage
from quiz.web.organizer.contests.round_forms import preset_titles
from quiz.web.request import actor, catalogue, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

_WRITE = Permission.CONTEST_ROUND_WRITE


@bp.get("/cuoc-thi/tao")
def new_contest() -> ResponseReturnValue:
    """Ask for everything that a contest is apart from its rounds."""
    require(actor(), _WRITE)
    return _ask(_new_form(usual_details(_local_now(DEFAULT_ZONE).date())))


@bp.post("/cuoc-thi/tao")
def make_contest() -> ResponseReturnValue:
    """Store a new contest without rounds; whatever is wrong is said at its field."""
    require(actor(), _WRITE)
    form = _new_form()
    if not form.slug.data:
        form.slug.data = slug_of(form.title_vi.data or "")
    if not form.validate():
        return _ask(form, status=422)
    reading = _understood(form.data, DEFAULT_ZONE, _wording())
    try:
        if reading.document is None:
            raise ContestProblem(_own(reading))
        with transaction(session()):
            contests.create(
                session(),
                actor=actor(),
                now=now(),
                document=reading.document,
                preset=form.preset.data or None,
            )
    except ContestProblem as problem:
        say(form, problem.findings, field_at)
        return _ask(form, status=422)
    return _go_on(form)


@bp.route("/cuoc-thi/<slug>/thong-tin", methods=["GET", "POST"])
def edit_details(slug: str) -> ResponseReturnValue:
    """Correct who holds a contest, where it stands and what it asks of who registers."""
    contest = contest_for(session(), actor(), _WRITE, slug)
    home = home_of(session(), contest.tree_id, contest.owner_unit_id)
    shown = stored(contest, home)
    form = DetailsForm(data=shown) if request.method == "GET" else DetailsForm()
    homes = homes_of(session(), actor())
    form.offer([home, *(other for other in homes if other != home)], contest.headcount_kind)
    if is_fixed := has_begun(session(), contest, now()):
        for name in FIXED:
            del form[name]
    if request.method == "POST" and form.validate() and _changed(form, shown, contest):
        tell(gettext("Đã lưu thông tin cuộc thi."))
        return redirect(url_for("organizer.contest", slug=slug), code=303)
    content = DetailsPage(
        form=form,
        slug=slug,
        title=local(contest_for(session(), actor(), _WRITE, slug).title),
        is_fixed=is_fixed,
        tree=home.tree_name,
        owner=home.unit_name,
        tree_day=shown["tree_day"],
        is_practice=shown["is_practice"],
    )
    status = 200 if request.method == "GET" else 422
    return page("organizer/contests/details.html", content, status)


def _changed(form: DetailsForm, shown: Mapping[str, Any], contest: Contest) -> bool:
    """Store the details as typed over what was shown, or say what keeps them from it."""
    typed = {**shown, **form.data}
    same = purposes(typed) == purposes(shown)
    wording = contest.registration["consent"]["version"] if same else _wording()
    reading = _understood(typed, contest.zone, wording)
    slug = contest.slug
    try:
        if reading.document is None:
            raise ContestProblem(_own(reading))
        with transaction(session()):
            contests.edit_details(
                session(),
                actor=actor(),
                now=now(),
                contest=contest_for(session(), actor(), _WRITE, slug),
                document=reading.document,
            )
    except ContestProblem as problem:
        say(form, problem.findings, field_at)
        return False
    catalogue().forget()
    return True


def _understood(typed: Mapping[str, Any], zone: str, wording: str) -> ContestReading:
    return understand(document_of(typed, zone=zone, consent_version=wording))


def _own(reading: ContestReading) -> tuple[ContestFinding, ...]:
    """Return the findings of a document that never was a file."""
    return tuple(found for found in reading.findings if isinstance(found, ContestFinding))


def _wording() -> str:
    """Name a new wording of what people agree to by the minute in which it was written."""
    return f"{_local_now(DEFAULT_ZONE):%Y-%m-%d %H:%M}"


def _local_now(zone: str) -> datetime:
    return datetime.fromtimestamp(now() / 1000, UTC).astimezone(ZoneInfo(zone))


def _go_on(form: ContestForm) -> ResponseReturnValue:
    """Lead to the first round where its rules have been chosen, or else to the contest."""
    slug, preset = form.slug.data, form.preset.data
    if not preset:
        tell(gettext("Đã tạo cuộc thi."))
        return redirect(url_for("organizer.contest", slug=slug), code=303)
    tell(gettext("Đã tạo cuộc thi. Bây giờ hãy thêm đợt thi đầu tiên."))
    return redirect(url_for("organizer.new_round", slug=slug, tu=preset), code=303)


def _new_form(data: Mapping[str, Any] | None = None) -> ContestForm:
    form = ContestForm(data=data)
    form.offer(homes_of(session(), actor()))
    form.offer_presets(preset_titles())
    return form


def _ask(form: ContestForm, status: int = 200) -> ResponseReturnValue:
    return page("organizer/contests/new.html", NewContestPage(form), status)
