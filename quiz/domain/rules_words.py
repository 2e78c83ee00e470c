"""The words a rules document may use where it chooses one of several."""

from enum import StrEnum


class RoundKind(StrEnum):
    """What a round is for: a practice round ranks nobody."""

    OFFICIAL = "official"
    PRACTICE = "practice"


class Counting(StrEnum):
    """Which of a person's attempts is recognised. Ties in each go on to the earliest finished."""

    HIGHEST_THEN_EARLIEST = "highest_then_earliest"
    HIGHEST = "highest"  # among equal points the one the ranking itself would prefer
    BEST_PREDICTION = "best_prediction"  # among equal points the nearest prediction
    FIRST = "first"
    LAST = "last"


class Asked(StrEnum):
    """The number of the round that contestants predict."""

    ATTEMPTS = "attempts"
    PARTICIPANTS = "participants"
    ALL_CORRECT_PEOPLE = "all_correct_people"
    PERCENT_ALL_CORRECT = "percent_all_correct"  # of participants, in hundredths of a percent


class ResultTime(StrEnum):
    """When contestants see their own points."""

    AT_SUBMIT = "at_submit"
    AFTER_CLOSE = "after_close"
    AFTER_PUBLICATION = "after_publication"


class ReviewTime(StrEnum):
    """When contestants see right options and explanations."""

    AT_ONCE = "at_once"
    AFTER_CLOSE = "after_close"
    AFTER_PUBLICATION = "after_publication"
    NEVER = "never"


class BoardTime(StrEnum):
    """When the public boards of a round show figures."""

    LIVE = "live"
    AFTER_CLOSE = "after_close"
    AFTER_PUBLICATION = "after_publication"


class RankingKey(StrEnum):
    """One step of the ranking: what is compared, and which end comes first."""

    ALL_CORRECT_ONLY = "all_correct_only"  # not a comparison: the others are not ranked
    POINTS = "points"  # most
    CORRECT = "correct"  # most
    PREDICTION_DISTANCE = "prediction_distance"  # nearest, over and under alike
    DURATION = "duration"  # shortest
    FINISHED_AT = "finished_at"  # earliest
    STARTED_AT = "started_at"  # earliest
    ATTEMPT_COUNT = "attempt_count"  # fewest
    REGISTERED_AT = "registered_at"  # earliest
    PERFECT_ATTEMPTS = "perfect_attempts"  # most


SUMMED = frozenset(
    {
        RankingKey.POINTS,
        RankingKey.CORRECT,
        RankingKey.DURATION,
        RankingKey.ATTEMPT_COUNT,
        RankingKey.REGISTERED_AT,  # the same in every round
    }
)
"""The keys that a ranking over several rounds can compare."""


class UnitKey(StrEnum):
    """One step of the ranking of units; the greatest comes first in each."""

    PARTICIPATION_RATE = "participation_rate"
    AVERAGE_POINTS = "average_points"
    PEOPLE = "people"
    ATTEMPTS = "attempts"
    TOTAL_POINTS = "total_points"
    ALL_CORRECT_PEOPLE = "all_correct_people"
    WINNERS = "winners"
    RATE_PLUS_AVERAGE = "rate_plus_average"  # rate in percent + average in percent of the maximum
    RATE_PLUS_PRIZES = "rate_plus_prizes"  # rate in percent + the unit points of prizes won
    BEST_POINTS = "best_points"  # the points of the unit's best people, as many as `best` says
    JUDGED_POINTS = "judged_points"  # what judges give a unit, with their reason
    RANK_POINTS = "rank_points"  # points for the rank by each of several keys, summed


class LastResort(StrEnum):
    """What parts equals at a prize whom the ranking cannot part."""

    JUDGES = "judges"  # a chief judge puts them in order, with a reason that is published
    LOTS = "lots"  # lots, drawn by a judge from a stored seed


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
