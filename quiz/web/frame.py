"""The frame around every page: who is greeted, in which language, and the desks they may open."""

from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext
from flask_login import current_user

from quiz.domain.permissions import Permission
from quiz.sentences.sentence import N_
from quiz.services.actor import Actor
from quiz.web.chrome import Chrome, StaffLink
from quiz.web.request import actor, language, settings

DESKS = (
    (N_("Ban Tổ chức"), "organizer.home", Permission.CONTEST_ROUND_WRITE),
    (N_("Ngân hàng câu hỏi"), "organizer.banks", Permission.BANK_VERSION_READ),
    (N_("Ban Giám khảo"), "judge.home", Permission.CONTEST_PUBLICATION_PROPOSE),
    (N_("Theo dõi đơn vị"), "unit.home", Permission.UNIT_PROGRESS_READ),
)


def init_app(app: Flask) -> None:
    """Give every template its frame and the addresses of static files."""
    addresses = _addresses(Path(app.static_folder or ""), app.static_url_path or "")
    app.jinja_env.globals["asset"] = addresses.__getitem__

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


def _addresses(folder: Path, above: str) -> dict[str, str]:
    """Return the address of every static file, by its name below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return {name: f"{above}/{name}" for name in names}
