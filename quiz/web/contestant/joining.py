"""Registering for a contest, with the unit chosen from a searchable tree."""

import sqlalchemy as sa
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quiz.database import transaction
from quiz.domain.rules import StaffRule
from quiz.models import UNAFFILIATED, Account, Contest, Unit
from quiz.services import registration
from quiz.services.known_person import KnownPerson, known_person
from quiz.services.refusal import NotYours, Refusal
from quiz.web.contestant import bp
from quiz.web.contestant.forms import JoinForm
from quiz.web.contestant.pages import JoinPage
from quiz.web.request import language, local, now, page, passwords, session
from quiz.web.signed_in import begin
from quiz.web.told import tell
from quiz.web.unit_choices import chosen_unit, find_units, unit_name
from quiz.web.words import gettext


@bp.route("/cuoc-thi/<slug>/dang-ky", methods=["GET", "POST"])
def join(slug: str) -> ResponseReturnValue:
    """Show what the contest asks, search units for readers without script, or register."""
    contest = _contest(slug)
    terms = registration.terms_of(session(), contest)
    person_id = current_user.person_id if current_user.is_authenticated else None
    known = known_person(session(), contest, person_id) if person_id else None
    if known is not None and known.is_registered:
        return redirect(url_for("public.contest", slug=slug), code=303)
    _refuse_whom_it_is_not_for(contest, terms, known)
    form = JoinForm()
    form.shape(terms, known)
    if "find" in request.form or not form.is_submitted():
        return _show(contest, terms, form, known)
    if not form.validate():
        return _show(contest, terms, form, known, 422)
    try:
        with transaction(session()):
            joined = registration.register(
                session(),
                contest=contest,
                details=form.details(),
                person_id=person_id,
                passwords=passwords(),
                now=now(),
            )
            if person_id is None:
                begin(_account_of(joined))
    except registration.Incomplete as incomplete:
        for fault in incomplete.faults:
            form.refuse(fault)
        return _show(_contest(slug), terms, form, known, 422)
    except Refusal as refusal:
        if refusal.code == "already_registered":
            return redirect(url_for("public.contest", slug=slug), code=303)
        form.refuse(refusal)
        return _show(_contest(slug), terms, form, known, 422)
    tell(gettext("Bạn đã đăng ký dự thi thành công."))
    return redirect(url_for("public.contest", slug=slug), code=303)


def _refuse_whom_it_is_not_for(
    contest: Contest, terms: registration.Terms, known: KnownPerson | None
) -> None:
    """Refuse before anything is typed whoever could not register whatever they type."""
    person_id = current_user.person_id if known else None
    if terms.listed_only and not registration.is_listed(session(), contest, person_id):
        raise Refusal("listed_only")
    if _staff_rule(contest, terms, known) == "refused":
        raise Refusal("staff_refused")


def _contest(slug: str) -> Contest:
    found = session().execute(
        sa.select(Contest).where(Contest.slug == slug, Contest.announced_at.is_not(None))
    )
    contest = found.scalar_one_or_none()
    if contest is None:
        raise NotYours
    return contest


def _account_of(person_id: int) -> int:
    return (
        session().execute(sa.select(Account.id).where(Account.person_id == person_id)).scalar_one()
    )


def _staff_rule(
    contest: Contest, terms: registration.Terms, known: KnownPerson | None
) -> StaffRule:
    """Return what holds for the reader as one of the contest's staff; a stranger is none."""
    if known is None:
        return "allowed"
    return registration.staff_rule(session(), contest, terms, current_user.person_id, now())


def _show(
    contest: Contest,
    terms: registration.Terms,
    form: JoinForm,
    known: KnownPerson | None,
    status: int = 200,
) -> ResponseReturnValue:
    asks_unit = "unit" in form
    query = (form.unit_query.data or "") if asks_unit else ""
    found, more = find_units(contest, query) if query else ((), False)
    none_code = _unaffiliated(contest) if terms.unaffiliated else None
    chosen = form.unit.data if asks_unit else None
    if chosen and chosen not in {none_code, *(choice.code for choice in found)}:
        found = (*chosen_unit(contest, chosen), *found)
    consent = contest.registration["consent"]["purposes"]
    content = JoinPage(
        form=form,
        known=_facts(terms, known) if known else (),
        slug=contest.slug,
        contest_title=local(contest.title),
        purposes=tuple(consent.get(language()) or consent["vi"]),
        controller=local(contest.organizer),
        search_url=url_for("api.units", slug=contest.slug),
        found=found,
        searched=bool(query),
        more=more,
        none_code=none_code,
        guardian_below=terms.guardian_below,
        out_of_prizes=_staff_rule(contest, terms, known) == "out_of_prizes",
    )
    return page("contestant/join.html", content, status)


def _facts(terms: registration.Terms, known: KnownPerson) -> tuple[tuple[str, str], ...]:
    """Return what the contest needs and is known, each with its name."""
    facts = {
        gettext("Họ và tên"): known.full_name,
        gettext("Ngày sinh"): f"{known.birth_date:%d/%m/%Y}" if known.birth_date else None,
        gettext("Số điện thoại"): known.phone if "phone" in terms.asks else None,
        gettext("Số hiệu cán bộ hoặc số thẻ"): (
            known.staff_number if "staff_number" in terms.asks else None
        ),
        gettext("Đơn vị của bạn"): unit_name(known.unit_name) if known.unit_name else None,
        gettext("Đối tượng dự thi"): known.category,
    }
    return tuple((name, value) for name, value in facts.items() if value)


def _unaffiliated(contest: Contest) -> str:
    return (
        session()
        .execute(
            sa.select(Unit.code).where(Unit.tree_id == contest.tree_id, Unit.kind == UNAFFILIATED)
        )
        .scalar_one()
    )
