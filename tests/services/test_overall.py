"""Prizes over all rounds of a contest, published with the last one; on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from quiz.database import snapshot, transaction
from quiz.sentences.sheets import in_words
from quiz.services import lots, publications
from quiz.services.actor import OPERATOR
from quiz.services.exports import Table, export
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.services.results import Results, results_now
from tests.scripted import OVER, Script, later_round, publish, script
from tests.stage import Stage

# C44: points, then time, then attempts, each over all weeks.
OVERALL = {
    "ranking": ["points", "duration", "attempt_count"],
    "prizes": [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}],
}


def result(scripted: Script) -> Results:
    stage = scripted.stage
    return results_now(stage.session, stage.definition(scripted.round, stage.now + OVER))


def lines(scripted: Script) -> list[OverallLine]:
    found = result(scripted).overall
    assert found is not None
    return list(overall_lines(found))


def told(scripted: Script) -> list[tuple[int, str, int, int, str | None]]:
    """Return rank, name, rounds, points and prize of everybody, in order; equals by name."""
    names = {person.id: name for name, person in scripted.people.items()}
    return sorted(
        (line.rank, names[line.participation_id], line.rounds, int(line.points or 0), line.prize)
        for line in lines(scripted)
    )


@pytest.fixture
def weeks(stage: Stage) -> tuple[Script, Script]:
    """Return two rounds; An is best in neither, but the best of both together."""
    first = script(stage)
    second = later_round(first, 2, overall=OVERALL)
    first.takes("Bình", correct=4)
    first.takes("An", correct=3, after=1)
    second.takes("Chi", correct=4)
    second.takes("An", correct=3, after=1, seconds=30)
    second.takes("An", correct=2, after=9)
    publish(first)
    return first, second


def test_what_people_did_in_every_round_is_added_up(weeks: tuple[Script, Script]) -> None:
    _, second = weeks
    assert told(second) == [
        (1, "An", 2, 3000, "nhat"),
        (2, "Bình", 1, 2000, None),
        (2, "Chi", 1, 2000, None),
    ]
    first = lines(second)[0]
    assert first.keys == (("points", 3000), ("duration", 90_000), ("attempt_count", 3))
    assert lines(second)[1].no_prize == "open_tie"


def test_the_newest_result_of_each_round_counts(weeks: tuple[Script, Script]) -> None:
    first, second = weeks
    first.takes("Bình", correct=4, after=30, seconds=10)
    first.takes("Dũng", correct=4, after=30)
    assert len(told(second)) == 3
    publish(first)
    assert ("Dũng", 1) in [(name, rounds) for _, name, rounds, *_ in told(second)]


@pytest.mark.parametrize("eligibility", ["excluded", "out_of_prizes"])
def test_who_is_not_in_the_contest_for_prizes_any_more_has_no_place(
    weeks: tuple[Script, Script], eligibility: str
) -> None:
    _, second = weeks
    for name in ("An", "Bình"):
        with transaction(second.stage.session):
            second.people[name].eligibility = eligibility
    assert told(second) == [(1, "Chi", 1, 2000, "nhat")]


def test_it_may_begin_with_a_later_round(weeks: tuple[Script, Script]) -> None:
    first, _ = weeks
    third = later_round(first, 3, overall={**OVERALL, "from_round": 3})
    third.takes("Bình", correct=1)
    assert told(third) == [(1, "Bình", 1, 500, "nhat")]


def test_it_waits_for_the_results_of_the_rounds_before(weeks: tuple[Script, Script]) -> None:
    first, _ = weeks
    third = later_round(first, 3, overall=OVERALL)
    third.takes("An", correct=4)
    with pytest.raises(Refusal) as refused:
        publish(third)
    assert refused.value.code == "earlier_unpublished"


def test_who_was_not_all_correct_in_a_week_still_has_the_points_of_it(stage: Stage) -> None:
    first = script(stage, ranking=["all_correct_only", "finished_at"])
    first.takes("An", correct=3)
    publish(first)
    second = later_round(
        first, 2, ranking=["all_correct_only", "finished_at"], overall={"ranking": ["points"]}
    )
    second.takes("An", correct=2)
    assert told(second) == [(1, "An", 2, 2500, None)]


def test_a_publication_keeps_the_whole_ranking(weeks: tuple[Script, Script]) -> None:
    _, second = weeks
    with pytest.raises(FieldRefusal) as refused:
        publish(second)
    assert refused.value.code == "ties_open"
    published = publish(second, knows_ties=True)
    shown, won = publications.overall_page(second.stage.session, published.id, per_page=50)
    assert shown == lines(second)
    assert won == shown[:1]
    (tie,) = publications.overall_ties_in(published.awards)
    assert (tie.rank, tie.people, tie.levels) == (2, 2, ("nhi",))
    assert published.digest == result(second).digest


def test_a_correction_of_an_earlier_round_changes_the_digest(weeks: tuple[Script, Script]) -> None:
    first, second = weeks
    before = result(second).digest
    first.takes("Bình", correct=4, after=30, seconds=10)
    publish(first)
    assert result(second).digest != before


def test_lots_part_equals_over_several_rounds(stage: Stage) -> None:
    first = script(stage, prizes=[{"level": "nhat", "count": 1}])
    second = later_round(
        first, 2, ranking=["points"], last_resort="lots", overall=OVERALL, prizes=OVERALL["prizes"]
    )
    for name in ("An", "Bình", "Chi"):
        second.takes(name, correct=4)
    publish(first)
    with transaction(stage.session) as session:
        drawn = lots.draw_lots(
            session,
            actor=OPERATOR,
            now=stage.now + OVER,
            slug="cuoc-thi",
            number=2,
            catalogue=stage.catalogue,
            rank=1,
            overall=True,
        )
    by_reference = {line.reference: line.prize for line in lines(second)}
    assert [by_reference[one] for one in drawn.order] == ["nhat", "nhi", None]
    found = result(second)
    assert (len(found.unresolved), found.open_ties, found.lots) == (1, 1, ())
    published = publish(second, knows_ties=True)
    (told,) = publications.lots_in(published.awards)
    assert (told.order, told.overall, told.people) == (drawn.order, True, 3)
    shown = publications.overall_lines_of(stage.session, published.id, drawn.order)
    assert {line.reference for line in shown} == set(drawn.attempts)


@pytest.mark.parametrize(
    "statement", ["UPDATE overall_standing SET rank = 1", "DELETE FROM overall_standing"]
)
def test_the_database_lets_nobody_change_it(weeks: tuple[Script, Script], statement: str) -> None:
    publish(weeks[1], knows_ties=True)
    refused = pytest.raises(DatabaseError, match="a correction is the next publication")
    with refused, transaction(weeks[1].stage.session) as session:
        session.execute(sa.text(statement))


def table(scripted: Script, which: Table) -> list[dict[str, object]]:
    with transaction(scripted.stage.session) as session:
        taken = export(
            session,
            actor=OPERATOR,
            now=scripted.stage.now + OVER,
            slug="cuoc-thi",
            number=scripted.round.number,
            table=which,
            catalogue=scripted.stage.catalogue,
        )
    with snapshot(scripted.stage.session):
        sheet = in_words(taken)
        headings = [column.title for column in sheet.columns]
        return [dict(zip(headings, row, strict=True)) for row in sheet.rows]


@pytest.mark.parametrize("is_published", [False, True])
def test_the_ranking_and_its_winners_are_taken_away_as_tables(
    weeks: tuple[Script, Script], is_published: bool
) -> None:
    _, second = weeks
    if is_published:
        publish(second, knows_ties=True)
    first, *others = table(second, Table.OVERALL)
    assert (first["Họ và tên"], first["Giải"], first["Số đợt dự thi"]) == ("An", "Giải Nhất", 2)
    assert (first["Tổng điểm"], first["Tổng số lượt thi"]) == (3000, 3)
    assert {row["Lý do chưa có giải"] for row in others} == {
        "Đồng hạng chưa phân định nên chưa ghi giải"
    }
    (winner,) = table(second, Table.WINNERS)
    assert (winner["Giải của"], winner["Giải"]) == ("Tổng hợp các đợt", "Giải Nhất")
    assert (winner["Họ và tên"], winner["Điểm"]) == ("An", 3000)


def test_a_round_by_itself_has_an_empty_table_of_all_rounds(stage: Stage) -> None:
    scripted = script(stage)
    scripted.takes("An", correct=4)
    assert table(scripted, Table.OVERALL) == []
