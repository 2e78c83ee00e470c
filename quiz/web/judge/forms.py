"""What judges tick before they act."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from quiz.web.forms import Form


class PublishForm(Form):
    """The question before a publication; ``knows_ties`` only where ties leave prizes open."""

    knows_ties = BooleanField(
        lazy_gettext(
            "Tôi đã biết còn người đồng hạng mà thể lệ không phân định được; công bố lần này chưa "
            "ghi giải cho họ."
        )
    )
