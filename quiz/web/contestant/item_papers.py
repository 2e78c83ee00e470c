"""A paper in progress that is answered one item at a time: the current question, and no other."""

from dataclasses import dataclass

from markupsafe import Markup

from question_bank.exam_form import decode
from quiz.domain.answers import MASK, UNANSWERED
from quiz.domain.one_by_one import left_blank
from quiz.domain.timing import SECOND
from quiz.services.attempts.reading import Paper
from quiz.services.attempts.turn import item_deadline_of
from quiz.services.catalogue import RoundDefinition
from quiz.web.contestant.pages import PaperData, Prediction
from quiz.web.contestant.questions import item_sentences, question, sentences
from quiz.web.request import catalogue, language, local, now


class ItemData(PaperData):
    """What the script starts from besides: the number of the current question, and its end."""

    item: int
    item_seconds: int
    item_deadline_at: int | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The question that can be answered now, or the end of the paper, where there is none.

    ``number`` counts from one; ``seconds_left`` is what was left of the item's time when the page
    was asked for. ``fault`` says why the paper did not go on; then the reader may skip the question
    where ``may_skip``. ``lacks_answers`` tells of questions left behind without an answer.
    """

    ref: str
    contest_title: str
    round_title: str
    attempt_number: int
    deadline_at: int
    items: int
    number: int
    question: Markup | None
    item_deadline_at: int | None
    seconds_left: int
    is_over: bool
    lacks_answers: bool
    fault: str | None
    may_skip: bool
    prediction: Prediction | None
    data: ItemData
    sentences: Markup
    all_must_be_answered: bool


def item_page(
    stored: Paper,
    definition: RoundDefinition,
    data: PaperData,
    prediction: Prediction | None,
    *,
    fault: str | None,
    may_skip: bool,
) -> ItemPage:
    """Return what a paper shows now that is answered one item at a time."""
    assert stored.current_item is not None  # noqa: S101 - the paper is one of these
    current, items = stored.current_item, len(stored.answers)
    if not _has_answer(stored, current):
        data["saved_at"] = None  # what was saved last was another answer
    until = item_deadline_of(stored, definition)
    seconds = definition.rules.timing.item_seconds or 0
    return ItemPage(
        ref=stored.ref,
        contest_title=local(definition.contest_title),
        round_title=local(definition.title),
        attempt_number=stored.number,
        deadline_at=stored.deadline_at,
        items=items,
        number=current + 1,
        question=_question(stored, definition, current) if current < items else None,
        item_deadline_at=until,
        seconds_left=0 if until is None else max(0, -(-(until - now()) // SECOND)),
        is_over=until is not None and now() >= until,
        lacks_answers=left_blank(stored.answers, current),
        fault=fault,
        may_skip=may_skip,
        prediction=None if current < items else prediction,
        data=ItemData(
            **data,
            item=current + 1,
            item_seconds=seconds,
            item_deadline_at=until,
        ),
        sentences=sentences(catalogue(), language()) + item_sentences(catalogue(), language()),
        all_must_be_answered=definition.rules.paper.all_must_be_answered,
    )


def _has_answer(stored: Paper, current: int) -> bool:
    if current >= len(stored.answers):
        return stored.prediction is not None
    return stored.answers[current] != UNANSWERED


def _question(stored: Paper, definition: RoundDefinition, item: int) -> Markup:
    return question(
        catalogue(),
        definition.version,
        decode(stored.form).slots[item],
        number=item + 1,
        mask=MASK[stored.answers[item]],
        language=language(),
    )
