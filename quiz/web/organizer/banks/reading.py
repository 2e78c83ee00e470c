"""The file of a bank: chosen, sent and read; a page shows how far that is where it takes long."""

from tempfile import TemporaryFile

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.bank import BankHead
from question_bank.progress import Progress, Stage
from question_bank.readers import LARGEST_FILE, Reading
from question_bank.writers import FORMATS
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.import_room.errands import BankErrand
from quiz.import_room.unpacking import bank_in
from quiz.models import FileReading, StagedFile
from quiz.sentences import sentence_of, status_of
from quiz.services import banks, file_readings, staged_files
from quiz.services.access import require
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.web.filters import number
from quiz.web.organizer import bp
from quiz.web.organizer.banks.forms import LoadForm
from quiz.web.organizer.banks.lines import finding_lines
from quiz.web.organizer.banks.pages import LoadPage, ReadingPage
from quiz.web.request import actor, now, page, session
from quiz.web.uploads import bytes_of, follow, is_soon_over, start_in_room, takes_file
from quiz.web.words import gettext

PURPOSE = "bank"
HEAD_ABSENT = "head_absent"


@bp.get("/ngan-hang/nap")
def choose_bank() -> ResponseReturnValue:
    """Ask for the file of a bank; ``?ma=`` names the bank that is to get a new version."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    form = LoadForm(code=request.args.get("ma", ""))
    return page("organizer/banks/load.html", LoadPage(form, FORMATS))


@bp.post("/ngan-hang/nap")
@takes_file(20)
def upload_bank() -> ResponseReturnValue:
    """Read a file: every fault at once, or on to the preview; to its progress if it takes long."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    form = LoadForm()
    if not form.validate_on_submit():
        return page("organizer/banks/load.html", LoadPage(form, FORMATS), status=422)
    filename = form.file.data.filename or ""
    try:
        errand = BankErrand(filename, _head(form.code.data, form.title.data))
        underway = start_in_room(errand, form.file.data.stream)
        if not is_soon_over(underway):
            ref = _stage(form, bytes_of(form.file.data, LARGEST_FILE + 1), is_read=False)
            follow(underway, ref)
            return redirect(url_for("organizer.preview_bank", ref=ref), code=303)
        data = underway.result()
        reading = bank_in(data)
    except Refusal as refusal:
        return _refusal_page(form, refusal)
    if (refused := refused_page(form, reading, filename)) is not None:
        return refused
    ref = _stage(form, data, is_read=True)
    return redirect(url_for("organizer.preview_bank", ref=ref), code=303)


@bp.get("/ngan-hang/nap/<ref>/tien-do")
def reading_progress(ref: str) -> ResponseReturnValue:
    """Say how far the reading of a file is; nothing more once it has ended."""
    staged, reading = staged_bank(ref)
    if reading is None or not file_readings.is_alive(reading, now=now()):
        return "", 204
    content = _reading(staged, reading)
    return jsonify(text=content.text, percent=content.percent)


@bp.post("/ngan-hang/nap/<ref>/doc-lai")
def read_bank_again(ref: str) -> ResponseReturnValue:
    """Read a file whose reading ended with its process; a second click finds it begun."""
    staged, reading = staged_bank(ref)
    if reading is not None and reading.refusal is None:
        errand = BankErrand(staged.filename, _head(**staged.options))
        try:
            _begin_again(errand, staged)
        except Refusal as refusal:
            content = _reading(staged, reading, problem=sentence_of(refusal, gettext))
            return page("organizer/banks/reading.html", content, status_of(refusal))
    return redirect(url_for("organizer.preview_bank", ref=ref), code=303)


def staged_bank(ref: str) -> tuple[StagedFile, FileReading | None]:
    """Return a file that the actor has sent, and its reading as long as that goes on."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    # In this order: the file itself is never taken for what was read in it meanwhile.
    reading = file_readings.find(session(), ref=ref)
    staged = staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)
    return staged, reading


def form_of(staged: StagedFile) -> LoadForm:
    """Return the form with which a file was sent, without the file."""
    return LoadForm(formdata=None, **staged.options)


def reading_page(staged: StagedFile, reading: FileReading) -> ResponseReturnValue:
    """Show how far a reading is, or how it ended."""
    if reading.refusal is not None:
        return _refusal_page(form_of(staged), FieldRefusal("file", reading.refusal))
    return page("organizer/banks/reading.html", _reading(staged, reading))


def refused_page(form: LoadForm, reading: Reading, filename: str) -> ResponseReturnValue | None:
    """Show all that keeps a file from being loaded; None where nothing does."""
    if not reading.is_faulty:
        try:
            banks.claim_code(session(), actor=actor(), code=code_of(reading))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return None
    content = LoadPage(
        form,
        FORMATS,
        filename,
        finding_lines(reading.findings),
        lacks_head=any(found.code == HEAD_ABSENT for found in reading.findings),
    )
    return page("organizer/banks/load.html", content, status=422)


def newest_under(reading: Reading) -> banks.Newest:
    """Return the newest version under the code of a sound file."""
    return banks.newest_of(session(), actor=actor(), code=code_of(reading))


def code_of(reading: Reading) -> str:
    """Return the code of the bank that a file holds; blank where it holds none."""
    return reading.head.code if reading.head else ""


def _stage(form: LoadForm, data: bytes, *, is_read: bool) -> str:
    with transaction(session()):
        ref = staged_files.stage(
            session(),
            actor=actor(),
            now=now(),
            purpose=PURPOSE,
            filename=form.file.data.filename or "",
            data=data,
            options={"code": form.code.data or "", "title": form.title.data or ""},
        )
        if not is_read:
            file_readings.begin(session(), ref=ref, now=now())
    return ref


def _begin_again(errand: BankErrand, staged: StagedFile) -> None:
    ref = staged.ref
    with TemporaryFile() as file:
        file.write(staged.data)
        underway = start_in_room(errand, file)
    with transaction(session()):
        is_ours = file_readings.take_over(session(), ref=ref, now=now())
    if is_ours:
        follow(underway, ref)


def _refusal_page(form: LoadForm, refusal: Refusal) -> ResponseReturnValue:
    form.refuse(refusal)
    return page("organizer/banks/load.html", LoadPage(form, FORMATS), status_of(refusal))


def _reading(staged: StagedFile, reading: FileReading, problem: str = "") -> ReadingPage:
    progress = Progress(Stage(reading.stage), reading.done, reading.of)
    return ReadingPage(
        ref=staged.ref,
        filename=staged.filename,
        text=_words(progress),
        percent=progress.percent,
        is_alive=file_readings.is_alive(reading, now=now()),
        problem=problem,
    )


def _words(progress: Progress) -> str:
    counts = {"done": number(progress.done), "of": number(progress.of)}
    if not progress.of:
        return gettext("Đang đọc các câu hỏi: đã đọc %(done)s câu", **counts)
    match progress.stage:
        case Stage.READING:
            return gettext("Đang đọc các câu hỏi: %(done)s/%(of)s câu", **counts)
        case Stage.CHECKING:
            return gettext("Đang kiểm tra từng câu: %(done)s/%(of)s câu", **counts)
        case Stage.COMPARING:
            return gettext("Đang đối chiếu các câu với nhau: %(done)s/%(of)s câu", **counts)


def _head(code: str | None, title: str | None) -> BankHead | None:
    return BankHead(code, title or code) if code else None
