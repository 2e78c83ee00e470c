"""What is typed to load a bank."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from quiz.web.forms import Form

BANK_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class LoadForm(Form):
    """A file; code and title are for CSV, GIFT and Aiken, which hold neither."""

    file = FileField(
        lazy_gettext("Tệp ngân hàng câu hỏi"),
        [FileRequired(lazy_gettext("Hãy chọn tệp cần nạp."))],
    )
    code = StringField(
        lazy_gettext("Mã ngân hàng"),
        [
            Optional(),
            Length(max=64),
            Regexp(
                BANK_CODE,
                message=lazy_gettext(
                    "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ lang-son."
                ),
            ),
        ],
    )
    title = StringField(lazy_gettext("Tên ngân hàng"), [Optional(), Length(max=300)])


class ConfirmForm(Form):
    """What the list of versions will say about this one; ``newest`` is what was compared with.

    Where a file holds no codes, ``codes.confirm_form`` adds a choice for each item in doubt.
    """

    newest = HiddenField()
    message = StringField(lazy_gettext("Nội dung thay đổi"), [DataRequired(), Length(max=500)])
