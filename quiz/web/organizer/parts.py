"""The parts of the desk that the reader may open: people of a bank see the banks alone."""

from typing import Any

from flask_login import current_user

from quiz.domain.permissions import Permission
from quiz.sentences.sentence import N_
from quiz.web.organizer import bp
from quiz.web.request import actor

PARTS = (
    (N_("Hôm nay"), "organizer.home", Permission.CONTEST_ROUND_READ),
    (N_("Các cuộc thi"), "organizer.contests", Permission.CONTEST_ROUND_READ),
    (N_("Các ngân hàng câu hỏi"), "organizer.banks", Permission.BANK_VERSION_READ),
    (N_("Danh mục đơn vị"), "organizer.trees", Permission.UNIT_TREE_WRITE),
)


@bp.context_processor
def _parts() -> dict[str, Any]:
    """Give the desk's pages its parts as (label, endpoint); labels are still to be translated."""
    if not current_user.is_authenticated:
        return {"desk_parts": ()}
    return {
        "desk_parts": tuple(
            (label, endpoint)
            for label, endpoint, permission in PARTS
            if actor().may_anywhere(permission)
        )
    }
