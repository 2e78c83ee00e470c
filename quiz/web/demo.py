"""How to sign in to a demo: what its loader wrote down in the instance folder."""

from quiz.config import Settings
from quiz.sentences.sentence import N_
from quiz.services.demo_sign_ins import read
from quiz.web.auth.pages import DemoAccount
from quiz.web.words import gettext

ROLES = (
    N_("Ban Tổ chức"),
    N_("Người soạn câu hỏi"),
    N_("Người thẩm định"),
    N_("Ban Giám khảo"),
    N_("Phụ trách đơn vị"),
    N_("Người dự thi"),
    N_("Mã kích hoạt (trang /kich-hoat)"),
)
"""The roles as the loader names them."""


def demo_accounts(settings: Settings) -> tuple[DemoAccount, ...]:
    """Return one sign-in per role; a demo listens on this machine only, so it may show them."""
    return tuple(
        DemoAccount(role=gettext(line.role), login=line.login, password=line.password)
        for line in read(settings.instance)
    )
