"""Who takes which table away: allowed, recorded, and handed over to be written."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Sheet
from quiz.domain.permissions import Permission
from quiz.models import Contest, Publication
from quiz.services import audit, publications
from quiz.services.access import contest_for, contests_within, round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.exports import attempts, overall, people, units, winners


class Table(StrEnum):
    """What can be exported of a round."""

    PEOPLE = "people"
    UNITS = "units"
    ATTEMPTS = "attempts"
    WINNERS = "winners"
    OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Export:
    """A table ready to be written; its rows are read only then.

    Columns and coded cells are named by codes, which `quiz.sentences.sheets` puts into words.
    ``publication`` is the number of the result that it tells of, None while not official.
    """

    table: Table
    contest: str
    round: int
    publication: int | None
    sheet: Sheet


def export(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    table: Table,
    catalogue: Catalogue,
) -> Export:
    """Record that ``actor`` takes a table of a round away, and return it.

    People and units come as published last, before that as they stand, which whoever may see totals
    may have. Attempts are for those who may read attempts, winners with their telephone numbers for
    those who may read participations; for anybody else birth dates are left empty.
    """
    contest, row = round_for(session, actor, Permission.CONTEST_DOCUMENT_EXPORT, slug, number)
    newest = None if table is Table.ATTEMPTS else publications.newest_of(session, row.id)
    if newest is None:
        needed = (
            Permission.CONTEST_ATTEMPT_READ
            if table is Table.ATTEMPTS
            else Permission.CONTEST_TOTALS_READ
        )
        contest_for(session, actor, needed, slug)
    if table is Table.WINNERS:
        contest_for(session, actor, Permission.CONTEST_PARTICIPATION_READ, slug)
    publication = newest.number if newest else None
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.export",
        target=f"round:{slug}/{number}",
        table=table.value,
        publication=publication,
    )
    definition = catalogue.round(session, row.id, now)
    return Export(
        table=table,
        contest=slug,
        round=number,
        publication=publication,
        sheet=_sheet(
            session,
            definition,
            table,
            newest,
            shows_births=_may_read_births(session, actor, contest.id),
        ),
    )


def _sheet(
    session: Session,
    definition: RoundDefinition,
    table: Table,
    newest: Publication | None,
    *,
    shows_births: bool,
) -> Sheet:
    made_at = newest.published_at if newest else definition.closes_at
    published_id = newest.id if newest else None
    match table:
        case Table.PEOPLE:
            rows = people.rows(session, definition, published_id, shows_births=shows_births)
            return Sheet(table, people.COLUMNS, rows, made_at)
        case Table.UNITS:
            return Sheet(
                table, units.COLUMNS, units.rows(session, definition, published_id), made_at
            )
        case Table.ATTEMPTS:
            rows = attempts.rows(session, definition, shows_births=shows_births)
            return Sheet(table, attempts.COLUMNS, rows, made_at)
        case Table.OVERALL:
            return Sheet(
                table, overall.COLUMNS, overall.rows(session, definition, published_id), made_at
            )
        case Table.WINNERS:
            return Sheet(
                table, winners.COLUMNS, winners.rows(session, definition, published_id), made_at
            )


def _may_read_births(session: Session, actor: Actor, contest_id: int) -> bool:
    within = contests_within(actor, Permission.CONTEST_PARTICIPATION_READ)
    found = session.execute(sa.select(Contest.id).where(Contest.id == contest_id, within))
    return found.first() is not None
