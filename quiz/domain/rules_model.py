"""The shape of a rules document. Points are hundredths, times minutes or seconds as named."""

from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from question_bank.canonical import canonical_json
from question_bank.item import Difficulty, Use
from quiz.domain.rules_words import (
    Asked,
    BoardTime,
    Counting,
    LastResort,
    RankingKey,
    ResultTime,
    ReviewTime,
    UnitKey,
    Weekday,
)

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Percent = Annotated[int, Field(ge=1, le=100)]
Count = Annotated[int, Field(ge=1, le=100_000_000)]
HourOfDay = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Age = Annotated[int, Field(ge=0, le=150)]
Dong = Annotated[int, Field(ge=1, le=1_000_000_000_000)]


class Part(BaseModel):
    """A part of the document: immutable, typed strictly, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Pool(Part):
    """The items a round may draw from; an empty list sets no limit."""

    topics: tuple[Text, ...] = ()
    periods: tuple[Text, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    uses: tuple[Use, ...] = (Use.OFFICIAL,)
    codes: tuple[Text, ...] = ()


class PaperSection(Part):
    """So many items of one sort; an empty list takes what the pool allows."""

    count: Annotated[int, Field(ge=1, le=200)]
    topics: tuple[Text, ...] = ()
    periods: tuple[Text, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    uses: tuple[Use, ...] = ()
    codes: tuple[Text, ...] = ()


class Paper(Part):
    """What one attempt's paper is made of."""

    items: Annotated[int, Field(ge=1, le=200)]
    pool: Pool = Pool()
    blueprint: tuple[PaperSection, ...] | None = None
    points_per_item: Annotated[int, Field(ge=1, le=1_000_000)] = 100
    shuffle: bool = True
    all_must_be_answered: bool = False  # else the result is not recognised; the prediction too

    @property
    def maximum_points(self) -> int:
        """The points of a paper with everything right, in hundredths."""
        return self.items * self.points_per_item


class Hours(Part):
    """The hours of the day in which attempts may start, ``[opens, closes)`` in the contest's zone.

    A hard close cuts an attempt at the end of these hours too.
    """

    days: tuple[Weekday, ...] = tuple(Weekday)
    opens: HourOfDay
    closes: HourOfDay

    @property
    def minutes(self) -> int:
        """How long they are on each of the days."""
        opens, closes = (
            60 * int(hour) + int(minute)
            for hour, _, minute in (self.opens.partition(":"), self.closes.partition(":"))
        )
        return closes - opens


class Timing(Part):
    """How long an attempt lasts, and how it meets the close of the round.

    With ``item_seconds`` the paper is answered one item at a time, forward only, each within so
    many seconds (``quiz.domain.one_by_one``). An attempt quicker than ``plausible_seconds`` is
    pointed out to the judges, nothing more.
    """

    limit_minutes: Annotated[int, Field(ge=1, le=1_440)]
    item_seconds: Annotated[int, Field(ge=5, le=3_600)] | None = None
    allowance_seconds: Annotated[int, Field(ge=0, le=10)] = 5
    hard_close: bool = True
    plausible_seconds: Annotated[int, Field(ge=1, le=86_400)] | None = None
    hours: Hours | None = None

    def is_quick(self, duration: int) -> bool:
        """Whether an attempt took less time, in milliseconds, than anybody plausibly needs."""
        return self.plausible_seconds is not None and duration < self.plausible_seconds * 1_000


class Attempts(Part):
    """How many attempts a person has, which is recognised, and which count as one.

    ``per`` day counts the attempts of the round that started on one day of the contest's zone,
    ``per`` contest those of all its rounds of the same kind.
    """

    limit: Annotated[int, Field(ge=1, le=1_000)] | None
    per: Literal["round", "day", "contest"] = "round"
    counts: Counting = Counting.HIGHEST_THEN_EARLIEST
    empty_count: bool = False
    void_returns_quota: bool = True

    def used(self, made: int, voided: int) -> int:
        """How many of those made the limit counts, some of them voided since."""
        return made - voided if self.void_returns_quota else made

    def allow_another(self, made: int, voided: int = 0) -> bool:
        """Whether one more may start after so many, some of them voided since."""
        return self.limit is None or self.used(made, voided) < self.limit


class Prediction(Part):
    """The side question: a number of the round itself, never scored.

    With ``total_frozen: at_close`` the number taken when the ledger was closed stands for every
    publication; else each publication counts anew. ``includes_voided``: voided attempts count.
    """

    asks: Asked
    includes_voided: bool = False
    total_frozen: Literal["at_close", "at_publication"] = "at_close"


class Admission(Part):
    """The best of an earlier round, by its newest publication: ranks up to ``best``, equals too.

    ``of`` overall are the best of the rounds that were added up in it.
    """

    round: Annotated[int, Field(ge=1, le=200)]
    of: Literal["round", "overall"] = "round"
    best: Annotated[int, Field(ge=1, le=1_000_000)]


StaffRule = Literal["allowed", "out_of_prizes", "refused"]
"""What holds for the staff of a contest, the mildest first."""


class Eligible(Part):
    """Who may take part (ages in full years), and what holds for the organizers' own staff.

    With ``categories`` people of these alone; with ``admits`` whoever was among the best of one of
    these rounds.
    """

    min_age: Age | None = None
    max_age: Age | None = None
    staff: StaffRule = "out_of_prizes"
    categories: tuple[Text, ...] = ()
    admits: tuple[Admission, ...] = ()


class Complaints(Part):
    """Until when a published result can be complained of, and who decides for good."""

    days: Annotated[int, Field(ge=1, le=60)]
    in_writing: bool = True


class Gate(Part):
    """What a unit must reach to be ranked, if its headcount lies in [from, below).

    ``judged_points`` are those that judges give it: for what only people can see, as whether
    everybody who had to take part has.
    """

    participation_rate: Percent | None = None
    people: Count | None = None
    attempts: Count | None = None
    winners: Count | None = None
    judged_points: Count | None = None
    headcount_from: Count | None = None
    headcount_below: Count | None = None

    @property
    def demands_nothing(self) -> bool:
        """Whether no unit could fail it."""
        demands = (self.participation_rate, self.people, self.attempts, self.winners)
        return all(demand is None for demand in (*demands, self.judged_points))


class RankPoints(Part):
    """What a rank by one key earns: ``first`` points the first, one less each rank after it.

    Equals share a rank and its points. A unit that has nothing of what is compared has no rank.
    """

    by: UnitKey
    first: Annotated[int, Field(ge=1, le=10_000)]


class Prize(Part):
    """So many prizes of one level, and what each is worth: whole đồng, a gift, both or unsaid."""

    level: Slug
    count: Annotated[int, Field(ge=1, le=10_000)]
    amount: Dong | None = None
    gift: Text | None = None


class UnitRules(Part):
    """How units are ranked: who among whom, what must be reached, what is compared.

    ``prizes`` go along that ranking, in each group of several units that are ranked with one
    another; where siblings of every level are ranked, to those of the highest such level.
    """

    among: Literal["siblings", "kind"] = "siblings"
    kinds: tuple[Text, ...] = ()  # only these kinds of unit are ranked; empty: all
    gates: tuple[Gate, ...] = ()
    order: tuple[UnitKey, ...]
    best: Annotated[int, Field(ge=1, le=10_000)] | None = None  # how many people's points
    rank_points: tuple[RankPoints, ...] = ()
    prizes: tuple[Prize, ...] = ()

    @property
    def keys(self) -> frozenset[UnitKey]:
        """Every key that takes part in the ranking, by itself or within rank points."""
        return frozenset(self.order).union(criterion.by for criterion in self.rank_points)

    @property
    def asks_judges(self) -> bool:
        """Whether the ranking depends on points that judges give."""
        gates = (gate.judged_points is not None for gate in self.gates)
        return UnitKey.JUDGED_POINTS in self.keys or any(gates)

    @property
    def counts_winners(self) -> bool:
        """Whether the ranking depends on who has won a prize."""
        counted = {UnitKey.WINNERS, UnitKey.RATE_PLUS_PRIZES}
        return not counted.isdisjoint(self.keys) or any(gate.winners for gate in self.gates)


class UnitPrizes(UnitRules):
    """A further list of prizes for units, with a name and a ranking of its own."""

    title: Text


class PrizeLevel(Prize):
    """Prizes of one level for people; ``unit_points`` is what one earns for its winner's unit.

    With ``categories`` they are for people of these alone: the levels of the same categories are a
    list by itself.
    """

    unit_points: Annotated[int, Field(ge=0, le=1_000)] = 0
    categories: tuple[Text, ...] = ()

    @property
    def group(self) -> tuple[str, ...]:
        """The categories in one order, whichever the document has."""
        return tuple(sorted(self.categories))


class PrizeCaps(Part):
    """How many prizes there may be at most; without a number there is no such limit.

    ``per_person`` counts what a person has won in the rounds before, beginning with ``from_round``,
    and kept; whoever has so many is refused another or, where the ``higher`` are kept, gives up the
    least of them for a higher one. What is given up stays empty. Over several rounds it counts what
    a person has won in each of these, the last one included.
    ``per_unit`` is for the people of one unit in one list of prizes, or of all that is below one
    unit of the kind ``unit_kind``; ``percent_of_people`` limits each list by the number of its
    contestants. A prize that somebody is refused goes to the next in rank, or stays empty.
    """

    per_person: Annotated[int, Field(ge=1, le=200)] | None = None
    from_round: Annotated[int, Field(ge=1, le=200)] | None = None
    keeps: Literal["first", "higher"] = "first"
    per_unit: Annotated[int, Field(ge=1, le=10_000)] | None = None
    unit_kind: Text | None = None
    percent_of_people: Percent | None = None
    refused: Literal["passes_on", "stays_empty"] = "passes_on"

    @property
    def demands_nothing(self) -> bool:
        """Whether no prize could be refused."""
        caps = (self.per_person, self.per_unit, self.percent_of_people)
        return all(cap is None for cap in caps)


class OverallRules(Part):
    """A ranking over several rounds, published with the last of them: what people did, summed.

    The round of these rules is the last one, ``from_round`` (else the contest's first) the first.
    """

    from_round: Annotated[int, Field(ge=1, le=200)] | None = None
    ranking: tuple[RankingKey, ...]
    prizes: tuple[PrizeLevel, ...] = ()
    prize_caps: PrizeCaps = PrizeCaps()
    prize_total: Dong | None = None

    @property
    def wins_from(self) -> int:
        """The first of the rounds whose prizes count against a cap per person."""
        return self.prize_caps.from_round or self.from_round or 1


class BoardRules(Part):
    """When the public boards show figures, and from when on they stand still until publication.

    ``frozen_minutes`` counts back from the close of the round.
    """

    shown: BoardTime = BoardTime.LIVE
    frozen_minutes: Annotated[int, Field(ge=1, le=100_000)] | None = None


class Rules(Part):
    """The whole document.

    ``prize_total`` is what all prizes of the round are worth together, those for units included, as
    the regulation announces it; those over several rounds have their own.
    """

    rules_schema: Literal[1]
    paper: Paper
    timing: Timing
    attempts: Attempts
    prediction: Prediction | None = None
    result: ResultTime = ResultTime.AFTER_CLOSE
    review: ReviewTime = ReviewTime.AFTER_PUBLICATION
    eligible: Eligible = Eligible()
    boards: BoardRules = BoardRules()
    ranking: tuple[RankingKey, ...] = ()
    units: UnitRules | None = None
    prizes: tuple[PrizeLevel, ...] = ()
    prize_caps: PrizeCaps = PrizeCaps()
    prize_total: Dong | None = None
    unit_prizes: tuple[UnitPrizes, ...] = ()
    last_resort: LastResort = LastResort.JUDGES
    overall: OverallRules | None = None
    complaints: Complaints | None = None

    @property
    def unit_lists(self) -> tuple[UnitRules, ...]:
        """Every ranking of units that prizes go along: the one of the boards, then the others."""
        shown = (self.units,) if self.units is not None and self.units.prizes else ()
        return (*shown, *self.unit_prizes)

    @property
    def asks_judges(self) -> bool:
        """Whether units are ranked, for a board or for prizes, by points that judges give."""
        rankings = (*((self.units,) if self.units else ()), *self.unit_prizes)
        return any(ranking.asks_judges for ranking in rankings)

    def canonical(self) -> bytes:
        """Give the canonical JSON of the document, without what has its default.

        So a field added later changes the digest of no document that does not use it.
        """
        return canonical_json(self.model_dump(mode="json", exclude_defaults=True))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical form, in hex."""
        return sha256(self.canonical()).hexdigest()
