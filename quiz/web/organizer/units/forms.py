"""What is typed to load a tree of units."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from quiz.sentences.headcounts import HEADCOUNTS
from quiz.web.forms import Form

TREE_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class UnitForm(Form):
    """A file, the tree that it is of, and whom its headcounts count."""

    tree = StringField(
        lazy_gettext("Mã cây đơn vị"),
        [
            InputRequired(),
            Length(max=40),
            Regexp(
                TREE_CODE,
                message=lazy_gettext(
                    "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ lang-son."
                ),
            ),
        ],
    )
    tree_name = StringField(lazy_gettext("Tên cây đơn vị"), [Optional(), Length(max=300)])
    kind = SelectField(
        lazy_gettext("Số lượng trong tệp là số"),
        choices=[SelectChoice(code, lazy_gettext(label)) for code, label in HEADCOUNTS.items()],
        validators=[InputRequired()],
    )
    file = FileField(
        lazy_gettext("Tệp danh sách đơn vị"),
        [FileRequired(lazy_gettext("Hãy chọn tệp cần nạp."))],
    )
