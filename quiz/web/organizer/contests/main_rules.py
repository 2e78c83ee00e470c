"""The main rules as a form offers them, and their way into the rules document and back."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from quiz.domain.rules import Asked, Counting, RankingKey, RoundKind, Rules
from quiz.sentences.sentence import N_
from quiz.web.organizer.contests.forms import RoundForm
from quiz.web.words import gettext

K = RankingKey
NONE = "-"
# The rankings of real regulations, the most frequent first.
PRESETS: tuple[tuple[RankingKey, ...], ...] = (
    (K.ALL_CORRECT_ONLY, K.PREDICTION_DISTANCE, K.FINISHED_AT),
    (K.ALL_CORRECT_ONLY, K.FINISHED_AT, K.PREDICTION_DISTANCE),
    (K.POINTS, K.DURATION),
    (K.POINTS, K.DURATION, K.FINISHED_AT),
    (K.POINTS, K.DURATION, K.PREDICTION_DISTANCE),
    (K.POINTS, K.DURATION, K.ATTEMPT_COUNT, K.REGISTERED_AT),
    (K.POINTS, K.PREDICTION_DISTANCE, K.DURATION),
    (),
)
STEPS = {
    K.ALL_CORRECT_ONLY: N_("chỉ người đúng tất cả"),
    K.POINTS: N_("điểm cao hơn"),
    K.CORRECT: N_("nhiều câu đúng hơn"),
    K.PREDICTION_DISTANCE: N_("dự đoán gần đúng hơn"),
    K.DURATION: N_("làm bài nhanh hơn"),
    K.FINISHED_AT: N_("nộp bài sớm hơn"),
    K.STARTED_AT: N_("bắt đầu sớm hơn"),
    K.ATTEMPT_COUNT: N_("ít lượt thi hơn"),
    K.REGISTERED_AT: N_("đăng ký sớm hơn"),
    K.PERFECT_ATTEMPTS: N_("nhiều lượt đúng tất cả hơn"),
}
ASKED = {
    Asked.ATTEMPTS: N_("số lượt thi"),
    Asked.PARTICIPANTS: N_("số người dự thi"),
    Asked.ALL_CORRECT_PEOPLE: N_("số người trả lời đúng tất cả"),
    Asked.PERCENT_ALL_CORRECT: N_("tỷ lệ người trả lời đúng tất cả"),
}
COUNTING = {
    Counting.HIGHEST_THEN_EARLIEST: N_("Lượt cao điểm nhất; bằng điểm thì lượt nộp sớm nhất"),
    Counting.HIGHEST: N_("Lượt cao điểm nhất; bằng điểm thì lượt có lợi nhất khi xếp hạng"),
    Counting.BEST_PREDICTION: N_("Lượt cao điểm nhất; bằng điểm thì lượt dự đoán gần đúng nhất"),
    Counting.FIRST: N_("Lượt đầu tiên"),
    Counting.LAST: N_("Lượt cuối cùng"),
}
PER = {
    "round": N_("Cả đợt thi"),
    "day": N_("Mỗi ngày trong đợt thi"),
    "contest": N_("Cả cuộc thi, gộp các đợt cùng loại"),
}
"""What a limit of attempts counts for, as the rules document names it."""
FIELDS = {
    "paper.items": "items",
    "paper.blueprint": "items",
    "timing.limit_minutes": "minutes",
    "timing.item_seconds": "item_seconds",
    "attempts.limit": "attempts",
    "attempts.per": "per",
    "attempts.counts": "counts",
    "eligible": "min_age",
    "eligible.min_age": "min_age",
    "registration.asks": "min_age",
    "ranking": "ranking",
    "prediction": "prediction",
    "number": "number",
    "closes": "closes",
    "bank": "version",
}
"""Where in the form a problem of the document is said."""


def ranking_choices(current: tuple[RankingKey, ...]) -> list[SelectChoice]:
    """Return the usual rankings, and the round's own where it is none of them."""
    known = PRESETS if current in PRESETS else (current, *PRESETS)
    return [SelectChoice(_value(keys), _ranking_words(keys)) for keys in known]


def prediction_choices() -> list[SelectChoice]:
    """Return what may be predicted; first nothing."""
    asked = [SelectChoice(key, gettext(words).capitalize()) for key, words in ASKED.items()]
    return [SelectChoice(NONE, gettext("Không có")), *asked]


def counting_choices() -> list[SelectChoice]:
    """Return which attempt may be recognised."""
    return [SelectChoice(key, gettext(words)) for key, words in COUNTING.items()]


def per_choices() -> list[SelectChoice]:
    """Return what a limit of attempts may count for."""
    return [SelectChoice(per, gettext(words)) for per, words in PER.items()]


def typed(rules: Rules) -> dict[str, Any]:
    """Return the main rules as a form shows them, by field."""
    return {
        "items": rules.paper.items,
        "minutes": rules.timing.limit_minutes,
        "item_seconds": rules.timing.item_seconds,
        "attempts": rules.attempts.limit,
        "per": rules.attempts.per,
        "counts": rules.attempts.counts,
        "min_age": rules.eligible.min_age,
        "ranking": _value(rules.ranking),
        "prediction": rules.prediction.asks if rules.prediction else NONE,
    }


def shape(form: RoundForm, kind: RoundKind, rules: Rules) -> None:
    """Offer what there is to choose from, and leave out what such a round does not ask.

    A practice round ranks nobody; the number of items is that of the blueprint where there is one.
    """
    form.ranking.choices = ranking_choices(rules.ranking)
    form.prediction.choices = prediction_choices()
    form.per.choices = per_choices()
    form.counts.choices = counting_choices()
    if kind is RoundKind.PRACTICE:
        del form["ranking"], form["prediction"]
    if rules.paper.blueprint is not None:
        del form["items"]


def document_of(form: RoundForm, rules: Rules) -> dict[str, Any]:
    """Return the rules document with what was typed; the rest of it stays."""
    said = typed(rules) | form.data
    document: dict[str, Any] = rules.model_dump(mode="json")
    document["paper"]["items"] = said["items"]
    document["timing"]["limit_minutes"] = said["minutes"]
    document["timing"]["item_seconds"] = said["item_seconds"]
    document["attempts"]["limit"] = said["attempts"]
    document["attempts"]["per"] = said["per"]
    document["attempts"]["counts"] = said["counts"]
    document["eligible"]["min_age"] = said["min_age"]
    document["ranking"] = [] if said["ranking"] == NONE else said["ranking"].split("-")
    if said["prediction"] == NONE:
        document["prediction"] = None
    elif rules.prediction is None or rules.prediction.asks != said["prediction"]:
        document["prediction"] = {"asks": said["prediction"]}
    return document


def _value(keys: tuple[RankingKey, ...]) -> str:
    """Return a ranking as the form names it; no key holds a hyphen."""
    return "-".join(keys) or NONE


def _ranking_words(keys: tuple[RankingKey, ...]) -> str:
    if not keys:
        return gettext("Không xếp hạng")
    return " → ".join(gettext(STEPS[key]) for key in keys).capitalize()
