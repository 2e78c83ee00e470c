"""What judges tick before they act."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from quiz.offline.cells import points
from quiz.services.reasons import LONGEST, SHORTEST
from quiz.web.forms import Form
from quiz.web.words import gettext

MOST_POINTS = 1_000_000_00
"""In hundredths."""

REASON_LENGTH = Length(min=SHORTEST, max=LONGEST)


class PublishForm(Form):
    """The question before a publication; ``knows_ties`` only where ties leave prizes open."""

    knows_ties = BooleanField(
        lazy_gettext(
            "Tôi đã biết còn người đồng hạng mà thể lệ không phân định được; công bố lần này chưa "
            "ghi giải cho họ."
        )
    )


class OrderForm(Form):
    """Why judges put equals in this order; the places themselves stand beside the names."""

    reason = TextAreaField(lazy_gettext("Lý do"), validators=[DataRequired(), REASON_LENGTH])


class RulingForm(Form):
    """Why an attempt is voided or restored."""

    reason = TextAreaField(lazy_gettext("Lý do"), validators=[DataRequired(), REASON_LENGTH])


class SpecialPrizeForm(Form):
    """A prize outside the ranking."""

    title = StringField(lazy_gettext("Tên giải"), validators=[DataRequired(), Length(max=200)])
    recipient = StringField(
        lazy_gettext("Người hoặc đơn vị được trao"), validators=[DataRequired(), Length(max=200)]
    )
    reason = TextAreaField(lazy_gettext("Lý do"), validators=[DataRequired(), Length(max=1000)])


def hundredths_of(text: str | None) -> int:
    """Return points as typed, "8" or "8,5", in hundredths; raise ValueError for what is none."""
    return points(text or "")


class UnitMarkForm(Form):
    """What judges give a unit."""

    unit = StringField(lazy_gettext("Mã đơn vị"), validators=[DataRequired(), Length(max=40)])
    points = StringField(lazy_gettext("Điểm"), validators=[DataRequired(), Length(max=12)])
    reason = TextAreaField(lazy_gettext("Lý do"), validators=[DataRequired(), Length(max=1000)])

    def validate_points(self, field: StringField) -> None:
        """Take a number with two decimals at most, written as either language does."""
        try:
            fits = hundredths_of(field.data) <= MOST_POINTS
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(
                gettext("Hãy ghi điểm bằng số, nhiều nhất hai chữ số sau dấu phẩy.")
            )
