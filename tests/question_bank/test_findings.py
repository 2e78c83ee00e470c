import re
from pathlib import Path
from string import Formatter

import pytest

import question_bank
from question_bank.fields import NAMED_FIELDS
from question_bank.findings import Place, error, warning
from question_bank.messages import MESSAGES

CODE = re.compile(r"""(?:error|warning|RefusedError|Cell|_say)\(\s*(?:problem=)?"([a-z_]+)\"""")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_speaks_both_languages_with_the_same_data(code: str) -> None:
    spoken = MESSAGES[code]
    assert set(spoken) == {"vi", "en"}
    assert placeholders(spoken["vi"]) == placeholders(spoken["en"])
    assert spoken["vi"] != spoken["en"]


def test_every_code_that_is_raised_has_a_sentence() -> None:
    folder = Path(question_bank.__file__).parent
    raised = {
        code for file in folder.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))
    }
    assert len(raised) > 30
    assert raised <= set(MESSAGES)


def test_a_place_is_said_as_far_as_it_is_known() -> None:
    cell = Place(file="a.xlsx", sheet="Câu hỏi", row=12, column="C")
    assert cell.words("vi") == "trang tính “Câu hỏi”, dòng 12, cột C"
    assert cell.words("en") == "sheet “Câu hỏi”, row 12, column C"
    assert Place(line=7, item="LS-001").words("vi") == "dòng 7, câu LS-001"
    assert Place(file="a.xlsx").words("vi") == "tệp “a.xlsx”"
    assert Place().words("vi") == ""


def test_a_sentence_names_the_field_in_the_language_of_the_reader() -> None:
    long = error("text_too_long", field="stem", length=4001, limit=4000)
    assert "“Nội dung câu hỏi”" in long.sentence("vi")
    assert "“Question”" in long.sentence("en")


@pytest.mark.parametrize("field", NAMED_FIELDS)
def test_every_field_has_a_name_in_both_languages(field: str) -> None:
    assert NAMED_FIELDS[field].title("vi") != NAMED_FIELDS[field].title("en")


def test_braces_in_data_are_only_text() -> None:
    assert "{limit}" in warning("column_unknown", heading="{limit}").sentence("vi")
