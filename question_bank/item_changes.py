"""What changed in one item, field by field, with its words marked."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from question_bank.bank import Bank
from question_bank.command_words import WORDS
from question_bank.diff import diff_banks
from question_bank.fields import DIFFICULTY_NAMES, ITEM_FIELDS, OPTION_FIELDS, USE_NAMES
from question_bank.item import Item, letters
from question_bank.word_diff import Piece, PieceKind, word_diff

Face = Mapping[str, str]
"""The texts of an item by the key of their field, as a reader sees them."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field (its key in ``fields.py``) with the words that changed."""

    field: str
    pieces: tuple[Piece, ...]


def face_of(item: Item, language: str) -> Face:
    """Return the texts of an item, words of ours in "vi" or "en"."""
    options = dict(zip(OPTION_FIELDS, item.options, strict=False))
    return {
        "stem": item.stem,
        **options,
        "right": letters(item.right),
        "pinned": letters(item.pinned),
        "topic": item.topic,
        "period": item.period,
        "difficulty": DIFFICULTY_NAMES[language][item.difficulty],
        "use": USE_NAMES[language][item.use],
        "explanation": item.explanation,
        "source": item.source,
    }


def field_changes(old: Face, new: Face) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of a bank's fields."""
    pairs = ((key, old.get(key, ""), new.get(key, "")) for key in ITEM_FIELDS)
    return tuple(FieldChange(key, word_diff(was, is_)) for key, was, is_ in pairs if was != is_)


def diff_lines(old: Bank, new: Bank, language: str) -> Iterator[str]:
    """Say what changed, for a terminal: the codes by kind, then item by item ``[-old-]{+new+}``."""
    found, words = diff_banks(old, new), WORDS[language]
    if found.is_empty:
        yield words["same"]
        return
    for kind, codes in asdict(found).items():
        if codes:
            yield f"{words[kind]} ({len(codes)}): {', '.join(codes)}"
    before = {item.code: item for item in old.items}
    touched = {*found.reworded, *found.rekeyed, *found.moved, *found.explained}
    for item in new.items:
        if item.code in touched:
            was, is_ = face_of(before[item.code], language), face_of(item, language)
            yield from _item_lines(item.code, field_changes(was, is_), language)


def _item_lines(code: str, changes: tuple[FieldChange, ...], language: str) -> Iterator[str]:
    if changes:  # an item that was merely put elsewhere has none
        yield f"\n{code}"
    for change in changes:
        title = ITEM_FIELDS[change.field].title(language)
        yield f"  {title}: {''.join(map(_marked, change.pieces))}"


def _marked(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.SAME:
            return piece.text
        case PieceKind.DELETED:
            return f"[-{piece.text}-]"
        case PieceKind.INSERTED:
            return f"{{+{piece.text}+}}"
