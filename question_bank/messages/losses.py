"""What a finding about what a format cannot hold says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "loss_head": {
        "vi": "Tệp {format} không giữ mã, tên, ngôn ngữ và lời lưu ý của ngân hàng; khi nạp lại"
        " phải điền mã và tên.",
        "en": "A file in {format} does not hold the code, title, language and notice of the bank;"
        " code and title have to be given when it is loaded again.",
    },
    "loss_items": {
        "vi": "{count} câu bị bỏ ra vì định dạng {format} không ghi được (nhiều đáp án đúng, hoặc"
        " nội dung trông như dòng đáp án): {items}.",
        "en": "{count} items are left out because {format} cannot hold them (several correct"
        " options, or a question that looks like an answer line): {items}.",
    },
    "loss_lines": {
        "vi": "{count} câu mất chỗ xuống dòng hoặc dấu cách thừa, vì định dạng {format} viết mỗi"
        " nội dung trên một dòng: {items}.",
        "en": "{count} items lose their line breaks or double spaces because {format} writes each"
        " text on one line: {items}.",
    },
    "loss_field": {
        "vi": "Tệp {format} không giữ mục “{field}”, đang có ở {count} câu.",
        "en": "A file in {format} does not hold “{field}”, which {count} items have.",
    },
}
