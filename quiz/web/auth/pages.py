"""What the pages of signing in and registering show."""

from dataclasses import dataclass

from flask_wtf import FlaskForm


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that anyone may try on a demo."""

    role: str
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Signing in. The form has ``login``, ``password`` and ``next``, a path of our own."""

    form: FlaskForm
    demo_accounts: tuple[DemoAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivatePage:
    """Using a one-time code. The form has ``code``, ``login``, ``password`` and ``again``."""

    form: FlaskForm


@dataclass(frozen=True, slots=True)
class OpenContest:
    """A contest that still takes registrations; its last round closes at ``closes_at``."""

    slug: str
    title: str
    closes_at: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The choice of a contest before registering."""

    contests: tuple[OpenContest, ...]
