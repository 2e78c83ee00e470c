from dataclasses import replace

import pytest

from quiz.domain.bank_workflow import (
    Act,
    Hand,
    Life,
    Obstacle,
    State,
    StepKind,
    Tally,
    obstacle,
    possible,
    state_of,
)

AN, BINH = 1, 2
FRESH = Tally(10)
ACCEPTED = Tally(10, accepted=10)
DOUBTED = Tally(10, accepted=9, to_mend=1)
NEARLY = Tally(10, accepted=9)

AUTHOR = Hand(AN, may_write=True, may_review=True)
REVIEWER = Hand(BINH, may_write=False, may_review=True)
COLLEAGUE = Hand(BINH, may_write=True, may_review=False)
NOBODY = Hand(None, may_write=True, may_review=True)
READER = Hand(BINH, may_write=False, may_review=False)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ("", State.DRAFT),
        ("submit", State.IN_REVIEW),
        ("submit return", State.DRAFT),
        ("submit return submit", State.IN_REVIEW),
        ("submit conclude", State.REVIEWED),
        ("submit conclude return", State.DRAFT),
    ],
)
def test_the_last_step_says_where_a_version_stands(steps, state):
    assert state_of([StepKind(step) for step in steps.split()], is_approved=False) is state


def test_an_approval_outweighs_every_step_and_a_seal_the_approval():
    assert state_of([], is_approved=True) is State.APPROVED  # as before there were reviews
    assert state_of([StepKind.SUBMIT], is_approved=True, is_sealed=True) is State.SEALED


def test_what_is_neither_accepted_nor_to_mend_is_undecided():
    assert [tally.undecided for tally in (FRESH, ACCEPTED, DOUBTED, NEARLY)] == [10, 0, 0, 1]


@pytest.mark.parametrize(
    ("hand", "state", "tally", "acts"),
    [
        (AUTHOR, State.DRAFT, FRESH, {Act.EDIT, Act.SUBMIT}),
        (AUTHOR, State.IN_REVIEW, ACCEPTED, set()),
        (AUTHOR, State.REVIEWED, ACCEPTED, set()),
        (COLLEAGUE, State.DRAFT, FRESH, {Act.EDIT}),
        (COLLEAGUE, State.IN_REVIEW, ACCEPTED, set()),
        (REVIEWER, State.DRAFT, ACCEPTED, set()),
        (REVIEWER, State.IN_REVIEW, FRESH, {Act.DECIDE}),
        (REVIEWER, State.IN_REVIEW, NEARLY, {Act.DECIDE}),
        (REVIEWER, State.IN_REVIEW, DOUBTED, {Act.DECIDE, Act.RETURN}),
        (REVIEWER, State.IN_REVIEW, ACCEPTED, {Act.DECIDE, Act.CONCLUDE}),
        (REVIEWER, State.REVIEWED, ACCEPTED, {Act.DECIDE, Act.APPROVE}),
        (REVIEWER, State.REVIEWED, DOUBTED, {Act.DECIDE, Act.RETURN}),
        (REVIEWER, State.REVIEWED, NEARLY, {Act.DECIDE}),
        *((hand, State.APPROVED, ACCEPTED, set()) for hand in (AUTHOR, REVIEWER, COLLEAGUE)),
        *((hand, State.SEALED, ACCEPTED, set()) for hand in (AUTHOR, REVIEWER, COLLEAGUE)),
        *((NOBODY, state, ACCEPTED, set()) for state in State),
        *((READER, state, ACCEPTED, set()) for state in State),
    ],
)
def test_who_may_do_what_next(hand, state, tally, acts):
    assert possible(Life(state, frozenset({AN}), tally), hand) == acts


@pytest.mark.parametrize(
    ("act", "hand", "state", "tally", "found"),
    [
        (Act.SUBMIT, READER, State.DRAFT, FRESH, Obstacle.NO_RIGHT),
        (Act.APPROVE, COLLEAGUE, State.REVIEWED, ACCEPTED, Obstacle.NO_RIGHT),
        (Act.APPROVE, NOBODY, State.REVIEWED, ACCEPTED, Obstacle.NO_PERSON),
        (Act.APPROVE, AUTHOR, State.REVIEWED, ACCEPTED, Obstacle.OWN),
        (Act.DECIDE, AUTHOR, State.IN_REVIEW, FRESH, Obstacle.OWN),
        (Act.APPROVE, REVIEWER, State.DRAFT, ACCEPTED, Obstacle.NOT_IN_REVIEW),
        (Act.APPROVE, REVIEWER, State.IN_REVIEW, ACCEPTED, Obstacle.NOT_REVIEWED),
        (Act.APPROVE, REVIEWER, State.REVIEWED, DOUBTED, Obstacle.TO_MEND),
        (Act.APPROVE, REVIEWER, State.APPROVED, ACCEPTED, Obstacle.ALREADY_APPROVED),
        (Act.CONCLUDE, REVIEWER, State.IN_REVIEW, NEARLY, Obstacle.UNDECIDED),
        (Act.CONCLUDE, REVIEWER, State.IN_REVIEW, DOUBTED, Obstacle.TO_MEND),
        (Act.CONCLUDE, REVIEWER, State.REVIEWED, ACCEPTED, Obstacle.NOT_IN_REVIEW),
        (Act.RETURN, REVIEWER, State.IN_REVIEW, NEARLY, Obstacle.NOTHING_TO_MEND),
        (Act.SUBMIT, COLLEAGUE, State.DRAFT, FRESH, Obstacle.ANOTHERS),
        (Act.SUBMIT, AUTHOR, State.DRAFT, Tally(0), Obstacle.EMPTY),
        (Act.EDIT, AUTHOR, State.IN_REVIEW, FRESH, Obstacle.NOT_A_DRAFT),
        (Act.SUBMIT, AUTHOR, State.SEALED, FRESH, Obstacle.ALREADY_APPROVED),
    ],
)
def test_what_is_in_the_way_is_named(act, hand, state, tally, found):
    assert obstacle(act, Life(state, frozenset({AN}), tally), hand) is found


def test_a_draft_of_nobody_is_whoever_takes_it_on():
    orphan = Life(State.DRAFT, frozenset(), FRESH)
    assert possible(orphan, COLLEAGUE) == {Act.EDIT, Act.SUBMIT}
    assert possible(replace(orphan, authors=frozenset({BINH})), COLLEAGUE) == possible(
        orphan, COLLEAGUE
    )


def test_each_of_several_authors_submits_and_none_of_them_decides():
    both = Life(State.DRAFT, frozenset({AN, BINH}), FRESH)
    assert possible(both, AUTHOR) == possible(both, COLLEAGUE) == {Act.EDIT, Act.SUBMIT}
    assert possible(replace(both, state=State.IN_REVIEW), REVIEWER) == set()
