"""Problems of a document, said at the field where they were typed, in the words of a form."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from quiz.sentences.sentence import N_
from quiz.services.contest_findings import ContestFinding
from quiz.web.forms import Form
from quiz.web.request import language
from quiz.web.words import gettext

_IN_A_FORM = {
    "slug_taken": N_("Địa chỉ “%(slug)s” đã có cuộc thi khác sử dụng; hãy chọn địa chỉ khác."),
    "code_shape": N_(
        "Địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ hoặc chữ "
        "số, ví dụ lang-son-90-nam."
    ),
    "birth_date_not_asked": N_(
        "Cuộc thi có điều kiện về tuổi (tuổi tối thiểu hoặc người giám hộ) nên phải hỏi ngày sinh."
    ),
    "per_without_limit": N_(
        "Muốn tính theo ngày hay cả cuộc thi thì phải có giới hạn; hãy ghi số lượt thi mỗi người."
    ),
    "owner_unknown": N_("Tài khoản của bạn không được tổ chức cuộc thi cho đơn vị này."),
    "owner_needed": N_("Hãy chọn đơn vị chủ trì mà tài khoản của bạn phụ trách."),
}
"""What the sentences for files say by naming keys of the file, said without them."""


def say(
    form: Form, findings: Iterable[ContestFinding], field_at: Callable[[str], str | None]
) -> None:
    """Show each problem at its field, or above the form when it has none here."""
    for found in findings:
        name = field_at(found.path)
        if name is None or name not in form:
            form.form_errors.append(_sentence(found, None))
        else:
            field = form[name]
            field.errors = [*field.errors, _sentence(found, field.label.text)]


def _sentence(found: ContestFinding, label: str | None) -> str:
    """Say a problem; where a sentence names a place, it names the field."""
    if found.code in _IN_A_FORM:
        return gettext(_IN_A_FORM[found.code], **found.data)
    return replace(found, path=str(label or found.path)).sentence(language())
