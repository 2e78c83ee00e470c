"""Plain values out of the same careful YAML: what is a number, what stays text, which line."""

import pytest

from question_bank.readers.yaml_values import read_values

LARGEST = 2**20


def value(text: str) -> object:
    found = read_values(text.encode(), largest=LARGEST)
    assert found.findings == ()
    return found.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("no", "no"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1.5", "1.5"),
        ("12:30", "12:30"),
        ("2023-04-03T08:00", "2023-04-03T08:00"),
        ("9" * 30, "9" * 30),
        ("|\n  dòng\n", "dòng\n"),
    ],
)
def test_only_plain_whole_numbers_and_truth_values_are_more_than_text(written, meant):
    assert value(f"key: {written}") == {"key": meant}


def test_every_path_has_its_line():
    found = read_values(b"a: 1\nb:\n  - x\n  - c: 2\n", largest=LARGEST)
    assert {path: found.lines[path] for path in ("a", "b[0]", "b[1].c")} == {
        "a": 1,
        "b[0]": 3,
        "b[1].c": 4,
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: [", "yaml_broken"),
        (b"a: 1\na: 2", "key_repeated"),
        (b"a: &x 1", "yaml_alias"),
        (b"a: !!python/name:os.system 1", "yaml_tag"),
        (b"a: \xff", "encoding_broken"),
        (b" " * (LARGEST + 1), "file_too_large"),
    ],
)
def test_what_cannot_be_trusted_is_refused(data, code):
    assert [finding.code for finding in read_values(data, largest=LARGEST).findings] == [code]
