"""Banks in words: items as a page shows them, findings, and the kinds of change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from question_bank.diff import BankDiff
from question_bank.fields import DIFFICULTY_NAMES, NAMED_FIELDS, USE_NAMES
from question_bank.findings import Finding, Severity
from question_bank.item import LETTERS, Item
from question_bank.readers import HEAD
from quiz.services.banks import ItemShown
from quiz.services.media import StoredPicture
from quiz.web.filters import number
from quiz.web.organizer.banks.pages import ChangeLine, ItemLine, OptionLine
from quiz.web.organizer.pages import FindingLine
from quiz.web.paper_item import shown_picture
from quiz.web.request import language
from quiz.web.words import gettext

SAMPLE = 5


def shown_line(item: ItemShown | Item) -> ItemLine:
    """Return an item as contestants see it."""
    words = language()
    return ItemLine(
        code=item.code,
        stem=item.stem,
        options=tuple(OptionLine(LETTERS[at], text) for at, text in enumerate(item.options)),
        topic=item.topic,
        period=item.period,
        difficulty=DIFFICULTY_NAMES[words][item.difficulty],
        use=USE_NAMES[words][item.use],
        picture=shown_picture(item.picture) if isinstance(item, ItemShown) else None,
    )


def keyed_line(item: Item, picture: StoredPicture | None = None) -> ItemLine:
    """Return an item with its key; its picture where it is stored already."""
    shown = shown_line(item)
    options = (
        replace(option, is_right=at in item.right) for at, option in enumerate(shown.options)
    )
    return replace(
        shown,
        options=tuple(options),
        explanation=item.explanation,
        source=item.source,
        picture=shown_picture(picture),
    )


def finding_lines(findings: Iterable[Finding]) -> tuple[FindingLine, ...]:
    """Return findings in the reader's words, errors first."""
    ordered = sorted(findings, key=lambda found: found.severity is not Severity.ERROR)
    return tuple(
        FindingLine(
            place=found.where(language()),
            sentence=found.sentence(language()),
            is_error=found.severity is Severity.ERROR,
        )
        for found in ordered
    )


def change_lines(diff: BankDiff) -> tuple[ChangeLine, ...]:
    """Return the kinds of change that occur, those that touch scores first."""
    kinds = (
        (gettext("Đổi đáp án"), diff.rekeyed),
        (gettext("Sửa nội dung"), diff.reworded),
        (gettext("Thêm mới"), diff.added),
        (gettext("Bỏ đi"), diff.removed),
        (gettext("Chuyển chủ đề, giai đoạn, độ khó, nhóm hoặc thứ tự"), diff.moved),
        (gettext("Sửa lời giải thích hoặc nguồn"), diff.explained),
    )
    return tuple(ChangeLine(label, codes) for label, codes in kinds if codes)


def kept_lines(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say which fields stay as they were, and in how many items."""
    return tuple(
        gettext("Tên, ngôn ngữ và lời lưu ý của ngân hàng")
        if field == HEAD
        else gettext(
            "%(field)s (%(count)s câu)",
            field=NAMED_FIELDS[field].title(language()),
            count=number(count),
        )
        for field, count in counts.items()
    )


def sample_of(items: Sequence[Item], diff: BankDiff) -> tuple[ItemLine, ...]:
    """Return a few items with their key: first those that changed, else the first of the bank."""
    touched = {*diff.rekeyed, *diff.reworded, *diff.added}
    chosen = [item for item in items if item.code in touched] or items
    return tuple(keyed_line(item) for item in chosen[:SAMPLE])
