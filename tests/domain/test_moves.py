from quiz.domain.moves import PersonMove, Place, UnitMove, moves
from quiz.domain.ranking import Ruling, RulingKind
from quiz.domain.result import result_of
from quiz.domain.unit_tree import UnitNode

PRIZES = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
UNITS = [UnitNode(1, None, "xa", 9), UnitNode(2, 1, "a", 4), UnitNode(3, 1, "b", 4)]
VOID = [Ruling(RulingKind.VOID, attempt="An-1")]


def test_only_those_move_whose_rank_prize_or_reason_is_another(make_rules, entry):
    rules = make_rules(ranking=["points"], prizes=PRIZES, units={"order": ["average_points"]})
    entries = [
        entry("An", correct=20, unit=2),
        entry("Bình", correct=19, unit=3),
        entry("Chi", correct=18, unit=2),
        entry("Dũng", 1, correct=2, unit=3),
    ]
    before = result_of(entries, rules, UNITS)
    after = result_of(entries, rules, UNITS, rulings=VOID)
    an, binh, chi, dung = (one.person for one in entries)
    found = moves(before, after)
    assert found.people == (
        PersonMove(an, 2, Place(1, None, "nhat"), Place(None, "voided", None)),
        PersonMove(binh, 3, Place(2, None, "nhi"), Place(1, None, "nhat")),
        PersonMove(chi, 2, Place(3, None, None), Place(2, None, "nhi")),
        PersonMove(dung, 3, Place(4, None, None), Place(3, None, None)),
    )
    assert found.units == ()


def test_a_unit_moves_with_its_people(make_rules, entry):
    rules = make_rules(ranking=["points"], units={"order": ["total_points"]})
    entries = [entry("An", correct=20, unit=2), entry("Bình", correct=19, unit=3)]
    before, after = (result_of(entries, rules, UNITS, rulings=said) for said in ((), VOID))
    assert moves(before, after).units == (
        UnitMove(2, Place(1), Place(None, "nobody")),
        UnitMove(3, Place(2), Place(1)),
    )


def test_nothing_moves_between_a_result_and_itself(make_rules, entry):
    rules = make_rules(ranking=["points"], prizes=PRIZES)
    found = result_of([entry("An"), entry("Bình")], rules, UNITS)
    assert moves(found, found).people == moves(found, found).units == ()
