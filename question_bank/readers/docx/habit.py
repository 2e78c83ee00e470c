"""How one document numbers its questions and letters its options."""

from collections.abc import Sequence

from question_bank.readers.docx.grammar import (
    OPTION,
    Start,
    field,
    letters_inside,
    named_start,
    numbered_start,
)
from question_bank.readers.docx.key_grammar import key_entries, worded_entry
from question_bank.readers.docx.styled import Line


class Habit:
    """What is usual in a document; *is_small* where options have small letters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        texts = [line.text.text for line in lines]
        keys = _places_of_keys(lines)
        named = sum(
            named_start(text) is not None for at, text in enumerate(texts) if at not in keys
        )
        numbered = sum(
            numbered_start(text) is not None
            and any(typed_letter(next_) == "A" for next_ in texts[at + 1 : at + 4])
            for at, text in enumerate(texts)
            if at not in keys
        )
        self.is_named = named > 0 and 2 * named >= numbered
        self.topics_go_before = _topic_goes_before(texts)
        begun = {typed_letter(text) for text in texts}
        inside = {letter for text in texts for letter in letters_inside(text)}
        self.is_small = "A" not in begun and ("a" in begun or ("a" in inside and "A" not in inside))

    def start(self, text: str) -> Start | None:
        """The start of a question in the way of this document."""
        return named_start(text) if self.is_named else numbered_start(text)

    def letter(self, text: str) -> str:
        """The letter of the option that a line begins, as a capital; "" for other lines."""
        letter = typed_letter(text)
        return letter.upper() if letter and letter.islower() == self.is_small else ""

    def has_options_inside(self, line: Line) -> bool:
        """Whether a line seems to hold options after other text."""
        typed = "a" if self.is_small else "A"
        return line.role != "own" and letters_inside(line.text.text) == [typed]


def typed_letter(text: str) -> str:
    """The letter of the option that a line begins, as it is typed; "" for other lines."""
    match = OPTION.match(text)
    return match["letter"] if match else ""


def _places_of_keys(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines list keys; one with words does so where its number stood before."""
    places: set[int] = set()
    seen: set[int] = set()
    for at, line in enumerate(lines):
        text = line.text.text
        worded = worded_entry(text)
        start = named_start(text) or numbered_start(text)
        if line.role != "own" and (key_entries(text) or (worded and worded[0] in seen)):
            places.add(at)
        elif start is not None:
            seen.add(start.number)
    return frozenset(places)


def _topic_goes_before(texts: Sequence[str]) -> bool:
    """Whether "Chủ đề: …" stands over the questions that follow, not under the one before."""
    topic = next(
        (at for at, text in enumerate(texts) if (field(text) or ("",))[0] == "topic"), None
    )
    first = next((at for at, text in enumerate(texts) if typed_letter(text) in ("A", "a")), None)
    return topic is not None and (first is None or topic < first)
