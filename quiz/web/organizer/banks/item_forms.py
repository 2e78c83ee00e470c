"""The form of one item: what is typed becomes an item, or says at each field what is lacking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from question_bank.fields import DIFFICULTY_NAMES, OPTION_FIELDS, USE_NAMES
from question_bank.findings import Finding, Place, Severity, has_errors
from question_bank.item import FEWEST_OPTIONS, LETTERS, MOST_OPTIONS, Item, Picture
from question_bank.readers.drafts import draft_of, picture_of
from quiz.web.forms import Form
from quiz.web.organizer.banks.item_pages import OptionRow
from quiz.web.request import language
from quiz.web.words import gettext

FIRST_ROWS = 4
_TEXTS = ("code", "stem", "topic", "period", "difficulty", "use", "explanation", "source")
_MARKED = [SelectChoice(letter, letter) for letter in LETTERS]


def _option(letter: str) -> TextAreaField:
    return TextAreaField(lazy_gettext("Phương án %(letter)s", letter=letter))


class ItemForm(Form):
    """One item. ``rows`` options are shown; ``seen`` tells in which state the item was opened.

    A picture is one that the item has (``kept``), one uploaded before (``staged``), or a file.
    """

    code = StringField(lazy_gettext("Mã câu"), [DataRequired()])
    stem = TextAreaField(lazy_gettext("Nội dung câu hỏi"), [DataRequired()])
    option_a = _option("A")
    option_b = _option("B")
    option_c = _option("C")
    option_d = _option("D")
    option_e = _option("E")
    option_f = _option("F")
    right = SelectMultipleField(lazy_gettext("Đáp án"), choices=_MARKED)
    pinned = SelectMultipleField(lazy_gettext("Giữ cuối"), choices=_MARKED)
    picture = FileField(lazy_gettext("Chọn hình từ máy"))
    alt = StringField(lazy_gettext("Mô tả hình"))
    without_picture = BooleanField(lazy_gettext("Bỏ hình này"))
    topic = StringField(lazy_gettext("Chủ đề"))
    period = StringField(lazy_gettext("Giai đoạn"))
    difficulty = SelectField(lazy_gettext("Độ khó"), [DataRequired()])
    use = SelectField(lazy_gettext("Nhóm"), [DataRequired()])
    explanation = TextAreaField(lazy_gettext("Giải thích"))
    source = TextAreaField(lazy_gettext("Nguồn"))
    kept = HiddenField()
    staged = HiddenField()
    rows = HiddenField()
    seen = HiddenField()
    after = HiddenField()

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        words = language()
        self.difficulty.choices = _choices(DIFFICULTY_NAMES[words])
        self.use.choices = _choices(USE_NAMES[words])


def _choices(names: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(str(value), name) for value, name in names.items()]


@dataclass(frozen=True, slots=True)
class TypedPicture:
    """The picture of a form: its digest, and its file where it is not stored yet."""

    digest: str
    file: bytes | None


def values_of(item: Item) -> dict[str, object]:
    """Return what the form of an item holds when it is opened."""
    return {
        **{name: getattr(item, name) for name in _TEXTS},
        **dict(zip(OPTION_FIELDS, item.options, strict=False)),
        "right": [LETTERS[at] for at in item.right],
        "pinned": [LETTERS[at] for at in item.pinned],
        "kept": item.picture.digest if item.picture else "",
        "alt": item.picture.alt if item.picture else "",
        "rows": len(item.options),
    }


def row_count(form: ItemForm) -> int:
    """Return how many options the form shows."""
    text = form.rows.data or ""
    asked = int(text) if str(text).isdecimal() and len(str(text)) == 1 else FIRST_ROWS
    return min(max(asked, FEWEST_OPTIONS), MOST_OPTIONS)


def rows_of(form: ItemForm) -> tuple[OptionRow, ...]:
    """Return the options of a form, line by line."""
    return tuple(
        OptionRow(
            letter=letter,
            field=form[name],
            is_right=letter in (form.right.data or ()),
            is_pinned=letter in (form.pinned.data or ()),
        )
        for letter, name in zip(LETTERS[: row_count(form)], OPTION_FIELDS, strict=False)
    )


def rearrange(form: ItemForm, act: str) -> None:
    """Add, take out or move an option as a button says ("add", "remove-B", "up-B", "down-B")."""
    lines = [(row.field.data or "", row.is_right, row.is_pinned) for row in rows_of(form)]
    verb, _, letter = act.partition("-")
    at = LETTERS.find(letter) if len(letter) == 1 else -1
    there = at + {"up": -1, "down": 1}.get(verb, 0)
    if verb == "add" and len(lines) < MOST_OPTIONS:
        lines.append(("", False, False))
    elif verb == "remove" and 0 <= at < len(lines) and len(lines) > FEWEST_OPTIONS:
        del lines[at]
    elif 0 <= at < len(lines) and 0 <= there < len(lines):
        lines[at], lines[there] = lines[there], lines[at]
    _fill(form, lines)


def _fill(form: ItemForm, lines: list[tuple[str, bool, bool]]) -> None:
    form.rows.data = str(len(lines))
    for at, name in enumerate(OPTION_FIELDS):
        form[name].data = lines[at][0] if at < len(lines) else ""
    form.right.data = [LETTERS[at] for at, line in enumerate(lines) if line[1]]
    form.pinned.data = [LETTERS[at] for at, line in enumerate(lines) if line[2]]


def item_typed(form: ItemForm, picture: TypedPicture | None) -> Item | list[Finding]:
    """Make an item of what was typed, or say all that is wrong; places name the fields."""
    findings: list[Finding] = []
    shown: Picture | None = None
    if picture is not None:
        shown = picture_of(picture.digest, form.alt.data or "", _at, findings)
    draft = draft_of(_texts(form), Place(), _at, findings, needs_code=True)
    if draft.item is None or has_errors(findings):
        return findings
    return replace(draft.item, picture=shown)


def options_typed(form: ItemForm) -> tuple[str, ...]:
    """Return the options down to the last one that is filled in, and two at least."""
    texts = [row.field.data or "" for row in rows_of(form)]
    while len(texts) > FEWEST_OPTIONS and not texts[-1]:
        del texts[-1]
    return tuple(texts)


def _texts(form: ItemForm) -> dict[str, str]:
    texts = {name: form[name].data or "" for name in _TEXTS}
    texts |= dict(zip(OPTION_FIELDS, options_typed(form), strict=False))
    for name in ("right", "pinned"):
        texts[name] = ", ".join(form[name].data or ())
    return texts


def _at(field: str) -> Place:
    return Place(column=field)


def field_of(finding: Finding, own_code: str) -> str:
    """Name the field that a finding is about; "" for the item as a whole or another item."""
    if finding.place.column:
        return finding.place.column
    if finding.place.item not in ("", own_code):
        return ""
    letter = str(finding.data.get("letter", finding.data.get("second", "")))
    if letter in LETTERS and letter:
        return f"option_{letter.lower()}"
    first = finding.code.partition("_")[0]
    return first if first in (*_TEXTS, "right") else ""


def show_errors(form: ItemForm, findings: Iterable[Finding]) -> None:
    """Show the errors among findings at their fields, or above the form."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            field = field_of(finding, form.code.data or "")
            sentence = finding.sentence(language())
            if field in form:
                form[field].errors = [*form[field].errors, sentence]
            else:
                form.form_errors.append(sentence)


def fields_to_send(values: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """Return what was typed as (name, value), for a page in between that hands it on."""
    kept = {*ItemForm.__dict__} - {"picture", "seen"}
    return tuple((name, value) for name, texts in values.items() if name in kept for value in texts)


def label_of(field: str, form: ItemForm) -> str:
    """Return the label of a field; the item as a whole has one too."""
    return str(form[field].label.text) if field in form else gettext("Cả câu")
