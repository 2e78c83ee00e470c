"""Loading people: a file, all that is wrong with it or a preview, and the word to store it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.documents.table import Table
from quiz.import_room.errands import TableErrand
from quiz.import_room.unpacking import table_in
from quiz.models import Contest, StagedFile
from quiz.sentences import status_of
from quiz.services import people, staged_files
from quiz.services.people import COLUMNS, WRITE, PeoplePlan, Step
from quiz.services.people.fence import refuse_unless_possible
from quiz.services.refusal import Refusal
from quiz.services.table_faults import FaultyTable
from quiz.web.request import actor, now, page, session
from quiz.web.tables import FORMATS, Faults, TableForm, faults_of, template_file
from quiz.web.told import tell
from quiz.web.unit import bp
from quiz.web.unit.branch import branch_of, contest_asked, unit_asked
from quiz.web.unit.pages import LoadLine, LoadPage, PreviewPage
from quiz.web.uploads import read_in_room, takes_file
from quiz.web.words import gettext

PURPOSE = "people"
MOST_SHOWN = 50


@bp.get("/mau-danh-sach.<form>")
def people_template(form: str) -> ResponseReturnValue:
    """Hand out the empty table of people."""
    refuse_unless_possible(actor(), WRITE)
    return template_file(COLUMNS, "mau-danh-sach-nguoi-du-thi", people.SHEET, form)


@bp.get("/<slug>/nguoi/nap")
def choose_people(slug: str) -> ResponseReturnValue:
    """Ask for the file of people."""
    return _ask(contest_asked(slug, WRITE), TableForm())


@bp.post("/<slug>/nguoi/nap")
@takes_file(100)
def upload_people(slug: str) -> ResponseReturnValue:
    """Read a file: every fault at once, or on to the preview."""
    contest, form = contest_asked(slug, WRITE), TableForm()
    if not form.validate_on_submit():
        return _ask(contest, form, status=422)
    filename = form.file.data.filename or ""
    try:
        data = read_in_room(TableErrand(filename, COLUMNS), form.file.data)
        table = table_in(data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _ask(contest, form, status=status_of(refusal))
    try:
        _plan(contest, table)
    except FaultyTable as refused:
        return _ask(contest, form, faults_of(refused, filename), status=422)
    with transaction(session()):
        ref = staged_files.stage(
            session(),
            actor=actor(),
            now=now(),
            purpose=PURPOSE,
            filename=filename,
            data=data,
            options={"contest": slug},
        )
    return redirect(url_for("unit.preview_people", slug=slug, ref=ref), code=303)


@bp.get("/<slug>/nguoi/nap/<ref>")
def preview_people(slug: str, ref: str) -> ResponseReturnValue:
    """Show what a file would do to the people of the contest."""
    contest = contest_asked(slug, WRITE)
    staged = _staged(ref)
    table = table_in(staged.data)
    try:
        plan = _plan(contest, table)
    except FaultyTable as refused:  # the list has changed since the upload
        return _ask(contest, TableForm(), faults_of(refused, staged.filename), status=422)
    return page("unit/preview.html", _preview(contest, staged, plan, table))


@bp.post("/<slug>/nguoi/nap/<ref>")
def load_people(slug: str, ref: str) -> ResponseReturnValue:
    """Store the people; a second click changes nothing more."""
    contest = contest_asked(slug, WRITE)
    staged = _staged(ref)
    filename, table = staged.filename, table_in(staged.data)
    try:
        with transaction(session()):
            people.import_people(session(), actor=actor(), now=now(), contest=contest, table=table)
    except FaultyTable as refused:
        return _ask(contest, TableForm(), faults_of(refused, filename), status=422)
    tell(gettext("Đã nạp danh sách."))
    return redirect(url_for("unit.people_list", slug=slug), code=303)


def _ask(
    contest: Contest, form: TableForm, faults: Faults | None = None, status: int = 200
) -> ResponseReturnValue:
    branch = branch_of(contest, unit_asked(contest, WRITE))
    return page("unit/load.html", LoadPage(branch, form, FORMATS, faults), status)


def _staged(ref: str) -> StagedFile:
    return staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)


def _plan(contest: Contest, table: Table) -> PeoplePlan:
    return people.preview_people(session(), actor=actor(), now=now(), contest=contest, table=table)


def _preview(contest: Contest, staged: StagedFile, plan: PeoplePlan, table: Table) -> PreviewPage:
    new = [step for step in plan.steps if step.is_new]
    changed = [step for step in plan.steps if step.is_change]
    return PreviewPage(
        branch=branch_of(contest, unit_asked(contest, WRITE)),
        ref=staged.ref,
        filename=staged.filename,
        created=plan.load.created,
        updated=plan.load.updated,
        unchanged=plan.load.unchanged,
        new=tuple(map(_line, new[:MOST_SHOWN])),
        changed=tuple(map(_line, changed[:MOST_SHOWN])),
        unread=table.unread,
    )


_TITLES = {column.key: column.title for column in COLUMNS}


def _line(step: Step) -> LoadLine:
    row, known = step.row, step.known
    changes = [
        (_TITLES[name], _words(getattr(known, name)), _words(value))
        for name, value in (step.details.items() if step.is_change else ())
    ]
    if step.is_change and "unit_id" in step.place:
        changes.append((_TITLES["unit"], "", row.unit))
    if step.is_change and "category" in step.place:
        changes.append((_TITLES["category"], "", row.category or ""))
    if step.is_change and "eligibility" in step.place:
        changes.append((_TITLES["eligibility"], "", row.row.text("eligibility")))
    return LoadLine(row.row.number, row.full_name, row.unit, tuple(changes))


def _words(value: object) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value or "")
