"""Reading what was published."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.prize_order import Win
from quiz.domain.prizes import OpenTie, open_ties
from quiz.domain.rules import PrizeLevel
from quiz.models import Attempt, OverallStanding, Publication, Round, Standing, UnitStanding
from quiz.services.overall import OverallLine
from quiz.services.publications.awards import ties_in
from quiz.services.refusal import NotYours
from quiz.services.results import PersonLine, UnitLine, keys_of


def newest_of(session: Session, round_id: int) -> Publication | None:
    """Return the newest publication of a round."""
    publications = sa.select(Publication).where(Publication.round_id == round_id)
    return session.execute(
        publications.order_by(Publication.number.desc()).limit(1)
    ).scalar_one_or_none()


def publication_of(session: Session, round_id: int, number: int) -> Publication:
    """Return a publication of a round; raise ``NotYours`` when there is none."""
    found = session.execute(
        sa.select(Publication).where(Publication.round_id == round_id, Publication.number == number)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def publications_of(session: Session, round_id: int) -> list[Publication]:
    """Return every publication of a round, the newest first."""
    publications = sa.select(Publication).where(Publication.round_id == round_id)
    return list(session.execute(publications.order_by(Publication.number.desc())).scalars())


def ranked_lines(
    session: Session, publication_id: int, *, page: int, per_page: int
) -> tuple[list[PersonLine], int]:
    """Return a page of the ranked people as published, and how many pages there are."""
    ranked = sa.and_(Standing.publication_id == publication_id, Standing.rank.is_not(None))
    total = session.execute(sa.select(sa.func.count()).where(ranked)).scalar_one()
    lines = _lines(ranked).limit(per_page).offset((page - 1) * per_page)
    return list(map(_person_line, session.execute(lines))), max(1, -(-total // per_page))


def winners(session: Session, publication_id: int) -> list[PersonLine]:
    """Return everybody who won a prize, in the order of the result."""
    won = sa.and_(Standing.publication_id == publication_id, Standing.prize.is_not(None))
    return list(map(_person_line, session.execute(_lines(won))))


def lines_of_attempts(
    session: Session, publication_id: int, references: Sequence[str]
) -> list[PersonLine]:
    """Return the lines of a few attempts, named by their public references."""
    named = sa.and_(Standing.publication_id == publication_id, Attempt.ref.in_(references))
    return list(map(_person_line, session.execute(_lines(named))))


def placing_of(
    session: Session, publication_id: int, participation_id: int
) -> tuple[PersonLine, PersonLine | None, bool] | None:
    """Return a person's published line, one of the rank above, and whether the rank is shared.

    None for who is not in the publication.
    """
    published = Standing.publication_id == publication_id
    own = session.execute(
        _lines(sa.and_(published, Standing.participation_id == participation_id))
    ).one_or_none()
    if own is None:
        return None
    line = _person_line(own)
    if line.rank is None:
        return line, None, False
    same = sa.and_(published, Standing.rank == line.rank)
    above = sa.select(sa.func.max(Standing.rank)).where(published, Standing.rank < line.rank)
    higher = session.execute(
        _lines(sa.and_(published, Standing.rank == above.scalar_subquery())).limit(1)
    ).one_or_none()
    shared = session.execute(sa.select(sa.func.count()).where(same)).scalar_one()
    return line, _person_line(higher) if higher else None, shared > 1


def ties_of(
    session: Session, publication: Publication, prizes: Sequence[PrizeLevel]
) -> tuple[OpenTie, ...]:
    """Return the ties that a publication left open, so that nobody in them has a prize.

    Old publications keep no list of them: there they are read from the standings.
    """
    if publication.awards is not None:
        return ties_in(publication.awards)
    rows = session.execute(
        sa.select(Standing.rank, sa.func.count())
        .where(
            Standing.publication_id == publication.id,
            Standing.rank <= sum(prize.count for prize in prizes),
        )
        .group_by(Standing.rank)
        .having(sa.func.count(Standing.prize) == 0)
    )
    return open_ties({rank: count for rank, count in rows if rank is not None}, prizes)


def person_lines(session: Session, publication_id: int) -> Iterator[PersonLine]:
    """Give every line of a publication in order, read as it goes."""
    everybody = _lines(Standing.publication_id == publication_id)
    for row in session.execute(everybody.execution_options(yield_per=1_000)):
        yield _person_line(row)


def unit_lines(session: Session, publication_id: int) -> list[UnitLine]:
    """Return every unit's line of a publication in order."""
    columns = [getattr(UnitStanding, field.name) for field in fields(UnitLine)]
    rows = session.execute(
        sa.select(*columns)
        .where(UnitStanding.publication_id == publication_id)
        .order_by(UnitStanding.position)
    )
    lines = (UnitLine(*row) for row in rows)
    return [
        replace(
            line, values=keys_of(line.values), prizes=tuple((one, of) for one, of in line.prizes)
        )
        for line in lines
    ]


def overall_page(
    session: Session, publication_id: int, *, per_page: int | None = None
) -> tuple[list[OverallLine], list[OverallLine]]:
    """Return the first lines of a ranking over several rounds, or all; and those of its winners."""
    lines = (
        sa.select(OverallStanding)
        .where(OverallStanding.publication_id == publication_id)
        .order_by(OverallStanding.position)
    )
    first = session.execute(lines.limit(per_page)).scalars()
    won = session.execute(lines.where(OverallStanding.prize.is_not(None))).scalars()
    return list(map(_overall_line, first)), list(map(_overall_line, won))


def overall_lines_of(
    session: Session, publication_id: int, references: Sequence[str]
) -> list[OverallLine]:
    """Return a few lines of a ranking over several rounds, named by their references."""
    rows = session.execute(
        sa.select(OverallStanding).where(
            OverallStanding.publication_id == publication_id,
            OverallStanding.reference.in_(references),
        )
    ).scalars()
    return list(map(_overall_line, rows))


def _overall_line(row: OverallStanding) -> OverallLine:
    names = [field.name for field in fields(OverallLine) if field.name != "keys"]
    return OverallLine(**{name: getattr(row, name) for name in names}, keys=keys_of(row.values))


def _lines(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return (
        sa.select(Standing, Attempt.ref, Attempt.prediction, Attempt.started_at)
        .add_columns(Attempt.finished_at, Attempt.category, _kept_in())
        .join(Attempt, Attempt.id == Standing.attempt_id)
        .where(condition)
        .order_by(Standing.position)
    )


def _kept_in() -> sa.ColumnElement[int | None]:
    """Return in which later round somebody has a higher prize instead of the one of a line.

    Only lines with a prize are looked after, by an index of the few that were given up.
    """
    of, later = aliased(Publication), aliased(Standing)
    own, its = aliased(Round), aliased(Round)
    newer = aliased(Publication)
    is_newest = ~sa.exists().where(newer.round_id == of.round_id, newer.number > of.number)
    given_up = (
        sa.select(sa.func.min(its.number))
        .select_from(later)
        .join(of, of.id == later.publication_id)
        .join(its, its.id == of.round_id)
        .join(Publication, Publication.id == Standing.publication_id)
        .join(own, own.id == Publication.round_id)
        .where(
            later.participation_id == Standing.participation_id,
            later.gave_up_round.is_not(None),
            later.gave_up_round == own.number,
            later.gave_up_level == Standing.prize,
            is_newest,
        )
        .correlate(Standing)
        .scalar_subquery()
    )
    return sa.case((Standing.prize.is_not(None), given_up), else_=None).label("kept_in")


def _person_line(row: Any) -> PersonLine:
    standing: Standing = row.Standing
    gave_up = None
    if standing.gave_up_round is not None and standing.gave_up_level is not None:
        gave_up = Win(standing.gave_up_round, standing.gave_up_level)
    return PersonLine(
        rank=standing.rank,
        unranked=standing.unranked,
        participation_id=standing.participation_id,
        reference=row.ref,
        attempt_id=standing.attempt_id,
        unit_id=standing.unit_id,
        points=standing.points,
        correct=standing.correct,
        attempts=standing.attempts,
        keys=keys_of(standing.values),
        prize=standing.prize,
        no_prize=standing.no_prize,
        category=row.category,
        prediction=row.prediction,
        started_at=row.started_at,
        finished_at=row.finished_at,
        gave_up=gave_up,
        kept_in=row.kept_in,
    )
