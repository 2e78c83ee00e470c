"""Every sentence that a finding can say, in both languages: what is wrong and how to mend it."""

from collections.abc import Mapping

PLACE_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "file": "tệp “{}”",
        "sheet": "trang tính “{}”",
        "row": "dòng {}",
        "column": "cột {}",
        "line": "dòng {}",
        "item": "câu {}",
    },
    "en": {
        "file": "file “{}”",
        "sheet": "sheet “{}”",
        "row": "row {}",
        "column": "column {}",
        "line": "line {}",
        "item": "item {}",
    },
}

_FILE = {
    "file_empty": {
        "vi": "Tệp không có nội dung. Hãy chọn lại tệp ngân hàng câu hỏi.",
        "en": "The file is empty. Choose the question bank file again.",
    },
    "file_too_large": {
        "vi": "Tệp lớn hơn {limit} MB. Hãy chia thành nhiều ngân hàng hoặc bỏ hình ảnh trong tệp.",
        "en": "The file is larger than {limit} MB. Split it into several banks or remove pictures"
        " from it.",
    },
    "format_legacy": {
        "vi": "Đây là tệp Word hoặc Excel đời cũ (.doc, .xls), hoặc tệp có đặt mật khẩu."
        " Hãy lưu lại dạng .xlsx/.docx không mật khẩu rồi chọn lại;"
        " ngân hàng câu hỏi dùng dạng .xlsx.",
        "en": "This is an old Word or Excel file (.doc, .xls), or one with a password."
        " Save it as .xlsx/.docx without a password and choose it again; question banks use .xlsx.",
    },
    "format_unknown": {
        "vi": "Không nhận ra ngân hàng câu hỏi trong tệp này. Hệ thống đọc được tệp Excel (.xlsx),"
        " CSV và YAML theo mẫu. Hãy tải tệp mẫu về, chép câu hỏi vào rồi chọn lại.",
        "en": "No question bank was recognised in this file. Excel (.xlsx), CSV and YAML files"
        " that follow the template can be read. Download the template, copy your items into it and"
        " choose that file.",
    },
    "encoding_broken": {
        "vi": "Dòng này có ký tự không đọc được. Hãy lưu lại tệp với bảng mã Unicode (UTF-8).",
        "en": "This line contains characters that cannot be read. Save the file again as Unicode"
        " (UTF-8).",
    },
    "archive_broken": {
        "vi": "Tệp Excel bị hỏng hoặc không đầy đủ. Hãy mở bằng Excel, lưu lại dạng .xlsx"
        " rồi chọn lại.",
        "en": "The Excel file is damaged or incomplete. Open it in Excel, save it as .xlsx and"
        " choose it again.",
    },
    "archive_unsafe": {
        "vi": "Nội dung nén trong tệp Excel lớn bất thường nên không được mở. Hãy chép riêng các"
        " câu hỏi sang tệp mẫu rồi chọn lại.",
        "en": "The compressed content of the Excel file is abnormally large, so it was not opened."
        " Copy only the items into the template and choose that file.",
    },
    "archive_macros": {
        "vi": "Tệp Excel có chứa macro. Hãy lưu lại dạng “Excel Workbook (.xlsx)” không có macro.",
        "en": "The Excel file contains macros. Save it as “Excel Workbook (.xlsx)” without macros.",
    },
    "bank_empty": {
        "vi": "Tệp chưa có câu hỏi nào. Hãy điền ít nhất một câu hỏi.",
        "en": "The file contains no items. Fill in at least one.",
    },
    "items_too_many": {
        "vi": "Tệp có hơn {limit} dòng. Hãy xóa các dòng trống ở cuối hoặc chia thành nhiều"
        " ngân hàng.",
        "en": "The file has more than {limit} rows. Delete the empty rows at its end or split it"
        " into several banks.",
    },
}

_YAML = {
    "yaml_broken": {
        "vi": "Từ dòng này tệp không còn đúng cú pháp YAML. Hãy kiểm tra khoảng trắng đầu dòng,"
        " dấu hai chấm và dấu ngoặc kép.",
        "en": "From this line on, the file is not valid YAML. Check indentation, colons and"
        " quotation marks.",
    },
    "yaml_alias": {
        "vi": "Không dùng neo và bí danh của YAML (“&”, “*”). Hãy viết lại đầy đủ nội dung,"
        " hoặc đặt nội dung trong dấu ngoặc kép.",
        "en": "YAML anchors and aliases (“&”, “*”) are not allowed. Write the text in full,"
        " or put it in quotation marks.",
    },
    "yaml_tag": {
        "vi": "Không dùng nhãn kiểu của YAML (“!”). Hãy bỏ nhãn, hoặc đặt nội dung trong dấu"
        " ngoặc kép.",
        "en": "YAML tags (“!”) are not allowed. Remove the tag, or put the text in quotation"
        " marks.",
    },
    "yaml_deep": {
        "vi": "Nội dung lồng nhau quá {limit} tầng. Hãy viết theo tệp mẫu.",
        "en": "The content is nested deeper than {limit} levels. Follow the template.",
    },
    "yaml_large": {
        "vi": "Tệp có quá {limit} mục. Hãy chia thành nhiều ngân hàng.",
        "en": "The file has more than {limit} entries. Split it into several banks.",
    },
    "yaml_documents": {
        "vi": "Tệp chứa nhiều hơn một tài liệu YAML. Hãy bỏ dòng “---” thứ hai và phần sau nó.",
        "en": "The file contains more than one YAML document. Remove the second “---” and all that"
        " follows it.",
    },
    "key_repeated": {
        "vi": "Khóa “{key}” được viết hai lần. Hãy giữ lại một.",
        "en": "The key “{key}” is written twice. Keep one of them.",
    },
    "key_unknown": {
        "vi": "Không có khóa nào tên là “{key}”. Hãy sửa theo tên trong tệp mẫu hoặc bỏ dòng này.",
        "en": "There is no key named “{key}”. Use the names in the template or remove this line.",
    },
    "key_absent": {
        "vi": "Thiếu khóa “{key}”. Hãy bổ sung theo tệp mẫu.",
        "en": "The key “{key}” is missing. Add it as in the template.",
    },
    "schema_unknown": {
        "vi": "Tệp theo phiên bản định dạng “{found}”; hệ thống đọc được phiên bản {known}."
        " Hãy ghi “bank_schema: {known}”.",
        "en": "The file follows version “{found}” of the format; version {known} can be read."
        " Write “bank_schema: {known}”.",
    },
    "expected_text": {
        "vi": "Giá trị của “{key}” phải là một đoạn chữ. Hãy viết trên một dòng, trong dấu"
        " ngoặc kép.",
        "en": "The value of “{key}” must be text. Write it on one line, in quotation marks.",
    },
    "expected_list": {
        "vi": "Giá trị của “{key}” phải là một danh sách. Hãy viết mỗi mục trên một dòng bắt đầu"
        " bằng “- ”.",
        "en": "The value of “{key}” must be a list. Write each entry on a line that begins"
        " with “- ”.",
    },
    "expected_mapping": {
        "vi": "Chỗ này phải gồm các dòng “khóa: giá trị”. Hãy viết theo tệp mẫu.",
        "en": "This place must consist of “key: value” lines. Follow the template.",
    },
}

_TABLE = {
    "header_missing": {
        "vi": "Không tìm thấy hàng tiêu đề. Hàng đầu cần có các cột “Mã câu”, “Nội dung câu hỏi”,"
        " “Phương án A”, “Phương án B”, “Đáp án” như tệp mẫu.",
        "en": "No header row was found. The first row needs the columns “Code”, “Question”,"
        " “Option A”, “Option B” and “Key”, as in the template.",
    },
    "column_missing": {
        "vi": "Thiếu cột “{field}”. Hãy thêm cột này vào hàng tiêu đề như tệp mẫu.",
        "en": "The column “{field}” is missing. Add it to the header row as in the template.",
    },
    "column_repeated": {
        "vi": "Cột “{field}” xuất hiện hai lần. Hãy giữ lại một cột.",
        "en": "The column “{field}” appears twice. Keep one of them.",
    },
    "column_unknown": {
        "vi": "Cột “{heading}” không có trong mẫu nên không được đọc. Hãy đổi tên theo mẫu nếu cột"
        " này cần dùng.",
        "en": "The column “{heading}” is not in the template and was not read. If it is needed,"
        " rename it as in the template.",
    },
    "cells_beyond": {
        "vi": "Dòng này có nhiều ô hơn hàng tiêu đề. Hãy đặt nội dung có dấu ngăn cách trong dấu"
        " ngoặc kép, hoặc xóa các ô thừa.",
        "en": "This row has more cells than the header row. Put text that contains the separator in"
        " quotation marks, or delete the extra cells.",
    },
    "csv_broken": {
        "vi": "Dấu ngoặc kép ở dòng này không khép đúng, hoặc ô quá dài. Hãy lưu lại tệp từ Excel"
        " dạng “CSV UTF-8”.",
        "en": "A quotation mark on this line is not closed properly, or a cell is too long. Save"
        " the file again from Excel as “CSV UTF-8”.",
    },
    "cell_formula": {
        "vi": "Ô chứa công thức. Hãy thay công thức bằng giá trị (Dán đặc biệt → Giá trị).",
        "en": "The cell contains a formula. Replace it with its value (Paste Special → Values).",
    },
    "cell_date": {
        "vi": "Excel đã đổi ô này thành kiểu ngày nên không biết chắc người soạn viết thế nào."
        " Hãy định dạng ô là “Văn bản” (Text) rồi gõ lại.",
        "en": "Excel has turned this cell into a date, so what was typed is uncertain. Format the"
        " cell as Text and type it again.",
    },
    "cell_number": {
        "vi": "Ô này là số có định dạng riêng hoặc giá trị lỗi nên không biết chắc người soạn viết"
        " thế nào. Hãy định dạng ô là “Văn bản” (Text) rồi gõ lại.",
        "en": "This cell is a formatted number or an error value, so what was typed is uncertain."
        " Format the cell as Text and type it again.",
    },
    "head_absent": {
        "vi": "Tệp này không chứa mã và tên ngân hàng. Hãy điền mã và tên khi nhập, hoặc thêm trang"
        " tính “Ngân hàng” như tệp mẫu.",
        "en": "This file contains no bank code and title. Give them when loading, or add the sheet"
        " “Ngân hàng” as in the template.",
    },
    "head_unknown": {
        "vi": "Không có thông tin ngân hàng nào tên là “{label}” nên dòng này không được đọc."
        " Hãy đổi tên theo mẫu nếu cần dùng.",
        "en": "There is no bank detail named “{label}”, so this row was not read. If it is needed,"
        " rename it as in the template.",
    },
    "head_repeated": {
        "vi": "Thông tin “{label}” được viết hai lần. Hãy giữ lại một dòng.",
        "en": "The detail “{label}” is written twice. Keep one row.",
    },
}

_FIELDS = {
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
    "text_hidden": {
        "vi": "Mục “{field}” có ký tự ẩn hoặc ký tự điều khiển ({character}), thường lẫn vào khi"
        " sao chép. Hãy xóa và gõ lại đoạn đó.",
        "en": "“{field}” contains a hidden or control character ({character}), often brought along"
        " by copying. Delete that passage and type it again.",
    },
}

_PICTURES = {
    "picture_kind": {
        "vi": "Tệp này không phải hình PNG, JPEG hoặc WebP (hình SVG và GIF không được nhận)."
        " Hãy lưu hình thành dạng PNG hoặc JPEG rồi chọn lại.",
        "en": "This file is not a PNG, JPEG or WebP picture (SVG and GIF are not accepted)."
        " Save the picture as PNG or JPEG and choose it again.",
    },
    "picture_heavy": {
        "vi": "Hình lớn hơn {limit} MB. Hãy thu nhỏ hình rồi chọn lại.",
        "en": "The picture is larger than {limit} MB. Make it smaller and choose it again.",
    },
    "picture_large": {
        "vi": "Hình có hơn {limit} triệu điểm ảnh. Hãy thu nhỏ hình rồi chọn lại.",
        "en": "The picture has more than {limit} million pixels. Make it smaller and choose it"
        " again.",
    },
    "picture_broken": {
        "vi": "Tệp hình bị hỏng hoặc không đầy đủ. Hãy mở hình, lưu lại rồi chọn lại.",
        "en": "The picture is damaged or incomplete. Open it, save it again and choose it again.",
    },
    "picture_text": {
        "vi": "Nội dung của hình “{name}” không phải mã base64. Hãy chép lại nguyên vẹn phần này"
        " từ tệp gốc.",
        "en": "The content of the picture “{name}” is not base64. Copy that part unchanged from"
        " the original file.",
    },
    "picture_absent": {
        "vi": "Câu hỏi dùng hình “{name}” nhưng mục “pictures” ở cuối tệp không có hình này."
        " Hãy bổ sung hình hoặc sửa tên tệp hình.",
        "en": "The item uses the picture “{name}”, but “pictures” at the end of the file does not"
        " have it. Add the picture or correct its name.",
    },
    "picture_alt_missing": {
        "vi": "Hình chưa có lời mô tả. Hãy viết một câu cho người không nhìn thấy hình.",
        "en": "The picture has no description. Write a sentence for those who cannot see it.",
    },
    "picture_unused": {
        "vi": "Không câu hỏi nào dùng hình “{name}” nên hình này được bỏ qua.",
        "en": "No item uses the picture “{name}”, so it was left out.",
    },
    "pictures_heavy": {
        "vi": "Các hình của ngân hàng có dung lượng tổng cộng hơn {limit} MB."
        " Hãy thu nhỏ hình hoặc chia thành nhiều ngân hàng.",
        "en": "The pictures of the bank are larger than {limit} MB together. Make them smaller or"
        " split the bank into several.",
    },
}

_CHECKS = {
    "code_repeated": {
        "vi": "Mã “{item}” đã dùng cho câu thứ {first}, nay lặp lại ở câu thứ {second}."
        " Hãy đặt mã khác cho một trong hai câu.",
        "en": "The code “{item}” of item number {first} is used again by number {second}."
        " Give one of them another code.",
    },
    "option_repeated": {
        "vi": "Phương án {first} và {second} giống hệt nhau. Hãy thay một phương án.",
        "en": "Options {first} and {second} are the same. Replace one of them.",
    },
    "stem_repeated": {
        "vi": "Nội dung câu hỏi trùng với câu {other}. Hãy bỏ một câu, hoặc sửa để hai câu hỏi"
        " hai điều khác nhau.",
        "en": "The question is the same as that of item {other}. Remove one of them, or reword"
        " them so that they ask different things.",
    },
    "stem_similar": {
        "vi": "Câu hỏi rất giống câu {other}. Hãy xem lại để không hỏi cùng một điều hai lần.",
        "en": "The question is very similar to that of item {other}. Make sure that the same thing"
        " is not asked twice.",
    },
    "right_longest": {
        "vi": "Phương án đúng dài hơn hẳn các phương án khác nên dễ bị đoán ra. Hãy rút gọn hoặc"
        " viết các phương án khác dài tương đương.",
        "en": "The correct option is far longer than the others and gives itself away."
        " Shorten it or make the others of similar length.",
    },
    "key_uneven": {
        "vi": "Trong {items} câu có {options} phương án, đáp án {letter} chiếm {count} câu, lệch xa"
        " mức đồng đều. Hãy đổi vị trí phương án đúng ở một số câu.",
        "en": "Of {items} items with {options} options, {count} have the key {letter}, which is far"
        " from even. Move the correct option in some of them.",
    },
    "topic_missing": {
        "vi": "Câu hỏi chưa có chủ đề nên không chọn được theo ma trận đề. Hãy điền chủ đề.",
        "en": "The item has no topic, so no exam blueprint can select it by topic. Give it one.",
    },
    "explanation_missing": {
        "vi": "Câu hỏi chưa có lời giải thích để người dự thi học lại. Hãy bổ sung.",
        "en": "The item has no explanation for contestants to learn from. Add one.",
    },
    "source_missing": {
        "vi": "Câu hỏi chưa ghi nguồn để kiểm chứng đáp án. Hãy ghi tài liệu và trang.",
        "en": "The item names no source by which its key can be verified. Name the document and"
        " page.",
    },
    "option_refers_back": {
        "vi": "Phương án {letter} (“{text}”) nói tới các phương án khác nên sẽ sai nghĩa khi trộn."
        " Hãy ghi {letter} vào mục “Giữ cuối”.",
        "en": "Option {letter} (“{text}”) refers to the other options and makes no sense once they"
        " are shuffled. Write {letter} under “Pinned”.",
    },
    "option_names_letters": {
        "vi": "Phương án {letter} (“{text}”) gọi phương án khác bằng chữ cái; chữ cái thay đổi khi"
        " trộn. Hãy viết lại bằng nội dung, hoặc ghi tất cả chữ cái vào mục “Giữ cuối”.",
        "en": "Option {letter} (“{text}”) names other options by letter, and letters change when"
        " options are shuffled. Refer to their contents instead, or write all letters under"
        " “Pinned”.",
    },
    "answer_in_stem": {
        "vi": "Đáp án “{text}” có sẵn trong nội dung câu {other}: nếu hai câu vào cùng một đề thì"
        " có thể lộ đáp án. Hãy xem lại câu {other} hoặc đổi cách hỏi.",
        "en": "The key “{text}” appears in the question of item {other} and may give itself away"
        " when both are on one paper. Review item {other}, or ask differently.",
    },
}

MESSAGES: Mapping[str, Mapping[str, str]] = _FILE | _YAML | _TABLE | _FIELDS | _PICTURES | _CHECKS
