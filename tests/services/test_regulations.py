"""Real regulations as they are shipped: each ranks as its text says.

The people of S8 and S4 and the attempts of S1 are those of the worked cases; what a regulation
leaves open is a line of its file with a comment.
"""

from datetime import datetime
from fractions import Fraction

import pytest

from question_bank.draw import DrawItem, DrawPlan
from question_bank.exam_blueprint import shortfalls
from question_bank.item import Difficulty, Use
from quiz.domain.entry import Entry, Reason, Totals
from quiz.domain.prize_order import EarlierWins, Win, levels_of
from quiz.domain.prizes import award
from quiz.domain.ranking import standings
from quiz.domain.result import result_of
from quiz.domain.rules import Timing, blueprint_of, json_schema
from quiz.domain.timing import MINUTE, accepts, deadline
from quiz.domain.unit_prizes import award_units
from quiz.domain.unit_ranking import PersonResult, UnitNode, UnitReason, unit_standings
from quiz.services.rules_library import file_of, presets, regulations

LISTED = "C01 C04 C05 C06 C17 C19 C36 C37 C43 C44 C45 C46 C47 C49 C51 C53".split()
CAST = ("An", "Bình", "Chi", "Dũng", "Én")
DAY = 86_400_000


def at(text: str) -> int:
    """Read a moment as Vietnam writes it, ``02/09/2024 10:30``."""
    return int(datetime.strptime(f"{text} +0700", "%d/%m/%Y %H:%M %z").timestamp() * 1000)


def entry(name: str, number: int = 1, *, correct: int, items: int, **given: object) -> Entry:
    finished = given.pop("finished_at")
    duration = given.pop("duration", 0)
    assert isinstance(finished, int)
    assert isinstance(duration, int)
    about = {
        "attempt": f"{name}-{number}",
        "person": CAST.index(name),
        "unit": None,
        "category": None,
        "number": number,
        "points": correct * 100,
        "correct": correct,
        "items": items,
        "answered": items,
        "started_at": finished - duration,
        "finished_at": finished,
        "prediction": None,
        "registered_at": 0,
    }
    return Entry(**{**about, **given})  # type: ignore[arg-type]


def five_people() -> list[Entry]:
    """S8: the recognised attempts as given; whoever made more has worse ones before."""
    found = []
    for name, correct, seconds, finished, prediction, made, registered in (
        ("An", 20, 240, "02/09/2024 10:30", 5, 1, 3),
        ("Bình", 20, 62, "04/09/2024 16:00", 6, 4, 1),
        ("Chi", 20, 240, "03/09/2024 09:00", 4, 2, 2),
        ("Dũng", 19, 45, "02/09/2024 10:02", 4, 1, 1),
        ("Én", 20, 62, "05/09/2024 08:00", 11, 3, 4),
    ):
        moment = at(finished)
        shared = {"prediction": prediction, "registered_at": registered * DAY, "items": 20}
        found += [
            entry(name, n, correct=1, finished_at=moment - DAY + n, duration=30_000, **shared)
            for n in range(1, made)
        ]
        found.append(
            entry(
                name,
                made,
                correct=correct,
                finished_at=moment,
                duration=seconds * 1000,
                **shared,
            )
        )
    return found


def order(entries, rules, totals=None):
    """Name the ranked people by rank, equals together."""
    found: dict[int, list[str]] = {}
    for placing in standings(entries, rules, totals).placings:
        found.setdefault(placing.rank, []).append(placing.entry.attempt.partition("-")[0])
    return ["=".join(sorted(names)) for names in found.values()]


def test_every_listed_regulation_is_there_and_names_its_sources():
    assert sorted(regulations()) == LISTED
    for regulation in regulations().values():
        assert regulation.sources
        assert all(source.startswith("http") for source in regulation.sources)
        for number in range(1, regulation.rounds + 1):
            assert regulation.rules_of(number).digest


@pytest.mark.parametrize("code", LISTED)
def test_what_a_source_leaves_open_is_a_line_with_a_comment(code):
    text = file_of("regulations", code)
    assert "# " in text
    assert any(f"nguồn {word}" in text.lower() for word in ("không nêu", "dừng", "chỉ", "để ngỏ"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("C01", ["Én", "Bình", "An", "Chi"]),
        ("C04", ["Én", "Bình", "An", "Chi"]),
        ("C05", ["Chi", "An", "Bình", "Én"]),
        ("C06", ["Chi", "An", "Bình", "Én"]),
        ("C17", ["An", "Chi", "Bình", "Én"]),
        ("C19", ["An", "Chi", "Bình", "Én"]),
        ("C36", ["Bình=Én", "An=Chi", "Dũng"]),
        ("C37", ["Bình", "Én", "An", "Chi", "Dũng"]),
        ("C43", ["Bình", "Én", "An", "Chi", "Dũng"]),
        ("C44", ["Én", "Bình", "An", "Chi", "Dũng"]),
        ("C45", ["Én", "Bình", "An", "Chi", "Dũng"]),
        ("C46", ["An", "Bình", "Chi", "Én", "Dũng"]),
        ("C47", ["Chi", "An", "Bình", "Én", "Dũng"]),
        ("C49", ["Bình=Én", "An=Chi", "Dũng"]),
        ("C51", ["Bình", "Én", "An", "Chi", "Dũng"]),
        ("C53", ["Bình", "Én", "An", "Chi", "Dũng"]),
    ],
)
def test_one_data_set_ranks_as_each_regulation_says(code, expected):
    assert order(five_people(), regulations()[code].rules_of(1)) == expected


@pytest.mark.parametrize(
    ("code", "over", "under", "together"),
    [
        ("C01", 12, 10, True),  # 11 attempts: one over, one under, and nothing else is compared
        ("C05", 5, 3, False),  # 4 people all correct; the earlier submission decides
        ("C19", 6, 4, False),
        ("C46", 6, 4, False),
    ],
)
def test_a_prediction_too_high_counts_like_one_too_low(code, over, under, together):
    people = [
        one._replace(prediction=over if one.person == 0 else under if one.person == 2 else 10**6)
        for one in five_people()
    ]
    first = order(people, regulations()[code].rules_of(1))[0]
    assert first == ("An=Chi" if together else "An")


def test_week_4_of_vcnet_comes_out_as_its_rules_recognise_attempts():
    """S1, without E, whose answers came a second late and were never accepted."""
    attempts = [
        entry(name, number, correct=correct, items=6, prediction=predicted, finished_at=at(moment))
        for name, number, correct, predicted, moment in (
            ("An", 1, 6, 14_000, "17/09/2019 08:00"),
            ("An", 2, 6, 14_193, "18/09/2019 09:00"),
            ("Bình", 1, 6, 14_190, "16/09/2019 10:05"),
            ("Chi", 1, 6, 14_196, "16/09/2019 10:01"),
            ("Dũng", 1, 5, 14_193, "16/09/2019 10:00"),
        )
    ]
    rules = regulations()["C05"].rules_of(4)
    totals = Totals(attempts=118_545, participants=34_892, all_correct_people=14_193)
    assert order(attempts, rules, totals) == ["Chi", "Bình", "An"]
    (dung,) = standings(attempts, rules, totals).unranked
    assert dung.reason is Reason.NOT_ALL_CORRECT
    best = rules.model_copy(
        update={"attempts": rules.attempts.model_copy(update={"counts": "best_prediction"})}
    )
    assert order(attempts, best, totals) == ["An", "Chi", "Bình"]


@pytest.mark.parametrize(
    ("late_by", "taken"), [(-1000, True), (0, True), (1, False), (1000, False)]
)
def test_vcnet_takes_nothing_after_nine_on_monday(late_by, taken):
    timing = regulations()["C05"].rules_of(4).timing
    closes = at("23/09/2019 09:00")
    ends = deadline(closes - MINUTE, timing, closes)
    assert ends == closes
    assert accepts(closes + late_by, ends, timing.allowance_seconds) is taken


@pytest.mark.parametrize(("week", "items"), [(1, 5), (3, 5), (4, 6), (5, 8), (10, 8), (18, 8)])
def test_the_papers_of_vcnet_grew_in_the_course_of_the_contest(week, items):
    assert regulations()["C05"].rules_of(week).paper.items == items


def test_vcnet_lasted_eighteen_weeks_although_its_text_says_twenty():
    vcnet = regulations()["C05"]
    last = vcnet.window_of(vcnet.rounds)
    assert (vcnet.rounds, str(last.closes)) == (18, "2019-12-30 09:00:00")


def bank_of_lang_son() -> tuple[DrawItem, ...]:
    """250 items: 50 for each of four weeks, and 50 for practice."""
    return tuple(
        DrawItem(
            content_digest=f"{number:064x}",
            options=4,
            pinned=(),
            topic=f"Tuần {number // 50 + 1}" if number < 200 else "Tuần 1",
            period="",
            difficulty=Difficulty.MEDIUM,
            use=Use.OFFICIAL if number < 200 else Use.PRACTICE,
            code=f"T-{number}",
        )
        for number in range(250)
    )


@pytest.mark.parametrize("week", [1, 2, 3, 4])
def test_a_paper_of_lang_son_has_twenty_items_of_its_week_and_none_twice(week):
    """S3 (a)."""
    items = bank_of_lang_son()
    blueprint = blueprint_of(regulations()["C04"].rules_of(week))
    assert not shortfalls(blueprint, items)
    plan = DrawPlan(items, blueprint)
    for seed in range(250):
        drawn = [slot.item for slot in plan.draw(seed.to_bytes(16)).slots]
        assert len(set(drawn)) == len(drawn) == 20
        assert {items[at_].topic for at_ in drawn} == {f"Tuần {week}"}
        assert {items[at_].use for at_ in drawn} == {Use.OFFICIAL}


@pytest.mark.parametrize(("hard", "minutes"), [(True, 10), (False, 20)])
def test_ten_minutes_before_the_close_a_hard_close_cuts_the_paper(hard, minutes):
    """S3 (b)."""
    limit = regulations()["C04"].rules_of(4).timing.limit_minutes
    closes = at("07/10/2024 00:00")
    timing = Timing(limit_minutes=limit, hard_close=hard)
    start = closes - 10 * MINUTE
    assert deadline(start, timing, closes) == start + minutes * MINUTE


@pytest.mark.parametrize(("made", "another"), [(2, True), (3, False)])
def test_hai_duong_takes_the_best_of_three_attempts_and_refuses_a_fourth(made, another):
    """S4."""
    rules = regulations()["C47"].rules_of(1)
    scores = [
        entry(
            "An", n, correct=score, items=20, prediction=1, finished_at=at("20/11/2024 08:00") + n
        )
        for n, score in enumerate((15, 19, 17), start=1)
    ]
    (placing,) = standings(scores, rules).placings
    assert placing.entry.correct == 19
    assert (rules.attempts.limit, rules.attempts.per) == (3, "contest")
    assert rules.attempts.allow_another(made) is another


# S4: people of the unit, its headcount, and the average points of each.
UNITS = {"A": (19, 40, 1950), "B": (45, 60, 1720), "C": (80, 100, 1600), "D": (15, 30, 1900)}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("participation_rate", "average_points"), ["C", "B", "D"]),
        (("rate_plus_average",), ["B", "C", "D"]),
    ],
)
def test_hai_duong_ranks_units_from_exactly_half_of_their_staff_up(keys, expected):
    rules = regulations()["C47"].rules_of(1)
    units = rules.units.model_copy(update={"order": keys})
    nodes = [
        UnitNode(number, None, name, headcount)
        for number, (name, (_, headcount, _)) in enumerate(UNITS.items())
    ]
    results = [
        PersonResult(number, 1, points, False, None)
        for number, (people, _, points) in enumerate(UNITS.values())
        for _ in range(people)
    ]
    (group,) = unit_standings(results, nodes, rules.model_copy(update={"units": units})).groups
    assert [row.unit.sort_key for row in group.rows if row.rank] == expected
    (out,) = [row for row in group.rows if not row.rank]
    assert (out.unit.sort_key, out.excluded) == ("A", UnitReason.RATE_TOO_LOW)


@pytest.mark.parametrize(
    ("headcount", "people", "ranked"),
    [
        (49, 15, True),
        (49, 14, False),
        (50, 13, True),
        (50, 12, False),
        (99, 25, True),
        (100, 1, True),
    ],
)
def test_soc_trang_asks_a_larger_share_of_smaller_units(headcount, people, ranked):
    rules = regulations()["C49"].rules_of(1)
    results = [PersonResult(1, 1, 100, False, None)] * people
    row = unit_standings(results, [UnitNode(1, None, "A", headcount)], rules).row(1)
    assert (row.rank is not None) is ranked


@pytest.mark.parametrize(
    ("judged", "prize", "ranked"), [(100, "nhat", True), (0, "nhat", False), (100, None, False)]
)
def test_dak_lak_ranks_a_unit_whose_listed_people_took_part_and_one_of_whom_won(
    judged, prize, ranked
):
    rules = regulations()["C45"].rules_of(1)
    unit = UnitNode(1, None, "A", 10, judged=judged)
    row = unit_standings([PersonResult(1, 1, 100, False, prize)], [unit], rules).row(1)
    assert (row.rank is not None) is ranked


def test_dak_lak_ranks_such_units_by_their_share_of_all_staff():
    rules = regulations()["C45"].rules_of(1)
    nodes = [UnitNode(n, None, f"{n}", 10 * n, kind="huyện", judged=100) for n in (1, 2, 3)]
    people = {1: 4, 2: 9, 3: 12}
    results = [
        PersonResult(unit, 1, 100, False, None if at else "ba")
        for unit, count in people.items()
        for at in range(count)
    ]
    rows = unit_standings(results, nodes, rules).groups[0].rows
    assert [(row.unit.id, row.rank) for row in rows] == [(2, 1), (1, 2), (3, 2)]


def test_quang_nam_adds_what_prizes_earn_to_the_rate():
    rules = regulations()["C46"].rules_of(1)
    results = [PersonResult(1, 1, 100, False, "nhat"), PersonResult(1, 1, 100, False, "ba")]
    row = unit_standings(results, [UnitNode(1, None, "A", 4)], rules).row(1)
    assert row.values[0][1] == Fraction(50 + 10 + 6)


def test_dong_nai_gives_each_group_its_own_prizes():
    rules = regulations()["C44"].rules_of(1)
    groups = ("Cán bộ", "Học sinh – sinh viên", "Tự do")
    people = [
        entry("An", correct=20, items=20, finished_at=at("02/09/2024 10:00"), duration=n)._replace(
            attempt=f"{group}-{n}",
            person=place * 10 + n,
            category=group,
        )
        for place, group in enumerate(groups)
        for n in range(6)
    ]
    won = award(standings(people, rules), rules).levels
    counts = [sum(attempt.startswith(group) for attempt in won) for group in groups]
    assert counts == [3, 4, 3]


@pytest.mark.parametrize(
    ("week", "from_round", "sums"), [(1, 1, False), (4, 1, False), (5, 5, False), (8, 5, True)]
)
def test_dong_nai_counts_prizes_within_its_two_stages_and_sums_all_weeks(week, from_round, sums):
    rules = regulations()["C44"].rules_of(week)
    assert (rules.prize_caps.per_person, rules.prize_caps.from_round) == (1, from_round)
    assert (rules.overall is not None) is sums


def test_vcnet_hands_out_what_it_announces_every_week():
    rules = regulations()["C06"].rules_of(7)
    assert [prize.amount for prize in rules.prizes] == [4_000_000, 2_000_000, 1_500_000, 1_000_000]
    assert rules.prize_total == 23_500_000


@pytest.mark.parametrize(
    ("won_before", "given", "given_up"),
    [
        (None, "nhat", None),
        ("nhi", "nhat", Win(1, "nhi")),
        ("nhat", None, None),
    ],
)
def test_quang_nam_keeps_the_higher_of_two_prizes(won_before, given, given_up):
    rules = regulations()["C46"].rules_of(2)
    people = [
        entry("An", correct=30, items=30, finished_at=1, prediction=2),
        entry("Bình", correct=29, items=30, finished_at=1, prediction=2),
    ]
    won = {0: (Win(1, won_before),)} if won_before else {}
    past = EarlierWins(won, levels_of([rules.prizes]))
    awards = award(standings(people, rules), rules, earlier=past)
    # Two contestants have one prize between them: half of their number.
    assert awards.levels == ({"An-1": given} if given else {"Bình-1": "nhat"})
    assert awards.given_up.get("An-1") == given_up


def test_gia_lai_has_two_prizes_for_schools_each_along_its_own_ranking():
    rules = regulations()["C51"].rules_of(1)
    nodes = [UnitNode(1, None, "Trường A"), UnitNode(2, None, "Trường B")]
    people = [
        entry(name, correct=20 - at, items=20, finished_at=at + 1, unit=1 + (at > 1))
        for at, name in enumerate(CAST)
    ]
    crowd, winners = result_of(people, rules, nodes).unit_awards
    assert (crowd.levels, winners.levels) == ({2: "tap_the"}, {2: "tap_the"})
    fewer = rules.model_copy(update={"prizes": rules.prizes[:1]})
    crowd, winners = result_of(people, fewer, nodes).unit_awards
    assert (crowd.levels, winners.levels) == ({2: "tap_the"}, {1: "tap_the"})


@pytest.mark.parametrize(
    ("code", "levels"),
    [("C45", ["tap_the"]), ("C47", ["nhat"]), ("C49", ["nhat", "nhi", "ba", "khuyen_khich"])],
)
def test_the_first_units_of_each_group_have_a_collective_prize(code, levels):
    units = regulations()[code].rules_of(1).units
    assert [prize.level for prize in units.prizes] == levels
    kinds = ("khối tỉnh", "khối huyện")
    nodes = [UnitNode(n, None, f"{n}", 1, kind=kinds[n % 2], judged=100) for n in range(4)]
    results = [PersonResult(unit, 1, 100, False, "nhat") for unit in (0, 1)]
    ranked = unit_standings(results, nodes, regulations()[code].rules_of(1))
    won = award_units(ranked, units).levels
    assert won == (dict.fromkeys((0, 1), levels[0]) if units.among == "kind" else {})


@pytest.mark.parametrize(
    ("code", "final", "admitted"), [("C36", 13, 12), ("C43", 5, 5), ("C51", 1, 0)]
)
def test_a_final_admits_the_best_of_the_rounds_before(code, final, admitted):
    regulation = regulations()[code]
    assert len(regulation.rules_of(final).eligible.admits) == admitted
    assert regulation.rounds == final


def test_the_first_round_of_thai_binh_was_opened_by_a_button():
    first, second = regulations()["C17"].window_of(1), regulations()["C17"].window_of(2)
    assert first.opens is None
    assert str(second.opens) == "2023-04-14 10:00:00"


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_based_on_real_contests_and_says_nothing_unknown(name):
    preset = presets()[name]
    assert preset.based_on
    assert preset.title.en
    assert set(preset.rules) <= set(json_schema()["properties"])


def test_a_file_is_found_by_its_name_or_the_code_of_its_contest():
    assert file_of("regulations", "C05") == file_of("regulations", "c05-vcnet-90-nam-lich-su-dang")
    assert file_of("presets", "vcnet").startswith("# Theo C05 và C06")
    assert file_of("regulations", "C99") is None
