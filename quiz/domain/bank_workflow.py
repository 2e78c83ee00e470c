"""The life of a bank version: where it stands, who may take it further, and what is in the way.

Draft (*soạn*) → in review (*thẩm định*) → reviewed → approved (*duyệt*) → sealed (*niêm phong*).
Only what people did is stored; everything here is computed from it. Whoever wrote some of a version
never decides upon it: not on one item, not on the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """What people do to a version as a whole before it is approved."""

    SUBMIT = "submit"  # the author sends it for review: from now on nobody edits it
    RETURN = "return"  # the reviewer sends it back, to be mended
    CONCLUDE = "conclude"  # the reviewer has accepted every item


class Verdict(StrEnum):
    """What a reviewer says of one item."""

    ACCEPT = "accept"
    MEND = "mend"  # always with a comment that says what


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SEALED = "sealed"


class Act(StrEnum):
    """What somebody may want to do next."""

    EDIT = "edit"
    SUBMIT = "submit"
    DECIDE = "decide"
    RETURN = "return"
    CONCLUDE = "conclude"
    APPROVE = "approve"


class Obstacle(StrEnum):
    """Why an act is not possible; each is the code of a refusal."""

    NO_RIGHT = "forbidden"
    NO_PERSON = "person_needed"
    ALREADY_APPROVED = "version_approved"
    NOT_A_DRAFT = "version_not_a_draft"
    NOT_IN_REVIEW = "version_not_in_review"
    NOT_REVIEWED = "version_not_reviewed"
    ANOTHERS = "version_of_another"
    OWN = "version_of_your_own"
    UNDECIDED = "items_undecided"
    TO_MEND = "items_to_mend"
    NOTHING_TO_MEND = "nothing_to_mend"
    EMPTY = "version_empty"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items a version has, and what others than its author last said of them."""

    items: int
    accepted: int = 0
    to_mend: int = 0

    @property
    def undecided(self) -> int:
        """How many items nobody has decided upon."""
        return self.items - self.accepted - self.to_mend


@dataclass(frozen=True, slots=True)
class Life:
    """A version as far as its way is concerned: nobody or several may be known to have written."""

    state: State
    authors: frozenset[int]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wants to act: which person (None at the command line), with which pen for this bank."""

    person: int | None
    may_write: bool
    may_review: bool


def state_of(steps: Sequence[StepKind], *, is_approved: bool, is_sealed: bool = False) -> State:
    """Return where a version stands after these steps, in their order."""
    if is_approved:
        return State.SEALED if is_sealed else State.APPROVED
    match steps[-1] if steps else StepKind.RETURN:
        case StepKind.SUBMIT:
            return State.IN_REVIEW
        case StepKind.CONCLUDE:
            return State.REVIEWED
        case StepKind.RETURN:
            return State.DRAFT


def possible(life: Life, hand: Hand) -> frozenset[Act]:
    """Return everything that this hand may do next."""
    return frozenset(act for act in Act if obstacle(act, life, hand) is None)


def obstacle(act: Act, life: Life, hand: Hand) -> Obstacle | None:
    """Return what is in the way of an act, or None where nothing is."""
    if not (hand.may_write if act in _WRITING else hand.may_review):
        return Obstacle.NO_RIGHT
    if hand.person is None:
        return Obstacle.NO_PERSON
    if life.state in (State.APPROVED, State.SEALED):
        return Obstacle.ALREADY_APPROVED
    if act in _WRITING:
        return _in_the_way_of_writing(act, life, hand.person)
    if life.state is State.DRAFT:
        return Obstacle.NOT_IN_REVIEW
    if hand.person in life.authors:
        return Obstacle.OWN
    return _in_the_way_of_review(act, life)


_WRITING = frozenset({Act.EDIT, Act.SUBMIT})


def _in_the_way_of_writing(act: Act, life: Life, person: int) -> Obstacle | None:
    """Whoever edits a draft becomes one of its authors; they alone send it for review.

    One that nobody is known to have written is whoever takes it on.
    """
    if life.state is not State.DRAFT:
        return Obstacle.NOT_A_DRAFT
    is_anothers = bool(life.authors) and person not in life.authors
    if act is Act.SUBMIT:
        if is_anothers:
            return Obstacle.ANOTHERS
        return None if life.tally.items else Obstacle.EMPTY
    return None


def _in_the_way_of_review(act: Act, life: Life) -> Obstacle | None:
    """Deciding stays possible until the approval, so that a late doubt can still be said."""
    match act:
        case Act.DECIDE:
            return None
        case Act.RETURN:
            return None if life.tally.to_mend else Obstacle.NOTHING_TO_MEND
        case Act.CONCLUDE if life.state is not State.IN_REVIEW:
            return Obstacle.NOT_IN_REVIEW
        case Act.APPROVE if life.state is not State.REVIEWED:
            return Obstacle.NOT_REVIEWED
    if life.tally.to_mend:
        return Obstacle.TO_MEND
    return Obstacle.UNDECIDED if life.tally.undecided else None
