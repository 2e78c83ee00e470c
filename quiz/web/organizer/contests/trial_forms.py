"""The files that a ranking is tried on."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from quiz.web.forms import Form
from quiz.web.words import gettext

_MOST = 10**9


class TrialForm(Form):
    """A file for each table that a round is ranked from; only attempts must be there."""

    attempts = FileField(
        lazy_gettext("Tệp lượt thi"), [FileRequired(lazy_gettext("Hãy chọn tệp lượt thi."))]
    )
    people = FileField(lazy_gettext("Tệp người dự thi"))
    units = FileField(lazy_gettext("Tệp đơn vị"))
    rulings = FileField(lazy_gettext("Tệp quyết định"))
    lots = FileField(lazy_gettext("Tệp bốc thăm"))
    before = FileField(lazy_gettext("Tệp tổng kết quả các đợt trước"))
    special = FileField(lazy_gettext("Tệp giải chuyên đề"))
    totals = FileField(lazy_gettext("Tệp tổng số"))
    total = IntegerField(
        lazy_gettext("Hoặc con số mà câu dự đoán hỏi"), [Optional(), NumberRange(0, _MOST)]
    )

    def validate_total(self, field: IntegerField) -> None:
        """Take one of a file and a number."""
        if self.totals.data and field.data is not None:
            raise ValidationError(
                gettext("Chỉ chọn tệp tổng số hoặc ghi một con số, không cả hai.")
            )
