"""Scoring: an item is right when exactly its right options are chosen, no more and no fewer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from question_bank.exam_form import ExamForm
from quiz.domain.answers import MASK, answered


@dataclass(frozen=True, slots=True)
class Score:
    """What a paper earned: points in hundredths, items right, items answered."""

    points: int
    correct: int
    answered: int


def score(form: ExamForm, answers: str, right_masks: Sequence[int], points_per_item: int) -> Score:
    """Score the answers to a form.

    ``right_masks`` holds, by position in the bank version, the bit mask of the right options in
    their original order; ``points_per_item`` is in hundredths. Raises ValueError when form and
    answers differ in length.
    """
    correct = sum(_marks(form, answers, right_masks))
    return Score(points=correct * points_per_item, correct=correct, answered=answered(answers))


def per_item(form: ExamForm, answers: str, right_masks: Sequence[int]) -> tuple[bool, ...]:
    """Tell, in the order of the paper, which items are right."""
    return tuple(_marks(form, answers, right_masks))


def _marks(form: ExamForm, answers: str, right_masks: Sequence[int]) -> Iterator[bool]:
    for slot, letter in zip(form.slots, answers, strict=True):
        shown = MASK[letter]
        chosen = 0
        for place, option in enumerate(slot.order):
            if shown >> place & 1:
                chosen |= 1 << option
        # An unanswered item is never right, even where a key is empty.
        yield chosen != 0 and chosen == right_masks[slot.item]
