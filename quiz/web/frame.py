"""The frame around every page: who is greeted, in which language, and the desks they may open."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext
from flask_login import current_user

from quiz.domain.permissions import Permission
from quiz.sentences.sentence import N_
from quiz.web.chrome import Chrome, StaffLink
from quiz.web.request import actor, language, settings

DESKS = (
    (N_("Ban Tổ chức"), "organizer.home", Permission.CONTEST_ROUND_WRITE),
    (N_("Ban Giám khảo"), "judge.home", Permission.CONTEST_PUBLICATION_PROPOSE),
    (N_("Đơn vị"), "unit.home", Permission.UNIT_PROGRESS_READ),
)


def init_app(app: Flask) -> None:
    """Give every template its frame, and every static file an address that changes with it."""
    versions = _versions(Path(app.static_folder or ""))

    @app.context_processor
    def _frame() -> dict[str, Any]:
        return {"chrome": chrome()}

    @app.url_defaults
    def _version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (version := versions.get(values.get("filename", ""))):
            values["v"] = version


def chrome() -> Chrome:
    """Return the frame of this request's page."""
    name = current_user.name if current_user.is_authenticated else None
    return Chrome(
        language="en" if language() == "en" else "vi",
        path=request.full_path.rstrip("?"),
        signed_in_name=name,
        is_demo=settings().demo,
        staff_links=_desks() if name is not None and current_user.is_staff else (),
    )


def _desks() -> tuple[StaffLink, ...]:
    return tuple(
        StaffLink(label=gettext(label), url=url_for(endpoint))
        for label, endpoint, permission in DESKS
        if actor().may_anywhere(permission)
    )


def _versions(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()[:10]
        for path in files
    }
