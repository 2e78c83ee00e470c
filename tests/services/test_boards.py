"""Boards: what the public sees while a round runs, at the same price however many take part."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from quiz.database import transaction
from quiz.domain.names import fold, text_sort_key
from quiz.models import AuditLine, Eligibility, RulingAct, Unit
from quiz.services import audit, board_stops, boards, publications, units
from quiz.services.actor import OPERATOR
from quiz.services.attempts import finish_overdue
from quiz.services.refusal import NotYours, Refusal
from quiz.services.results import keys_document, keys_of, results_now
from tests.scripted import MINUTE, Script, rule, script
from tests.stage import HOUR, Stage


def refresh(scripted: Script, after: int = HOUR) -> tuple[boards.Leader, ...]:
    now = scripted.stage.now + after
    with transaction(scripted.stage.session) as session:
        boards.refresh(session, scripted.stage.definition(scripted.round, now), now=now)
    return boards.leaders_of(scripted.stage.session, scripted.round.id)


def state(scripted: Script, reader: str | None = None) -> boards.BoardState:
    person = scripted.person(reader).person_id if reader else None
    return boards.board_state(scripted.stage.session, scripted.round.id, person)


def level(scripted: Script, code: str | None = None, page: int = 1) -> boards.UnitLevel:
    definition = scripted.stage.definition(scripted.round)
    return boards.unit_board(scripted.stage.session, definition, code=code, page=page)


def taken_by_all(stage: Stage, **rules: object) -> Script:
    """Let the cast take a round in every way that rankings tell apart, and some of it be voided."""
    scripted = script(stage, attempts={"limit": None, "counts": "highest"}, **rules)
    acts = [
        *(("An", 4, 0, 240), ("Bình", 4, 30, 62), ("Bình", 2, 33, 9), ("Chi", 4, 10, 240)),
        *(("Dũng", 3, 1, 45), ("Én", 4, 50, 62), ("Én", 4, 53, 70), ("Giang", -1, 2, 5)),
        *(("Hạnh", 4, 0, 240), ("An", 4, 40, 300)),
        *(("Khánh", 4, 0, 5), ("Khánh", 3, 9, 50), ("Khánh", 1, 20, 50), ("Lan", 4, 0, 5)),
        *(("Minh", 2, 4, 30), ("Minh", 4, 8, 30), ("Minh", 4, 12, 40)),
    ]
    made = []
    for name, correct, after, seconds in acts:
        unit = "cao-01" if name in {"Bình", "Giang"} else "cl-01"
        made.append(scripted.takes(name, correct=correct, after=after, seconds=seconds, unit=unit))
    voided = [made[at] for at in (10, 12, 13, 15)]
    rule(scripted, RulingAct.VOID, *voided, after=25 * MINUTE)
    rule(scripted, RulingAct.RESTORE, voided[-1], after=26 * MINUTE)
    scripted.takes("Khánh", correct=3, after=27, seconds=40)
    with transaction(stage.session):
        scripted.people["Hạnh"].eligibility = Eligibility.OUT_OF_PRIZES
    return scripted


@pytest.mark.parametrize(
    "ranking",
    [
        ["points", "duration", "finished_at"],
        ["points", "duration", "attempt_count"],
        ["all_correct_only", "finished_at"],
        ["correct", "started_at"],
        ["points"],
        ["perfect_attempts", "points", "duration"],
    ],
)
def test_while_a_round_runs_the_leaders_are_those_of_the_ranking(
    stage: Stage, ranking: list[str]
) -> None:
    scripted = taken_by_all(stage, ranking=ranking)
    leaders = refresh(scripted)
    found = results_now(stage.session, scripted.stage.definition(scripted.round))
    assert [(leader.rank, leader.participation, leader.keys) for leader in leaders] == [
        (line.rank, line.participation_id, keys_document(line.keys))
        for line in found.people
        if line.rank is not None
    ]
    board = state(scripted)
    assert (board.people, board.attempts) == (found.totals.participants, found.totals.attempts)


@pytest.mark.parametrize(
    "units",
    [
        {"order": ["average_points", "people"]},
        {"order": ["all_correct_people", "total_points", "attempts"], "among": "kind"},
        {"order": ["best_points"], "best": 2},
        {"order": ["rank_points"], "rank_points": [{"by": "attempts", "first": 9}]},
    ],
    ids=lambda units: units["order"][0],
)
def test_while_a_round_runs_the_units_are_those_of_the_ranking(
    stage: Stage, units: dict[str, object]
) -> None:
    scripted = taken_by_all(stage, units=units)
    now = stage.now + HOUR
    definition = stage.definition(scripted.round, now)
    live = boards.computed(stage.session, definition, now=now)
    assert live.units == results_now(stage.session, definition).units


def test_nobody_leads_while_a_prediction_is_asked_and_then_everybody_at_once(stage: Stage) -> None:
    scripted = script(
        stage, prediction={"asks": "participants"}, ranking=["points", "prediction_distance"]
    )
    scripted.takes("An", correct=4, prediction=7)
    scripted.takes("Bình", correct=4, prediction=2)
    assert refresh(scripted) == ()
    leaders = refresh(scripted, after=25 * HOUR)
    assert [(line.name, dict(keys_of(line.keys))) for line in leaders] == [
        ("B***", {"points": 2000, "prediction_distance": 0}),
        ("A***", {"points": 2000, "prediction_distance": 5}),
    ]


def test_an_attempt_with_a_blank_does_not_lead_where_everything_must_be_answered(
    stage: Stage,
) -> None:
    rules = {"items": 4, "points_per_item": 500, "all_must_be_answered": True}
    scripted = script(stage, paper=rules)
    scripted.takes("An", correct=4, submits=False)
    with transaction(stage.session) as session:
        finish_overdue(session, catalogue=stage.catalogue, now=stage.now + HOUR)
    scripted.takes("Bình", correct=1)
    assert [leader.name for leader in refresh(scripted)] == ["B***"]


def test_a_board_is_due_once_it_is_old_and_not_before(stage: Stage) -> None:
    scripted = script(stage)
    definition = stage.definition(scripted.round)
    session = stage.session
    assert boards.is_due(session, definition, now=stage.now, seconds=10)
    refresh(scripted, after=0)
    assert not boards.is_due(session, definition, now=stage.now + 9_999, seconds=10)
    assert boards.is_due(session, definition, now=stage.now + 10_000, seconds=10)


def test_a_board_of_a_round_that_is_over_rests_longer(stage: Stage) -> None:
    scripted = script(stage)
    refresh(scripted, after=23 * HOUR)
    over = stage.now + 25 * HOUR
    definition = stage.definition(scripted.round, over)
    assert boards.is_due(stage.session, definition, now=over, seconds=10)
    refresh(scripted, after=25 * HOUR)
    assert not boards.is_due(stage.session, definition, now=over + 599_999, seconds=10)
    assert boards.is_due(stage.session, definition, now=over + 600_000, seconds=10)


def test_one_process_at_a_time_refreshes_and_a_claim_left_behind_lapses(stage: Stage) -> None:
    scripted = script(stage)
    with transaction(stage.session) as session:
        assert boards.claim(session, scripted.round.id, now=stage.now)
        assert not boards.claim(session, scripted.round.id, now=stage.now + 29_999)
        assert boards.claim(session, scripted.round.id, now=stage.now + 30_000)


def test_storing_a_board_gives_the_claim_back(stage: Stage) -> None:
    scripted = script(stage)
    with transaction(stage.session) as session:
        boards.claim(session, scripted.round.id, now=stage.now)
    refresh(scripted, after=1)
    with transaction(stage.session) as session:
        assert boards.claim(session, scripted.round.id, now=stage.now + 1)


def stop(stage: Stage, now: int) -> None:
    with transaction(stage.session) as session:
        board_stops.stop_board(session, actor=OPERATOR, now=now, slug="cuoc-thi", number=1)


def publish(stage: Stage, now: int) -> None:
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=now,
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
        )


def test_a_stopped_board_stands_still_until_it_is_resumed(stage: Stage) -> None:
    scripted = script(stage)
    refresh(scripted, after=1)
    definition, session = stage.definition(scripted.round), stage.session
    later = stage.now + HOUR
    assert boards.is_due(session, definition, now=later, seconds=10)
    stop(stage, later)
    assert state(scripted).stopped_at == later
    stop(stage, later + 1)
    assert state(scripted).stopped_at == later
    assert not boards.is_due(session, definition, now=later, seconds=10)
    with transaction(session):
        board_stops.resume_board(session, actor=OPERATOR, now=later, slug="cuoc-thi", number=1)
    assert boards.is_due(session, definition, now=later, seconds=10)
    acts = session.execute(sa.select(AuditLine.action).where(AuditLine.action.like("board.%")))
    assert list(acts.scalars()) == ["board.stop", "board.resume"]


def test_what_was_computed_before_a_stop_is_not_written_after_it(stage: Stage) -> None:
    scripted = script(stage)
    refresh(scripted, after=1)
    scripted.takes("An", correct=4)
    stop(stage, stage.now + HOUR)
    assert refresh(scripted) == ()
    assert state(scripted).people == 0


def test_what_was_computed_before_a_publication_is_not_written_after_it(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    over = stage.now + 25 * HOUR
    definition = stage.definition(scripted.round, over)
    early = boards.content_of(stage.session, definition, now=stage.now)
    with transaction(stage.session) as session:
        scripted.people["An"].eligibility = Eligibility.EXCLUDED
    publish(stage, over)
    with transaction(stage.session) as session:
        boards.store(session, scripted.round.id, early, now=over)
    assert boards.leaders_of(stage.session, scripted.round.id) == ()


def test_a_board_is_not_stopped_before_the_round_opens(stage: Stage) -> None:
    script(stage)
    with pytest.raises(Refusal) as refused:
        stop(stage, stage.now - 1)
    assert refused.value.code == "board_not_begun"


def test_an_official_board_is_not_stopped(stage: Stage) -> None:
    script(stage)
    publish(stage, stage.now + 25 * HOUR)
    with pytest.raises(Refusal) as refused:
        stop(stage, stage.now + 26 * HOUR)
    assert refused.value.code == "board_official"


def test_a_board_that_has_not_changed_keeps_its_digest_and_its_moment(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    refresh(scripted)
    before = state(scripted)
    refresh(scripted, after=HOUR + 10_000)
    after = state(scripted)
    assert (after.digest, after.changed_at) == (before.digest, before.changed_at)
    assert after.refreshed_at == stage.now + HOUR + 10_000


@pytest.mark.parametrize("change", ["a result", "the name of a unit"])
def test_what_a_board_shows_is_in_its_digest(stage: Stage, change: str) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    refresh(scripted)
    before = state(scripted).digest
    if change == "a result":
        scripted.takes("Bình", correct=1)
    else:
        rename(stage, "cl-01", "Chi bộ Trường THPT Chi Lăng 2")
    refresh(scripted, after=2 * HOUR)
    assert state(scripted).digest != before


def rename(stage: Stage, code: str, name: str) -> None:
    act = {"actor": OPERATOR, "now": stage.now, "tree_code": "tinh", "day": date(2026, 7, 1)}
    with transaction(stage.session) as session:
        units.rename_unit(session, code=code, name=name, **act)


def test_a_refresh_without_a_change_computes_nothing(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    definition = stage.definition(scripted.round)

    def content() -> boards.BoardContent | None:
        return boards.content_of(stage.session, definition, now=stage.now)

    refresh(scripted, after=0)
    assert content() is None
    assert statements_of(stage, content) == 2
    before = state(scripted)
    with transaction(stage.session) as session:
        boards.store(session, scripted.round.id, None, now=stage.now + 10_000)
    assert state(scripted) == replace(before, refreshed_at=stage.now + 10_000)


@pytest.mark.parametrize("act", ["another attempt", "an act of staff", "the end of the round"])
def test_whatever_may_change_a_board_lets_it_be_computed(stage: Stage, act: str) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    refresh(scripted, after=0)
    now = stage.now
    if act == "another attempt":
        scripted.takes("An", correct=0)
    elif act == "an act of staff":
        rename(stage, "cl-01", "Chi bộ Trường THPT Chi Lăng 2")
    else:
        now += 25 * HOUR
    definition = stage.definition(scripted.round, now)
    assert boards.content_of(stage.session, definition, now=now) is not None


def test_a_reader_is_told_where_the_own_unit_stands(stage: Stage) -> None:
    scripted = script(stage, units={"order": ["people"]})
    add_units(stage, 60)
    for number, name in enumerate(("An", "Bình")):
        scripted.takes(name, correct=4, unit=f"moi-{number}")
    for name in ("Chi", "Dũng"):
        scripted.takes(name, correct=4, unit="moi-59")
    refresh(scripted)
    own = state(scripted, "An").own
    assert own is not None
    assert (own.row.code, own.row.rank, own.above, own.page) == ("moi-0", 2, "chi-lang", 1)
    way = ("tinh", "chi-lang", "moi-0")
    assert own.path == tuple(stage.units[code].id for code in way)
    scripted.person("Én", unit="moi-30")
    last = state(scripted, "Én").own
    assert last is not None
    assert last.page == 1 + (last_place(scripted, "moi-30") - 1) // 50
    assert last.row.code in {row.code for row in level(scripted, "chi-lang", last.page).rows}


def last_place(scripted: Script, code: str) -> int:
    """Return where a unit stands among those beside it, counted line by line."""
    pages = range(1, level(scripted, "chi-lang").pages + 1)
    codes = [row.code for page in pages for row in level(scripted, "chi-lang", page).rows]
    return codes.index(code) + 1


def test_who_takes_no_part_has_no_unit_on_a_board(stage: Stage) -> None:
    scripted = script(stage)
    refresh(scripted)
    stranger = stage.person("Lạ").id
    found = boards.board_state(stage.session, scripted.round.id, stranger)
    assert (found.own, found.participation) == (None, None)


def test_a_refresh_writes_new_figures_over_old_ones_and_drops_units_that_are_gone(
    stage: Stage,
) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    refresh(scripted)
    assert {row.code: row.people for row in level(scripted).rows}["chi-lang"] == 1
    scripted.takes("Bình", correct=4)
    with transaction(stage.session):
        stage.units["cao-01"].valid_to = date(2025, 7, 1)
    refresh(scripted)
    assert {row.code: row.people for row in level(scripted).rows}["chi-lang"] == 2
    assert level(scripted, "cao-loc").rows == ()


def test_a_level_names_the_way_down_to_it_and_what_lies_below(stage: Stage) -> None:
    scripted = script(stage)
    refresh(scripted)
    top = level(scripted)
    assert [code for code, _ in top.way] == ["tinh"]
    assert {row.code: row.has_children for row in top.rows} == {
        "chi-lang": True,
        "cao-loc": True,
        "khong-thuoc": False,
    }
    assert [code for code, _ in level(scripted, "chi-lang").way] == ["tinh", "chi-lang"]


@pytest.mark.parametrize(("code", "page"), [("khong-co", 1), ("chi-lang", 2)])
def test_there_is_no_level_below_an_unknown_unit_or_beyond_the_last_page(
    stage: Stage, code: str, page: int
) -> None:
    scripted = script(stage)
    refresh(scripted)
    with pytest.raises(NotYours):
        level(scripted, code, page)


@pytest.mark.parametrize(("people", "average"), [(4, None), (5, 2000)])
def test_few_people_have_no_average_in_public(
    stage: Stage, people: int, average: int | None
) -> None:
    scripted = script(stage)
    for name in ("An", "Bình", "Chi", "Dũng", "Én")[:people]:
        scripted.takes(name, correct=4)
    refresh(scripted)
    row = next(row for row in level(scripted).rows if row.code == "chi-lang")
    assert (row.people, row.average) == (people, average)


def add_units(stage: Stage, count: int, first: int = 0) -> None:
    parent = stage.units["chi-lang"]
    with transaction(stage.session) as session:
        for number in range(first, first + count):
            name = f"Chi bộ số {number}"
            unit = Unit(
                tree_id=parent.tree_id,
                parent_id=parent.id,
                code=f"moi-{number}",
                name=name,
                kind="chi_bo",
                path="",
                sort_key=text_sort_key(name),
                folded=fold(name),
            )
            session.add(unit)
            session.flush()
            unit.path = f"{parent.path}{unit.id}."
            stage.units[unit.code] = unit
        audit.record(
            session, actor=OPERATOR, now=stage.now, action="units.load", target="tree:tinh"
        )


def statements_of(stage: Stage, act: object) -> int:
    """Count what ``act`` asks of the database."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    engine = stage.session.get_bind()
    stage.session.rollback()
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_neither_reading_nor_refreshing_asks_more_when_there_are_more_units_and_people(
    stage: Stage,
) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    add_units(stage, 3)
    refresh(scripted)
    before = (
        statements_of(stage, lambda: level(scripted, "chi-lang")),
        statements_of(stage, lambda: refresh(scripted)),
    )
    for name in ("Bình", "Chi", "Dũng", "Én"):
        scripted.takes(name, correct=3)
    add_units(stage, 57, first=3)
    refresh(scripted)
    after = (
        statements_of(stage, lambda: level(scripted, "chi-lang")),
        statements_of(stage, lambda: refresh(scripted)),
    )
    assert before == after
    assert len(level(scripted, "chi-lang").rows) == 50
    assert level(scripted, "chi-lang").pages == 2
