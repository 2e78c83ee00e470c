"""How to sign in to a demo: what its loader wrote down in the instance folder."""

from quiz.config import Settings
from quiz.services.demo_sign_ins import read
from quiz.web.auth.pages import DemoAccount


def demo_accounts(settings: Settings) -> tuple[DemoAccount, ...]:
    """Return one sign-in per role; a demo listens on this machine only, so it may show them."""
    return tuple(
        DemoAccount(role=line.role, login=line.login, password=line.password)
        for line in read(settings.instance)
    )
