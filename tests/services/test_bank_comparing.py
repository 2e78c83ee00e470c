"""Two versions side by side: the same as the banks themselves, without reading them whole."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from question_bank.bank import Bank
from question_bank.diff import diff_banks
from question_bank.item import Difficulty, Item, Use
from quiz.database import transaction
from quiz.models import BankVersion
from quiz.services import banks
from quiz.services.actor import OPERATOR
from tests.stage import Stage, items

BASE = items(9)


def stored(stage: Stage, of: Iterable[Item]) -> BankVersion:
    with transaction(stage.session):
        return banks.load(
            stage.session,
            actor=OPERATOR,
            now=stage.now,
            bank=Bank("mau", "Mẫu", "vi", "", tuple(of)),
            message="",
        )


CHANGED = (
    replace(BASE[0], stem="Câu hỏi số một hỏi điều gì?"),
    replace(BASE[1], right=(2,)),
    replace(BASE[2], topic="Địa lý", difficulty=Difficulty.HARD),
    replace(BASE[3], explanation="Vì sao."),
    replace(BASE[4], source="Trang 5"),
    BASE[6],
    BASE[5],
    replace(BASE[7], use=Use.PRACTICE, options=("Có", "Không"), right=(1,)),
    replace(BASE[0], code="MOI"),
)


def test_a_comparison_finds_what_the_banks_themselves_say(stage):
    old, new = stored(stage, BASE), stored(stage, CHANGED)
    found = banks.compare(stage.session, old, new, with_key=True)
    whole = [banks.bank_of_version(stage.session, version) for version in (old, new)]
    assert found.diff == diff_banks(*whole)
    assert found.diff.rekeyed == ("T-002", "T-008")
    assert found.codes[-2:] == ("MOI", "T-009")
    assert (found.old["T-009"], found.new["MOI"]) == (8, 8)


def test_who_sees_no_key_is_not_told_that_one_changed(stage):
    old, new = stored(stage, BASE), stored(stage, CHANGED)
    found = banks.compare(stage.session, old, new, with_key=False)
    assert (found.diff.rekeyed, found.diff.explained) == ((), ())
    assert not {"T-002", "T-004", "T-005"} & set(found.codes)
    shown = banks.faces(stage.session, new, [1, 7], with_key=False, language="vi")
    assert {"right", "explanation", "source"}.isdisjoint(shown["T-002"])
    assert shown["T-008"]["option_b"] == "Không"


def test_with_the_key_a_face_is_that_of_the_item(stage):
    version = stored(stage, BASE)
    shown = banks.faces(stage.session, version, [1], with_key=True, language="en")
    assert shown["T-002"]["right"] == "A"
    assert shown["T-002"]["use"] == "official"


@pytest.mark.parametrize("with_key", [True, False])
def test_the_number_of_queries_is_always_the_same(stage, with_key):
    counts = set()
    for changes in (1, 6):
        old = stored(stage, BASE)
        changed = (*(replace(item, right=(1,)) for item in BASE[:changes]), *BASE[changes:])
        new = stored(stage, changed)
        counts.add(asked(stage, old, new, with_key=with_key))
    assert counts == {5 if with_key else 3}


def asked(stage: Stage, old: BankVersion, new: BankVersion, *, with_key: bool) -> int:
    said: list[str] = []

    def hear(*heard: object) -> None:
        said.append(str(heard[2]))

    stage.session.refresh(old)
    stage.session.refresh(new)
    engine = stage.session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", hear)
    banks.compare(stage.session, old, new, with_key=with_key)
    sa.event.remove(engine, "before_cursor_execute", hear)
    return len(said)
