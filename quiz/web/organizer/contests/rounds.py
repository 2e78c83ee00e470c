"""Changing a round: by a form of its main rules, or by its whole rules document."""

from dataclasses import replace
from typing import Any

import yaml
from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from question_bank.readers.yaml_values import Values, read_values
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Rules, RulesProblem, parse_rules
from quiz.models import Contest, Round
from quiz.services import round_edits
from quiz.services.access import round_for
from quiz.services.contest_documents import with_lines
from quiz.services.contest_findings import ContestFinding, ContestProblem, of_rules
from quiz.services.contest_freeze import Fixed, fixed_by, is_sealed
from quiz.services.round_edits import RoundChange
from quiz.web.organizer import bp
from quiz.web.organizer.contests import round_forms
from quiz.web.organizer.contests.forms import RoundForm, RoundTitleForm, RoundWindowForm, RulesForm
from quiz.web.organizer.contests.pages import RoundFormPage, RulesFormPage
from quiz.web.organizer.contests.views import in_languages
from quiz.web.organizer.pages import FindingLine
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

LARGEST_RULES = 65_536
_WRITE = Permission.CONTEST_ROUND_WRITE


@bp.get("/cuoc-thi/<slug>/dot/<int:number>")
def edit_round(slug: str, number: int) -> ResponseReturnValue:
    """Show a round in a form."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    form = _form(of, contest, filled=True)
    return page("organizer/contests/round.html", _form_page(form, contest, of))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>")
def save_round(slug: str, number: int) -> ResponseReturnValue:
    """Change a round as the form says; whatever is wrong is said at its field."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    form = _form(of, contest, filled=False)
    if form.validate():
        try:
            _store(slug, number, _typed(form, contest, of))
        except (ContestProblem, RulesProblem) as problem:
            round_forms.say(form, problem)
        else:
            tell(gettext("Đã lưu “%(round)s”.", round=_title(slug, number)))
            return redirect(url_for("organizer.contest", slug=slug), code=303)
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
    return page("organizer/contests/round.html", _form_page(form, contest, of), status=422)


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/quy-tac")
def edit_rules(slug: str, number: int) -> ResponseReturnValue:
    """Show the whole rules document of a round."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    form = RulesForm(rules=_as_yaml(of, complete=False))
    return page("organizer/contests/rules.html", _rules_page(form, contest, of))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/quy-tac")
def save_rules(slug: str, number: int) -> ResponseReturnValue:
    """Give a round the rules as typed; every problem is said with its line, nothing is lost."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    form = RulesForm()
    findings: tuple[FindingLine, ...] = ()
    if form.validate():
        values = read_values((form.rules.data or "").encode(), largest=LARGEST_RULES)
        findings = _try_rules(slug, number, of, values)
        if not findings:
            tell(gettext("Đã lưu quy tắc của “%(round)s”.", round=_title(slug, number)))
            return redirect(url_for("organizer.contest", slug=slug), code=303)
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
    content = _rules_page(form, contest, of, findings)
    return page("organizer/contests/rules.html", content, status=422)


def _try_rules(slug: str, number: int, of: Round, values: Values) -> tuple[FindingLine, ...]:
    """Store the rules and return nothing, or return everything that keeps them from it."""
    if values.findings:
        words = language()
        return tuple(FindingLine(f.where(words), f.sentence(words)) for f in values.findings)
    try:
        document: Any = values.value
        _store(slug, number, _unchanged(of, parse_rules(document)))
    except RulesProblem as problem:
        found = tuple(of_rules(finding, "") for finding in problem.findings)
        return _lines(with_lines(found, values.lines))
    except ContestProblem as problem:
        return _lines(problem.findings)
    return ()


def _lines(findings: tuple[ContestFinding, ...]) -> tuple[FindingLine, ...]:
    words = language()
    return tuple(FindingLine(found.where(words), found.sentence(words)) for found in findings)


def _store(slug: str, number: int, change: RoundChange) -> None:
    with transaction(session()):
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
        round_edits.edit_round(
            session(), actor=actor(), now=now(), contest=contest, of=of, change=change
        )
    catalogue().forget()


def _title(slug: str, number: int) -> str:
    """Return the title of a round as it is stored now."""
    _, of = round_for(session(), actor(), _WRITE, slug, number)
    return local(of.title)


def _fixed(of: Round) -> Fixed | None:
    return fixed_by(of, now(), is_sealed=is_sealed(session(), of))


def _form(of: Round, contest: Contest, *, filled: bool) -> RoundTitleForm:
    """Return the form that fits the round: what may still change of it."""
    titles = {"title_vi": of.title["vi"], "title_en": of.title.get("en", "")}
    fixed = _fixed(of)
    if fixed is Fixed.OPENED:
        return RoundTitleForm(data=titles if filled else None)
    rules = parse_rules(of.rules)
    shown = titles | round_forms.typed(
        contest, of.opens_at, of.closes_at, of.bank_version_id, rules
    )
    if fixed is Fixed.SEALED:
        return RoundWindowForm(data=shown if filled else None)
    form = RoundForm(data=shown if filled else None)
    round_forms.shape(form, contest, RoundKind(of.kind), rules)
    return form


def _typed(form: RoundTitleForm, contest: Contest, of: Round) -> RoundChange:
    """Return the round as the form says; raise ``RulesProblem`` when its rules cannot be."""
    rules = parse_rules(of.rules)
    if isinstance(form, RoundForm):
        return round_forms.change_of(form, contest, rules)
    kept = _unchanged(of, rules, in_languages(form.title_vi.data, form.title_en.data))
    if isinstance(form, RoundWindowForm):
        opens_at, closes_at = round_forms.window_of(form, contest)
        return replace(kept, opens_at=opens_at, closes_at=closes_at)
    return kept


def _unchanged(of: Round, rules: Rules, title: dict[str, str] | None = None) -> RoundChange:
    return RoundChange(
        title=title or of.title,
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        version_id=of.bank_version_id,
        rules=rules,
    )


def _as_yaml(of: Round, *, complete: bool) -> str:
    """Return the rules of a round as text, with or without what is as usual."""
    rules = parse_rules(of.rules).model_dump(mode="json", exclude_defaults=not complete)
    return yaml.safe_dump(rules, allow_unicode=True, sort_keys=False, default_flow_style=None)


def _form_page(form: RoundTitleForm, contest: Contest, of: Round) -> RoundFormPage:
    return RoundFormPage(
        form=form,
        slug=contest.slug,
        contest_title=local(contest.title),
        number=of.number,
        title=local(of.title),
        fixed=_fixed(of),
        zone=contest.zone,
    )


def _rules_page(
    form: RulesForm, contest: Contest, of: Round, findings: tuple[FindingLine, ...] = ()
) -> RulesFormPage:
    return RulesFormPage(
        form=form,
        slug=contest.slug,
        contest_title=local(contest.title),
        number=of.number,
        title=local(of.title),
        fixed=_fixed(of),
        complete=_as_yaml(of, complete=True),
        findings=findings,
    )
