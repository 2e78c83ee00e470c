"""What is typed at the units' desk."""

from flask_babel import lazy_gettext
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from quiz.documents.letter import Form as LetterForm
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.web.forms import Form

MOST_PEOPLE = 10_000_000


class ReportForm(Form):
    """What an office adds to the figures of its report."""

    form = RadioField(
        lazy_gettext("Thể thức văn bản"),
        choices=[
            SelectChoice(
                LetterForm.PARTY.value,
                lazy_gettext("Văn bản của Đảng (Hướng dẫn 36-HD/VPTW)"),
            ),
            SelectChoice(
                LetterForm.STATE.value,
                lazy_gettext("Văn bản hành chính (Nghị định 30/2020/NĐ-CP)"),
            ),
        ],
        default=LetterForm.PARTY.value,
        validators=[InputRequired()],
    )
    to = StringField(lazy_gettext("Kính gửi"), [Optional(), Length(max=200)])
    number = StringField(lazy_gettext("Số, ký hiệu"), [Optional(), Length(max=40)])
    place = StringField(lazy_gettext("Địa danh"), [Optional(), Length(max=60)])
    signer = TextAreaField(
        lazy_gettext("Quyền hạn, chức vụ của người ký"), [Optional(), Length(max=200)]
    )
    signed_by = StringField(lazy_gettext("Họ và tên người ký"), [Optional(), Length(max=100)])


class HeadcountForm(Form):
    """How many people of a kind a unit counts on a day."""

    kind = SelectField(
        lazy_gettext("Số liệu về"),
        choices=[SelectChoice(code, lazy_gettext(label)) for code, label in HEADCOUNTS.items()],
        validators=[InputRequired()],
    )
    people = IntegerField(
        lazy_gettext("Tổng số người"), [InputRequired(), NumberRange(0, MOST_PEOPLE)]
    )
    day = DateField(lazy_gettext("Tính đến ngày"), [InputRequired()])
