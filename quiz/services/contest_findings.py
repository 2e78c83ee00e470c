"""What is wrong with a contest document: where in it, which problem, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from question_bank.findings import Finding, Place
from quiz.domain.rules import RulesFinding
from quiz.domain.rules_sentences import SENTENCES as RULES_SENTENCES
from quiz.services.refusal import Refusal
from quiz.services.remark_sentences import SENTENCES as REMARK_SENTENCES

SENTENCES: Mapping[str, Mapping[str, str]] = {
    **RULES_SENTENCES,
    **REMARK_SENTENCES,
    "text_hidden": {
        "vi": "“{path}” có ký tự ẩn hoặc ký tự điều khiển ({character}), thường lẫn vào khi sao "
        "chép; hãy xóa và gõ lại đoạn đó.",
        "en": "“{path}” holds a hidden or control character ({character}), as copying often brings "
        "along; delete that passage and type it again.",
    },
    "code_shape": {
        "vi": "“{path}” chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ "
        "hoặc chữ số, ví dụ lang-son-90-nam.",
        "en": "“{path}” takes lower-case letters without accents, digits and hyphens only and "
        "begins with a letter or digit, for example lang-son-90-nam.",
    },
    "date_bad": {
        "vi": "“{path}” phải là một ngày viết theo dạng năm-tháng-ngày, ví dụ 2023-04-03.",
        "en": "“{path}” must be a date written as year-month-day, for example 2023-04-03.",
    },
    "moment_bad": {
        "vi": "“{path}” phải là ngày giờ theo giờ của cuộc thi, ví dụ 2023-04-03T08:00, "
        "không ghi múi giờ.",
        "en": "“{path}” must be a date and time in the contest's own zone, for example "
        "2023-04-03T08:00, without an offset.",
    },
    "zone_unknown": {
        "vi": "Không có múi giờ nào tên là “{zone}”; múi giờ Việt Nam là Asia/Ho_Chi_Minh.",
        "en": "There is no time zone “{zone}”; Vietnam's is Asia/Ho_Chi_Minh.",
    },
    "address_or_body": {
        "vi": "“{path}” phải có đúng một trong hai mục: “body” (nội dung) hoặc “address” (liên "
        "kết).",
        "en": "“{path}” needs exactly one of “body” and “address”.",
    },
    "address_scheme": {
        "vi": "“{path}” phải là địa chỉ bắt đầu bằng https:// hoặc http://.",
        "en": "“{path}” must be an address that begins with https:// or http://.",
    },
    "rounds_absent": {
        "vi": "Cuộc thi chưa có đợt thi nào nên chưa công khai được; hãy thêm ít nhất một đợt thi.",
        "en": "A contest without rounds cannot be announced; add one round or more.",
    },
    "last_round": {
        "vi": "Cuộc thi đã công khai phải còn ít nhất một đợt thi.",
        "en": "A contest that has been announced keeps one round or more.",
    },
    "rules_without_rounds": {
        "vi": "“rules” là quy tắc của các đợt thi, nhưng chưa có đợt nào trong “rounds”; hãy thêm "
        "đợt thi hoặc bỏ “rules”.",
        "en": "“rules” hold for rounds, of which “rounds” has none; add a round or leave out "
        "“rules”.",
    },
    "number_repeated": {
        "vi": "Số thứ tự {number} dùng cho hai đợt thi; hãy đánh số lại.",
        "en": "The number {number} is used for two rounds; number them anew.",
    },
    "window_reversed": {
        "vi": "Đợt {number} đóng trước hoặc cùng lúc mở; hãy sửa “opens” hoặc “closes”.",
        "en": "Round {number} closes before or as it opens; correct “opens” or “closes”.",
    },
    "window_over": {
        "vi": "Đợt {number} đóng trước lúc này nên không ai thi được; hãy chọn giờ đóng muộn hơn.",
        "en": "Round {number} closes before this moment, so nobody could take it; let it close "
        "later.",
    },
    "practice_is_ranked": {
        "vi": "Đợt {number} là đợt ôn tập nên không xếp hạng, không có giải và câu dự đoán; hãy "
        "ghi “ranking: []”, “prizes: []” và “prediction: null” trong “rules” của đợt này.",
        "en": "Round {number} is for practice, which has no ranking, prizes or prediction; write "
        "“ranking: []”, “prizes: []” and “prediction: null” in the “rules” of this round.",
    },
    "birth_date_not_asked": {
        "vi": "Cuộc thi có điều kiện về tuổi nhưng không hỏi ngày sinh; hãy thêm birth_date vào "
        "“registration.asks”.",
        "en": "The contest has a condition on age but does not ask for the date of birth; add "
        "birth_date to “registration.asks”.",
    },
    "category_unknown": {
        "vi": "“{path}” nêu đối tượng “{category}”, nhưng khi đăng ký không ai chọn được đối tượng "
        "này; hãy thêm vào “registration.categories” hoặc sửa lại.",
        "en": "“{path}” names the category “{category}”, which nobody can register in; add it to "
        "“registration.categories” or correct it.",
    },
    "admits_no_earlier_round": {
        "vi": "“{path}” nhận người đạt thứ hạng cao ở đợt {value}, nhưng cuộc thi không có đợt "
        "chính "
        "thức nào mang số đó trước đợt này.",
        "en": "“{path}” admits the best of round {value}, but no official round of that number "
        "comes "
        "before this one.",
    },
    "slug_taken": {
        "vi": "Địa chỉ “{slug}” đã có cuộc thi khác sử dụng; hãy đặt “slug” khác.",
        "en": "Another contest already has the address “{slug}”; choose another “slug”.",
    },
    "slug_fixed": {
        "vi": "Tệp mô tả cuộc thi “{slug}”, không phải cuộc thi đang sửa; địa chỉ của cuộc thi "
        "không thay đổi được.",
        "en": "The file describes the contest “{slug}”, not the one being changed; the address of "
        "a contest never changes.",
    },
    "tree_unknown": {
        "vi": "Chưa có cây đơn vị “{tree}”; hãy nạp danh sách đơn vị trước.",
        "en": "There is no unit tree “{tree}”; load its units first.",
    },
    "owner_unknown": {
        "vi": "Không có đơn vị mã “{unit}” trong cây đơn vị “{tree}”, hoặc tài khoản của bạn không "
        "được tổ chức cuộc thi cho đơn vị này.",
        "en": "The tree “{tree}” has no unit “{unit}”, or your account may not hold contests for "
        "it.",
    },
    "owner_needed": {
        "vi": "Hãy ghi ở “owner_unit” mã đơn vị chủ trì mà tài khoản của bạn phụ trách.",
        "en": "Name under “owner_unit” the unit that holds the contest and that you act for.",
    },
    "bank_unknown": {
        "vi": "Không có ngân hàng câu hỏi “{bank}” đã được duyệt mà tài khoản của bạn dùng được; "
        "hãy nạp và duyệt ngân hàng trước.",
        "en": "There is no approved question bank “{bank}” in your reach; load and approve it "
        "first.",
    },
    "bank_too_small": {
        "vi": "Đợt {number}: {sections} cần {needed} câu, nhưng ngân hàng “{bank}” chỉ có "
        "{available} câu phù hợp.",
        "en": "Round {number}: {sections} needs {needed} items, but the bank “{bank}” has only "
        "{available} that suit.",
    },
    "round_frozen": {
        "vi": "Đợt {number} đã mở nên thời gian, loại đợt, ngân hàng câu hỏi và quy tắc không thay "
        "đổi được nữa.",
        "en": "Round {number} has opened: its window, kind, bank and rules can no longer change.",
    },
    "round_sealed": {
        "vi": "Đợt {number} đã niêm phong nên ngân hàng câu hỏi, loại đợt và quy tắc không thay "
        "đổi được nữa, và không bỏ đợt này được; thời gian vẫn sửa được cho tới khi đợt mở.",
        "en": "Round {number} is sealed: its bank, kind and rules can no longer change, nor can it "
        "be taken away; its window can still be moved until it opens.",
    },
    "contest_frozen": {
        "vi": "Đã có người đăng ký hoặc đã có đợt mở nên “{path}” không thay đổi được nữa.",
        "en": "People have registered or a round has opened: “{path}” can no longer change.",
    },
}


@dataclass(frozen=True, slots=True)
class ContestFinding:
    """One problem: where (``rounds[0].closes``, empty for the whole), which, and its details."""

    path: str
    code: str
    data: Mapping[str, str | int] = field(default_factory=dict)
    line: int | None = None

    def sentence(self, language: str) -> str:
        """Say what is wrong and how to mend it, in ``vi`` or ``en``."""
        return SENTENCES[self.code][language].format(path=self.path or "…", **self.data)

    def where(self, language: str) -> str:
        """Say the line of the file, where it is known; otherwise nothing."""
        return Place(line=self.line).words(language) if self.line else ""


AnyFinding = ContestFinding | Finding
"""A problem of a contest document, or of the YAML that it is written in."""


class ContestProblem(Refusal):
    """A contest that cannot be stored as described; ``findings`` holds every reason."""

    def __init__(self, findings: Iterable[ContestFinding]) -> None:
        self.findings: tuple[ContestFinding, ...] = tuple(findings)
        super().__init__("contest_problems", count=len(self.findings))


def of_rules(finding: RulesFinding, prefix: str) -> ContestFinding:
    """Return a finding about rules, placed under ``prefix`` in the contest document."""
    path = f"{prefix}.{finding.path}" if finding.path else prefix
    return ContestFinding(path.removeprefix("."), finding.code, finding.data)
