"""The base of every form: our words for WTForms' messages, and refusals shown at their field."""

from collections.abc import Iterator
from typing import Any, ClassVar

from flask_wtf import FlaskForm

from quiz.sentences import sentence_of
from quiz.sentences.sentence import N_
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.web.words import gettext

_MESSAGES = {
    "This field is required.": N_("Hãy điền mục này."),
    "Not a valid choice.": N_("Lựa chọn này không có trong danh sách."),
    "Not a valid choice": N_("Lựa chọn này không có trong danh sách."),
    "'%(value)s' is not a valid choice for this field.": N_(
        "“%(value)s” không có trong danh sách lựa chọn."
    ),
    "'%(value)s' are not valid choices for this field.": N_(
        "“%(value)s” không có trong danh sách lựa chọn."
    ),
    "Invalid Choice: could not coerce.": N_("Lựa chọn này không có trong danh sách."),
    "Not a valid integer value.": N_("Hãy nhập một số nguyên."),
    "Not a valid datetime value.": N_("Hãy nhập ngày giờ đúng dạng."),
    "Not a valid date value.": N_("Hãy nhập ngày đúng dạng."),
    "Number must be at least %(min)s.": N_("Số phải từ %(min)s trở lên."),
    "Number must be at most %(max)s.": N_("Số không được quá %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("Số phải trong khoảng %(min)s đến %(max)s."),
    "Field cannot be longer than %(max)d characters.": N_("Mục này dài nhất %(max)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": N_(
        "Mục này phải dài từ %(min)d đến %(max)d ký tự."
    ),
}


class _Words:
    """Speaks for WTForms in the reader's language."""

    def gettext(self, text: str) -> str:
        return gettext(_MESSAGES[text]) if text in _MESSAGES else text

    def ngettext(self, one: str, many: str, count: int) -> str:
        # Vietnamese has no plural; WTForms fills the number in by itself.
        return self.gettext(many) if many in _MESSAGES else (one if count == 1 else many)


class Form(FlaskForm):
    """A form of ours: text is trimmed, messages are Vietnamese first."""

    class Meta(FlaskForm.Meta):
        """How WTForms finds our words and cleans what was typed."""

        def get_translations(self, _form: Any) -> _Words:
            """Return our words instead of WTForms' catalogues."""
            return _Words()

        def bind_field(self, form: Any, unbound: Any, options: dict[str, Any]) -> Any:
            """Trim every text field, except what may mean its spaces (passwords)."""
            kind = unbound.field_class.__name__
            if kind in {"StringField", "TextAreaField", "TelField"}:
                filters = list(unbound.kwargs.get("filters", ()))
                options["filters"] = [_trim, *filters]
            return unbound.bind(form=form, **options)

    ORDER: ClassVar[tuple[str, ...]] = ()
    """The fields as they stand on the page, where that is not the order of the classes."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the fields as they stand on the page; those that ORDER leaves out last."""
        places = {name: place for place, name in enumerate(self.ORDER)}
        last = len(self.ORDER)
        return iter(
            sorted(self._fields.values(), key=lambda field: places.get(field.short_name, last))
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, or above the form when it has none here."""
        text = sentence_of(refusal, gettext)
        field = getattr(refusal, "field", None) if isinstance(refusal, FieldRefusal) else None
        target = self._fields.get(field) if field else None
        if target is not None:
            target.errors = [*target.errors, text]
        else:
            self.form_errors.append(text)


def _trim(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
