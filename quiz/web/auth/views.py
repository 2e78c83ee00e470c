"""Signing in and out, activating an account, choosing a contest to register for."""

import flask
from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quiz.database import transaction
from quiz.models import Account
from quiz.services import accounts, contest_lists
from quiz.services.access import actor_of
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.web.auth import bp
from quiz.web.auth.forms import ActivateForm, SignInForm
from quiz.web.auth.pages import ActivatePage, OpenContest, RegisterPage, SignInPage
from quiz.web.demo import demo_accounts
from quiz.web.frame import desks_of
from quiz.web.paths import own_path
from quiz.web.request import local, now, page, passwords, session, settings
from quiz.web.signed_in import begin, is_known_device, remember_device, secret
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Show the form, or sign in and go on to where the reader wanted to be."""
    form = SignInForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        return _sign_in_page(form, 422 if form.is_submitted() else 200)
    with transaction(session()):
        outcome = accounts.sign_in(
            session(),
            login_name=form.login.data or "",
            password=form.password.data or "",
            source=request.remote_addr or "",
            is_known_device=is_known_device(form.login.data or ""),
            passwords=passwords(),
            now=now(),
        )
        if not isinstance(outcome, Refusal):
            begin(outcome.id)
    if isinstance(outcome, Refusal):
        form.refuse(outcome)
        return _sign_in_page(form, 429 if "seconds" in outcome.data else 422)
    response = make_response(redirect(own_path(form.next.data, _desk_or_home(outcome)), code=303))
    remember_device(response, form.login.data or "")
    return response


@bp.post("/dang-xuat")
def sign_out() -> ResponseReturnValue:
    """End this browser's session, on the server too."""
    if current_user.is_authenticated:
        with transaction(session()):
            accounts.end_session(session(), session_id=current_user.session_id, now=now())
    flask.session.clear()
    tell(gettext("Bạn đã đăng xuất."))
    return redirect(url_for("public.home"), code=303)


@bp.get("/dang-ky")
def register() -> ResponseReturnValue:
    """Show the contests that take registrations."""
    contests = tuple(
        OpenContest(slug=line.slug, title=local(line.title), closes_at=line.closes_at)
        for line in contest_lists.open_for_registration(session(), now())
    )
    if len(contests) == 1:
        return redirect(url_for("contestant.join", slug=contests[0].slug), code=303)
    return page("auth/register.html", RegisterPage(contests=contests))


@bp.route("/kich-hoat", methods=["GET", "POST"])
def activate() -> ResponseReturnValue:
    """Use up a one-time code: a new account, or a new password for the one there is."""
    form = ActivateForm(code=request.args.get("ma", ""))
    if not form.validate_on_submit():
        return page("auth/activate.html", ActivatePage(form), 422 if form.is_submitted() else 200)
    try:
        with transaction(session()):
            account = accounts.activate(
                session(),
                activation=accounts.activation_of(
                    session(), code=form.code.data or "", secret=secret(), now=now()
                ),
                login_name=form.login.data or "",
                password=form.password.data or "",
                passwords=passwords(),
                now=now(),
            )
            begin(account.id)
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return page("auth/activate.html", ActivatePage(form), 422)
    tell(gettext("Đã đặt mật khẩu cho tên đăng nhập “%(name)s”.", name=account.login_name))
    return redirect(_where_expected(account), code=303)


def _where_expected(account: Account) -> str:
    """Return where a person gives their consent; where they begin when nothing waits for it."""
    waiting = contest_lists.awaiting(session(), account.person_id, now())
    return url_for("contestant.join", slug=waiting[0].slug) if waiting else _desk_or_home(account)


def _desk_or_home(account: Account) -> str:
    """Return where a person who has just signed in begins: at a desk, or on the front page."""
    desks = desks_of(actor_of(session(), account.person_id, account.login_name))
    return desks[0].url if desks else url_for("public.home")


def _sign_in_page(form: SignInForm, status: int) -> ResponseReturnValue:
    shown = demo_accounts(settings()) if settings().demo else ()
    return page("auth/sign_in.html", SignInPage(form=form, demo_accounts=shown), status)
