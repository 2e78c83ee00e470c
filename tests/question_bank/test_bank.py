from dataclasses import replace

from question_bank.bank import Bank, BankHead, bank_of
from question_bank.item import Item, Use

AN = Item("A-1", "Câu một?", ("có", "không"), (0,))
BINH = Item("A-2", "Câu hai?", ("có", "không"), (1,))
BANK = Bank("mau", "Mẫu", "vi", "", (AN, BINH))


def test_the_digest_follows_every_attribute_of_an_item() -> None:
    changes: list[dict[str, object]] = [
        {"code": "A-9"},
        {"stem": "Câu khác?"},
        {"right": (1,)},
        {"topic": "x"},
        {"period": "x"},
        {"difficulty": "hard"},
        {"use": Use.PRACTICE},
        {"explanation": "x"},
        {"source": "x"},
    ]
    digests = {
        replace(BANK, items=(replace(AN, **change), BINH)).digest  # type: ignore[arg-type]
        for change in changes
    }
    assert len(digests | {BANK.digest}) == len(changes) + 1


def test_the_digest_follows_the_order() -> None:
    assert replace(BANK, items=(BINH, AN)).digest != BANK.digest


def test_a_corrected_title_makes_no_new_version() -> None:
    assert replace(BANK, title="Tên khác", notice="Lưu ý").digest == BANK.digest


def test_head_and_items_make_the_bank_again() -> None:
    assert BANK.head == BankHead("mau", "Mẫu", "vi", "")
    assert bank_of(BANK.head, BANK.items) == BANK
