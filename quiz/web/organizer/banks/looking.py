"""Looking at what is typed into the form of an item: its picture, its faults, how it will look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template, url_for
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from question_bank.findings import Finding, Severity
from question_bank.item import LETTERS, Item
from question_bank.item_checks import check_item
from question_bank.readers.pictures import LARGEST_FILE
from question_bank.readers.reading import RefusedError
from quiz.database import transaction
from quiz.import_room.errands import PictureErrand
from quiz.import_room.unpacking import picture_in
from quiz.models import BankVersion
from quiz.sentences import sentence_of
from quiz.services import banks, media, staged_files
from quiz.services.banks import ItemShown, editing, picture_files
from quiz.services.refusal import NotYours, Refusal
from quiz.web.organizer.banks.item_forms import (
    ItemForm,
    TypedPicture,
    field_of,
    item_typed,
    label_of,
    options_typed,
)
from quiz.web.organizer.banks.item_pages import Preview, Remark
from quiz.web.paper_item import PaperItem, Picture, shown_picture
from quiz.web.request import actor, language, now, session
from quiz.web.uploads import read_in_room
from quiz.web.words import gettext

PURPOSE = "picture"
LARGEST_PICTURE_MIB = LARGEST_FILE // 2**20


@dataclass(frozen=True, slots=True)
class Look:
    """What a form holds: an item or the faults that keep it from being one, and its picture.

    ``files`` are pictures that are not stored yet; ``refused_picture`` says why a file was none.
    """

    item: Item | None
    findings: tuple[Finding, ...]
    picture: Picture | None
    files: Mapping[str, bytes]
    refused_picture: tuple[str, ...] = ()


def look_at(version: BankVersion, form: ItemForm, code: str | None) -> Look:
    """Look at a form; ``code`` is what its item is stored under. An uploaded picture is kept."""
    refused = _take_file(form)
    picture, shown = _picture(form)
    made = item_typed(form, picture)
    files = {picture.digest: picture.file} if picture and picture.file else {}
    if isinstance(made, list):
        return Look(None, tuple(made), shown, files, refused)
    neighbours = editing.neighbours_of(session(), version, made, except_code=code)
    return Look(made, check_item(made, neighbours), shown, files, refused)


def stage_picture(file: FileStorage) -> str:
    """Keep an uploaded picture for its uploader until the item is saved; return its reference."""
    clean = picture_in(read_in_room(PictureErrand(), file))
    with transaction(session()):
        return staged_files.stage(
            session(),
            actor=actor(),
            now=now(),
            purpose=PURPOSE,
            filename=file.filename or "",
            data=clean.data,
            options={
                "digest": clean.digest,
                "kind": media.kind_of(clean),
                "width": clean.width,
                "height": clean.height,
            },
        )


def staged_picture(ref: str, alt: str = "") -> tuple[TypedPicture, Picture]:
    """Return a picture that its uploader has not saved yet."""
    file = staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)
    kind = file.options["kind"]
    url = url_for("organizer.staged_picture_file", ref=ref, kind=kind)
    shown = Picture(url, alt, file.options["width"], file.options["height"])
    return TypedPicture(file.options["digest"], file.data), shown


def remarks_of(look: Look, form: ItemForm) -> tuple[Remark, ...]:
    """Return what was found in words, errors first, with the part of the item it is about."""
    own = form.code.data or ""
    ordered = sorted(look.findings, key=lambda found: found.severity is not Severity.ERROR)
    return tuple(
        Remark(
            place=_place(finding, own, form),
            sentence=finding.sentence(language()),
            is_error=finding.severity is Severity.ERROR,
        )
        for finding in ordered
    )


def preview_of(form: ItemForm, picture: Picture | None, place: int) -> Preview:
    """Return the question as a paper shows it, finished or not."""
    options = options_typed(form)
    pinned = [at for at, letter in enumerate(LETTERS) if letter in (form.pinned.data or ())]
    kept = [at for at in pinned if at < len(options)]
    free = [at for at in range(len(options)) if at not in kept]
    many = len(form.right.data or ()) > 1
    stem = form.stem.data or ""

    def question(order: Iterable[int]) -> Markup:
        texts = tuple(options[at] for at in order)
        return _rendered(PaperItem(stem, texts, many=many, picture=picture), place)

    return Preview(
        question=question(range(len(options))),
        shuffled=question([*reversed(free), *kept]),
        pinned=", ".join(LETTERS[at] for at in kept),
    )


def shown_item(version: BankVersion, code: str) -> ItemShown:
    """Return an item without its key; there may be none."""
    found = banks.content_for(session(), version, code)
    if found is None:
        raise NotYours
    return found


def question_html(item: ItemShown, place: int) -> Markup:
    """Return a stored item as a paper shows it."""
    shown = PaperItem(item.stem, item.options, many=item.many, picture=shown_picture(item.picture))
    return _rendered(shown, place)


def _rendered(item: PaperItem, place: int) -> Markup:
    html = render_template("contestant/_question.html", number=place, item=item)
    return Markup(html)  # noqa: S704 - the template has escaped every text


def _take_file(form: ItemForm) -> tuple[str, ...]:
    """Keep the file that came with a form, so that sending it again is not needed."""
    upload = form.picture.data
    if not upload or isinstance(upload, str) or not upload.filename:
        return ()
    try:
        form.staged.data = stage_picture(upload)
    except RefusedError as refused:
        return (refused.finding.sentence(language()),)
    except Refusal as refusal:
        return (sentence_of(refusal, gettext),)
    form.without_picture.data = False
    return ()


def _picture(form: ItemForm) -> tuple[TypedPicture | None, Picture | None]:
    """Return the picture of a form; one that has gone meanwhile is simply not there."""
    if form.without_picture.data:
        form.staged.data = form.kept.data = ""
        return None, None
    alt = form.alt.data or ""
    if form.staged.data:
        try:
            return staged_picture(form.staged.data, alt)
        except NotYours:
            form.staged.data = ""
    kept = picture_files.picture_for(session(), actor(), form.kept.data or "", alt)
    return (None, None) if kept is None else (TypedPicture(kept.digest, None), shown_picture(kept))


def _place(finding: Finding, own: str, form: ItemForm) -> str:
    if finding.place.item not in ("", own):
        return finding.where(language())
    return label_of(field_of(finding, own), form)
