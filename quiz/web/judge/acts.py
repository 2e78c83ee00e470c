"""What judges do: publish a result, take a table away."""

import tempfile

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from quiz.database import snapshot, transaction
from quiz.documents import csv_sheet, xlsx_sheet
from quiz.sentences import status_of
from quiz.sentences.sheets import filename, write_export
from quiz.services import exports, publications
from quiz.services.exports import Table
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.unit_paths import unit_names
from quiz.services.voids import voided_in
from quiz.web.judge import bp, pages
from quiz.web.judge.forms import PublishForm
from quiz.web.judge.views import awards_of, result_of
from quiz.web.overdue import finish_overdue
from quiz.web.request import actor, catalogue, now, page, session
from quiz.web.told import tell
from quiz.web.unit_prize_words import unit_ids, unit_prize_lists
from quiz.web.words import gettext

MEDIA_TYPES = {"csv": csv_sheet.MEDIA_TYPE, "xlsx": xlsx_sheet.MEDIA_TYPE}


@bp.get("/<slug>/<int:number>/cong-bo")
def ask_publish(slug: str, number: int) -> ResponseReturnValue:
    """Ask before publishing: what will be said, and what is still open."""
    return _ask(slug, number, PublishForm())


def _ask(slug: str, number: int, form: PublishForm, status: int = 200) -> ResponseReturnValue:
    definition, found, head = result_of(slug, number)
    if not head.may_publish:
        return redirect(url_for("judge.results", slug=slug, number=number), code=303)
    content = pages.PublishPage(
        head=head,
        next_number=(head.newest or 0) + 1,
        awards=awards_of(definition, found),
        open_ties=found.open_ties,
        overall_ties=found.overall_ties,
        unit_ties=found.unit_ties,
        unit_prizes=unit_prize_lists(
            found.unit_awards,
            definition.rules,
            unit_names(session(), definition.contest_id, unit_ids(found.unit_awards)),
        ),
        special=tuple((prize.title, prize.recipient) for prize in found.special),
        unranked=sum(line.rank is None for line in found.people),
        voided=len(voided_in(session(), definition.id)),
        digest=found.digest,
        form=form,
    )
    return page("judge/publish.html", content, status)


@bp.post("/<slug>/<int:number>/cong-bo")
def publish(slug: str, number: int) -> ResponseReturnValue:
    """Publish; a second click finds what the first one made. Ties have to be known."""
    form = PublishForm()
    try:
        with transaction(session()):
            published = publications.publish(
                session(),
                actor=actor(),
                now=now(),
                slug=slug,
                number=number,
                catalogue=catalogue(),
                knows_ties=form.knows_ties.data,
            ).number
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return _ask(slug, number, form, status_of(refusal))
    tell(gettext("Đã công bố kết quả (lần %(number)s).", number=published))
    return redirect(url_for("judge.results", slug=slug, number=number), code=303)


@bp.post("/<slug>/<int:number>/tai-ve")
def export(slug: str, number: int) -> ResponseReturnValue:
    """Hand out a table of the round as CSV or XLSX."""
    table, form = request.form.get("table", ""), request.form.get("form", "")
    if table not in set(Table) or form not in MEDIA_TYPES:
        raise NotYours
    judge = actor()
    finish_overdue(catalogue().round_of(session(), slug, number, now()).id)
    with transaction(session()):
        taken = exports.export(
            session(),
            actor=judge,
            now=now(),
            slug=slug,
            number=number,
            table=Table(table),
            catalogue=catalogue(),
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    with snapshot(session()):
        write_export(taken, form, file)
    file.seek(0)
    return send_file(
        file,
        mimetype=MEDIA_TYPES[form],
        as_attachment=True,
        download_name=filename(taken, form),
    )
