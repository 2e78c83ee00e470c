"""Files that LibreOffice wrote; `docx/make.py` made them and says how."""

import json
from pathlib import Path

import pytest

from question_bank.bank import BankHead
from question_bank.readers import read_bank

FOLDER = Path(__file__).parent / "docx"
TRUTH = json.loads((FOLDER / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_file_of_libreoffice_is_read_whole(name: str) -> None:
    reading = read_bank((FOLDER / name).read_bytes(), name, defaults=BankHead("a", "A"))
    assert not reading.is_faulty, reading.findings
    assert [
        [item.stem.replace(",\n", ", "), list(item.options), list(item.right)]
        for item in reading.items
    ] == TRUTH[name]
