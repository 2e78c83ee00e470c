"""The frame around every page: who is greeted, in which language, and the desks they may open."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import Flask, g, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from quiz.domain.permissions import Permission
from quiz.sentences.sentence import N_
from quiz.services.actor import Actor
from quiz.web.chrome import Chrome, StaffLink
from quiz.web.paths import addresses_of
from quiz.web.request import actor, language, settings
from quiz.web.words import gettext

DESKS = (
    (N_("Ban Tổ chức"), "organizer.home", Permission.CONTEST_ROUND_WRITE),
    (N_("Ngân hàng câu hỏi"), "organizer.banks", Permission.BANK_VERSION_READ),
    (N_("Ban Giám khảo"), "judge.home", Permission.CONTEST_PUBLICATION_PROPOSE),
    (N_("Theo dõi đơn vị"), "unit.home", Permission.UNIT_PROGRESS_READ),
)
_CSRF = Markup('<input type="hidden" name="csrf_token" value="%s">')


def init_app(app: Flask) -> None:
    """Give every template its frame, the addresses of static files, and what stands everywhere.

    ``icon`` and ``csrf`` are no macros because nearly every page would import them.
    """
    addresses = _addresses(Path(app.static_folder or ""), app.static_url_path or "")
    app.jinja_env.globals.update(
        asset=addresses.__getitem__,
        url_for=addresses_of(app),
        icon=_icons(addresses["img/symbols.svg"]),
        csrf=_csrf,
    )

    @app.context_processor
    def _frame() -> dict[str, Any]:
        return {"chrome": chrome()}


def chrome() -> Chrome:
    """Return the frame of this request's page."""
    name = current_user.name if current_user.is_authenticated else None
    return Chrome(
        language="en" if language() == "en" else "vi",
        path=request.full_path.rstrip("?"),
        signed_in_name=name,
        is_demo=settings().demo,
        staff_links=desks_of(actor()) if name is not None and current_user.is_staff else (),
    )


def desks_of(person: Actor) -> tuple[StaffLink, ...]:
    """Return the desks that a person may open, the one to begin at first.

    Whoever has the organizers' desk finds the banks on it.
    """
    open_ = [
        (label, endpoint)
        for label, endpoint, permission in DESKS
        if person.may_anywhere(permission)
    ]
    if open_ and open_[0][1] == "organizer.home":
        open_ = [desk for desk in open_ if desk[1] != "organizer.banks"]
    return tuple(
        StaffLink(label=gettext(label), url=url_for(endpoint)) for label, endpoint in open_
    )


def _icons(symbols: str) -> Callable[[str], Markup]:
    """Return what draws one of our own symbols; it repeats what words beside it say."""
    drawing = Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    )

    @cache
    def icon(name: str) -> Markup:
        return drawing.format(symbols, name)

    return icon


def _csrf() -> Markup:
    """Return the field that shows that a form is one of our own, made once for a page."""
    if "csrf_field" not in g:
        g.csrf_field = _CSRF % generate_csrf()
    return cast("Markup", g.csrf_field)


def _addresses(folder: Path, above: str) -> dict[str, str]:
    """Return the address of every static file, by its name below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return {name: f"{above}/{name}" for name in names}
