"""What changed in one item, field by field, with its words marked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from question_bank.bank import Bank
from question_bank.command_words import WORDS
from question_bank.diff import diff_banks
from question_bank.fields import DIFFICULTY_NAMES, ITEM_FIELDS, OPTION_FIELDS, USE_NAMES
from question_bank.item import LETTERS, Item, letters
from question_bank.text import one_line
from question_bank.word_diff import Piece, PieceKind, word_diff

Face = Mapping[str, str]
"""The texts of an item by the key of their field, as a reader sees them."""
Paint = Callable[[str], str]
_FIELD_OF = dict(zip(LETTERS, OPTION_FIELDS, strict=True))


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
    """Return the fields that differ, in the order of a bank's fields.

    A key that changed is told with the words of its options: a letter alone names nothing.
    """
    pairs = ((key, old.get(key, ""), new.get(key, "")) for key in ITEM_FIELDS)
    return tuple(
        FieldChange(key, _key_change(old, new) if key == "right" else word_diff(was, is_))
        for key, was, is_ in pairs
        if was != is_
    )


def _key_change(old: Face, new: Face) -> tuple[Piece, ...]:
    pieces = (
        Piece(PieceKind.DELETED, _right_options(old)),
        Piece(PieceKind.INSERTED, _right_options(new)),
    )
    return tuple(piece for piece in pieces if piece.text)


def _right_options(face: Face) -> str:
    named = (letter for letter in face.get("right", "").split(", ") if letter)
    return "; ".join(f"{letter}. {face[_FIELD_OF[letter]]}" for letter in named)


def diff_lines(old: Bank, new: Bank, language: str, paint: Paint = str) -> Iterator[str]:
    """Say what changed, for a terminal: the codes by kind, then item by item ``[-old-]{+new+}``.

    *paint* makes the lines of new keys stand out.
    """
    found, words = diff_banks(old, new), WORDS[language]
    if found.is_empty:
        yield words["same"]
        return
    for kind, codes in asdict(found).items():
        if codes:
            line = f"{words[kind]} ({len(codes)}): {', '.join(codes)}"
            yield paint(line) if kind == "rekeyed" else line
    before = {item.code: item for item in old.items}
    touched = {*found.reworded, *found.rekeyed, *found.moved, *found.explained}
    for item in new.items:
        if item.code in touched:
            was, is_ = face_of(before[item.code], language), face_of(item, language)
            yield from _item_lines(
                item,
                field_changes(was, is_),
                language,
                paint if item.code in found.rekeyed else str,
            )


def _item_lines(
    item: Item, changes: tuple[FieldChange, ...], language: str, paint: Paint
) -> Iterator[str]:
    if changes:  # an item that was merely put elsewhere has none
        is_reworded = any(change.field == "stem" for change in changes)
        yield f"\n{item.code}" if is_reworded else f"\n{item.code} – {one_line(item.stem)}"
    for change in changes:
        title = ITEM_FIELDS[change.field].title(language)
        line = f"  {title}: {''.join(map(_marked, change.pieces))}"
        yield paint(line) if change.field == "right" else line


def _marked(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.SAME:
            return piece.text
        case PieceKind.DELETED:
            return f"[-{piece.text}-]"
        case PieceKind.INSERTED:
            return f"{{+{piece.text}+}}"
