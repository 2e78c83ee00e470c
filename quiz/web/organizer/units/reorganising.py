"""Changing a tree from a day on: a new name or place, a merger, a division."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import Unit, UnitTree
from quiz.services import units
from quiz.services.access import require
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.units import NewUnit, Reorganised
from quiz.web.filters import local_time, number
from quiz.web.organizer import bp
from quiz.web.organizer.units.forms import (
    MergeForm,
    MoveForm,
    RenameForm,
    ReorganiseForm,
    SplitForm,
)
from quiz.web.organizer.units.pages import ReorganisePage
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

FORMS: dict[str, type[ReorganiseForm]] = {
    "doi-ten": RenameForm,
    "chuyen": MoveForm,
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
}
"""By the word of the act in the address."""


@bp.get("/don-vi/<code>/sap-xep")
def reorganise(code: str) -> ResponseReturnValue:
    """Show what can be changed about a unit (``?don-vi=``) from a day on."""
    tree, unit = _asked(code)
    return _show(tree, unit)


@bp.post("/don-vi/<code>/sap-xep/<act>")
def reorganise_units(code: str, act: str) -> ResponseReturnValue:
    """Do one of the acts, or say at its form why not."""
    tree, unit = _asked(code)
    if act not in FORMS:
        raise NotYours
    form = FORMS[act](prefix=act)
    if not form.validate_on_submit():
        return _show(tree, unit, act, form, 422)
    try:
        with transaction(session()):
            done, shown = _ACTS[act](tree.code, unit.code, form)
    except FieldRefusal as refusal:
        form.refuse(refusal)
        session().expire_all()
        tree, unit = _asked(code)
        return _show(tree, unit, act, form, 422)
    tell(_told(done))
    return redirect(_address(code, shown), code=303)


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


_ACTS: dict[str, Callable[[str, str, Any], tuple[Reorganised, str]]] = {
    "doi-ten": _rename,
    "chuyen": _move,
    "sap-nhap": _merge,
    "chia-tach": _split,
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
