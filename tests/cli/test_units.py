"""Units on the command line: the reform of a tree, one act at a time."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskCliRunner

from quiz.models import Unit
from tests.stage import Stage

COMMON = ["--tree", "tinh", "--day", "2026-07-01"]


def run(runner: FlaskCliRunner, *arguments: str):
    return runner.invoke(args=["unit", *arguments, *COMMON])


def names(stage: Stage) -> dict[str, str]:
    stage.session.rollback()
    standing = sa.select(Unit.code, Unit.name).where(Unit.valid_to.is_(None))
    return {row.code: row.name for row in stage.session.execute(standing)}


def test_units_merge_from_a_day_on(runner: FlaskCliRunner, stage: Stage) -> None:
    done = run(runner, "merge", "chi-lang", "cao-loc", "--into", "xa", "--name", "Xã Lạng Sơn")
    assert (
        done.output == "tinh: 2 đơn vị kết thúc, 1 đơn vị mới, 2 đơn vị và 0 người chuyển theo.\n"
    )
    assert set(names(stage)) == {"tinh", "khong-thuoc", "xa", "cl-01", "cao-01"}


def test_a_unit_is_renamed_moved_and_divided(runner: FlaskCliRunner, stage: Stage) -> None:
    assert run(runner, "rename", "cl-01", "Chi bộ số 1").exit_code == 0
    assert run(runner, "move", "cl-01", "cao-loc").exit_code == 0
    parts = ["--part", "a; Xã A", "--part", "b; Xã B; cl-01 cao-01"]
    assert run(runner, "split", "cao-loc", *parts).exit_code == 0
    assert run(runner, "close", "cao-01").exit_code == 0
    found = names(stage)
    assert (found["cl-01"], found["a"], found["b"]) == ("Chi bộ số 1", "Xã A", "Xã B")
    assert {"cao-loc", "cao-01"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("merge", "chi-lang", "--into", "xa", "--name", "X"), "ít nhất 2 đơn vị"),
        (("rename", "khong-co", "x"), "Không có đơn vị nào mang mã “khong-co”"),
        (("split", "chi-lang", "--part", "a; A"), "ít nhất hai đơn vị"),
    ],
)
def test_what_is_refused_is_said(runner: FlaskCliRunner, stage: Stage, arguments, told) -> None:
    done = run(runner, *arguments)
    assert done.exit_code == 1
    assert told in done.output
