"""The organizers' start page."""

from flask.typing import ResponseReturnValue

from quiz.domain.permissions import Permission
from quiz.services.access import require
from quiz.services.progress import ContestProgress, progress
from quiz.web.organizer import bp
from quiz.web.organizer.pages import ContestToday, HomePage, RoundToday
from quiz.web.request import actor, local, now, page, session


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show how the contests are going today."""
    require(actor(), Permission.CONTEST_ROUND_READ)
    content = HomePage(
        contests=today(), may_make=actor().may_anywhere(Permission.CONTEST_ROUND_WRITE)
    )
    return page("organizer/home.html", content)


def today() -> tuple[ContestToday, ...]:
    """Return every contest in reach with what happened since midnight."""
    return tuple(today_of(line) for line in progress(session(), actor=actor(), now=now()))


def today_of(line: ContestProgress) -> ContestToday:
    """Return one contest with what happened since midnight."""
    return ContestToday(
        slug=line.slug,
        title=local(line.title),
        is_draft=line.announced_at is None,
        is_practice=line.is_practice,
        rounds=tuple(
            RoundToday(
                number=of.number,
                title=local(of.title),
                kind=of.kind,
                state=of.state,
                opens_at=of.opens_at,
                closes_at=of.closes_at,
                starts=of.starts_today,
                submissions=of.submissions_today,
                lacks_seal=of.lacks_seal,
            )
            for of in line.rounds
        ),
    )
