"""What is typed to register for a contest."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quiz.services.known_person import KnownPerson
from quiz.services.registration import Details, Terms
from quiz.web.forms import Form


class JoinForm(Form):
    """Everything a contest may ask; ``shape`` takes away what this one does not."""

    full_name = StringField(lazy_gettext("Họ và tên"), [InputRequired(), Length(max=200)])
    birth_date = StringField(lazy_gettext("Ngày sinh"), [InputRequired(), Length(max=20)])
    phone = StringField(lazy_gettext("Số điện thoại"), [InputRequired(), Length(max=20)])
    staff_number = StringField(
        lazy_gettext("Số hiệu cán bộ hoặc số thẻ"), [InputRequired(), Length(max=40)]
    )
    category = RadioField(lazy_gettext("Đối tượng dự thi"), validators=[InputRequired()])
    unit_query = StringField(lazy_gettext("Tìm đơn vị theo tên"), [Length(max=200)])
    unit = StringField(lazy_gettext("Đơn vị của bạn"), [Length(max=40)])
    guardian_name = StringField(lazy_gettext("Họ và tên người giám hộ"), [Length(max=200)])
    guardian_phone = StringField(lazy_gettext("Số điện thoại người giám hộ"), [Length(max=20)])
    login = StringField(
        lazy_gettext("Tên đăng nhập hoặc số điện thoại"), [InputRequired(), Length(max=80)]
    )
    password = PasswordField(lazy_gettext("Mật khẩu"), [InputRequired(), Length(max=200)])
    consent = BooleanField(
        lazy_gettext("Tôi đã đọc và đồng ý cho xử lý dữ liệu cá nhân vào các mục đích nêu trên")
    )

    def shape(self, terms: Terms, known: KnownPerson | None) -> None:
        """Leave only the fields that this contest asks of this reader; None has no account."""
        unasked = {"birth_date", "phone", "staff_number"} - terms.asks
        if terms.guardian_below is None:
            unasked |= {"guardian_name", "guardian_phone"}
        if terms.categories:
            self.category.choices = [SelectChoice(name, name) for name in terms.categories]
        else:
            unasked.add("category")
        if known is not None:
            unasked |= {"login", "password"} | known.typed().keys() & self._fields.keys()
            if known.unit_code:
                unasked |= {"unit", "unit_query"}
        for name in unasked:
            del self[name]

    def details(self) -> Details:
        """Return what was typed; what was not asked stays empty."""
        typed = {
            name: getattr(self, name).data or ""
            for name in Details.__dataclass_fields__
            if name in self and name not in {"unit_code", "consent"}
        }
        unit_code = (self.unit.data or "") if "unit" in self else ""
        return Details(
            **{"full_name": "", **typed}, unit_code=unit_code, consent=bool(self.consent.data)
        )
