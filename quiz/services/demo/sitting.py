"""Invented attempts, taken through the same use cases as everybody's, at invented moments."""

from random import Random

from sqlalchemy.orm import Session

from question_bank.exam_form import decode
from quiz.domain.answers import positions
from quiz.domain.timing import MINUTE, SECOND
from quiz.services import attempts
from quiz.services.attempts.reading import paper_of
from quiz.services.attempts.saving import Change
from quiz.services.catalogue import Catalogue, RoundDefinition

HOUR = 60 * MINUTE
VIETNAM_HOURS = 7


def sit(
    session: Session,
    *,
    catalogue: Catalogue,
    definition: RoundDefinition,
    person_id: int,
    until: int,
    skill: int,
    guess: int | None,
    chance: Random,
) -> int:
    """Let a person take a round a few times before ``until``; return how often.

    ``skill`` is how many of a hundred items they know; ``guess`` is their prediction, where the
    round asks for one.
    """
    most = min(definition.rules.attempts.limit or 4, 4)
    wanted = chance.choices(range(1, most + 1), weights=range(most, 0, -1))[0]
    start, end = definition.opens_at, min(until, definition.closes_at)
    longest = definition.rules.timing.limit_minutes * MINUTE
    moments = sorted(chance.randrange(start, max(start + 1, end - longest)) for _ in range(wanted))
    taken, free_at = 0, start
    for moment in moments:
        begun = max(moment, free_at)
        if begun + longest >= end:
            break
        taken += 1
        free_at = _take(
            session,
            catalogue=catalogue,
            definition=definition,
            person_id=person_id,
            number=taken,
            now=begun,
            skill=min(100, skill + 6 * (taken - 1)),
            guess=guess,
            chance=chance,
        )
    return taken


def _awake(moment: int) -> int:
    """Move what would happen at night in Vietnam to the next morning."""
    hour_of_day = (moment // HOUR + VIETNAM_HOURS) % 24
    return moment + 6 * HOUR if hour_of_day < 6 else moment


def _take(
    session: Session,
    *,
    catalogue: Catalogue,
    definition: RoundDefinition,
    person_id: int,
    number: int,
    now: int,
    skill: int,
    guess: int | None,
    chance: Random,
) -> int:
    ref = attempts.start(
        session,
        catalogue=catalogue,
        definition=definition,
        person_id=person_id,
        holder_id=None,
        expected_number=number,
        now=now,
    )
    answers = _answers(
        session,
        catalogue=catalogue,
        definition=definition,
        ref=ref,
        person_id=person_id,
        skill=skill,
        chance=chance,
    )
    predicts = definition.rules.prediction is not None and guess is not None
    pace = chance.randrange(6 * SECOND, 25 * SECOND)
    finished_at = now + min(
        pace * len(answers) + chance.randrange(SECOND),
        definition.rules.timing.limit_minutes * MINUTE - SECOND,
    )
    attempts.save(
        session,
        catalogue=catalogue,
        ref=ref,
        person_id=person_id,
        holder_id=None,
        lease=1,
        revision=0,
        sequence=1,
        change=Change(answers, guess if predicts else None, predicts),
        now=(now + finished_at) // 2,
    )
    attempts.submit(
        session,
        catalogue=catalogue,
        ref=ref,
        person_id=person_id,
        holder_id=None,
        lease=1,
        change=Change({}),
        accepts_blanks=True,
        now=finished_at,
    )
    return finished_at + MINUTE


def _answers(
    session: Session,
    *,
    catalogue: Catalogue,
    definition: RoundDefinition,
    ref: str,
    person_id: int,
    skill: int,
    chance: Random,
) -> dict[int, int]:
    """Answer what the person knows rightly and the rest by luck."""
    key = catalogue.key(session, definition.version)
    answers = {}
    for item, slot in enumerate(decode(paper_of(session, ref, person_id).form).slots):
        right = set(positions(key.right_masks[slot.item]))
        knows = chance.randrange(100) < skill
        places = [place for place, option in enumerate(slot.order) if option in right]
        chosen = places if knows else [chance.randrange(len(slot.order))]
        answers[item] = sum(1 << place for place in chosen)
    return answers
