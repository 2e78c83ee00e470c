"""Changing a tree from a day on: a new name or place, a merger, a division, an end.

Every act is shown before it is done: it is done and rolled back, so that what is shown is what will
be. The button that does it brings a mark of what was seen along.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import Unit, UnitTree
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.sentences.sentence import N_
from quiz.services import units
from quiz.services.access import require
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.units import NewUnit, Reorganised
from quiz.web.filters import local_time, number
from quiz.web.organizer import bp
from quiz.web.organizer.units.forms import (
    CloseForm,
    MergeForm,
    MoveForm,
    RenameForm,
    ReorganiseForm,
    SplitForm,
)
from quiz.web.organizer.units.pages import (
    LostHeadcountLine,
    ReorganisePage,
    ReorganisePreviewPage,
)
from quiz.web.request import actor, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

FORMS: dict[str, type[ReorganiseForm]] = {
    "doi-ten": RenameForm,
    "chuyen": MoveForm,
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
    "ket-thuc": CloseForm,
}
"""By the word of the act in the address."""
TITLES = {
    "doi-ten": N_("Đổi tên"),
    "chuyen": N_("Chuyển sang cấp trên khác"),
    "sap-nhap": N_("Sáp nhập"),
    "chia-tach": N_("Chia tách"),
    "ket-thuc": N_("Kết thúc hoạt động"),
}
MOST_LINES = 20
"""Units that are named one by one where more move along."""


@bp.get("/don-vi/<code>/sap-xep")
def reorganise(code: str) -> ResponseReturnValue:
    """Show what can be changed about a unit (``?don-vi=``) from a day on."""
    tree, unit = _asked(code)
    return _show(tree, unit)


@bp.post("/don-vi/<code>/sap-xep/<act>")
def reorganise_units(code: str, act: str) -> ResponseReturnValue:
    """Do one of the acts once it has been seen; show it before, or say at its form why not."""
    tree, unit = _asked(code)
    if act not in FORMS:
        raise NotYours
    form = FORMS[act](prefix=act)
    if "sua" in request.form:
        return _show(tree, unit, act, form)
    if not form.validate_on_submit():
        return _show(tree, unit, act, form, 422)
    seen = request.form.get("da-xem", "")
    try:
        with transaction(session()):
            done, shown = _ACTS[act](tree.code, unit.code, form)
            if seen != _mark(done):
                raise _NotSeen(done)
    except _NotSeen as not_seen:
        tree, unit = _asked(code)
        return _preview(tree, unit, act, form, not_seen.done, has_changed=bool(seen))
    except FieldRefusal as refusal:
        form.refuse(refusal)
        session().expire_all()
        tree, unit = _asked(code)
        return _show(tree, unit, act, form, 422)
    tell(_told(done))
    return redirect(_address(code, shown), code=303)


class _NotSeen(Exception):
    """Rolls an act back whose consequences nobody has seen yet."""

    def __init__(self, done: Reorganised) -> None:
        super().__init__()
        self.done = done


def _mark(done: Reorganised) -> str:
    """Return what tells these consequences from others."""
    return sha256(repr(done.decisive).encode()).hexdigest()


def _preview(
    tree: UnitTree,
    unit: Unit,
    act: str,
    form: ReorganiseForm,
    done: Reorganised,
    *,
    has_changed: bool,
) -> ResponseReturnValue:
    content = ReorganisePreviewPage(
        tree=tree.code,
        unit_code=unit.code,
        unit_name=unit.name,
        steps=units.steps_down(session(), actor(), unit),
        act=act,
        what=gettext(TITLES[act]),
        day=f"{form.day.data:%d/%m/%Y}",
        has_changed=has_changed,
        done=done,
        placed=done.placed[:MOST_LINES],
        placed_more=sum(line.units for line in done.placed[MOST_LINES:]),
        headcounts=tuple(
            LostHeadcountLine(
                line.unit.name,
                gettext(HEADCOUNTS[line.kind]) if line.kind in HEADCOUNTS else line.kind,
                line.people,
                f"{line.day:%d/%m/%Y}",
            )
            for line in done.headcounts
        ),
        untouched=tuple(map(local, done.untouched)),
        following=tuple(map(local, done.following)),
        typed=tuple((field.name, field._value()) for field in form if field.name != "csrf_token"),
        mark=_mark(done),
    )
    return page("organizer/units/reorganise_preview.html", content)


def _asked(code: str) -> tuple[UnitTree, Unit]:
    require(actor(), Permission.UNIT_TREE_WRITE)
    tree = units.tree_for(session(), actor(), code)
    return tree, units.branch_for(session(), actor(), tree, request.values.get("don-vi", ""))


def _show(
    tree: UnitTree,
    unit: Unit,
    act: str = "",
    filled: ReorganiseForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    today = local_time(now()).date()
    forms = {
        name: filled if filled is not None and name == act else kind(None, prefix=name, day=today)
        for name, kind in FORMS.items()
    }
    content = ReorganisePage(
        tree=tree.code,
        tree_name=tree.name,
        unit_code=unit.code,
        unit_name=unit.name,
        is_root=unit.parent_id is None,
        steps=units.steps_down(session(), actor(), unit),
        forms=forms,
        current=act,
    )
    return page("organizer/units/reorganise.html", content, status)


def _context(tree: str, form: ReorganiseForm) -> dict[str, Any]:
    return {"actor": actor(), "now": now(), "tree_code": tree, "day": form.day.data}


def _rename(tree: str, code: str, form: Any) -> tuple[Reorganised, str]:
    return units.rename_unit(
        session(), code=code, name=form["name"].data, **_context(tree, form)
    ), code


def _move(tree: str, code: str, form: Any) -> tuple[Reorganised, str]:
    parent = form.parent.data
    return units.move_unit(session(), code=code, parent=parent, **_context(tree, form)), code


def _merge(tree: str, code: str, form: Any) -> tuple[Reorganised, str]:
    into = NewUnit(form.into.data, form.into_name.data or "")
    codes = [code, *units.codes_in(form.codes.data or "")]
    done = units.merge_units(session(), codes=codes, into=into, **_context(tree, form))
    return done, into.code


def _split(tree: str, code: str, form: Any) -> tuple[Reorganised, str]:
    parts = [units.part_in(line) for line in form.parts.data.splitlines() if line.strip()]
    done = units.split_unit(session(), code=code, parts=parts, **_context(tree, form))
    return done, parts[0].code


def _close(tree: str, code: str, form: Any) -> tuple[Reorganised, str]:
    return units.close_unit(session(), code=code, **_context(tree, form)), code


_ACTS: dict[str, Callable[[str, str, Any], tuple[Reorganised, str]]] = {
    "doi-ten": _rename,
    "chuyen": _move,
    "sap-nhap": _merge,
    "chia-tach": _split,
    "ket-thuc": _close,
}


def _told(done: Reorganised) -> str:
    return gettext(
        "Đã ghi nhận việc sắp xếp: %(ended)s đơn vị kết thúc, %(made)s đơn vị mới, "
        "%(moved)s đơn vị chuyển theo, %(people)s người trong danh sách chuyển theo.",
        ended=number(done.ended),
        made=number(done.made),
        moved=number(done.moved),
        people=number(done.people),
    )


def _address(tree: str, unit: str) -> str:
    asked: dict[str, Any] = {"code": tree, "don-vi": unit}
    return url_for("organizer.tree", **asked)
