"""How a use case says no: a code and data; the words come at the edge, in the reader's language."""

from typing import Any


class Refusal(Exception):
    """The act is not possible; nothing has been stored.

    ``code`` is stable and names a sentence in ``quiz.web.sentences``; ``data`` fills it.
    """

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


class NotYours(Refusal):
    """There is no such thing, or not for this person: both look the same from outside (404)."""

    def __init__(self) -> None:
        super().__init__("not_found")


class FieldRefusal(Refusal):
    """What was typed into one field does not do; the sentence stands at that field."""

    def __init__(self, field: str, code: str, **data: Any) -> None:
        super().__init__(code, **data)
        self.field = field
