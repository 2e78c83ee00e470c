"""A ranking over several rounds in words: what is added up, and how it is compared."""

from collections.abc import Callable

from quiz.domain.rules import OverallRules, RankingKey
from quiz.sentences.rules import CRITERIA, HEADINGS
from quiz.sentences.sentence import N_

Translate = Callable[[str], str]

_CRITERIA = {
    RankingKey.POINTS: N_("Tổng điểm các đợt cao hơn xếp trước"),
    RankingKey.CORRECT: N_("Tổng số câu đúng của các đợt nhiều hơn xếp trước"),
    RankingKey.DURATION: N_("Tổng thời gian làm bài của các đợt ngắn hơn xếp trước"),
    RankingKey.ATTEMPT_COUNT: N_("Tổng số lượt thi của các đợt ít hơn xếp trước"),
}
_HEADINGS = {
    RankingKey.POINTS: N_("Tổng điểm"),
    RankingKey.CORRECT: N_("Tổng số câu đúng"),
    RankingKey.DURATION: N_("Tổng thời gian làm bài"),
    RankingKey.ATTEMPT_COUNT: N_("Tổng số lượt thi"),
}
_ROUNDS = N_("Cộng kết quả được công nhận của từng đợt, từ đợt %(first)s đến đợt %(last)s")


def overall_criteria(rules: OverallRules, last: int, translate: Translate) -> tuple[str, ...]:
    """Return which rounds are added up, then how the sums are compared, first key first."""
    rounds = translate(_ROUNDS) % {"first": rules.from_round or 1, "last": last}
    said = (translate(_CRITERIA.get(key) or CRITERIA[key]) for key in rules.ranking)
    return (rounds, *said)


def overall_headings(rules: OverallRules, translate: Translate) -> tuple[str, ...]:
    """Return the headings above the sums, in the order of the rules."""
    return tuple(translate(_HEADINGS.get(key) or HEADINGS[key]) for key in rules.ranking)
