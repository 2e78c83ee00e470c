"""Which portals may show the boards of a contest: its organizer says, as the server lets."""

from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.portals import MOST_PORTALS, NoPortal, Portal, is_within, portal_of
from quiz.models import Contest
from quiz.services import audit
from quiz.services.access import contest_for
from quiz.services.actor import Actor
from quiz.services.refusal import FieldRefusal

WRITE = Permission.CONTEST_ROUND_WRITE


def name_portals(
    session: Session, *, actor: Actor, now: int, slug: str, typed: str, limit: str
) -> Contest:
    """Let the pages at these addresses, set apart by white space, show the boards of a contest.

    ``limit`` is the setting of the server. The same portals again change nothing.
    """
    contest = contest_for(session, actor, WRITE, slug)
    portals = list(dict.fromkeys(str(_portal(address, limit)) for address in typed.split()))
    if len(portals) > MOST_PORTALS:
        raise FieldRefusal("portals", "portals_too_many", most=MOST_PORTALS)
    if portals != contest.portals:
        contest.portals = portals
        session.flush()
        target = f"contest:{slug}"
        audit.record(
            session,
            actor=actor,
            now=now,
            action="contest.portals",
            target=target,
            portals=portals,
        )
    return contest


def _portal(address: str, limit: str) -> Portal:
    try:
        portal = portal_of(address)
    except NoPortal:
        raise FieldRefusal("portals", "portal_wrong", address=address) from None
    if not is_within(portal, limit):
        raise FieldRefusal("portals", "portal_not_let", portal=str(portal), limit=limit)
    return portal
