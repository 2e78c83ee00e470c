"""Two people wrote one item: mine and theirs side by side, and the choice for each part."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask import request

from question_bank.fields import DIFFICULTY_NAMES, USE_NAMES
from question_bank.item import LETTERS, Item
from question_bank.word_diff import Piece, PieceKind, word_diff
from quiz.models import BankRecord, BankVersion
from quiz.services.banks import editing, picture_files
from quiz.services.banks.editing import ItemChanged
from quiz.web.organizer.banks.item_forms import fields_to_send
from quiz.web.organizer.banks.item_pages import ConflictPage, Difference, Run
from quiz.web.organizer.banks.items import version_shown
from quiz.web.organizer.banks.looking import staged_picture
from quiz.web.paper_item import Picture, shown_picture
from quiz.web.request import actor, language, session
from quiz.web.words import gettext

PARTS = {
    "code": ("code",),
    "stem": ("stem",),
    "options": ("options", "right", "pinned"),
    "picture": ("picture",),
    "topic": ("topic",),
    "period": ("period",),
    "difficulty": ("difficulty",),
    "use": ("use",),
    "explanation": ("explanation",),
    "source": ("source",),
}
"""The parts that are chosen as a whole: a key is nothing without its options."""
MINE, THEIRS = "mine", "theirs"


def settled(version: BankVersion, code: str, mine: Item, seen: str) -> Item | None:
    """Return the item to save: mine, with their parts where they were chosen.

    None while a part that differs has not been decided; ``ItemChanged`` where theirs has changed
    since it was shown.
    """
    if "settle" not in request.form:
        return mine
    theirs = editing.item_for(session(), version, code)
    if editing.seen_as(theirs) != seen:
        raise ItemChanged(theirs)
    changes: dict[str, Any] = {}
    for part in _differing(mine, theirs):
        match request.form.get(f"choose-{part}"):
            case "theirs":
                changes |= {name: getattr(theirs, name) for name in PARTS[part]}
            case "mine":
                pass
            case _:
                return None
    return replace(mine, **changes)


def conflict_page(
    record: BankRecord, version: BankVersion, code: str, mine: Item, theirs: Item | None
) -> ConflictPage:
    """Lay what was typed beside what somebody else has saved meanwhile."""
    parts = _differing(mine, theirs) if theirs else ()
    sent = request.form.to_dict(flat=False)
    return ConflictPage(
        version=version_shown(record, version),
        code=code,
        sent=fields_to_send(sent),
        seen=editing.seen_as(theirs) if theirs else None,
        differences=tuple(_difference(part, mine, theirs) for part in parts if theirs),
        chosen={part: request.form.get(f"choose-{part}", "") for part in PARTS},
        is_undecided="settle" in request.form,
    )


def _differing(mine: Item, theirs: Item) -> tuple[str, ...]:
    return tuple(
        part
        for part, names in PARTS.items()
        if any(getattr(mine, name) != getattr(theirs, name) for name in names)
    )


def _difference(part: str, mine: Item, theirs: Item) -> Difference:
    pieces = word_diff(_said(part, theirs), _said(part, mine))
    is_picture = part == "picture"
    return Difference(
        name=part,
        label=_labels()[part],
        mine=tuple(_runs(pieces, PieceKind.INSERTED)),
        theirs=tuple(_runs(pieces, PieceKind.DELETED)),
        my_picture=_picture(mine) if is_picture else None,
        their_picture=_picture(theirs) if is_picture else None,
    )


def _runs(pieces: Iterable[Piece], own: PieceKind) -> Iterator[Run]:
    """Return one of the two texts, with what the other does not have."""
    for piece in pieces:
        if piece.kind in (PieceKind.SAME, own):
            yield Run(piece.text, is_changed=piece.kind is own)


def _said(part: str, item: Item) -> str:
    """Return a part in words, as organizers read it."""
    match part:
        case "options":
            return "\n".join(_option(item, at) for at in range(len(item.options)))
        case "picture":
            return item.picture.alt if item.picture else gettext("Không có hình.")
        case "difficulty":
            return DIFFICULTY_NAMES[language()][item.difficulty]
        case "use":
            return USE_NAMES[language()][item.use]
    return str(getattr(item, part)) or gettext("(để trống)")


def _option(item: Item, at: int) -> str:
    marks = [gettext("đáp án đúng")] if at in item.right else []
    marks += [gettext("giữ cuối")] if at in item.pinned else []
    return f"{LETTERS[at]}. {item.options[at]}" + (f" ({', '.join(marks)})" if marks else "")


def _picture(item: Item) -> Picture | None:
    if item.picture is None:
        return None
    digest, alt = item.picture.digest, item.picture.alt
    stored = picture_files.picture_for(session(), actor(), digest, alt)
    if stored is not None:
        return shown_picture(stored)
    _, shown = staged_picture(request.form.get("staged", ""), alt)
    return shown


def _labels() -> dict[str, str]:
    return {
        "code": gettext("Mã câu"),
        "stem": gettext("Nội dung câu hỏi"),
        "options": gettext("Các phương án và đáp án"),
        "picture": gettext("Hình minh họa"),
        "topic": gettext("Chủ đề"),
        "period": gettext("Giai đoạn"),
        "difficulty": gettext("Độ khó"),
        "use": gettext("Nhóm"),
        "explanation": gettext("Giải thích"),
        "source": gettext("Nguồn"),
    }
