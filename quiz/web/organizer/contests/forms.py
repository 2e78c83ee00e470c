"""What is typed about a contest and its rounds."""

from typing import ClassVar

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from quiz.web.forms import Form
from quiz.web.words import gettext

LONGEST_ARTICLE = 60_000


class FileForm(Form):
    """The YAML file of a contest."""

    file = FileField(
        lazy_gettext("Tệp mô tả cuộc thi"),
        [FileRequired(lazy_gettext("Hãy chọn tệp cần nạp."))],
    )


class ConfirmForm(Form):
    """Nothing but the word to go on."""


class TextsForm(Form):
    """Title, summary and regulation in both languages; English may be left out."""

    title_vi = StringField(lazy_gettext("Tên cuộc thi"), [DataRequired(), Length(max=300)])
    title_en = StringField(lazy_gettext("Tên cuộc thi (tiếng Anh)"), [Optional(), Length(max=300)])
    summary_vi = TextAreaField(lazy_gettext("Giới thiệu"), [DataRequired(), Length(max=2_000)])
    summary_en = TextAreaField(
        lazy_gettext("Giới thiệu (tiếng Anh)"), [Optional(), Length(max=2_000)]
    )
    regulation_vi = TextAreaField(
        lazy_gettext("Thể lệ"), [DataRequired(), Length(max=LONGEST_ARTICLE)]
    )
    regulation_en = TextAreaField(
        lazy_gettext("Thể lệ (tiếng Anh)"), [Optional(), Length(max=LONGEST_ARTICLE)]
    )


class PortalsForm(Form):
    """The portals that may show the boards, one to a line."""

    portals = TextAreaField(
        lazy_gettext("Các trang được nhúng bảng xếp hạng"), [Optional(), Length(max=3_000)]
    )


class RoundTitleForm(Form):
    """What of a round may be corrected at any time."""

    title_vi = StringField(lazy_gettext("Tên đợt thi"), [DataRequired(), Length(max=300)])
    title_en = StringField(lazy_gettext("Tên đợt thi (tiếng Anh)"), [Optional(), Length(max=300)])


class RoundWindowForm(RoundTitleForm):
    """What of a sealed round may be corrected until it opens: no date says anything of a key."""

    opens = DateTimeLocalField(lazy_gettext("Mở lúc"), [InputRequired()], format="%Y-%m-%dT%H:%M")
    closes = DateTimeLocalField(
        lazy_gettext("Đóng lúc"), [InputRequired()], format="%Y-%m-%dT%H:%M"
    )

    def validate_closes(self, field: DateTimeLocalField) -> None:
        """Say with every other fault that a round closes before it opens."""
        if self.opens.data and field.data and field.data <= self.opens.data:
            raise ValidationError(gettext("Giờ đóng phải sau giờ mở; hãy sửa một trong hai."))


class RoundForm(RoundWindowForm):
    """A round that is neither open nor sealed: its bank version and its main rules too."""

    version = SelectField(lazy_gettext("Ngân hàng câu hỏi"), [InputRequired()], coerce=int)
    items = IntegerField(lazy_gettext("Số câu"), [InputRequired(), NumberRange(1, 200)])
    minutes = IntegerField(
        lazy_gettext("Thời gian làm bài (phút)"), [InputRequired(), NumberRange(1, 1_440)]
    )
    item_seconds = IntegerField(
        lazy_gettext("Thời gian cho mỗi câu (giây)"), [Optional(), NumberRange(5, 3_600)]
    )
    attempts = IntegerField(
        lazy_gettext("Số lượt thi mỗi người"), [Optional(), NumberRange(1, 1_000)]
    )
    per = SelectField(lazy_gettext("Giới hạn số lượt tính cho"), [InputRequired()])
    counts = RadioField(lazy_gettext("Lượt thi được công nhận"), [InputRequired()])
    min_age = IntegerField(lazy_gettext("Tuổi tối thiểu"), [Optional(), NumberRange(1, 150)])
    ranking = RadioField(lazy_gettext("Cách xếp hạng"), [InputRequired()])
    prediction = SelectField(lazy_gettext("Câu dự đoán"), [InputRequired()])


class NewRoundForm(RoundForm):
    """A round that is to be added."""

    ORDER: ClassVar[tuple[str, ...]] = ("number",)
    number = IntegerField(lazy_gettext("Số thứ tự"), [InputRequired(), NumberRange(1, 200)])


class DocumentField(TextAreaField):
    """A text whose spaces mean something: the base form trims the others."""


class RulesForm(Form):
    """The whole rules document, for those who know it."""

    rules = DocumentField(lazy_gettext("Quy tắc của đợt thi"), [DataRequired(), Length(max=65_536)])
