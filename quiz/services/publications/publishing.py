"""Publishing a result: a numbered row that never changes, and all of its lines."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import OverallStanding, Publication, Standing, UnitStanding
from quiz.services import audit, boards
from quiz.services.access import hold_round, round_for
from quiz.services.actor import Actor
from quiz.services.attempts import finish_overdue
from quiz.services.boards.content import board_content
from quiz.services.catalogue import Catalogue
from quiz.services.prize_history import unpublished_before
from quiz.services.publications.awards import awards_document, overall_documents
from quiz.services.publications.reading import newest_of
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.services.results import (
    PersonLine,
    Results,
    keys_document,
    results_now,
    totals_document,
    unit_document,
)

BATCH = 5_000


def publish(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    knows_ties: bool = False,
) -> Publication:
    """Publish the result of a round that is over and return the publication.

    First every attempt whose time is up is finished. A result that is already the newest
    publication is not published again: twice is once. Refuses a practice round
    (``practice_round``), one that somebody can still be taking (``round_not_over``), one whose
    prizes depend on rounds before it that are not published (``earlier_unpublished``), and ties
    that leave prizes to people to decide (``ties_open``) unless the publisher ``knows_ties``.
    """
    _, row = round_for(session, actor, Permission.CONTEST_PUBLICATION_PROPOSE, slug, number)
    definition = catalogue.round(session, row.id, now)
    if definition.kind is RoundKind.PRACTICE:
        raise Refusal("practice_round")
    if not definition.state(now).over:
        raise Refusal("round_not_over")
    hold_round(session, row.id)
    while finish_overdue(session, catalogue=catalogue, now=now, round_id=row.id):
        pass
    if unpublished_before(session, definition):
        raise Refusal("earlier_unpublished")
    results = results_now(session, definition)
    newest = newest_of(session, row.id)
    if newest is not None and newest.digest == results.digest:
        return newest
    if results.open_ties and not knows_ties:
        raise FieldRefusal("knows_ties", "ties_open")
    publication = Publication(
        round_id=row.id,
        number=newest.number + 1 if newest else 1,
        published_at=now,
        published_by_id=actor.person_id,
        rules_digest=definition.rules_digest,
        digest=results.digest,
        totals=totals_document(results.totals),
        awards=awards_document(results),
    )
    session.add(publication)
    session.flush()
    _store(session, publication.id, results)
    boards.store(session, row.id, board_content(session, results), now=now, official=True)
    audit.record(
        session,
        actor=actor,
        now=now,
        action="publication.publish",
        target=f"round:{slug}/{number}",
        publication=publication.number,
        digest=publication.digest,
        open_ties=results.open_ties,
    )
    catalogue.forget()
    return publication


def _store(session: Session, publication_id: int, results: Results) -> None:
    people = [
        {"publication_id": publication_id, "position": position, **_standing(line)}
        for position, line in enumerate(results.people, start=1)
    ]
    units = [
        {"publication_id": publication_id, "position": position, **unit_document(line)}
        for position, line in enumerate(results.units, start=1)
    ]
    overall = [
        {"publication_id": publication_id, "position": position, **line}
        for position, line in enumerate(overall_documents(results), start=1)
    ]
    for table, lines in (
        (Standing.__table__, people),
        (UnitStanding.__table__, units),
        (OverallStanding.__table__, overall),
    ):
        for start in range(0, len(lines), BATCH):
            session.execute(sa.insert(cast("sa.Table", table)), lines[start : start + BATCH])


def _standing(line: PersonLine) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "unranked": line.unranked,
        "participation_id": line.participation_id,
        "attempt_id": line.attempt_id,
        "unit_id": line.unit_id,
        "points": line.points,
        "correct": line.correct,
        "attempts": line.attempts,
        "values": keys_document(line.keys),
        "prize": line.prize,
        "no_prize": line.no_prize,
        "gave_up_round": line.gave_up.round if line.gave_up else None,
        "gave_up_level": line.gave_up.level if line.gave_up else None,
    }
