"""JSON: the native format for programs, the same document as YAML and as lossless."""

from question_bank.findings import Finding
from question_bank.progress import Watch
from question_bank.readers.json_tree import parse_json
from question_bank.readers.native import read_native
from question_bank.readers.reading import Reading


def read_json(text: str, findings: list[Finding], watch: Watch) -> Reading:
    """Read the bank that *text* holds, adding to *findings* all that is wrong.

    Raises `RefusedError` where it cannot be read on.
    """
    return read_native(parse_json(text, findings), findings, watch)
