"""What is typed to load a bank."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from quiz.web.forms import Form

BANK_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IS_BANK_CODE = Regexp(
    BANK_CODE,
    message=lazy_gettext(
        "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ lang-son."
    ),
)


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
            IS_BANK_CODE,
        ],
    )
    title = StringField(lazy_gettext("Tên ngân hàng"), [Optional(), Length(max=300)])


class HeadForm(Form):
    """What is said once about a whole bank; ``seen`` is what its reader was shown."""

    seen = HiddenField()
    title = StringField(lazy_gettext("Tên ngân hàng"), [DataRequired(), Length(max=300)])
    notice = TextAreaField(lazy_gettext("Lưu ý về ngân hàng"), [Optional(), Length(max=4_000)])


class BeginForm(HeadForm):
    """A bank that is begun without items."""

    code = StringField(
        lazy_gettext("Mã ngân hàng"),
        [
            DataRequired(),
            Length(max=64),
            IS_BANK_CODE,
        ],
    )
    owner = SelectField(lazy_gettext("Đơn vị quản lý ngân hàng"), [InputRequired()])


class ConfirmForm(Form):
    """What the list of versions will say about this one; ``newest`` is what was compared with.

    Where a file holds no codes, ``codes.confirm_form`` adds a choice for each item in doubt.
    """

    newest = HiddenField()
    message = StringField(lazy_gettext("Nội dung thay đổi"), [DataRequired(), Length(max=500)])
