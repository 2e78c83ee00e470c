"""What is typed to load a tree of units."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, StringField, TextAreaField
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


class ReorganiseForm(Form):
    """From which day a change holds."""

    day = DateField(lazy_gettext("Áp dụng từ ngày"), [InputRequired()])


class RenameForm(ReorganiseForm):
    """The new name of a unit."""

    ORDER = ("name", "day")
    name = StringField(lazy_gettext("Tên mới"), [InputRequired(), Length(max=300)])


class MoveForm(ReorganiseForm):
    """What a unit stands under from now on."""

    ORDER = ("parent", "day")
    parent = StringField(lazy_gettext("Mã đơn vị cấp trên mới"), [InputRequired(), Length(max=40)])


class MergeForm(ReorganiseForm):
    """What merges with a unit, and into what."""

    ORDER = ("codes", "into", "into_name", "day")
    codes = TextAreaField(
        lazy_gettext("Mã các đơn vị cùng sáp nhập"), [Optional(), Length(max=4_000)]
    )
    into = StringField(lazy_gettext("Mã đơn vị tiếp nhận"), [InputRequired(), Length(max=40)])
    into_name = StringField(lazy_gettext("Tên đơn vị tiếp nhận"), [Optional(), Length(max=300)])


class CloseForm(ReorganiseForm):
    """Nothing but the day on which a unit ends."""


class SplitForm(ReorganiseForm):
    """The parts that a unit is divided into, one a line."""

    ORDER = ("parts", "day")
    parts = TextAreaField(
        lazy_gettext("Các đơn vị sau khi chia tách"), [InputRequired(), Length(max=20_000)]
    )
