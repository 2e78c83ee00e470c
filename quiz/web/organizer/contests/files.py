"""Making or changing a contest by its file: every fault at once, or a preview, then the word."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.import_room.errands import DocumentErrand
from quiz.import_room.unpacking import values_in
from quiz.models import Contest, StagedFile
from quiz.sentences import status_of
from quiz.services import contests, staged_files
from quiz.services.access import contest_for, require
from quiz.services.contest_documents import (
    LARGEST_DOCUMENT,
    ContestDocument,
    contest_of,
    example_contest,
    with_lines,
)
from quiz.services.contest_findings import AnyFinding
from quiz.services.contest_plans import unknown_names
from quiz.services.refusal import NotYours, Refusal
from quiz.web.filters import local_time
from quiz.web.organizer import bp
from quiz.web.organizer.contests.cards import planned_card
from quiz.web.organizer.contests.forms import ConfirmForm, FileForm
from quiz.web.organizer.contests.pages import ContestPreview, FilePage
from quiz.web.organizer.pages import FindingLine
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.uploads import read_in_room, takes_file
from quiz.web.words import gettext

PURPOSE = "contest"
_WRITE = Permission.CONTEST_ROUND_WRITE


@bp.get("/cuoc-thi/nap")
def choose_contest() -> ResponseReturnValue:
    """Ask for the file of a contest."""
    require(actor(), _WRITE)
    return page("organizer/contests/load.html", FilePage(FileForm()))


@bp.get("/cuoc-thi/mau.yaml")
def contest_example() -> ResponseReturnValue:
    """Hand out a whole contest to start from."""
    require(actor(), _WRITE)
    text = example_contest(local_time(now()).date())
    response = Response(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mau-cuoc-thi.yaml"'
    return response


@bp.post("/cuoc-thi/nap")
@takes_file(1)
def upload_contest() -> ResponseReturnValue:
    """Read a file: every fault at once, or on to the preview."""
    require(actor(), _WRITE)
    form = FileForm()
    if not form.validate_on_submit():
        return page("organizer/contests/load.html", FilePage(form), status=422)
    filename = form.file.data.filename or ""
    try:
        data = read_in_room(DocumentErrand(LARGEST_DOCUMENT), form.file.data)
        document, findings = _read(data)
    except Refusal as refusal:
        form.refuse(refusal)
        return page("organizer/contests/load.html", FilePage(form), status_of(refusal))
    if document is None:
        content = FilePage(form, filename, _lines(findings))
        return page("organizer/contests/load.html", content, status=422)
    with transaction(session()):
        ref = staged_files.stage(
            session(), actor=actor(), now=now(), purpose=PURPOSE, filename=filename, data=data
        )
    return redirect(url_for("organizer.preview_contest", ref=ref), code=303)


@bp.get("/cuoc-thi/nap/<ref>")
def preview_contest(ref: str) -> ResponseReturnValue:
    """Show the contest that a file describes."""
    staged = _staged(ref)
    document, findings = _read(staged.data)
    if document is None:
        content = FilePage(FileForm(), staged.filename, _lines(findings))
        return page("organizer/contests/load.html", content, status=422)
    return page("organizer/contests/preview.html", _preview(staged, document))


@bp.post("/cuoc-thi/nap/<ref>")
def load_contest(ref: str) -> ResponseReturnValue:
    """Store the contest; what became wrong since the preview is said instead."""
    staged = _staged(ref)
    document, findings = _read(staged.data)
    if document is None:
        content = FilePage(FileForm(), staged.filename, _lines(findings))
        return page("organizer/contests/load.html", content, status=422)
    with transaction(session()):
        contest = _stored(document)
        is_new = contest is None
        if contest is None:
            contests.create(session(), actor=actor(), now=now(), document=document)
        else:
            contests.replace(
                session(), actor=actor(), now=now(), contest=contest, document=document
            )
    catalogue().forget()
    tell(gettext("Đã tạo cuộc thi.") if is_new else gettext("Đã cập nhật cuộc thi từ tệp."))
    return redirect(url_for("organizer.contest", slug=document.slug), code=303)


def _staged(ref: str) -> StagedFile:
    require(actor(), _WRITE)
    return staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)


def _stored(document: ContestDocument) -> Contest | None:
    """Return the contest of this slug if it is in reach; the service refuses somebody else's."""
    try:
        return contest_for(session(), actor(), _WRITE, document.slug)
    except NotYours:
        return None


def _read(data: bytes) -> tuple[ContestDocument | None, tuple[AnyFinding, ...]]:
    """Return a document that can be stored, or everything that keeps it from it.

    ``data`` is what the import room made of its file.
    """
    values = values_in(data)
    reading = contest_of(values)
    if reading.document is None:
        unknown = tuple(unknown_names(session(), actor=actor(), values=values))
        return None, (*reading.findings, *with_lines(unknown, reading.lines))
    findings = contests.check(
        session(),
        actor=actor(),
        now=now(),
        document=reading.document,
        contest=_stored(reading.document),
    )
    return (None if findings else reading.document), with_lines(findings, reading.lines)


def _lines(findings: tuple[AnyFinding, ...]) -> tuple[FindingLine, ...]:
    words = language()
    return tuple(FindingLine(found.where(words), found.sentence(words)) for found in findings)


def _preview(staged: StagedFile, document: ContestDocument) -> ContestPreview:
    return ContestPreview(
        form=ConfirmForm(),
        ref=staged.ref,
        filename=staged.filename,
        slug=document.slug,
        title=local(document.title.model_dump(exclude_none=True)),
        summary=local(document.summary.model_dump(exclude_none=True)),
        organizer=local(document.organizer.model_dump(exclude_none=True)),
        tree=document.tree,
        owner=document.owner_unit,
        is_practice=document.is_practice,
        replaces=_stored(document) is not None,
        rounds=tuple(planned_card(document, part) for part in document.rounds),
    )
