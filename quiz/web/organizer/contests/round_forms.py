"""A round as it is typed: what its form offers and shows, and what the typed round is."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms.fields.choices import SelectChoice

from quiz.domain.rules import RoundKind, Rules, RulesProblem, parse_rules
from quiz.models import Contest
from quiz.services import round_edits
from quiz.services.contest_findings import ContestProblem, of_rules
from quiz.services.round_edits import RoundChange
from quiz.services.rules_library import presets
from quiz.web.forms import Form
from quiz.web.organizer.contests import faults, main_rules
from quiz.web.organizer.contests.forms import RoundForm, RoundWindowForm
from quiz.web.organizer.contests.views import in_languages
from quiz.web.request import actor, local, session
from quiz.web.words import gettext


def preset_titles() -> dict[str, str]:
    """Return the titles of the presets that a round may begin with, by name."""
    return {name: local(preset.title.model_dump()) for name, preset in presets().items()}


def typed(
    contest: Contest, opens_at: int, closes_at: int, version_id: int | None, rules: Rules
) -> dict[str, Any]:
    """Return a round as its form shows it, by field, apart from its title."""
    return {
        "opens": _wall_clock(opens_at, contest),
        "closes": _wall_clock(closes_at, contest),
        "version": version_id,
        **main_rules.typed(rules),
    }


def shape(form: RoundForm, contest: Contest, kind: RoundKind, rules: Rules) -> None:
    """Offer the versions, rankings and predictions there are; leave out what is not asked."""
    form.version.choices = _version_choices(contest)
    main_rules.shape(form, kind, rules)


def change_of(form: RoundForm, contest: Contest, rules: Rules) -> RoundChange:
    """Return what was typed over some rules; raise ``RulesProblem`` when they cannot be so."""
    opens_at, closes_at = window_of(form, contest)
    return RoundChange(
        title=in_languages(form.title_vi.data, form.title_en.data),
        opens_at=opens_at,
        closes_at=closes_at,
        version_id=form.version.data,
        rules=parse_rules(main_rules.document_of(form, rules)),
    )


def window_of(form: RoundWindowForm, contest: Contest) -> tuple[int, int]:
    """Return when a round opens and closes, as typed by the clock of its contest."""
    return _moment(form.opens.data, contest), _moment(form.closes.data, contest)


def say(form: Form, problem: ContestProblem | RulesProblem) -> None:
    """Show each problem of a round at its field, or above the form."""
    if isinstance(problem, RulesProblem):
        findings = tuple(of_rules(found, "") for found in problem.findings)
    else:
        findings = problem.findings
    faults.say(form, findings, main_rules.FIELDS.get)


def _version_choices(contest: Contest) -> list[SelectChoice]:
    choices = round_edits.versions_to_choose(session(), actor=actor(), contest=contest)
    return [
        SelectChoice(
            choice.id,
            gettext(
                "%(title)s – phiên bản %(number)s, %(items)s câu",
                title=choice.title,
                number=choice.number,
                items=choice.items,
            ),
        )
        for choice in choices
    ]


def _wall_clock(moment: int, contest: Contest) -> datetime:
    zone = ZoneInfo(contest.zone)
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone).replace(tzinfo=None)


def _moment(wall_clock: datetime | None, contest: Contest) -> int:
    if wall_clock is None:
        raise ValueError("the form asks for it")
    return int(wall_clock.replace(tzinfo=ZoneInfo(contest.zone)).timestamp() * 1000)
