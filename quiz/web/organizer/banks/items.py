"""The items of a version as a list that is searched and sifted; what was asked is the address."""

from typing import Literal

from flask import request
from flask.typing import ResponseReturnValue

from question_bank.fields import DIFFICULTY_NAMES, USE_NAMES
from question_bank.item import Difficulty, Use
from quiz.domain.bank_workflow import Verdict
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.services import banks
from quiz.services.banks import drafts, finding, removing
from quiz.services.banks.finding import Choices, FoundItem, ItemFilter, RoundRef
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.item_pages import Choice, ItemRow, ItemsPage, Sieve, Version
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, language, local, page, session
from quiz.web.words import gettext

LONGEST_QUERY = 200
NONE = "-"
"""In an address: the items for which nothing is said."""
_VERDICTS: dict[str, Verdict | Literal["none"]] = {
    "dat": Verdict.ACCEPT,
    "can-sua": Verdict.MEND,
    "chua": "none",
}
_YES_NO = {"co": True, "khong": False}


@bp.get("/ngan-hang/<code>/<int:number>/cau-hoi")
def items(code: str, number: int) -> ResponseReturnValue:
    """List the items that fit what the address asks for, without any key."""
    record, version = banks.version_for(
        session(), actor(), Permission.BANK_VERSION_READ, code, number
    )
    choices = finding.choices_of(session(), version)
    wanted, asked = _wanted(choices), page_asked()
    size = finding.PAGE_SIZE
    found = finding.find_items(session(), version, wanted, offset=(asked - 1) * size, limit=size)
    pages = max(1, -(-found.total // size))
    if asked > pages:
        raise NotYours
    shown = version_shown(record, version)
    removed = removing.removed_from(session(), version) if shown.is_draft else ()
    content = ItemsPage(
        version=shown,
        query=wanted.query,
        sieves=_sieves(choices),
        is_sifted=wanted != ItemFilter(),
        total=found.total,
        rows=tuple(_row(item) for item in found.items),
        pager=pager(asked, pages),
        removed=tuple(removed),
    )
    return page("organizer/banks/items.html", content)


def version_shown(record: BankRecord, version: BankVersion) -> Version:
    """Return the version that a page about items belongs to, and what the reader may do to it."""
    is_draft = drafts.is_draft(session(), version)
    may_write = banks.may(session(), actor(), Permission.BANK_DRAFT_WRITE, record)
    return Version(
        code=record.code,
        number=version.number,
        title=version.title,
        items=version.items,
        is_draft=is_draft and may_write,
        may_begin=may_write,
    )


def _wanted(choices: Choices) -> ItemFilter:
    """Read what is looked for; a value that is no choice (any more) finds nothing."""
    said = request.args
    rounds = {_ref(each): each.id for each in choices.rounds}
    used = said.get("dot", "")
    try:
        return ItemFilter(
            query=said.get("tim", "").strip()[:LONGEST_QUERY],
            topic=_text("chu-de"),
            period=_text("giai-doan"),
            difficulty=Difficulty(said["do-kho"]) if said.get("do-kho") else None,
            use=Use(said["nhom"]) if said.get("nhom") else None,
            has_source=_YES_NO[said["nguon"]] if said.get("nguon") else None,
            has_picture=_YES_NO[said["hinh"]] if said.get("hinh") else None,
            verdict=_VERDICTS[said["tham-dinh"]] if said.get("tham-dinh") else None,
            used=used != "khong" if used else None,
            round_id=None if used in ("", "co", "khong") else rounds[used],
        )
    except (KeyError, ValueError):
        raise NotYours from None


def _text(name: str) -> str | None:
    text = request.args.get(name, "")
    return "" if text == NONE else text or None


def _sieves(choices: Choices) -> tuple[Sieve, ...]:
    words = language()
    yes_no = [Choice("co", gettext("Có")), Choice("khong", gettext("Không có"))]
    rounds = [
        Choice("co", gettext("Đang dùng trong đợt thi")),
        Choice("khong", gettext("Chưa dùng trong đợt nào")),
        *(Choice(_ref(each), _round_name(each)) for each in choices.rounds),
    ]
    verdicts = [
        Choice("dat", gettext("Đạt")),
        Choice("can-sua", gettext("Cần sửa")),
        Choice("chua", gettext("Chưa có ý kiến")),
    ]
    return (
        _sieve("chu-de", gettext("Chủ đề"), _values(choices.topics)),
        _sieve("giai-doan", gettext("Giai đoạn"), _values(choices.periods)),
        _sieve("do-kho", gettext("Độ khó"), _names(DIFFICULTY_NAMES[words])),
        _sieve("nhom", gettext("Nhóm"), _names(USE_NAMES[words])),
        _sieve("nguon", gettext("Nguồn"), yes_no),
        _sieve("hinh", gettext("Hình minh họa"), yes_no),
        _sieve("tham-dinh", gettext("Thẩm định"), verdicts),
        _sieve("dot", gettext("Đợt thi"), rounds),
    )


def _sieve(name: str, label: str, choices: list[Choice]) -> Sieve:
    return Sieve(name, label, tuple(choices), request.args.get(name, ""))


def _values(values: tuple[tuple[str, int], ...]) -> list[Choice]:
    return [
        Choice(value or NONE, f"{value or gettext('(chưa ghi)')} ({count})")
        for value, count in values
    ]


def _names(names: object) -> list[Choice]:
    assert isinstance(names, dict)  # noqa: S101 - tables of our own
    return [Choice(str(value), name) for value, name in names.items()]


def _row(item: FoundItem) -> ItemRow:
    words = language()
    return ItemRow(
        item=item,
        difficulty=DIFFICULTY_NAMES[words][item.difficulty],
        use=USE_NAMES[words][item.use],
        rounds=_by_contest(item.rounds),
    )


def _by_contest(rounds: tuple[RoundRef, ...]) -> tuple[str, ...]:
    """Return the rounds of each contest in one line."""
    titles: dict[str, list[str]] = {}
    for ref in rounds:
        titles.setdefault(ref.slug, []).append(local(ref.title))
    return tuple(f"{slug}: {', '.join(names)}" for slug, names in titles.items())


def _round_name(ref: RoundRef) -> str:
    return f"{local(ref.title)} · {ref.slug}"


def _ref(ref: RoundRef) -> str:
    return f"{ref.slug}.{ref.number}"
