from question_bank.bank import Bank
from question_bank.item import Item, Use
from question_bank.stats import bank_stats


def test_items_are_counted_by_everything_a_blueprint_selects() -> None:
    items = (
        Item("A", "Câu một?", ("có", "không"), (0,), topic="Đảng bộ"),
        Item("B", "Câu hai?", ("có", "không"), (1,), topic="Đảng bộ", use=Use.PRACTICE),
        Item("C", "Câu ba?", ("có", "không"), (0, 1), period="1930–1945"),
    )
    stats = bank_stats(Bank("mau", "Mẫu", "vi", "", items))
    assert stats.items == 3
    assert stats.topics == {"Đảng bộ": 2, "": 1}
    assert stats.periods == {"": 2, "1930–1945": 1}
    assert stats.difficulties == {"medium": 3}
    assert stats.uses == {"official": 2, "practice": 1}
    assert stats.keys == {"A": 1, "A, B": 1, "B": 1}
