"""Units ranked by what judges give them, with a reason."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from quiz.database import transaction
from quiz.models import AuditLine, UnitMark
from quiz.offline.document import document_of
from quiz.services import publications, unit_marks
from quiz.services.actor import OPERATOR
from quiz.services.refusal import Refusal
from quiz.services.results import preview
from tests.scripted import OVER, Script, publish, script
from tests.services.test_ranking_exports import ranked, write
from tests.stage import Stage

JUDGED = {"units": {"order": ["judged_points", "people"]}}


@pytest.fixture
def taken(stage: Stage) -> Script:
    """Let two people of one district and one of another take the round."""
    scripted = script(stage, **JUDGED)
    scripted.takes("An", correct=4, unit="cl-01")
    scripted.takes("Bình", correct=3, unit="cl-01")
    scripted.takes("Chi", correct=2, unit="cao-01")
    return scripted


def give(scripted: Script, code: str, points: int, reason: str = "Tổ chức tốt", **more):
    stage = scripted.stage
    options = {"now": stage.now + OVER, "number": 1, **more}
    with transaction(stage.session) as session:
        unit_marks.give_mark(
            session,
            actor=OPERATOR,
            slug="cuoc-thi",
            catalogue=stage.catalogue,
            unit_code=code,
            points=points,
            reason=reason,
            **options,
        )


def refused(scripted: Script, *given, **more) -> str:
    with pytest.raises(Refusal) as refusal:
        give(scripted, *given, **more)
    return refusal.value.code


def districts(scripted: Script) -> list[str]:
    stage = scripted.stage
    found = preview(
        stage.session,
        actor=OPERATOR,
        now=stage.now + OVER,
        slug="cuoc-thi",
        number=1,
        catalogue=stage.catalogue,
    )
    names = {stage.units[code].id: code for code in ("chi-lang", "cao-loc")}
    return [names[line.unit_id] for line in found.units if line.unit_id in names]


def test_units_stand_in_the_order_of_what_they_were_given(taken: Script) -> None:
    assert districts(taken) == ["chi-lang", "cao-loc"]  # nothing given: by people
    give(taken, "cao-loc", 850)
    assert districts(taken) == ["cao-loc", "chi-lang"]
    give(taken, "chi-lang", 900)
    assert districts(taken) == ["chi-lang", "cao-loc"]


def test_the_newest_points_count_and_what_was_said_before_stays(taken: Script) -> None:
    session = taken.stage.session
    give(taken, "cao-loc", 900)
    give(taken, "cao-loc", 900)  # sent twice
    give(taken, "cao-loc", 700, "Xem lại biên bản")
    (mark,) = unit_marks.given_marks(session, taken.round.id)
    assert (mark.points, mark.reason) == (700, "Xem lại biên bản")
    assert session.scalars(sa.select(UnitMark.points).order_by(UnitMark.number)).all() == [900, 700]
    lines = session.scalars(sa.select(AuditLine).where(AuditLine.action == "round.unit_mark"))
    assert [line.data["points"] for line in lines] == [900, 700]


def test_points_are_given_after_the_round_to_units_of_the_contest(
    taken: Script, stage: Stage
) -> None:
    assert refused(taken, "chi-lang", 100, now=stage.now) == "round_not_over"
    assert refused(taken, "khong-co", 100) == "mark_unit_unknown"
    stage.round(taken.contest, stage.bank(code="hai"), number=2)
    assert refused(taken, "chi-lang", 100, number=2) == "marks_not_in_rules"


@pytest.mark.parametrize("statement", ["DELETE FROM unit_mark", "UPDATE unit_mark SET points = 1"])
def test_the_database_itself_keeps_what_was_given(taken: Script, statement: str) -> None:
    give(taken, "cao-loc", 900)
    session = taken.stage.session
    with pytest.raises(DBAPIError), transaction(session):
        session.execute(sa.text(statement))
    session.rollback()
    assert session.scalar(sa.select(UnitMark.points)) == 900


def test_files_of_the_round_rank_as_it_was_published(taken: Script, tmp_path) -> None:
    give(taken, "cao-loc", 850)
    published = publish(taken)
    write(taken, tmp_path)
    found = document_of(ranked(tmp_path))
    assert found["digest"] == published.digest
    ranks = {line["unit"]: line["rank"] for line in found["units"]}
    assert (ranks["cao-loc"], ranks["chi-lang"]) == (1, 2)


def test_a_board_shows_them_with_the_publication(taken: Script) -> None:
    give(taken, "cao-loc", 850)
    lines = publications.unit_lines(taken.stage.session, publish(taken).id)
    known = {line.unit_id: dict(line.values) for line in lines}
    assert known[taken.stage.units["cao-loc"].id]["judged_points"] == 850
