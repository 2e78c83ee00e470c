"""Loading units: a file, all that is wrong with it or a preview, and the word to store it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.documents.table import Table
from quiz.domain.permissions import Permission
from quiz.import_room.errands import TableErrand
from quiz.import_room.unpacking import table_in
from quiz.models import StagedFile
from quiz.sentences import status_of
from quiz.services import staged_files, units
from quiz.services.access import require
from quiz.services.refusal import NotYours, Refusal
from quiz.services.table_faults import FaultyTable
from quiz.services.units import COLUMNS, UnitChange, UnitPlan
from quiz.web.organizer import bp
from quiz.web.organizer.units.forms import UnitForm
from quiz.web.organizer.units.pages import ChangeLine, LoadPage, NewLine, PreviewPage
from quiz.web.request import actor, now, page, session
from quiz.web.tables import FORMATS, Faults, faults_of, template_file
from quiz.web.told import tell
from quiz.web.uploads import read_in_room, takes_file
from quiz.web.words import gettext

PURPOSE = "units"
MOST_SHOWN = 50


@bp.get("/don-vi/mau.<form>")
def unit_template(form: str) -> ResponseReturnValue:
    """Hand out the empty table of units."""
    require(actor(), Permission.UNIT_TREE_WRITE)
    return template_file(COLUMNS, "mau-danh-sach-don-vi", units.SHEET, form)


@bp.get("/don-vi/nap")
def choose_units() -> ResponseReturnValue:
    """Ask for the file of units; ``?cay=`` names the tree that is to be changed."""
    require(actor(), Permission.UNIT_TREE_WRITE)
    return _ask(UnitForm(tree=request.args.get("cay", "")))


@bp.post("/don-vi/nap")
@takes_file(100)
def upload_units() -> ResponseReturnValue:
    """Read a file: every fault at once, or on to the preview."""
    require(actor(), Permission.UNIT_TREE_WRITE)
    form = UnitForm()
    if not form.validate_on_submit():
        return _ask(form, status=422)
    filename = form.file.data.filename or ""
    options = {name: form[name].data or "" for name in ("tree", "tree_name", "kind")}
    try:
        data = read_in_room(TableErrand(filename, COLUMNS), form.file.data)
        table = table_in(data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _ask(form, status=status_of(refusal))
    try:
        _plan(table, options)
    except FaultyTable as refused:
        return _ask(form, faults_of(refused, filename), status=422)
    except NotYours:
        form.refuse(Refusal("tree_not_yours"))
        return _ask(form, status=422)
    except Refusal as refusal:
        form.refuse(refusal)
        return _ask(form, status=422)
    with transaction(session()):
        ref = staged_files.stage(
            session(),
            actor=actor(),
            now=now(),
            purpose=PURPOSE,
            filename=filename,
            data=data,
            options=options,
        )
    return redirect(url_for("organizer.preview_units", ref=ref), code=303)


@bp.get("/don-vi/nap/<ref>")
def preview_units(ref: str) -> ResponseReturnValue:
    """Show what a file would do to the tree."""
    staged = _staged(ref)
    table = table_in(staged.data)
    try:
        plan = _plan(table, staged.options)
    except FaultyTable as refused:  # the tree has changed since the upload
        form = UnitForm(data=staged.options)
        return _ask(form, faults_of(refused, staged.filename), status=422)
    return page("organizer/units/preview.html", _preview(staged, plan, table))


@bp.post("/don-vi/nap/<ref>")
def load_units(ref: str) -> ResponseReturnValue:
    """Store the units; a second click changes nothing more."""
    staged = _staged(ref)
    filename, options = staged.filename, dict(staged.options)
    table = table_in(staged.data)
    try:
        with transaction(session()):
            units.load_units(
                session(),
                actor=actor(),
                now=now(),
                tree_code=options["tree"],
                tree_name=options["tree_name"],
                table=table,
                headcount_kind=options["kind"],
            )
    except FaultyTable as refused:
        return _ask(UnitForm(data=options), faults_of(refused, filename), status=422)
    tell(gettext("Đã nạp danh sách đơn vị."))
    return redirect(url_for("organizer.tree", code=options["tree"]), code=303)


def _ask(form: UnitForm, faults: Faults | None = None, status: int = 200) -> ResponseReturnValue:
    return page("organizer/units/load.html", LoadPage(form, FORMATS, faults), status)


def _staged(ref: str) -> StagedFile:
    require(actor(), Permission.UNIT_TREE_WRITE)
    return staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)


def _plan(table: Table, options: Mapping[str, str]) -> UnitPlan:
    return units.preview_units(
        session(),
        actor=actor(),
        now=now(),
        tree_code=options["tree"],
        tree_name=options["tree_name"],
        table=table,
        headcount_kind=options["kind"],
    )


def _preview(staged: StagedFile, plan: UnitPlan, table: Table) -> PreviewPage:
    return PreviewPage(
        ref=staged.ref,
        filename=staged.filename,
        tree=plan.tree.code,
        tree_name=plan.tree.name,
        is_new_tree=plan.tree.id is None,
        created=plan.load.created,
        changed=plan.load.changed,
        headcounts=plan.load.headcounts,
        new=tuple(
            NewLine(unit.row.number, unit.code, unit.name, unit.parent)
            for unit in plan.created[:MOST_SHOWN]
        ),
        changes=tuple(map(_change, plan.changed[:MOST_SHOWN])),
        counts=tuple(
            ChangeLine(
                line.code,
                line.name,
                ((_words(line.day), _words(line.before), _words(line.people)),),
            )
            for line in plan.headcounts[:MOST_SHOWN]
        ),
        unread=table.unread,
    )


def _change(change: UnitChange) -> ChangeLine:
    titles = {
        "name": gettext("Tên đơn vị"),
        "kind": gettext("Loại"),
        "parent": gettext("Mã đơn vị cấp trên"),
        "valid_from": gettext("Hiệu lực từ"),
        "valid_to": gettext("Hết hiệu lực từ"),
        "successors": gettext("Đơn vị kế tục"),
    }
    changes = tuple(
        (titles[field], _words(before), _words(after))
        for field, (before, after) in change.fields.items()
    )
    return ChangeLine(change.code, change.name, changes)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
