"""Attempts made by the book: who took a round when, how much was right, what was predicted.

Everything goes through the use cases of taking a round, so that what is ranked is what they store.
"""

from dataclasses import dataclass, field

import sqlalchemy as sa

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.models import Attempt, Contest, Participation, Publication, Round, RulingAct
from quiz.services import attempts, publications, rulings
from quiz.services.actor import OPERATOR, Actor
from quiz.services.attempts.saving import Change
from tests.stage import HOUR, Stage

SECOND = 1_000
MINUTE = 60_000
OVER = 25 * HOUR
"""So long after the opening every round of a stage is over."""


@dataclass
class Script:
    """A contest with one round on a stage, and the people in it by name."""

    stage: Stage
    contest: Contest
    round: Round
    people: dict[str, Participation] = field(default_factory=dict)
    browsers: dict[str, int] = field(default_factory=dict)

    def person(self, name: str, unit: str = "cl-01") -> Participation:
        """Return who has this name, in the unit that they came with first."""
        if name not in self.people:
            self.people[name] = self.stage.contestant(name, self.contest, unit)
            self.browsers[name] = self.stage.browser(self.people[name].person_id)
        return self.people[name]

    def takes(
        self,
        name: str,
        *,
        correct: int,
        after: int = 0,
        seconds: int = 60,
        unit: str = "cl-01",
        prediction: int | None = None,
        submits: bool = True,
    ) -> str:
        """Let a person take the round: begin ``after`` minutes, hand in so many seconds later.

        The first ``correct`` items are right, the others wrong; nothing at all is answered when
        ``correct`` is negative. Without ``submits`` the answers are never handed in nor saved.
        """
        person = self.person(name, unit)
        begun = self.round.opens_at + after * MINUTE
        made = self._made(person)
        with transaction(self.stage.session) as session:
            ref = attempts.start(
                session,
                catalogue=self.stage.catalogue,
                definition=self.stage.definition(self.round, begun),
                person_id=person.person_id,
                holder_id=self.browsers[name],
                expected_number=made + 1,
                now=begun,
            )
        if submits:
            self._submit(name, ref, begun + seconds * SECOND, correct, prediction)
        return ref

    def _made(self, person: Participation) -> int:
        return self.stage.session.scalar(
            sa.select(sa.func.count()).where(
                Attempt.participation_id == person.id, Attempt.round_id == self.round.id
            )
        )

    def _submit(self, name: str, ref: str, at: int, correct: int, prediction: int | None) -> None:
        form = self.stage.session.scalar(sa.select(Attempt.form).where(Attempt.ref == ref))
        answers = {
            item: 1 << (slot.order.index(0 if item < correct else 1))
            for item, slot in enumerate(decode(form).slots)
        }
        change = Change(answers if correct >= 0 else {}, prediction, prediction is not None)
        with transaction(self.stage.session) as session:
            attempts.submit(
                session,
                catalogue=self.stage.catalogue,
                ref=ref,
                person_id=self.people[name].person_id,
                holder_id=self.browsers[name],
                lease=1,
                change=change,
                accepts_blanks=True,
                now=at,
            )


def script(stage: Stage, **rules: object) -> Script:
    """Return a contest with one open round by these rules, and nobody in it yet."""
    contest = stage.contest()
    return Script(stage, contest, stage.round(contest, stage.bank(), **rules))


def later_round(scripted: Script, number: int, **rules: object) -> Script:
    """Return the same contest and people with another round, which opened together with it."""
    of = scripted.stage.round(
        scripted.contest,
        scripted.stage.catalogue.version(scripted.stage.session, scripted.round.bank_version_id),
        number=number,
        **rules,
    )
    return Script(scripted.stage, scripted.contest, of, scripted.people, scripted.browsers)


def rule(
    scripted: Script,
    act: RulingAct,
    *references: str,
    reason: str = "Làm bài thay người khác",
    after: int = OVER,
    actor: Actor = OPERATOR,
) -> list[int]:
    """Void attempts of a round, or restore them, so long after it opened."""
    with transaction(scripted.stage.session) as session:
        return rulings.rule(
            session,
            actor=actor,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=scripted.round.number,
            catalogue=scripted.stage.catalogue,
            act=act,
            references=references,
            reason=reason,
        )


def publish(scripted: Script, *, knows_ties: bool = False) -> Publication:
    """Publish the result of a round that is over."""
    with transaction(scripted.stage.session) as session:
        return publications.publish(
            session,
            actor=OPERATOR,
            now=scripted.stage.now + OVER,
            slug="cuoc-thi",
            number=scripted.round.number,
            catalogue=scripted.stage.catalogue,
            knows_ties=knows_ties,
        )
