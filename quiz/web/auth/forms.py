"""What is typed to sign in and to activate an account."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from quiz.web.forms import Form


class SignInForm(Form):
    """A login name (or phone) and a password."""

    login = StringField(
        lazy_gettext("Tên đăng nhập hoặc số điện thoại"), [InputRequired(), Length(max=80)]
    )
    password = PasswordField(lazy_gettext("Mật khẩu"), [InputRequired(), Length(max=200)])
    next = HiddenField()


class ActivateForm(Form):
    """A one-time code, and what the account is to be."""

    code = StringField(lazy_gettext("Mã kích hoạt"), [InputRequired(), Length(max=40)])
    login = StringField(
        lazy_gettext("Tên đăng nhập hoặc số điện thoại"), [InputRequired(), Length(max=80)]
    )
    password = PasswordField(lazy_gettext("Mật khẩu"), [InputRequired(), Length(max=200)])
    again = PasswordField(
        lazy_gettext("Nhập lại mật khẩu"),
        [
            InputRequired(),
            EqualTo("password", lazy_gettext("Hai lần nhập mật khẩu không giống nhau.")),
        ],
    )
