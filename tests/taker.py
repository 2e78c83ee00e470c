"""A person at one browser, who takes one round through the use cases."""

from dataclasses import dataclass
from typing import Any

import pytest

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.models import Participation, Round
from quiz.services import attempts
from quiz.services.attempts.reading import Paper
from quiz.services.attempts.saving import Change, Saved
from quiz.services.refusal import Refusal
from tests.stage import HOUR, Stage


@dataclass
class Taker:
    """A person at one browser, taking one round."""

    stage: Stage
    round: Round
    participation: Participation
    browser: int
    ref: str = ""
    lease: int = 1

    def start(self, number: int = 1, now: int | None = None) -> str:
        now = self.stage.now if now is None else now
        with transaction(self.stage.session) as session:
            self.ref = attempts.start(
                session,
                catalogue=self.stage.catalogue,
                definition=self.stage.definition(self.round, now),
                person_id=self.participation.person_id,
                holder_id=self.browser,
                expected_number=number,
                now=now,
            )
        return self.ref

    def save(self, answers: dict[int, int], *, sequence: int = 1, **options: Any) -> Saved:
        revision = options.pop("revision", self.paper().revision)
        now = options.pop("now", self.stage.now)
        with transaction(self.stage.session) as session:
            return attempts.save(
                session,
                catalogue=self.stage.catalogue,
                ref=self.ref,
                person_id=self.participation.person_id,
                holder_id=self.browser,
                lease=self.lease,
                revision=revision,
                sequence=sequence,
                change=Change(answers, **options),
                now=now,
            )

    def next_item(
        self, item: int, answers: dict[int, int] | None = None, *, skips: bool = False, now: int
    ) -> None:
        with transaction(self.stage.session) as session:
            attempts.next_item(
                session,
                catalogue=self.stage.catalogue,
                ref=self.ref,
                person_id=self.participation.person_id,
                holder_id=self.browser,
                lease=self.lease,
                item=item,
                change=Change(answers or {}),
                skips=skips,
                now=now,
            )

    def submit(self, now: int | None = None, **options: Any) -> attempts.Finished:
        with transaction(self.stage.session) as session:
            return attempts.submit(
                session,
                catalogue=self.stage.catalogue,
                ref=self.ref,
                person_id=self.participation.person_id,
                holder_id=self.browser,
                lease=self.lease,
                change=options.pop("change", Change({})),
                accepts_blanks=options.pop("accepts_blanks", True),
                now=self.stage.now if now is None else now,
            )

    def paper(self) -> Paper:
        return attempts.paper_of(self.stage.session, self.ref, self.participation.person_id)

    def right(self) -> dict[int, int]:
        """The answers with which everything is right: every key is the first option as written."""
        slots = decode(self.paper().form).slots
        return {item: 1 << slot.order.index(0) for item, slot in enumerate(slots)}


def refusal(act: Any, *args: Any, **options: Any) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as caught:
        act(*args, **options)
    return caught.value.code


def taking(stage: Stage, name: str = "Nguyễn Văn An", **rules: Any) -> Taker:
    """A person before a round with these rules."""
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank(), closes_at=stage.now + 72 * HOUR, **rules)
    participation = stage.contestant(name, contest)
    return Taker(stage, round_, participation, stage.browser(participation.person_id))
