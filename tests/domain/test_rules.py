import json
from string import Formatter

import pytest

from question_bank.exam_blueprint import ExamBlueprint, Section, Selector
from question_bank.item import Difficulty, Use
from quiz.domain.rules import (
    Attempts,
    Rules,
    RulesProblem,
    blueprint_of,
    json_schema,
    parse_rules,
)
from quiz.domain.rules_fields import NAMES
from quiz.domain.rules_sentences import SENTENCES


def problems(document):
    with pytest.raises(RulesProblem) as refused:
        parse_rules(document)
    for language in ("vi", "en"):
        assert "{" not in refused.value.sentence(language)
    return {(finding.path, finding.code) for finding in refused.value.findings}


def test_a_short_document_means_what_most_regulations_mean(make_rules):
    rules = make_rules()
    assert rules.timing.allowance_seconds == 5
    assert rules.timing.hard_close
    assert rules.attempts.counts == "highest_then_earliest"
    assert (rules.result, rules.review) == ("after_close", "after_publication")
    assert rules.eligible.staff == "out_of_prizes"
    assert rules.paper.maximum_points == 2000


def test_the_digest_tells_rules_apart_and_not_their_spelling(make_rules, document):
    spelt_out = json.loads(make_rules().canonical())
    assert parse_rules(spelt_out) == make_rules()
    assert parse_rules(spelt_out).digest == make_rules().digest
    assert make_rules(timing={"limit_minutes": 21}).digest != make_rules().digest
    assert len(make_rules().digest) == 64


def test_a_digest_that_was_written_down_stays(make_rules):
    assert make_rules().canonical() == (
        b'{"attempts":{"limit":null},"paper":{"items":20},'
        b'"rules_schema":1,"timing":{"limit_minutes":20}}'
    )
    assert make_rules().digest == (
        "3ea348bf435a1a9b2f3861e0531e8355a70ada68a4f25646bccee7de282e7b80"
    )


def test_what_has_its_default_is_no_part_of_the_digest(make_rules):
    assert (
        make_rules(paper={"items": 20, "pool": {}, "shuffle": True}).digest == make_rules().digest
    )
    units = {"order": ["people"], "gates": [{"people": 5}]}
    spelt_out = units | {"among": "siblings", "gates": [{"people": 5, "winners": None}]}
    assert make_rules(units=spelt_out).digest == make_rules(units=units).digest
    assert make_rules(units=units).digest != make_rules(units={"order": ["people"]}).digest


def test_everything_wrong_with_the_shape_is_said_at_once(document):
    wrong = document(
        paper={"items": 0, "colour": "red"},
        timing={"limit_minutes": "20", "allowance_seconds": 11},
        attempts={},
        result="tomorrow",
        prizes=[{"level": "Giải nhất", "count": 1.5}],
        ranking="points",
        eligible=[],
    )
    assert problems(wrong) == {
        ("paper.items", "too_small"),
        ("paper.colour", "unknown_field"),
        ("timing.limit_minutes", "not_an_integer"),
        ("timing.allowance_seconds", "too_large"),
        ("attempts.limit", "missing"),
        ("result", "not_allowed"),
        ("prizes[0].level", "not_a_slug"),
        ("prizes[0].count", "not_an_integer"),
        ("ranking", "not_a_list"),
        ("eligible", "not_a_mapping"),
    }


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"timing": {"limit_minutes": True}}, ("timing.limit_minutes", "not_an_integer")),
        ({"timing": {"limit_minutes": 1441}}, ("timing.limit_minutes", "too_large")),
        ({"paper": {"items": 20, "shuffle": "yes"}}, ("paper.shuffle", "not_a_boolean")),
        ({"paper": {"items": 20, "pool": {"topics": [1]}}}, ("paper.pool.topics[0]", "not_a_text")),
        (
            {"paper": {"items": 1, "pool": {"topics": [""]}}},
            ("paper.pool.topics[0]", "text_empty"),
        ),
        ({"paper": {"items": 20, "blueprint": {}}}, ("paper.blueprint", "not_a_list")),
        ({"rules_schema": 2}, ("rules_schema", "not_allowed")),
        ({"timing": {"limit_minutes": 10**400}}, ("timing.limit_minutes", "too_large")),
        ({"timing": {"limit_minutes": {20}}}, ("", "not_plain")),
        ({"timing": {"limit_minutes": float("nan")}}, ("", "not_plain")),
    ],
)
def test_a_wrong_value_is_named_where_it_stands(document, parts, problem):
    assert problems(document(**parts)) == {problem}


def test_the_values_that_may_stand_in_a_place_are_listed_alike_in_every_language(document):
    with pytest.raises(RulesProblem) as caught:
        parse_rules(document(result="tomorrow"))
    (found,) = caught.value.findings
    assert found.data == {"expected": "at_submit, after_close, after_publication"}


def section(**selecting):
    return {"count": 20, **selecting}


PREDICTION = {"asks": "attempts"}
NHAT = {"level": "nhat", "count": 1}
NHI_EACH = {"level": "nhi", "count": 2, "amount": 2_000_000}
COLLECTIVE = {"title": "Đông nhất", "order": ["people"], "prizes": [{"level": "nhat", "count": 1}]}
_NO_RANKING = ("units.prizes", "prizes_without_ranking")
OFFICIALS = {**NHAT, "categories": ["Cán bộ"]}
BY_PEOPLE = {"by": "people", "first": 10}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (
            {"paper": {"items": 20, "blueprint": [section(), section()]}},
            ("paper.blueprint", "sections_do_not_add_up"),
        ),
        (
            {"paper": {"items": 20, "pool": {"topics": ["A"]}, "blueprint": [section(topics="B")]}},
            ("paper.blueprint[0].topics", "not_a_list"),
        ),
        (
            {
                "paper": {
                    "items": 20,
                    "pool": {"topics": ["A"]},
                    "blueprint": [section(topics=["B"])],
                }
            },
            ("paper.blueprint[0].topics", "section_outside_pool"),
        ),
        (
            {"paper": {"items": 20, "blueprint": [section(uses=["practice"])]}},
            ("paper.blueprint[0].uses", "section_outside_pool"),
        ),
        (
            {"paper": {"items": 2, "pool": {"codes": ["LS-001"]}}},
            ("paper.pool.codes", "pool_too_small"),
        ),
        ({"ranking": ["points", "points"]}, ("ranking", "listed_twice")),
        ({"ranking": ["points", "prediction_distance"]}, ("ranking", "ranking_needs_prediction")),
        (
            {"ranking": ["points"], "prediction": PREDICTION},
            ("prediction", "prediction_unused"),
        ),
        (
            {"attempts": {"limit": 1, "counts": "best_prediction"}},
            ("attempts.counts", "counting_needs_prediction"),
        ),
        ({"ranking": ["points", "all_correct_only"]}, ("ranking", "filter_not_first")),
        ({"ranking": ["all_correct_only"]}, ("ranking", "filter_alone")),
        ({"prizes": [{"level": "nhat", "count": 1}]}, ("prizes", "prizes_without_ranking")),
        (
            {"ranking": ["points"], "prizes": [{"level": "nhat", "count": 1}] * 2},
            ("prizes", "listed_twice"),
        ),
        (
            {"ranking": ["points"], "prizes": [OFFICIALS, OFFICIALS]},
            ("prizes", "listed_twice"),
        ),
        (
            {"ranking": ["points"], "prizes": [OFFICIALS, NHAT]},
            ("prizes[1].categories", "groups_overlap"),
        ),
        (
            {
                "ranking": ["points"],
                "prizes": [OFFICIALS, {**NHAT, "categories": ["Cán bộ", "Học sinh"]}],
            },
            ("prizes[1].categories", "groups_overlap"),
        ),
        (
            {"ranking": ["points"], "prizes": [{**NHAT, "categories": ["A", "A"]}]},
            ("prizes[0].categories", "listed_twice"),
        ),
        (
            {
                "ranking": ["points"],
                "prizes": [OFFICIALS, {**NHAT, "unit_points": 5, "categories": ["Học sinh"]}],
            },
            ("prizes[1].unit_points", "unit_points_differ"),
        ),
        (
            {"ranking": ["points"], "prizes": [NHAT], "prize_caps": {"from_round": 5}},
            ("prize_caps.from_round", "from_round_unused"),
        ),
        (
            {"ranking": ["points"], "prizes": [NHAT], "prize_caps": {"unit_kind": "huyện"}},
            ("prize_caps.unit_kind", "unit_kind_unused"),
        ),
        (
            {"ranking": ["points"], "prizes": [NHAT], "prize_caps": {"refused": "stays_empty"}},
            ("prize_caps", "caps_empty"),
        ),
        (
            {"ranking": ["points"], "prizes": [NHAT], "prize_caps": {"keeps": "higher"}},
            ("prize_caps.keeps", "keeps_unused"),
        ),
        (
            {
                "ranking": ["points"],
                "prizes": [
                    {**NHAT, "categories": ["A"]},
                    {"level": "nhi", "count": 1, "categories": ["A"]},
                    {"level": "nhi", "count": 1, "categories": ["B"]},
                    {**NHAT, "categories": ["B"]},
                ],
                "prize_caps": {"per_person": 1, "keeps": "higher"},
            },
            ("prize_caps.keeps", "levels_contradictory"),
        ),
        (
            {
                "ranking": ["points"],
                "prizes": [
                    {**NHAT, "categories": ["A"]},
                    {"level": "vang", "count": 1, "categories": ["B"]},
                ],
                "prize_caps": {"per_person": 1, "keeps": "higher"},
            },
            ("prize_caps.keeps", "levels_unordered"),
        ),
        (
            {
                "ranking": ["points"],
                "overall": {
                    "ranking": ["points"],
                    "prize_caps": {"per_person": 1, "keeps": "higher"},
                },
            },
            ("overall.prize_caps.keeps", "keeps_overall"),
        ),
        (
            {
                "ranking": ["points"],
                "overall": {"ranking": ["points"], "prize_caps": {"from_round": 2}},
            },
            ("overall.prize_caps.from_round", "from_round_unused"),
        ),
        (
            {"ranking": ["points"], "prizes": [NHAT, NHI_EACH], "prize_total": 1},
            ("prize_total", "prize_total_differs"),
        ),
        ({"units": {"order": ["people"], "prizes": [NHAT]}}, _NO_RANKING),
        ({"unit_prizes": [COLLECTIVE]}, _NO_RANKING),
        (
            {"ranking": ["points"], "units": {"order": ["people"], "prizes": [NHAT, NHAT]}},
            ("units.prizes", "listed_twice"),
        ),
        (
            {"ranking": ["points"], "unit_prizes": [COLLECTIVE, COLLECTIVE]},
            ("unit_prizes", "listed_twice"),
        ),
        (
            {"ranking": ["points"], "unit_prizes": [{**COLLECTIVE, "prizes": []}]},
            ("unit_prizes[0].prizes", "list_empty"),
        ),
        (
            {"ranking": ["points"], "unit_prizes": [{**COLLECTIVE, "order": ["best_points"]}]},
            ("unit_prizes[0].best", "best_missing"),
        ),
        ({"overall": {"ranking": ["points"]}}, ("overall", "overall_without_ranking")),
        (
            {"ranking": ["points"], "overall": {"ranking": []}},
            ("overall.ranking", "sum_begins_with_points"),
        ),
        (
            {"ranking": ["points"], "overall": {"ranking": ["duration", "points"]}},
            ("overall.ranking", "sum_begins_with_points"),
        ),
        (
            {"ranking": ["points"], "overall": {"ranking": ["points", "finished_at"]}},
            ("overall.ranking", "not_summed"),
        ),
        (
            {"ranking": ["points"], "overall": {"ranking": ["points", "points"]}},
            ("overall.ranking", "listed_twice"),
        ),
        (
            {"ranking": ["points"], "overall": {"ranking": ["points"], "prizes": [NHAT, NHAT]}},
            ("overall.prizes", "listed_twice"),
        ),
        (
            {
                "ranking": ["points"],
                "overall": {"ranking": ["points"], "prizes": [NHAT, OFFICIALS]},
            },
            ("overall.prizes[1].categories", "groups_overlap"),
        ),
        (
            {"ranking": ["points"], "review": "at_once", "result": "at_submit"},
            ("review", "review_at_once_ranked"),
        ),
        (
            {"result": "after_publication", "review": "after_close"},
            ("review", "review_before_result"),
        ),
        (
            {"boards": {"shown": "after_close", "frozen_minutes": 60}},
            ("boards.frozen_minutes", "frozen_board_unseen"),
        ),
        ({"eligible": {"min_age": 31, "max_age": 30}}, ("eligible", "ages_reversed")),
        ({"units": {"order": []}}, ("units.order", "list_empty")),
        ({"units": {"order": ["people", "people"]}}, ("units.order", "listed_twice")),
        (
            {"paper": {"items": 20, "blueprint": []}},
            ("paper.blueprint", "sections_do_not_add_up"),
        ),
        (
            {"units": {"order": ["people"], "gates": [{"headcount_below": 50}]}},
            ("units.gates[0]", "gate_empty"),
        ),
        (
            {
                "units": {
                    "order": ["people"],
                    "gates": [{"people": 1, "headcount_from": 50, "headcount_below": 50}],
                }
            },
            ("units.gates[0]", "gate_range_reversed"),
        ),
        ({"units": {"order": ["best_points"]}}, ("units.best", "best_missing")),
        ({"units": {"order": ["people"], "best": 10}}, ("units.best", "best_unused")),
        ({"units": {"order": ["rank_points"]}}, ("units.rank_points", "rank_points_missing")),
        (
            {"units": {"order": ["people"], "rank_points": [BY_PEOPLE]}},
            ("units.rank_points", "rank_points_unused"),
        ),
        (
            {
                "units": {
                    "order": ["rank_points"],
                    "rank_points": [{"by": "rank_points", "first": 10}],
                }
            },
            ("units.rank_points", "rank_points_of_themselves"),
        ),
        (
            {"units": {"order": ["rank_points"], "rank_points": [BY_PEOPLE, BY_PEOPLE]}},
            ("units.rank_points", "listed_twice"),
        ),
        (
            {
                "units": {
                    "order": ["rank_points"],
                    "rank_points": [{"by": "best_points", "first": 10}],
                }
            },
            ("units.best", "best_missing"),
        ),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(document, parts, problem):
    assert problems(document(**parts)) == {problem}


@pytest.mark.parametrize(
    "parts",
    [
        {"result": "at_submit", "review": "at_once"},
        {"result": "after_close", "review": "after_close", "ranking": ["points"]},
        {"result": "after_publication", "review": "never"},
        {"eligible": {"min_age": 30, "max_age": 30}},
        {"eligible": {"categories": ["Học sinh"], "admits": [{"round": 1, "best": 10}]}},
        {"attempts": {"limit": 1, "per": "contest"}},
        {"timing": {"limit_minutes": 1, "plausible_seconds": 59}},
        {"timing": {"limit_minutes": 1, "item_seconds": 5}},
        {"timing": {"limit_minutes": 1, "item_seconds": 59}},
        {"timing": {"limit_minutes": 61, "item_seconds": 3600}},
        {"timing": {"limit_minutes": 1, "hours": {"opens": "23:59", "closes": "24:00"}}},
        {"complaints": {"days": 1}},
        {
            "prediction": PREDICTION,
            "ranking": ["all_correct_only", "prediction_distance"],
            "attempts": {"limit": 7, "counts": "best_prediction"},
        },
        {
            "ranking": ["points"],
            "prizes": [OFFICIALS, {**NHAT, "categories": ["Học sinh"]}],
            "prize_caps": {"per_person": 1, "from_round": 5},
            "last_resort": "lots",
        },
        {
            "ranking": ["points"],
            "prizes": [
                {**NHAT, "categories": ["A", "B"]},
                {"level": "nhi", "count": 1, "categories": ["B", "A"]},
            ],
        },
        {"ranking": [], "prize_caps": {"per_person": 1}, "last_resort": "lots"},
        {
            "ranking": ["points"],
            "prizes": [],
            "overall": {"ranking": ["points"], "prizes": [NHAT]},
            "last_resort": "lots",
        },
        {
            "ranking": ["points"],
            "overall": {"from_round": 5, "ranking": ["correct", "duration"], "prizes": [NHAT]},
        },
        {"paper": {"items": 2, "pool": {"codes": ["LS-001", "LS-002"]}}},
        {"paper": {"items": 20, "blueprint": [section(periods=["1930–1945"])]}},
    ],
)
def test_a_document_on_the_right_side_of_every_border_is_taken(make_rules, parts):
    assert isinstance(make_rules(**parts), Rules)


def test_without_a_blueprint_the_whole_paper_comes_from_the_pool(make_rules):
    rules = make_rules(paper={"items": 20, "pool": {"uses": ["practice"]}, "shuffle": False})
    selector = Selector(uses=(Use.PRACTICE,))
    assert blueprint_of(rules) == ExamBlueprint((Section(20, selector),), False, False)


def test_a_section_is_narrowed_by_the_pool_and_never_widened(make_rules):
    paper = {
        "items": 20,
        "pool": {"topics": ["A", "B"], "difficulties": ["easy", "hard"]},
        "blueprint": [{"count": 15, "topics": ["B", "C"]}, {"count": 5, "difficulties": ["easy"]}],
    }
    b_only = Selector(topics=("B",), difficulties=(Difficulty.EASY, Difficulty.HARD))
    easy = Selector(topics=("A", "B"), difficulties=(Difficulty.EASY,))
    assert blueprint_of(make_rules(paper=paper)).sections == (Section(15, b_only), Section(5, easy))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (
            {"timing": {"limit_minutes": 1, "plausible_seconds": 60}},
            ("timing.plausible_seconds", "plausible_not_below_limit"),
        ),
        (
            {"timing": {"limit_minutes": 1, "item_seconds": 60}},
            ("timing.item_seconds", "item_limit_without_effect"),
        ),
        (
            {"timing": {"limit_minutes": 1, "item_seconds": 4}},
            ("timing.item_seconds", "too_small"),
        ),
        (
            {"timing": {"limit_minutes": 90, "item_seconds": 3601}},
            ("timing.item_seconds", "too_large"),
        ),
        (
            {"timing": {"limit_minutes": 1, "hours": {"opens": "08:00", "closes": "08:00"}}},
            ("timing.hours", "hours_reversed"),
        ),
        (
            {"timing": {"limit_minutes": 1, "hours": {"opens": "7:30", "closes": "17:30"}}},
            ("timing.hours.opens", "not_an_hour"),
        ),
        (
            {"timing": {"limit_minutes": 1, "hours": {"opens": "07:30", "closes": "24:01"}}},
            ("timing.hours.closes", "not_an_hour"),
        ),
        ({"attempts": {"limit": None, "per": "day"}}, ("attempts.per", "per_without_limit")),
        (
            {"eligible": {"admits": [{"round": 1, "best": 1}, {"round": 1, "best": 2}]}},
            ("eligible.admits", "listed_twice"),
        ),
        (
            {
                "ranking": ["points"],
                "prizes": [OFFICIALS],
                "eligible": {"categories": ["Học sinh"]},
            },
            ("prizes[0].categories", "prize_for_nobody"),
        ),
    ],
)
def test_what_cannot_be_held_about_time_attempts_and_people_is_said(document, parts, found):
    assert problems(document(**parts)) == {found}


@pytest.mark.parametrize(
    ("duration", "quick"), [(0, True), (59_999, True), (60_000, False), (60_001, False)]
)
def test_an_attempt_below_the_plausible_time_is_quick(make_rules, duration, quick):
    timing = make_rules(timing={"limit_minutes": 15, "plausible_seconds": 60}).timing
    assert timing.is_quick(duration) is quick
    assert not make_rules().timing.is_quick(duration)


@pytest.mark.parametrize(
    ("limit", "returned", "made", "voided", "allowed"),
    [
        (3, True, 2, 0, True),
        (3, True, 3, 0, False),
        (3, True, 3, 1, True),
        (3, False, 3, 1, False),
        (None, False, 1000, 0, True),
    ],
)
def test_the_limit_of_attempts_and_what_a_voided_one_gives_back(
    limit, returned, made, voided, allowed
):
    attempts = Attempts(limit=limit, void_returns_quota=returned)
    assert attempts.allow_another(made, voided) is allowed


@pytest.mark.parametrize("code", SENTENCES)
def test_every_problem_has_a_sentence_in_both_languages_with_the_same_details(code):
    fields = {
        language: {name for _, name, _, _ in Formatter().parse(sentence) if name}
        for language, sentence in SENTENCES[code].items()
    }
    assert set(fields) == {"vi", "en"}
    assert fields["vi"] == fields["en"]


def test_the_schema_for_editors_names_every_part():
    assert set(json_schema()["properties"]) == set(Rules.model_fields)


def test_every_field_of_the_schema_has_a_name_in_both_languages_and_no_name_is_left_over():
    schema = json_schema()
    models = {"Rules": schema} | schema["$defs"]
    fields = {
        f"{model}.{field}": described["title"]
        for model, part in models.items()
        for field, described in part.get("properties", {}).items()
    }
    assert fields == {field: " · ".join(names) for field, names in NAMES.items()}


# C06: one of 4, two of 2, five of 1.5 and eight of 1 million make 23.5 million a week.
VCNET = [
    {"level": "nhat", "count": 1, "amount": 4_000_000},
    {"level": "nhi", "count": 2, "amount": 2_000_000},
    {"level": "ba", "count": 5, "amount": 1_500_000},
    {"level": "khuyen_khich", "count": 8, "amount": 1_000_000},
]
UNPRICED = [*VCNET[:3], {"level": "khuyen_khich", "count": 8, "gift": "Giấy chứng nhận"}]


@pytest.mark.parametrize(
    ("prizes", "total", "is_wrong"),
    [
        (VCNET, None, False),
        (VCNET, 23_500_000, False),
        (VCNET, 23_499_999, True),
        (VCNET, 23_500_001, True),
        (UNPRICED, 15_500_000, False),
        (UNPRICED, 15_499_999, True),
        (UNPRICED, 23_500_000, False),
        ([NHAT], 1, False),
    ],
)
def test_what_prizes_are_worth_adds_up_to_the_total_announced(document, prizes, total, is_wrong):
    written = document(ranking=["points"], prizes=prizes, prize_total=total)
    if not is_wrong:
        assert parse_rules(written).prize_total == total
        return
    with pytest.raises(RulesProblem) as problem:
        parse_rules(written)
    assert [found.code for found in problem.value.findings] == ["prize_total_differs"]


def test_prizes_for_units_are_part_of_the_total_and_overall_prizes_have_their_own(document):
    collective = {"order": ["people"], "prizes": [{**NHI_EACH, "count": 1}]}
    overall = {"ranking": ["points"], "prizes": [NHI_EACH], "prize_total": 4_000_000}
    written = document(
        ranking=["points"],
        prizes=[NHI_EACH],
        units=collective,
        unit_prizes=[{**collective, "title": "Đông nhất"}],
        prize_total=8_000_000,
        overall=overall,
    )
    assert parse_rules(written).digest
    with pytest.raises(RulesProblem) as problem:
        parse_rules({**written, "overall": {**overall, "prize_total": 1}})
    assert problem.value.sentence("vi") == (
        "“overall.prize_total”: Tổng giá trị giải thưởng theo cơ cấu là 4.000.000 đồng, khác tổng "
        "đã ghi 1 đồng; hãy sửa một trong hai."
    )
