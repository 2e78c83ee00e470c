"""The rules of a round in words: what is predicted, and how people are ranked."""

from collections.abc import Callable

from quiz.domain.rules import Asked, RankingKey, Rules
from quiz.sentences.sentence import N_

Translate = Callable[[str], str]

PREDICTIONS = {
    Asked.ATTEMPTS: N_("Theo bạn, đợt thi này có tất cả bao nhiêu lượt thi?"),
    Asked.PARTICIPANTS: N_("Theo bạn, đợt thi này có bao nhiêu người dự thi?"),
    Asked.ALL_CORRECT_PEOPLE: N_(
        "Theo bạn, đợt thi này có bao nhiêu người trả lời đúng tất cả các câu hỏi?"
    ),
    Asked.PERCENT_ALL_CORRECT: N_(
        "Theo bạn, trong đợt thi này bao nhiêu phần trăm người dự thi trả lời đúng tất cả "
        "các câu hỏi?"
    ),
}

CRITERIA = {
    RankingKey.ALL_CORRECT_ONLY: N_("Chỉ xếp hạng người trả lời đúng tất cả các câu hỏi"),
    RankingKey.POINTS: N_("Điểm cao hơn xếp trước"),
    RankingKey.CORRECT: N_("Số câu đúng nhiều hơn xếp trước"),
    RankingKey.PREDICTION_DISTANCE: N_(
        "Số dự đoán gần đúng hơn xếp trước (thừa hay thiếu được tính như nhau)"
    ),
    RankingKey.DURATION: N_("Thời gian làm bài ngắn hơn xếp trước"),
    RankingKey.FINISHED_AT: N_("Nộp bài sớm hơn xếp trước"),
    RankingKey.STARTED_AT: N_("Bắt đầu làm bài sớm hơn xếp trước"),
    RankingKey.ATTEMPT_COUNT: N_("Dùng ít lượt thi hơn xếp trước"),
    RankingKey.REGISTERED_AT: N_("Đăng ký dự thi sớm hơn xếp trước"),
    RankingKey.PERFECT_ATTEMPTS: N_("Có nhiều lượt đúng tất cả các câu hơn xếp trước"),
}

HEADINGS = {
    RankingKey.POINTS: N_("Điểm"),
    RankingKey.CORRECT: N_("Số câu đúng"),
    RankingKey.PREDICTION_DISTANCE: N_("Độ lệch dự đoán"),
    RankingKey.DURATION: N_("Thời gian làm bài"),
    RankingKey.FINISHED_AT: N_("Nộp bài lúc"),
    RankingKey.STARTED_AT: N_("Bắt đầu lúc"),
    RankingKey.ATTEMPT_COUNT: N_("Số lượt thi"),
    RankingKey.REGISTERED_AT: N_("Đăng ký lúc"),
    RankingKey.PERFECT_ATTEMPTS: N_("Số lượt đúng tất cả"),
}
"""Column headings for the values of ranking keys."""


def prediction_question(rules: Rules, translate: Translate) -> str | None:
    """Return what contestants are asked to predict, or None where nothing is."""
    return translate(PREDICTIONS[rules.prediction.asks]) if rules.prediction else None


def criteria(rules: Rules, translate: Translate) -> tuple[str, ...]:
    """Return the ranking in words, the first key first."""
    return tuple(translate(CRITERIA[key]) for key in rules.ranking)
