"""A document as a plain tree of texts, lists and mappings, each with its line."""

from dataclasses import dataclass

MOST_LEVELS = 12
MOST_NODES = 1_000_000


@dataclass(slots=True)
class Node:
    """One value of a document and the line on which it begins, counted from one.

    `plain` tells that a text was written without quotation marks, so that it may mean a number.
    """

    line: int
    value: "str | list[Node] | dict[str, Node]"
    plain: bool = False
