"""What a finding about a field of an item or of the head says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "bank_code_missing": {
        "vi": "Chưa có mã ngân hàng. Hãy điền mã, ví dụ “lang-son-2026”.",
        "en": "The bank has no code. Give it one, for example “lang-son-2026”.",
    },
    "bank_code_shape": {
        "vi": "Mã ngân hàng “{text}” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối."
        " Hãy sửa lại, ví dụ “lang-son-2026”.",
        "en": "The bank code “{text}” may contain only lower-case letters without diacritics,"
        " digits and hyphens. Correct it, for example “lang-son-2026”.",
    },
    "bank_title_missing": {
        "vi": "Chưa có tên ngân hàng. Hãy điền tên đầy đủ.",
        "en": "The bank has no title. Fill in its full name.",
    },
    "language_unknown": {
        "vi": "Ngôn ngữ “{text}” chưa được hỗ trợ. Hãy ghi “vi” (tiếng Việt) hoặc “en” (tiếng"
        " Anh).",
        "en": "The language “{text}” is not supported. Write “vi” (Vietnamese) or “en” (English).",
    },
    "code_missing": {
        "vi": "Câu hỏi chưa có mã. Hãy điền mã không trùng với câu khác, ví dụ “LS-001”.",
        "en": "The item has no code. Give it one that no other item has, for example “LS-001”.",
    },
    "stem_missing": {
        "vi": "Câu hỏi chưa có nội dung. Hãy điền nội dung câu hỏi.",
        "en": "The item has no question text. Fill it in.",
    },
    "options_few": {
        "vi": "Câu hỏi chỉ có {count} phương án. Cần ít nhất {fewest} phương án.",
        "en": "The item has too few options ({count}). At least {fewest} are needed.",
    },
    "options_many": {
        "vi": "Câu hỏi có {count} phương án. Chỉ dùng nhiều nhất {most} phương án.",
        "en": "The item has too many options ({count}). Use at most {most}.",
    },
    "option_empty": {
        "vi": "Phương án {letter} để trống. Hãy điền nội dung hoặc dồn các phương án sau lên.",
        "en": "Option {letter} is empty. Fill it in, or move the later options up.",
    },
    "right_missing": {
        "vi": "Câu hỏi chưa có đáp án. Hãy ghi chữ cái của phương án đúng, ví dụ “B” hoặc “A, C”.",
        "en": "The item has no key. Write the letter of the correct option, for example “B” or"
        " “A, C”.",
    },
    "letters_unreadable": {
        "vi": "Không đọc được “{text}” ở mục “{field}”. Hãy ghi chữ cái của phương án, ví dụ “B”"
        " hoặc “A, C”.",
        "en": "“{text}” under “{field}” cannot be read. Write the letters of options, for example"
        " “B” or “A, C”.",
    },
    "letter_without_option": {
        "vi": "Mục “{field}” ghi {letter} nhưng câu hỏi không có phương án {letter}."
        " Hãy sửa chữ cái hoặc bổ sung phương án.",
        "en": "“{field}” names {letter}, but the item has no option {letter}."
        " Correct the letter or add the option.",
    },
    "difficulty_unknown": {
        "vi": "Độ khó “{text}” không có trong danh sách. Hãy ghi Dễ, Trung bình hoặc Khó"
        " (trong YAML: easy, medium, hard).",
        "en": "The difficulty “{text}” is unknown. Write easy, medium or hard.",
    },
    "use_unknown": {
        "vi": "Nhóm “{text}” không có trong danh sách. Hãy ghi Chính thức hoặc Ôn tập"
        " (trong YAML: official, practice).",
        "en": "The use “{text}” is unknown. Write official or practice.",
    },
    "text_too_long": {
        "vi": "Mục “{field}” dài {length} ký tự, vượt mức {limit} ký tự. Hãy rút gọn.",
        "en": "“{field}” is {length} characters long; at most {limit} are allowed. Shorten it.",
    },
    "text_decomposed": {
        "vi": "Tệp dùng Unicode tổ hợp (dấu thanh tách rời chữ) ở {count} chỗ và đã được chuyển"
        " sang Unicode dựng sẵn. Không cần sửa tệp; khi soạn tiếp, hãy chọn Unicode dựng sẵn trong"
        " bộ gõ.",
        "en": "The file uses decomposed Unicode (marks apart from their letters) in {count} places;"
        " it was converted to composed Unicode. Nothing has to be mended; set the keyboard to"
        " composed Unicode for further work.",
    },
    "text_hidden": {
        "vi": "Mục “{field}” có ký tự ẩn hoặc ký tự điều khiển ({character}), thường lẫn vào khi"
        " sao chép. Hãy xóa và gõ lại đoạn đó.",
        "en": "“{field}” contains a hidden or control character ({character}), often brought along"
        " by copying. Delete that passage and type it again.",
    },
}
