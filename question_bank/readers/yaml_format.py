"""YAML: the native format for people, one document, lossless."""

from question_bank.findings import Finding
from question_bank.progress import Watch
from question_bank.readers.native import read_native
from question_bank.readers.reading import Reading
from question_bank.readers.yaml_tree import parse_tree


def read_yaml(text: str, findings: list[Finding], watch: Watch) -> Reading:
    """Read the bank that *text* holds, adding to *findings* all that is wrong.

    Raises `RefusedError` where it cannot be read on.
    """
    return read_native(parse_tree(text, findings), findings, watch)
