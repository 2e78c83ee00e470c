"""The result of a round worked out slowly, from the text of a regulation alone.

Nothing of the engine is used but the shapes of what goes in. Nobody is sorted: whoever is beaten by
n others has rank n + 1. A rules document is read as it is written, as plain mappings.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from tests.domain.slow_prizes import Handed, Someone, hand_out

FAR = 10**30


@dataclass
class Outcome:
    """What has to come out, by references of attempts and by units."""

    totals: tuple[int, int, int]
    ranks: dict[str, int] = field(default_factory=dict)
    values: dict[str, list] = field(default_factory=dict)
    made: dict[str, tuple[int, int]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    prizes: dict[str, str] = field(default_factory=dict)
    handed: Handed | None = None
    overall_ranks: dict[str, int] | None = None
    overall: Handed | None = None
    units: dict[int, tuple] = field(default_factory=dict)
    outside: int = 0


@dataclass
class Summed:
    """What somebody did in several rounds."""

    reference: str
    unit: int | None
    category: str | None
    registered_at: int
    points: int
    correct: int
    duration: int
    attempt_count: int

    def plus(self, before):
        """Add what was done before; a person stands where they stood last."""
        summed = ("points", "correct", "duration", "attempt_count")
        both = {name: getattr(self, name) + getattr(before, name) for name in summed}
        return replace(self, reference=max(self.reference, before.reference), **both)

    def beats(self, other, ranking):
        for key in ranking:
            mine, theirs = getattr(self, key), getattr(other, key)
            if mine != theirs:
                return (mine > theirs) == (key in {"points", "correct"})
        return False


class Round:
    """A round with everything that its result follows from.

    ``earlier`` are the prizes that people have kept (round and level), ``draws`` the orders of lots
    drawn, the newest first; ``levels`` are named the highest first; ``before`` are sums of rounds.
    """

    def __init__(
        self,
        document,
        attempts,
        rulings=(),
        units=(),
        totals=None,
        *,
        number=1,
        earlier=None,
        draws=(),
        levels=(),
        before=None,
        overall_draws=(),
    ):
        self.number, self.earlier, self.draws, self.levels = number, earlier or {}, draws, levels
        self.before, self.overall_draws = before or {}, overall_draws
        self.document = document
        self.attempts = list(attempts)
        self.void = {one.attempt for one in rulings if one.kind == "void"}
        self.excluded = {one.person for one in rulings if one.kind == "exclude"}
        self.put_out = {one.person for one in rulings if one.kind == "out_of_prizes"}
        self.units = {unit.id: unit for unit in units}
        self.ranking = [key for key in document["ranking"] if key != "all_correct_only"]
        self.filtered = "all_correct_only" in document["ranking"]
        self.prediction = document.get("prediction")
        self.totals = totals or self.count()

    # Which attempts count

    def is_empty(self, attempt):
        return attempt.answered == 0 and not self.document["attempts"].get("empty_count")

    def is_complete(self, attempt):
        if not self.document["paper"].get("all_must_be_answered"):
            return True
        return attempt.answered == attempt.items and not (
            self.prediction and attempt.prediction is None
        )

    def is_perfect(self, attempt):
        sound = not self.is_empty(attempt) and self.is_complete(attempt)
        return sound and attempt.correct == attempt.items

    def count(self):
        with_void = bool(self.prediction and self.prediction.get("includes_voided"))
        counted = [
            one
            for one in self.attempts
            if not self.is_empty(one) and (with_void or one.attempt not in self.void)
        ]
        perfect = {one.person for one in counted if self.is_perfect(one)}
        return len(counted), len({one.person for one in counted}), len(perfect)

    def distance(self, attempt):
        if attempt.prediction is None:
            return FAR
        attempts, people, perfect = self.totals
        asked = {
            "attempts": lambda: attempts,
            "participants": lambda: people,
            "all_correct_people": lambda: perfect,
            "percent_all_correct": lambda: Fraction(10_000 * perfect, people),
        }[self.prediction["asks"]]
        if self.prediction["asks"] == "percent_all_correct" and not people:
            return 0  # of nobody every share is as near
        return abs(attempt.prediction - asked())

    # Which attempt of a person is recognised

    def is_better(self, one, other):
        """Whether of two attempts of a person the first is recognised rather than the second."""
        for worth in self.worths():
            if worth(one) != worth(other):
                return worth(one) > worth(other)
        return False

    def worths(self):
        """Give what is compared in turn, more being better."""
        yield lambda a: not self.is_empty(a)
        yield self.is_complete
        counts = self.document["attempts"].get("counts", "highest_then_earliest")
        if counts == "first":
            yield lambda a: -a.number
        elif counts == "last":
            yield lambda a: a.number
        else:
            yield lambda a: a.points
        if counts == "best_prediction":
            yield lambda a: -self.distance(a)
        if counts == "highest":
            own = {
                "correct": lambda a: a.correct,
                "duration": lambda a: a.started_at - a.finished_at,
                "finished_at": lambda a: -a.finished_at,
                "started_at": lambda a: -a.started_at,
            }
            yield from (own[key] for key in self.ranking if key in own)
        yield lambda a: -a.finished_at
        yield lambda a: -a.number

    def recognised(self, person):
        mine = [one for one in self.attempts if one.person == person]
        valid = [one for one in mine if one.attempt not in self.void]
        (best,) = [
            one
            for one in valid or mine
            if not any(self.is_better(other, one) for other in valid or mine)
        ]
        return best, valid

    def reason(self, best, valid):
        """Why a person is not ranked, or None."""
        if best.person in self.excluded:
            return "excluded"
        if not valid:
            return "voided"
        if best.person in self.put_out or not best.eligible:
            return "out_of_prizes"
        if best.knew_a_key:
            return "knew_a_key"
        if self.is_empty(best):
            return "empty"
        if not self.is_complete(best):
            return "incomplete"
        if self.filtered and best.correct != best.items:
            return "not_all_correct"
        return None

    # People

    def value(self, key, best, made):
        return {
            "points": lambda: best.points,
            "correct": lambda: best.correct,
            "prediction_distance": lambda: self.distance(best),
            "duration": lambda: best.finished_at - best.started_at,
            "finished_at": lambda: best.finished_at,
            "started_at": lambda: best.started_at,
            "attempt_count": lambda: made[0],
            "registered_at": lambda: best.registered_at,
            "perfect_attempts": lambda: made[1],
        }[key]()

    def beats(self, mine, theirs):
        for key, one, other in zip(self.ranking, mine, theirs, strict=True):
            if one != other:
                return (one > other) == (key in {"points", "correct", "perfect_attempts"})
        return False

    def outcome(self):
        found = Outcome(self.totals)
        chosen = {}
        for person in {one.person for one in self.attempts}:
            best, valid = self.recognised(person)
            made = (
                sum(not self.is_empty(one) for one in valid),
                sum(self.is_perfect(one) for one in valid),
            )
            found.made[best.attempt] = made
            chosen[best.attempt] = best
            if reason := self.reason(best, valid):
                found.reasons[best.attempt] = reason
            else:
                found.values[best.attempt] = [self.value(k, best, made) for k in self.ranking]
        for attempt, mine in found.values.items():
            better = sum(self.beats(theirs, mine) for theirs in found.values.values())
            found.ranks[attempt] = 1 + better
        self.give_prizes(found, chosen)
        if self.document.get("overall"):
            self.add_up(found, chosen)
        self.rank_units(found, chosen)
        for values in found.values.values():
            values[:] = [None if value == FAR else value for value in values]
        return found

    # Prizes

    def give_prizes(self, found, chosen):
        caps = self.document.get("prize_caps", {})
        people = {
            attempt: Someone(
                found.ranks.get(attempt),
                best.category,
                self.home(best.unit, caps),
                self.won_since(best.person, caps.get("from_round")),
            )
            for attempt, best in chosen.items()
            if found.made[attempt][0]
        }
        found.handed = hand_out(self.document["prizes"], caps, people, self.draws, self.levels)
        found.prizes = found.handed.prizes

    def won_since(self, person, first):
        return [won for won in self.earlier.get(person, ()) if won[0] >= (first or 1)]

    def home(self, unit, caps):
        """Give the unit that a cap counts by: a person's own, or the nearest above of a kind."""
        if not caps.get("unit_kind"):
            return unit
        above = [one for one in self.way_up(unit) if self.units[one].kind == caps["unit_kind"]]
        return above[0] if above else None

    # Several rounds

    def add_up(self, found, chosen):
        """Rank people by what they did in all rounds, and give the prizes for that."""
        rules = self.document["overall"]
        sums = dict(self.before)
        for attempt, best in chosen.items():
            reason = found.reasons.get(attempt)
            if reason in {"excluded", "out_of_prizes"}:
                sums.pop(best.person, None)
            if reason not in {None, "not_all_correct"}:
                continue
            now = Summed(
                reference=attempt,
                unit=best.unit,
                category=best.category,
                registered_at=best.registered_at,
                points=best.points,
                correct=best.correct,
                duration=best.finished_at - best.started_at,
                attempt_count=found.made[attempt][0],
            )
            sums[best.person] = now.plus(sums[best.person]) if best.person in sums else now
        caps = rules.get("prize_caps", {})
        first = caps.get("from_round") or rules.get("from_round") or 1
        people = {}
        for person, mine in sums.items():
            rank = 1 + sum(other.beats(mine, rules["ranking"]) for other in sums.values())
            won = self.won_since(person, first)
            for attempt, level in found.prizes.items():
                if chosen[attempt].person == person:
                    gone = found.handed.given_up.get(attempt)
                    won = [one for one in won if one != gone] + [(self.number, level)]
            people[mine.reference] = Someone(rank, mine.category, self.home(mine.unit, caps), won)
        found.overall_ranks = {one: about.rank for one, about in people.items()}
        if found.handed.ties and caps.get("per_person"):
            found.overall = None  # who has won in the last round is still open
        else:
            draws = self.overall_draws
            found.overall = hand_out(rules["prizes"], caps, people, draws, self.levels)

    # Units

    def rank_units(self, found, chosen):
        counts = [
            attempt
            for attempt in chosen
            if found.reasons.get(attempt) in {None, "incomplete", "not_all_correct"}
        ]
        found.outside = sum(chosen[attempt].unit not in self.units for attempt in counts)
        below = {
            unit: [one for one in counts if unit in self.way_up(chosen[one].unit)]
            for unit in self.units
        }
        about = {unit: self.about(unit, below[unit], found, chosen) for unit in self.units}
        why = {unit: self.why_not(unit, about[unit]) for unit in self.units}
        rules = self.document.get("units")
        for unit in self.units:
            against = [
                other
                for other in self.units
                if rules and self.compete(unit, other) and not why[other]
            ]
            rank, keys = None, []
            if rules and not why[unit]:
                score = {one: self.scores(one, against, about) for one in against}
                rank = 1 + sum(score[other] > score[unit] for other in against)
                keys = score[unit]
            numbers = about[unit]
            told = (numbers["people"], numbers["attempts"], numbers["headcount"])
            found.units[unit] = (rank, why[unit], *told, numbers["total_points"], keys)

    def way_up(self, unit):
        while unit in self.units:
            yield unit
            unit = self.units[unit].parent

    def headcount(self, unit):
        own = self.units[unit].headcount
        if own is not None:
            return own
        below = [self.headcount(one.id) for one in self.units.values() if one.parent == unit]
        return None if not below or None in below else sum(below)

    def about(self, unit, counts, found, chosen):
        """Give every number of a unit that a regulation can ask for."""
        worth = {one["level"]: one.get("unit_points", 0) for one in self.document["prizes"]}
        rules = self.document.get("units") or {}
        points = sorted((chosen[one].points for one in counts), reverse=True)
        won = [found.prizes[one] for one in counts if one in found.prizes]
        people, headcount = len(counts), self.headcount(unit)
        rate = Fraction(100 * people, headcount) if headcount else None
        average = Fraction(sum(points), people) if people else Fraction()
        paper = self.document["paper"]
        most = paper["items"] * paper.get("points_per_item", 100)
        return {
            "people": people,
            "attempts": sum(found.made[one][0] for one in counts),
            "headcount": headcount,
            "rate": rate,
            "participation_rate": (rate or 0) / 100,
            "average_points": average,
            "total_points": sum(points),
            "all_correct_people": sum(chosen[one].correct == chosen[one].items for one in counts),
            "winners": len(won),
            "rate_plus_average": (rate or 0) + 100 * average / most,
            "rate_plus_prizes": (rate or 0) + sum(worth[level] for level in won),
            "best_points": sum(points[: rules.get("best") or 0]),
            "judged_points": self.units[unit].judged,
        }

    def why_not(self, unit, about):
        rules = self.document.get("units")
        if not rules:
            return None
        if rules.get("kinds") and self.units[unit].kind not in rules["kinds"]:
            return "kind_not_ranked"
        if not about["people"]:
            return "nobody"
        keys = {*rules["order"], *(one["by"] for one in rules.get("rank_points", ()))}
        of_rate = {"participation_rate", "rate_plus_average", "rate_plus_prizes"}
        if about["rate"] is None and keys & of_rate:
            return "no_headcount"
        return next(filter(None, (self.stopped(gate, about) for gate in rules["gates"])), None)

    def stopped(self, gate, about):
        needs = {"participation_rate", "headcount_from", "headcount_below"} & gate.keys()
        if about["rate"] is None and needs:
            return "no_headcount"
        headcount = about["headcount"] or 0
        low, high = gate.get("headcount_from", headcount), gate.get("headcount_below", FAR)
        if not low <= headcount < high:
            return None
        for reason, reached, least in (
            ("rate_too_low", about["rate"], "participation_rate"),
            ("too_few_people", about["people"], "people"),
            ("too_few_attempts", about["attempts"], "attempts"),
            ("too_few_winners", about["winners"], "winners"),
            ("judged_too_low", Fraction(about["judged_points"], 100), "judged_points"),
        ):
            if least in gate and reached < gate[least]:
                return reason
        return None

    def compete(self, one, other):
        mine, theirs = self.units[one], self.units[other]
        by_kind = self.document["units"].get("among") == "kind"
        alike = mine.kind == theirs.kind if by_kind else mine.parent == theirs.parent
        return alike and mine.league == theirs.league

    def scores(self, unit, against, about):
        def score(key):
            if key != "rank_points":
                return Fraction(about[unit][key])
            earned = 0
            for one in self.document["units"]["rank_points"]:
                mine = about[unit][one["by"]]
                better = sum(about[other][one["by"]] > mine for other in against)
                earned += max(0, one["first"] - better) if mine else 0
            return Fraction(earned)

        return [score(key) for key in self.document["units"]["order"]]
