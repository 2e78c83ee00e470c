"""Trying the ranking of a round on files before it opens: nothing of it is stored."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from flask.typing import ResponseReturnValue

from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Sheet
from quiz.documents.table import Fault
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.import_room.errands import RankingErrand, SentFile
from quiz.import_room.unpacking import ranking_in
from quiz.offline.ranking import Grounds, Problems, ranked
from quiz.offline.rules_file import RoundRules
from quiz.sentences import status_of
from quiz.sentences.ranking_sheets import FILES, RULES_FILE, rules_text, under_headings
from quiz.sentences.sentence import N_
from quiz.sentences.tables import sentence_of_fault
from quiz.services.access import round_for
from quiz.services.catalogue import RoundDefinition
from quiz.services.exports import RankingTable, TrialRules, trial_example, trial_rules
from quiz.services.garbage import garbage_kept
from quiz.services.refusal import NotYours, Refusal
from quiz.web.organizer import bp
from quiz.web.organizer.contests.trial_forms import TrialForm
from quiz.web.organizer.contests.trial_pages import TrialFault, TrialPage, TrialRound
from quiz.web.organizer.contests.tried import tried_page
from quiz.web.request import actor, catalogue, local, now, page, session
from quiz.web.tables import MOST_FAULTS, download
from quiz.web.uploads import start_in_room, takes_file
from quiz.web.words import gettext

LARGEST_MIB = 10
"""All files together: some hundred thousand attempts."""
_LONGEST_NAME = 100
_RULES, _UNITS = N_("Thể lệ của đợt thi"), N_("Danh sách đơn vị của cuộc thi")
_ON_A_PAGE = {
    "total_unasked": N_("Thể lệ của đợt thi không có câu dự đoán. Hãy để trống con số."),
    "total_needs_file": N_(
        "Thể lệ hỏi tỷ lệ phần trăm, một con số chưa đủ để tính. Hãy để trống con số và chọn tệp "
        "tổng số."
    ),
    "people_file_needed": N_(
        "Thể lệ xếp hạng theo giờ đăng ký. Hãy chọn thêm tệp người dự thi có cột “Đăng ký lúc”."
    ),
}
"""What the sentences for the command line say by naming its options, said without them."""


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/chay-thu")
def ask_trial(slug: str, number: int) -> ResponseReturnValue:
    """Ask for the files to rank by the rules of a round."""
    definition = _round(slug, number)
    return _ask(definition, _form(definition))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/chay-thu")
@takes_file(LARGEST_MIB)
def try_ranking(slug: str, number: int) -> ResponseReturnValue:
    """Rank the files: every fault of each at once, or the result."""
    definition = _round(slug, number)
    form = _form(definition)
    if not form.validate_on_submit():
        return _ask(definition, form, status=422)
    try:
        found = _read(form, definition)
    except Refusal as refusal:
        form.refuse(refusal)
        return _ask(definition, form, status=status_of(refusal))
    if isinstance(found, Problems):
        return _ask(definition, form, found, status=422)
    with garbage_kept():
        tried = ranked(found)
    return page("organizer/contests/tried.html", tried_page(_head(definition), tried))


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/chay-thu/bo-tep-mau.zip")
def trial_example_files(slug: str, number: int) -> ResponseReturnValue:
    """Hand out files to begin with, and those by which the command ranks them alike."""
    definition = _round(slug, number)
    rules, packed = trial_rules(session(), definition), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        files.writestr(RULES_FILE, rules_text(rules.document))
        for table, sheet in trial_example(definition, rules).items():
            files.writestr(FILES[table], _csv(sheet))
    return download(packed.getvalue(), f"chay-thu-{slug}-{number}.zip", "application/zip")


def _round(slug: str, number: int) -> RoundDefinition:
    _, of = round_for(session(), actor(), Permission.CONTEST_ROUND_WRITE, slug, number)
    if of.kind != RoundKind.OFFICIAL:
        raise NotYours
    return catalogue().round(session(), of.id, now())


def _form(definition: RoundDefinition) -> TrialForm:
    form = TrialForm()
    if definition.rules.overall is None:
        del form.before
    if definition.rules.prediction is None:
        del form.total
    return form


def _ask(
    definition: RoundDefinition,
    form: TrialForm,
    problems: Problems | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    found = [fault for _, fault in problems.found if isinstance(fault, Fault)] if problems else []
    content = TrialPage(
        of=_head(definition),
        form=form,
        largest=LARGEST_MIB,
        faults=tuple(map(_fault, found[:MOST_FAULTS])),
        more=max(0, len(found) - MOST_FAULTS),
    )
    return page("organizer/contests/trial.html", content, status=status)


def _read(form: TrialForm, definition: RoundDefinition) -> Grounds | Problems:
    """Have the files read in the import room, the rules and units of the round among them."""
    rules = trial_rules(session(), definition)
    with TemporaryFile() as together:
        sent = tuple(_put(together, which, name, file) for which, name, file in _files(form, rules))
        total = form.total.data if "total" in form else None
        data = start_in_room(RankingErrand(sent, total), together).result()
    return ranking_in(data, _rules(definition, rules))


def _rules(definition: RoundDefinition, rules: TrialRules) -> RoundRules:
    return RoundRules(
        contest=definition.contest_slug,
        number=definition.number,
        title=local(definition.title),
        tree_day=rules.tree.day,
        rules=definition.rules,
        digest=definition.rules_digest,
        levels=tuple(rules.document.get("levels", ())),
    )


def _files(form: TrialForm, rules: TrialRules) -> Iterator[tuple[str, str, IO[bytes]]]:
    """Yield every file: which it is, its name, and what is in it."""
    yield "rules", gettext(_RULES), BytesIO(rules_text(rules.document).encode())
    for table in RankingTable:
        sent = form[table].data if table in form else None
        if sent:
            yield table, (sent.filename or FILES[table])[:_LONGEST_NAME], sent.stream
        elif table is RankingTable.UNITS:
            yield table, gettext(_UNITS), BytesIO(_csv(rules.units))


def _put(together: IO[bytes], which: str, name: str, file: IO[bytes]) -> SentFile:
    """Put a file behind the others as it lies on the disk."""
    start = together.tell()
    shutil.copyfileobj(file, together)
    return SentFile(which, name, together.tell() - start)


def _csv(sheet: Sheet) -> bytes:
    written = BytesIO()
    write_csv(under_headings(sheet), written)
    return written.getvalue()


def _head(definition: RoundDefinition) -> TrialRound:
    return TrialRound(
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        number=definition.number,
        title=local(definition.title),
    )


def _fault(fault: Fault) -> TrialFault:
    sentence = (
        gettext(_ON_A_PAGE[fault.code])
        if fault.code in _ON_A_PAGE
        else sentence_of_fault(fault, gettext)
    )
    return TrialFault(fault.place.file, fault.place.line, fault.place.column, sentence)
