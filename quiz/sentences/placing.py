"""What is compared between people, as parts of the sentence that explains a rank."""

from collections.abc import Mapping

from quiz.domain.rules import RankingKey
from quiz.sentences.sentence import N_

COMPARED: Mapping[RankingKey, str] = {
    RankingKey.POINTS: N_("%(value)s điểm"),
    RankingKey.CORRECT: N_("đúng %(value)s câu"),
    RankingKey.PREDICTION_DISTANCE: N_("dự đoán lệch %(value)s"),
    RankingKey.DURATION: N_("làm bài trong %(value)s"),
    RankingKey.FINISHED_AT: N_("nộp bài lúc %(value)s"),
    RankingKey.STARTED_AT: N_("bắt đầu lúc %(value)s"),
    RankingKey.ATTEMPT_COUNT: N_("số lượt thi: %(value)s"),
    RankingKey.REGISTERED_AT: N_("đăng ký lúc %(value)s"),
    RankingKey.PERFECT_ATTEMPTS: N_("số lượt đúng tất cả: %(value)s"),
}
"""A person's own value."""

BEHIND: Mapping[RankingKey, str] = {
    RankingKey.POINTS: N_("ít điểm hơn"),
    RankingKey.CORRECT: N_("ít câu đúng hơn"),
    RankingKey.PREDICTION_DISTANCE: N_("dự đoán lệch nhiều hơn"),
    RankingKey.DURATION: N_("làm bài lâu hơn"),
    RankingKey.FINISHED_AT: N_("nộp bài muộn hơn"),
    RankingKey.STARTED_AT: N_("bắt đầu muộn hơn"),
    RankingKey.ATTEMPT_COUNT: N_("dùng nhiều lượt thi hơn"),
    RankingKey.REGISTERED_AT: N_("đăng ký muộn hơn"),
    RankingKey.PERFECT_ATTEMPTS: N_("ít lượt đúng tất cả hơn"),
}
"""Why somebody comes after another."""

MISSING_PREDICTION = N_("không dự đoán")
QUICK = N_("Làm bài nhanh bất thường: dưới %(seconds)s giây")
