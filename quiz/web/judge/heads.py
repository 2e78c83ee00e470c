"""What stands above every page of a round."""

from quiz.domain.permissions import Permission
from quiz.models import Publication
from quiz.services.actor import Actor
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import Results
from quiz.web.judge import pages
from quiz.web.request import local


def round_head(
    definition: RoundDefinition,
    results: Results,
    newest: Publication | None,
    *,
    actor: Actor,
    now: int,
) -> pages.RoundHead:
    """Return what stands above every page of a round."""
    is_same = newest is not None and newest.digest == results.digest
    state = definition.state(now)
    may_propose = actor.may_anywhere(Permission.CONTEST_PUBLICATION_PROPOSE)
    return pages.RoundHead(
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        number=definition.number,
        title=local(definition.title),
        state=state,
        opens_at=definition.opens_at,
        closes_at=definition.closes_at,
        people=results.totals.participants,
        attempts=results.totals.attempts,
        all_correct=results.totals.all_correct_people,
        newest=newest.number if newest else None,
        official=newest.number if newest and is_same else None,
        may_publish=may_propose and state.over and not is_same,
        has_overall=definition.rules.overall is not None,
        has_marks=definition.rules.asks_judges,
    )
