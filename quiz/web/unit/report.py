"""What a unit takes away: the list for reminding people, the report to the level above.

Both are files made at once and an audit line each; the report never holds a name or a score.
"""

import tempfile
from typing import IO

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from quiz.database import snapshot, transaction
from quiz.documents import csv_sheet, xlsx_sheet
from quiz.documents.letter import Form as LetterForm
from quiz.models import Contest, Unit
from quiz.sentences.reminders import write_reminders
from quiz.sentences.unit_report import NUMBERS, REPORT_TYPES, Signing, write_report
from quiz.services import unit_desk
from quiz.services.people import PROGRESS, READ
from quiz.services.refusal import NotYours
from quiz.web.request import actor, now, page, session
from quiz.web.unit import bp
from quiz.web.unit.branch import branch_of, contest_asked, round_asked, unit_asked
from quiz.web.unit.forms import ReportForm
from quiz.web.unit.pages import ReportPage

LIST_TYPES = {"xlsx": xlsx_sheet.MEDIA_TYPE, "csv": csv_sheet.MEDIA_TYPE}


@bp.post("/<slug>/chua-thi/tai-ve")
def take_reminders(slug: str) -> ResponseReturnValue:
    """Hand out who has not taken part, in the contest or in a round, as XLSX or CSV."""
    contest, form = contest_asked(slug, READ), request.form.get("form", "")
    unit = unit_asked(contest, READ)
    if form not in LIST_TYPES:
        raise NotYours
    reader, code, number = actor(), unit.code, round_asked()
    with transaction(session()):
        sheet = unit_desk.reminders(
            session(),
            actor=reader,
            now=now(),
            contest=contest,
            unit=unit,
            asked=unit_desk.round_of(session(), contest, number),
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    with snapshot(session()):
        write_reminders(sheet, form, file)
    of_round = f"-dot-{number}" if number else ""
    return _file(file, f"{slug}-{code}{of_round}-chua-du-thi.{form}", LIST_TYPES[form])


@bp.get("/<slug>/bao-cao")
def ask_report(slug: str) -> ResponseReturnValue:
    """Ask what an office adds to the figures of its report."""
    contest = contest_asked(slug, PROGRESS)
    return _ask(contest, unit_asked(contest, PROGRESS), ReportForm())


@bp.post("/<slug>/bao-cao")
def take_report(slug: str) -> ResponseReturnValue:
    """Hand out the report as PDF or as a Word file."""
    contest = contest_asked(slug, PROGRESS)
    unit, form = unit_asked(contest, PROGRESS), ReportForm()
    kind = request.form.get("kind", "pdf")
    if kind not in REPORT_TYPES:
        raise NotYours
    if not form.validate_on_submit():
        return _ask(contest, unit, form, 422)
    code = unit.code
    with transaction(session()):
        found = unit_desk.report(
            session(), actor=actor(), now=now(), contest=contest, unit_code=code
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    write_report(found, _signing(form), kind, file)
    return _file(file, f"{slug}-{code}-bao-cao.{kind}", REPORT_TYPES[kind])


def _ask(contest: Contest, unit: Unit, form: ReportForm, status: int = 200) -> ResponseReturnValue:
    content = ReportPage(branch=branch_of(contest, unit), form=form)
    return page("unit/report.html", content, status)


def _signing(form: ReportForm) -> Signing:
    manner = LetterForm(form.form.data)
    lines = [line.strip() for line in (form.signer.data or "").splitlines()]
    return Signing(
        form=manner,
        place=form.place.data or "",
        to=form.to.data or "",
        signer=tuple(line for line in lines if line)[:4],
        signed_by=form.signed_by.data or "",
        number=form.number.data or NUMBERS[manner],
    )


def _file(file: IO[bytes], name: str, media_type: str) -> Response:
    file.seek(0)
    return send_file(file, mimetype=media_type, as_attachment=True, download_name=name)
