"""What is typed about a whole contest, and its way into the contest document and back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import force_locale, gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from quiz.models import Contest
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.sentences.sentence import N_
from quiz.services.contest_homes import ContestHome
from quiz.web.forms import Form
from quiz.web.organizer.contests.forms import TextsForm

LANGUAGES = ("vi", "en")
TEXTS = ("title", "summary", "organizer", "audience", "regulation")
ASKS = {
    "birth_date": N_("Ngày sinh"),
    "phone": N_("Số điện thoại"),
    "staff_number": N_("Số hiệu cán bộ hoặc số thẻ"),
}
PURPOSES = (
    N_("Xác định người dự thi, mỗi người một tài khoản, đúng đối tượng theo thể lệ."),
    N_("Chấm bài, xếp hạng cá nhân và thống kê theo đơn vị."),
    N_("Liên hệ và trao giải cho người đạt giải."),
)
FIXED = ("home", "tree_day", "is_practice")
"""What can no longer change once a contest has begun."""
REGISTRATION = (
    "asks",
    "guardian_below",
    "categories",
    "unaffiliated",
    "listed_only",
    "purposes_vi",
)
"""What is asked of who registers, as it stands on every page."""
FIELDS = {
    "slug": "slug",
    "tree": "home",
    "owner_unit": "home",
    "tree_day": "tree_day",
    "headcount_kind": "headcount_kind",
    "is_practice": "is_practice",
    "registration.guardian_below": "guardian_below",
    "registration.categories": "categories",
    "registration.consent.purposes.vi": "purposes_vi",
    "registration.consent.purposes.en": "purposes_en",
    "registration.asks": "asks",
} | {f"{name}.{language}": f"{name}_{language}" for name in TEXTS for language in LANGUAGES}
"""Where in the form a problem of the document is said."""


class DetailsForm(Form):
    """Who holds a contest for whom, where it stands, and what it asks of who registers."""

    ORDER: ClassVar[tuple[str, ...]] = (
        "organizer_vi",
        "audience_vi",
        "home",
        "tree_day",
        "is_practice",
        "headcount_kind",
        *REGISTRATION,
        "organizer_en",
        "audience_en",
        "purposes_en",
    )

    organizer_vi = StringField(lazy_gettext("Đơn vị tổ chức"), [DataRequired(), Length(max=300)])
    organizer_en = StringField(
        lazy_gettext("Đơn vị tổ chức (tiếng Anh)"), [Optional(), Length(max=300)]
    )
    audience_vi = TextAreaField(lazy_gettext("Ai được dự thi"), [DataRequired(), Length(max=2_000)])
    audience_en = TextAreaField(
        lazy_gettext("Ai được dự thi (tiếng Anh)"), [Optional(), Length(max=2_000)]
    )
    home = SelectField(lazy_gettext("Cây đơn vị và đơn vị chủ trì"), [InputRequired()])
    tree_day = DateField(lazy_gettext("Lấy cây đơn vị theo ngày"), [InputRequired()])
    headcount_kind = SelectField(lazy_gettext("Tỷ lệ tham gia tính trên số"), [InputRequired()])
    is_practice = BooleanField(
        lazy_gettext("Đây là cuộc thi ôn tập, không phải cuộc thi chính thức")
    )
    asks = SelectMultipleField(
        lazy_gettext("Ngoài họ tên và đơn vị, hỏi thêm"), option_widget=CheckboxInput()
    )
    guardian_below = IntegerField(
        lazy_gettext("Cần người giám hộ khi chưa đủ (tuổi)"), [Optional(), NumberRange(1, 18)]
    )
    categories = TextAreaField(
        lazy_gettext("Các nhóm đối tượng để người dự thi chọn"), [Optional(), Length(max=2_000)]
    )
    unaffiliated = BooleanField(lazy_gettext("Nhận cả người không thuộc đơn vị nào"))
    listed_only = BooleanField(lazy_gettext("Chỉ người có trong danh sách được dự thi"))
    purposes_vi = TextAreaField(
        lazy_gettext("Dữ liệu cá nhân dùng vào việc gì"), [DataRequired(), Length(max=10_000)]
    )
    purposes_en = TextAreaField(
        lazy_gettext("Dữ liệu cá nhân dùng vào việc gì (tiếng Anh)"),
        [Optional(), Length(max=10_000)],
    )

    def offer(self, homes: list[ContestHome], kind: str | None = None) -> None:
        """Offer what there is to choose from; ``kind`` is the headcount kind chosen before."""
        self.home.choices = [
            SelectChoice(home_value(home.tree, home.unit), _home_words(home)) for home in homes
        ]
        kinds = [*HEADCOUNTS, *([kind] if kind and kind not in HEADCOUNTS else [])]
        self.headcount_kind.choices = [
            SelectChoice(code, gettext(HEADCOUNTS.get(code, code))) for code in kinds
        ]
        self.asks.choices = [SelectChoice(name, gettext(label)) for name, label in ASKS.items()]


class ContestForm(DetailsForm, TextsForm):
    """A whole contest apart from its rounds."""

    ORDER: ClassVar[tuple[str, ...]] = (
        "title_vi",
        "slug",
        "organizer_vi",
        "summary_vi",
        "audience_vi",
        "is_practice",
        "home",
        "tree_day",
        "headcount_kind",
        *REGISTRATION,
        "regulation_vi",
        "preset",
        "title_en",
        "organizer_en",
        "summary_en",
        "audience_en",
        "purposes_en",
        "regulation_en",
    )

    slug = StringField(lazy_gettext("Địa chỉ của cuộc thi"), [Optional(), Length(max=80)])
    preset = RadioField(
        lazy_gettext("Đợt thi đầu tiên bắt đầu từ quy tắc"), [Optional()], default=""
    )

    def offer_presets(self, titles: Mapping[str, str]) -> None:
        """Offer rules for the first round to begin with; first none of them."""
        later = SelectChoice("", gettext("Chọn sau, khi thêm đợt thi"))
        offered = [SelectChoice(name, title) for name, title in titles.items()]
        self.preset.choices = [later, *offered]


def usual_details(today: date) -> dict[str, Any]:
    """Return what most contests have, for a form that nobody has typed into yet."""
    with force_locale("en"):
        english = [gettext(purpose) for purpose in PURPOSES]
    return {
        "tree_day": today,
        "unaffiliated": True,
        "purposes_vi": "\n".join(PURPOSES),
        "purposes_en": "\n".join(english),
    }


def document_of(typed: Mapping[str, Any], *, zone: str, consent_version: str) -> dict[str, Any]:
    """Return what was typed, by field, as the plain values of a contest document without rounds."""
    tree, _, unit = (typed["home"] or "").partition("/")
    day: date | None = typed["tree_day"]
    return {
        "contest_schema": 1,
        "slug": typed["slug"],
        **{name: _in_languages(typed, name) for name in TEXTS},
        "is_practice": bool(typed["is_practice"]),
        "tree": tree,
        "tree_day": day.isoformat() if day else None,
        "owner_unit": unit or None,
        "headcount_kind": typed["headcount_kind"],
        "zone": zone,
        "registration": {
            "asks": typed["asks"] or [],
            "guardian_below": typed["guardian_below"],
            "categories": lines(typed["categories"]),
            "unaffiliated": bool(typed["unaffiliated"]),
            "listed_only": bool(typed["listed_only"]),
            "consent": {"version": consent_version, "purposes": purposes(typed)},
        },
        "rounds": [],
    }


def purposes(typed: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what the personal data serve, a sentence each, in both languages."""
    return {language: lines(typed[f"purposes_{language}"]) for language in LANGUAGES}


def stored(contest: Contest, home: ContestHome) -> dict[str, Any]:
    """Return a contest as its forms show it, by field."""
    asked = contest.registration
    served = asked["consent"]["purposes"]
    return {
        **{
            f"{name}_{language}": getattr(contest, name).get(language, "")
            for name in TEXTS
            for language in LANGUAGES
        },
        "slug": contest.slug,
        "home": home_value(home.tree, home.unit),
        "tree_day": contest.tree_day,
        "headcount_kind": contest.headcount_kind,
        "is_practice": contest.is_practice,
        "asks": list(asked.get("asks", ())),
        "guardian_below": asked.get("guardian_below"),
        "categories": "\n".join(asked.get("categories", ())),
        "unaffiliated": asked.get("unaffiliated", True),
        "listed_only": asked.get("listed_only", False),
        **{f"purposes_{language}": "\n".join(served.get(language, ())) for language in LANGUAGES},
    }


def home_value(tree: str, unit: str) -> str:
    """Return a home as the form names it; no code of a tree holds a slash."""
    return f"{tree}/{unit}"


def field_at(path: str) -> str | None:
    """Return the field of a form in which a part of the document is typed."""
    return next((FIELDS[above] for above in _upwards(path) if above in FIELDS), None)


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path[: max(path.rfind("."), path.rfind("["), 0)]


def _home_words(home: ContestHome) -> str:
    if not home.unit:
        return gettext("%(tree)s – không riêng đơn vị nào chủ trì", tree=home.tree_name)
    if home.unit_name == home.tree_name:
        return home.tree_name
    return gettext("%(tree)s – chủ trì: %(unit)s", tree=home.tree_name, unit=home.unit_name)


def _in_languages(typed: Mapping[str, Any], name: str) -> dict[str, str]:
    texts = {language: typed[f"{name}_{language}"] for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def lines(text: str | None) -> list[str]:
    """Return the lines of a text that say anything."""
    return [line for line in map(str.strip, (text or "").splitlines()) if line]
