"""What the forms of a paper bring."""

from flask import request
from werkzeug.datastructures import MultiDict

from quiz.domain.answers import MASK, mask_of
from quiz.services.attempts.reading import Paper
from quiz.services.attempts.saving import Change
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import Refusal


def form_change(form: MultiDict[str, str], stored: Paper, definition: RoundDefinition) -> Change:
    """Return what a posted paper changes; what it does not mention stays as it was saved."""
    masks: dict[int, int] = {}
    for item in range(len(stored.answers)):
        name = f"a{item + 1}"
        if name in form:
            places = [value for value in form.getlist(name) if value]
            if not all(place in {"0", "1", "2", "3", "4", "5"} for place in places):
                raise Refusal("bad_answer", item=item + 1)
            masks[item] = mask_of(int(place) for place in places)
    news = {item: mask for item, mask in masks.items() if MASK[stored.answers[item]] != mask}
    if definition.rules.prediction is None or "prediction" not in form:
        return Change(news)
    value = typed_number(form["prediction"])
    return Change(news, value, predicts=value != stored.prediction)


def typed_number(text: str) -> int | None:
    """Return a number as people type it ("1.250", "1 250"); None for nothing."""
    digits = text.replace(".", "").replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise Refusal("prediction_bad")
    return int(digits)


def whole_number(name: str, otherwise: int | None = None) -> int:
    """Return a number that our own page put into a form; refuse anything else."""
    text = request.form.get(name, "" if otherwise is None else str(otherwise))
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise Refusal("bad_json")
    return int(text)
