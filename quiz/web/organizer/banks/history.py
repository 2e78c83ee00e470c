"""The versions of a bank: their history, what changed between two of them, and the way back."""

from dataclasses import asdict

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.diff import BankDiff
from question_bank.fields import ITEM_FIELDS, NAMED_FIELDS
from question_bank.item_changes import Face, field_changes
from question_bank.word_diff import word_diff
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.services import banks
from quiz.services.banks import Comparison
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.forms import ConfirmForm
from quiz.web.organizer.banks.workflow_pages import (
    ChangedItem,
    ComparePage,
    FieldLine,
    HistoryPage,
    KindLine,
    RevertPage,
)
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, language, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

PER_PAGE = 25
HEAD = ("title", "language", "notice")
_READ = Permission.BANK_VERSION_READ
_READ_KEY = Permission.BANK_KEY_READ
_WRITE = Permission.BANK_DRAFT_WRITE


@bp.get("/ngan-hang/<code>")
def bank_history(code: str) -> ResponseReturnValue:
    """Show every version of a bank: who made it, when and why."""
    record, newest = banks.version_for(session(), actor(), _READ, code)
    content = HistoryPage(
        code=code,
        title=newest.title,
        lines=tuple(banks.history_of(session(), record)),
        may_load=banks.may(session(), actor(), _WRITE, record),
    )
    return page("organizer/banks/history.html", content)


@bp.get("/ngan-hang/<code>/so-sanh")
def compare_bank(code: str) -> ResponseReturnValue:
    """Show what contestants would notice of the change between two versions."""
    record, old, new = _two(code, _READ)
    return _compare(record, old, new, with_key=False)


@bp.get("/ngan-hang/<code>/so-sanh/dap-an")
def compare_bank_key(code: str) -> ResponseReturnValue:
    """Show the same with keys, explanations and sources, and note who saw them."""
    with transaction(session()):
        record, old, new = _two(code, _READ_KEY)
        for version in (old, new):
            banks.keys_read(
                session(), actor=actor(), now=now(), bank=record, version=version, way="diff"
            )
    return _compare(record, old, new, with_key=True)


@bp.get("/ngan-hang/<code>/<int:number>/quay-lai")
def ask_revert(code: str, number: int) -> ResponseReturnValue:
    """Ask why a version is to come back."""
    return _ask_revert(code, number, ConfirmForm(), status=200)


@bp.post("/ngan-hang/<code>/<int:number>/quay-lai")
def revert_bank(code: str, number: int) -> ResponseReturnValue:
    """Make the next version equal to this one."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _ask_revert(code, number, form, status=422)
    with transaction(session()):
        _, version = banks.version_for(session(), actor(), _WRITE, code, number)
        made = banks.revert(
            session(),
            actor=actor(),
            now=now(),
            version=version,
            message=form.message.data or "",
        ).number
    tell(
        gettext(
            "Đã tạo phiên bản %(made)s với nội dung của phiên bản %(number)s.",
            made=made,
            number=number,
        )
    )
    return redirect(url_for("organizer.bank", code=code, number=made), code=303)


def _ask_revert(code: str, number: int, form: ConfirmForm, status: int) -> ResponseReturnValue:
    record, version = banks.version_for(session(), actor(), _WRITE, code, number)
    _, newest = banks.version_for(session(), actor(), _WRITE, code)
    (line,) = banks.history_of(session(), record, number=number)
    content = RevertPage(form, code, version.title, line, newest.number)
    return page("organizer/banks/revert.html", content, status)


def _two(code: str, permission: Permission) -> tuple[BankRecord, BankVersion, BankVersion]:
    """Return the versions that the address names; without names the newest and its parent."""
    record, newest = banks.version_for(session(), actor(), permission, code, _asked("den"))
    old = _asked("tu")
    number = max(1, newest.number - 1) if old is None else old
    _, before = banks.version_for(session(), actor(), permission, code, number)
    return record, before, newest


def _asked(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise NotYours
    return int(text)


def _compare(
    record: BankRecord, old: BankVersion, new: BankVersion, *, with_key: bool
) -> ResponseReturnValue:
    found = banks.compare(session(), old, new, with_key=with_key)
    chosen = request.args.get("loai", "")
    codes = _of_kind(found, chosen)
    asked, pages = page_asked(), max(1, -(-len(codes) // PER_PAGE))
    if asked > pages:
        raise NotYours
    lines = {line.number: line for line in banks.history_of(session(), record)}
    content = ComparePage(
        code=record.code,
        title=new.title,
        old=lines[old.number],
        new=lines[new.number],
        numbers=tuple(lines),
        kinds=_kinds(found.diff, chosen),
        head=_head(old, new),
        items=_changed(
            old, new, found, codes[(asked - 1) * PER_PAGE : asked * PER_PAGE], with_key=with_key
        ),
        pager=pager(asked, pages),
        with_key=with_key,
        may_read_key=banks.may(session(), actor(), _READ_KEY, record),
    )
    return page("organizer/banks/compare.html", content)


def _labels() -> dict[str, str]:
    """Return the kinds of change in words, those that touch scores first."""
    return {
        "rekeyed": gettext("Đổi đáp án"),
        "reworded": gettext("Sửa nội dung"),
        "added": gettext("Thêm mới"),
        "removed": gettext("Bỏ đi"),
        "moved": gettext("Chuyển chủ đề, giai đoạn, độ khó, nhóm hoặc thứ tự"),
        "explained": gettext("Sửa lời giải thích hoặc nguồn"),
    }


def _of_kind(found: Comparison, chosen: str) -> tuple[str, ...]:
    by_kind: dict[str, tuple[str, ...]] = asdict(found.diff)
    return by_kind.get(chosen, found.codes)


def _kinds(diff: BankDiff, chosen: str) -> tuple[KindLine, ...]:
    by_kind: dict[str, tuple[str, ...]] = asdict(diff)
    return tuple(
        KindLine(name, label, len(by_kind[name]), name == chosen)
        for name, label in _labels().items()
        if by_kind[name]
    )


def _head(old: BankVersion, new: BankVersion) -> tuple[FieldLine, ...]:
    """Return title, language and notice where they changed; no digest covers them."""
    texts = ((name, getattr(old, name), getattr(new, name)) for name in HEAD)
    words = language()
    return tuple(
        FieldLine(NAMED_FIELDS[f"bank_{name}"].title(words), word_diff(was, is_), is_key=False)
        for name, was, is_ in texts
        if was != is_
    )


def _changed(
    old: BankVersion,
    new: BankVersion,
    found: Comparison,
    codes: tuple[str, ...],
    *,
    with_key: bool,
) -> tuple[ChangedItem, ...]:
    before, after = (
        banks.faces(
            session(),
            version,
            [places[code] for code in codes if code in places],
            with_key=with_key,
            language=language(),
        )
        for version, places in ((old, found.old), (new, found.new))
    )
    kinds = {name: set(of_kind) for name, of_kind in asdict(found.diff).items()}
    labels = _labels()
    return tuple(
        ChangedItem(
            code=code,
            stem=_kept_stem(before.get(code, {}), after.get(code, {})),
            kinds=tuple(label for name, label in labels.items() if code in kinds[name]),
            is_rekeyed=code in kinds["rekeyed"],
            fields=_fields(before.get(code, {}), after.get(code, {})),
            place=_place(found, code) if code in kinds["moved"] else None,
        )
        for code in codes
    )


def _kept_stem(was: Face, is_: Face) -> str:
    """Return the question where it stayed: the words that changed stand among the fields."""
    stem = is_.get("stem", "")
    return stem if stem == was.get("stem") else ""


def _place(found: Comparison, code: str) -> tuple[int, int]:
    return found.old[code] + 1, found.new[code] + 1


def _fields(was: Face, is_: Face) -> tuple[FieldLine, ...]:
    words = language()
    return tuple(
        FieldLine(ITEM_FIELDS[change.field].title(words), change.pieces, change.field == "right")
        for change in field_changes(was, is_)
    )
