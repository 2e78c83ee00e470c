"""What is typed to register for a contest."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quiz.services.registration import Details, Terms
from quiz.web.forms import Form


class JoinForm(Form):
    """Everything a contest may ask; ``shape`` takes away what this one does not."""

    full_name = StringField(_l("Họ và tên"), [InputRequired(), Length(max=200)])
    birth_date = StringField(_l("Ngày sinh"), [InputRequired(), Length(max=20)])
    phone = StringField(_l("Số điện thoại"), [InputRequired(), Length(max=20)])
    staff_number = StringField(_l("Số hiệu cán bộ hoặc số thẻ"), [InputRequired(), Length(max=40)])
    category = RadioField(_l("Đối tượng dự thi"), validators=[InputRequired()])
    unit_query = StringField(_l("Tìm đơn vị theo tên"), [Length(max=200)])
    unit = StringField(_l("Đơn vị của bạn"), [Length(max=40)])
    guardian_name = StringField(_l("Họ và tên người giám hộ"), [Length(max=200)])
    guardian_phone = StringField(_l("Số điện thoại người giám hộ"), [Length(max=20)])
    login = StringField(_l("Tên đăng nhập hoặc số điện thoại"), [InputRequired(), Length(max=80)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(), Length(max=200)])
    consent = BooleanField(
        _l("Tôi đã đọc và đồng ý cho xử lý dữ liệu cá nhân vào các mục đích nêu trên")
    )

    def shape(self, terms: Terms, *, with_account: bool) -> None:
        """Leave only the fields that this contest asks of this reader."""
        unasked = {"birth_date", "phone", "staff_number"} - terms.asks
        if terms.guardian_below is None:
            unasked |= {"guardian_name", "guardian_phone"}
        if terms.categories:
            self.category.choices = [SelectChoice(name, name) for name in terms.categories]
        else:
            unasked.add("category")
        if not with_account:
            unasked |= {"login", "password"}
        for name in unasked:
            del self[name]

    def details(self) -> Details:
        """Return what was typed; what was not asked stays empty."""
        typed = {
            name: getattr(self, name).data or ""
            for name in Details.__dataclass_fields__
            if name in self and name not in {"unit_code", "consent"}
        }
        return Details(**typed, unit_code=self.unit.data or "", consent=bool(self.consent.data))
