"""Where versions stand, computed from what people did."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.bank_workflow import State, StepKind, state_of
from quiz.models import BankVersion, Round, RoundSeal, VersionStep


def states_of(session: Session, versions: Iterable[BankVersion]) -> dict[int, State]:
    """Return where each version stands, by its id, in two queries."""
    versions = list(versions)
    ids = [version.id for version in versions]
    steps: dict[int, list[StepKind]] = {id_: [] for id_ in ids}
    for step in session.execute(
        sa.select(VersionStep.version_id, VersionStep.kind)
        .where(VersionStep.version_id.in_(ids))
        .order_by(VersionStep.version_id, VersionStep.sequence)
    ):
        steps[step.version_id].append(StepKind(step.kind))
    sealed = set(
        session.execute(
            sa.select(Round.bank_version_id)
            .join(RoundSeal, RoundSeal.round_id == Round.id)
            .where(Round.bank_version_id.in_(ids))
        ).scalars()
    )
    return {
        version.id: state_of(
            steps[version.id],
            is_approved=version.approved_at is not None,
            is_sealed=version.id in sealed,
        )
        for version in versions
    }
