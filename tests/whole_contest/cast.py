"""Three hundred people: a few written down by hand, the others made by a seed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from random import Random

from tests.whole_contest.attempts import (
    DAY,
    HOUR,
    ITEMS,
    MINUTE,
    ROUNDS,
    SECOND,
    Attempt,
    Day,
    Ending,
    Round,
    moment,
)
from tests.whole_contest.units import BY_CODE, LOADED, UNAFFILIATED, Unit

PEOPLE = 300
IMPORTED_DISTRICT = BY_CODE["BG"]
NOBODY_TAKES_PART = BY_CODE["HL-5"]
ONLY_BY_HAND = {BY_CODE["tinh"], BY_CODE["HL-1"], BY_CODE["HL-2"], NOBODY_TAKES_PART}
REGISTRATION_BEGINS = moment("2026-11-21T13:00")

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Văn", "Thị", "Minh", "Thu", "Quang", "Kim")
_GIVEN = ("Khôi", "Linh", "Mai", "Nhung", "Phong", "Sen", "Trung", "Vân", "Xuân", "Yến")
_FIRST, _SECOND, _FIFTH = (
    Day(ROUNDS[1], "2026-11-23"),
    Day(ROUNDS[1], "2026-11-24"),
    Day(ROUNDS[1], "2026-11-27"),
)
_NEXT_ROUND = Day(ROUNDS[2], "2026-12-01")


@dataclass(eq=False)
class Person:
    """Somebody with a unit and a plan for both rounds."""

    name: str
    unit: Unit
    number: int
    registers_at: int = REGISTRATION_BEGINS
    attempts: dict[int, list[Attempt]] = field(default_factory=lambda: {1: [], 2: []})

    @property
    def phone(self) -> str:
        return f"0912{self.number:06}"

    @property
    def birth_date(self) -> str:
        return f"{1 + self.number % 28:02}/{1 + self.number % 12:02}/{1960 + self.number % 45}"

    @property
    def is_imported(self) -> bool:
        return self.unit.is_within(IMPORTED_DISTRICT)

    def counting(self, number: int) -> list[Attempt]:
        """Return the attempts at a round that count."""
        return [attempt for attempt in self.attempts[number] if not attempt.is_empty]


BY_HAND: tuple[tuple[str, str, tuple[Attempt, ...]], ...] = (
    # Over and under by three, finished in the same millisecond: equals in round 1; in round 2 they
    # take the same time for the same points, and different prizes would part them.
    (
        "Nguyễn Văn An",
        "CL-1",
        (
            _FIRST.hands_in("08:50:00.000", "09:00:00.000", 10, guess=-3),
            _NEXT_ROUND.hands_in("09:00:00.000", "09:01:00.000", 10),
        ),
    ),
    (
        "Trần Thị Bình",
        "BS-1",
        (
            _FIRST.hands_in("08:45:00.000", "09:00:00.000", 10, guess=3),
            _NEXT_ROUND.hands_in("10:00:00.250", "10:01:00.250", 10),
        ),
    ),
    # One wrong and the exact number; in round 2 the best time, but with a second attempt.
    (
        "Lê Thị Chi",
        "CL-2",
        (
            _FIRST.hands_in("10:00:00.007", "10:04:00.123", 9, guess=0),
            _NEXT_ROUND.hands_in("09:00:00.003", "09:03:00.000", 9),
            _NEXT_ROUND.hands_in("11:00:00.000", "11:01:00.000", 10),
        ),
    ),
    # The earliest of equal attempts counts, although the later one predicts the exact number.
    (
        "Phạm Văn Dũng",
        "CL-3",
        (
            _FIRST.hands_in("14:00:00.011", "14:08:31.500", 10, guess=40),
            _SECOND.hands_in("14:00:00.012", "14:05:00.001", 10, guess=0),
        ),
    ),
    # The higher attempt counts, although it comes later.
    (
        "Hoàng Thị Én",
        "CL-4",
        (
            _FIRST.hands_in("15:00:00.013", "15:05:00.000", 7, guess=-50),
            _SECOND.hands_in("15:00:00.014", "15:09:00.000", 10, guess=0),
        ),
    ),
    # Everything right, nothing predicted.
    ("Vũ Văn Giang", "BS-2", (_FIRST.hands_in("11:00:00.015", "11:02:00.000", 10),)),
    # Papers without any answer, handed in and left behind. Her namesake takes part elsewhere.
    (
        "Nguyễn Thị Hạnh",
        "BS-3",
        (
            _FIRST.answers_nothing("09:10:00.016", "09:12:00.000", Ending.HANDED_IN),
            _SECOND.answers_nothing("09:10:00.017", "09:12:00.000", Ending.WALKED_AWAY),
            _NEXT_ROUND.answers_nothing("09:10:00.032", "09:12:00.000", Ending.TOO_LATE),
        ),
    ),
    ("Nguyễn Thị Hạnh", "DL-1", (_FIRST.hands_in("09:30:00.018", "09:41:07.001", 10, guess=25),)),
    # Every attempt used up, and one more tried; in round 2 the slower of two equals comes first.
    (
        "Đặng Văn Khánh",
        "DL-2",
        (
            _FIRST.hands_in("08:01:00.019", "08:11:00.000", 5, guess=10),
            _FIRST.hands_in("13:01:00.020", "13:12:00.000", 8, guess=-10),
            _SECOND.hands_in("08:01:00.021", "08:09:00.000", 8, guess=7),
            _NEXT_ROUND.hands_in("08:30:00.022", "08:38:00.000", 10),
            _NEXT_ROUND.hands_in("13:30:00.023", "13:30:50.000", 10),
        ),
    ),
    # Left with everything saved: finished when the time is up.
    ("Bùi Thị Lan", "DL-3", (_FIRST.walks_away("10:30:00.024", "10:45:10.000", 10, guess=6),)),
    # Begun ten minutes before the close, which cuts it.
    ("Đỗ Văn Minh", "CH-1", (_FIFTH.walks_away("16:50:00.025", "16:58:00.000", 10, guess=-6),)),
    # In the last millisecond of the allowance, and one after it.
    ("Hồ Thị Nga", "CH-2", (_FIRST.hands_in("16:00:00.000", "16:20:05.000", 10, guess=8),)),
    (
        "Ngô Văn Phúc",
        "CH-3",
        (_FIRST.comes_too_late("16:00:00.026", "16:10:00.000", 6, blank=4, guess=0),),
    ),
    # Blanks that were meant.
    (
        "Dương Thị Quỳnh",
        "CH-4",
        (_FIRST.hands_in("12:00:00.027", "12:09:00.500", 8, blank=2, guess=-14),),
    ),
    # Two cells with the same average.
    ("Trịnh Văn Sơn", "HL-1", (_FIRST.hands_in("13:40:00.028", "13:50:00.000", 10, guess=12),)),
    ("Lý Thị Thảo", "HL-1", (_FIRST.hands_in("13:40:00.029", "13:51:00.000", 8, guess=-12),)),
    ("Mai Văn Tùng", "HL-2", (_FIRST.hands_in("13:40:00.030", "13:52:00.000", 8, guess=30),)),
    ("Cao Thị Uyên", "HL-2", (_FIRST.hands_in("13:40:00.031", "13:53:00.000", 10, guess=-30),)),
)


def cast(size: int = PEOPLE, seed: int = 1930) -> list[Person]:
    """Return so many people with their plans; the same seed gives the same people."""
    random = Random(seed)
    people = [_by_hand(*written, number) for number, written in enumerate(BY_HAND)]
    for number, name in enumerate(_names(random)):
        if len(people) == size:
            return people
        people.append(_by_seed(name, number + len(BY_HAND), random))
    raise ValueError("there are not so many names")


def headcounts(people: Iterable[Person]) -> dict[str, int]:
    """Return the headcounts to declare, by the code of the unit.

    One cell has twice the people who take part in round 1, the next just more; one has none, and
    two districts leave it to the sum of their cells.
    """
    random, people = Random(1986), list(people)
    declared: dict[str, int] = {}
    for unit in LOADED:
        members = [person for person in people if person.unit.is_within(unit)]
        taking = sum(bool(person.counting(1)) for person in members)
        declared[unit.code] = len(members) + random.randint(0, 2 + len(members) // 2)
        if unit.code == "CL-3":
            declared[unit.code] = 2 * taking
        if unit.code == "CL-4":
            declared[unit.code] = 2 * taking + 1
    for code in ("BS", "BS-6", "HL"):
        del declared[code]
    return declared | {"HL-1": 3, "HL-2": 3, "HL-5": 6}


def _names(random: Random) -> Iterator[str]:
    names = [" ".join(parts) for parts in product(_FAMILIES, _MIDDLES, _GIVEN)]
    random.shuffle(names)
    yield from names


def _by_hand(name: str, code: str, attempts: Iterable[Attempt], number: int) -> Person:
    person = Person(name, BY_CODE[code], number)
    for attempt in attempts:
        person.attempts[attempt.round.number].append(attempt)
    return person


def _by_seed(name: str, number: int, random: Random) -> Person:
    cells = [unit for unit in LOADED if unit not in ONLY_BY_HAND]
    unit = UNAFFILIATED if random.random() < 0.03 else random.choice(cells)
    person = Person(name, unit, number)
    for round_, chances in ((ROUNDS[1], (12, 50, 26, 12)), (ROUNDS[2], (25, 50, 25))):
        (attempts,) = random.choices(range(len(chances)), chances)
        skill = random.choice((0.1, 0.35, 0.7))
        person.attempts[round_.number] = [
            _attempt(round_, day, skill, random) for day in range(attempts)
        ]
    person.registers_at = _registration(person, random)
    return person


def _attempt(round_: Round, day: int, skill: float, random: Random) -> Attempt:
    started_at = round_.opens_at + day * DAY + random.randrange(8 * HOUR)
    acts_at = started_at + random.randrange(90 * SECOND, 19 * MINUTE)
    (ending,) = random.choices(list(Ending), (88, 9, 3))
    if random.random() < 0.03:
        return Attempt(round_, started_at, acts_at, ending, right=0, blank=ITEMS)
    if random.random() < skill:
        right, blank = ITEMS, 0
    else:
        right, blank = random.randint(3, 9), random.choice((0, 0, 0, 1))
    guess = None
    if round_.number == 1 and random.random() < 0.95:
        guess = random.choice((-1, 1)) * random.randint(9, 45)
    return Attempt(round_, started_at, acts_at, ending, right, blank, guess)


def _registration(person: Person, random: Random) -> int:
    """Most register beforehand, some just before they take a round for the first time."""
    begun = [attempt.started_at for number in (1, 2) for attempt in person.attempts[number]]
    if begun and random.random() < 0.2 and not person.is_imported:
        return min(begun) - random.randrange(MINUTE, 30 * MINUTE)
    return REGISTRATION_BEGINS + random.randrange(30 * HOUR)
