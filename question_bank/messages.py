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
        "paragraph": "đoạn thứ {}",
        "text": "“{}”",
    },
    "en": {
        "file": "file “{}”",
        "sheet": "sheet “{}”",
        "row": "row {}",
        "column": "column {}",
        "line": "line {}",
        "item": "item {}",
        "paragraph": "paragraph {}",
        "text": "“{}”",
    },
}

WAY_WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "line": "dòng “Đáp án: …” sau mỗi câu",
        "table": "bảng đáp án",
        "column": "cột “Đáp án”",
        "star": "dấu * trước phương án",
        "tick": "dấu ✓ hoặc ☑ ở phương án",
        "bold": "chữ in đậm",
        "italic": "chữ in nghiêng",
        "underline": "chữ gạch chân",
        "colour": "màu chữ",
        "highlight": "màu tô sáng",
        "shading": "màu nền",
    },
    "en": {
        "line": "the line “Đáp án: …” after each item",
        "table": "the table of keys",
        "column": "the column “Đáp án”",
        "star": "the * before the option",
        "tick": "the ✓ or ☑ at the option",
        "bold": "bold type",
        "italic": "italics",
        "underline": "underlining",
        "colour": "the colour of the text",
        "highlight": "highlighting",
        "shading": "shading",
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
        " Hãy lưu lại dạng .docx hoặc .xlsx không mật khẩu rồi chọn lại.",
        "en": "This is an old Word or Excel file (.doc, .xls), or one with a password."
        " Save it as .docx or .xlsx without a password and choose it again.",
    },
    "format_unknown": {
        "vi": "Không nhận ra ngân hàng câu hỏi trong tệp này. Hệ thống đọc được tệp Excel (.xlsx),"
        " Word (.docx), CSV, YAML, JSON, GIFT và Aiken theo mẫu. Hãy tải tệp mẫu về, chép câu hỏi"
        " vào rồi chọn lại.",
        "en": "No question bank was recognised in this file. Excel (.xlsx), Word (.docx), CSV,"
        " YAML, JSON, GIFT and Aiken files that follow the template can be read. Download the"
        " template, copy your items into it and choose that file.",
    },
    "encoding_broken": {
        "vi": "Dòng này có ký tự không đọc được. Hãy lưu lại tệp với bảng mã Unicode (UTF-8).",
        "en": "This line contains characters that cannot be read. Save the file again as Unicode"
        " (UTF-8).",
    },
    "archive_broken": {
        "vi": "Tệp Excel hoặc Word bị hỏng hay không đầy đủ. Hãy mở tệp, lưu lại dạng .xlsx hoặc"
        " .docx rồi chọn lại.",
        "en": "The Excel or Word file is damaged or incomplete. Open it, save it as .xlsx or .docx"
        " and choose it again.",
    },
    "archive_unsafe": {
        "vi": "Nội dung nén trong tệp lớn bất thường nên không được mở. Hãy chép riêng các câu hỏi"
        " sang tệp mẫu rồi chọn lại.",
        "en": "The compressed content of the file is abnormally large, so it was not opened."
        " Copy only the items into the template and choose that file.",
    },
    "archive_macros": {
        "vi": "Tệp có chứa macro. Hãy lưu lại dạng “Excel Workbook (.xlsx)” hoặc “Word Document"
        " (.docx)” không có macro.",
        "en": "The file contains macros. Save it as “Excel Workbook (.xlsx)” or “Word Document"
        " (.docx)” without macros.",
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
    "document_deep": {
        "vi": "Nội dung lồng nhau quá {limit} tầng. Hãy viết theo tệp mẫu.",
        "en": "The content is nested deeper than {limit} levels. Follow the template.",
    },
    "document_large": {
        "vi": "Tệp có quá {limit} mục. Hãy chia thành nhiều ngân hàng.",
        "en": "The file has more than {limit} entries. Split it into several banks.",
    },
    "json_broken": {
        "vi": "Từ dòng này tệp không còn đúng cú pháp JSON. Hãy kiểm tra dấu phẩy, dấu ngoặc và dấu"
        " nháy kép.",
        "en": "From this line on, the file is not valid JSON. Check commas, brackets and quotation"
        " marks.",
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
        " bằng “- ” (trong JSON: đặt trong ngoặc vuông).",
        "en": "The value of “{key}” must be a list. Write each entry on a line that begins"
        " with “- ” (in JSON: put them in square brackets).",
    },
    "expected_mapping": {
        "vi": "Chỗ này phải gồm các dòng “khóa: giá trị”. Hãy viết theo tệp mẫu.",
        "en": "This place must consist of “key: value” lines. Follow the template.",
    },
}

_TABLE = {
    "header_missing": {
        "vi": "Không tìm thấy hàng tiêu đề. Hàng đầu cần có các cột “Nội dung câu hỏi”,"
        " “Phương án A”, “Phương án B”, “Đáp án” như tệp mẫu.",
        "en": "No header row was found. The first row needs the columns “Question”, “Option A”,"
        " “Option B” and “Key”, as in the template.",
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
        "vi": "Tệp này không chứa mã và tên ngân hàng. Hãy điền mã và tên khi nhập, hoặc ghi vào"
        " tệp như trong tệp mẫu.",
        "en": "This file contains no bank code and title. Give them when loading, or write them"
        " into the file as the template does.",
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

_QUESTIONS = {
    "answer_repeated": {
        "vi": "Câu hỏi ngay trên đã có dòng đáp án. Hãy giữ lại một dòng “ANSWER:”, hoặc viết nội"
        " dung câu hỏi phía trên dòng này.",
        "en": "The question above already has an answer line. Keep one “ANSWER:” line, or write the"
        " question that this one belongs to above it.",
    },
    "option_order": {
        "vi": "Phương án ở dòng này ghi chữ {letter}, trong khi phương án tiếp theo phải là"
        " {expected}. Hãy đánh lại chữ cái lần lượt từ A.",
        "en": "The option on this line has the letter {letter}, but the next one has to be"
        " {expected}. Letter the options in order from A.",
    },
    "gift_description": {
        "vi": "Đoạn này không có phương án trong ngoặc nhọn {{ }}. Hãy bổ sung phương án, hoặc bỏ"
        " đoạn này (thêm “//” vào đầu dòng để giữ làm ghi chú).",
        "en": "This passage has no answers in braces {{ }}. Add them, or remove the passage (put"
        " “//” at the start of its lines to keep it as a comment).",
    },
    "gift_braces": {
        "vi": "Ngoặc nhọn của câu này không thành một cặp {{ … }}. Hãy sửa lại; ngoặc thuộc về nội"
        " dung thì viết \\{{ và \\}}. Giữa hai câu phải có một dòng trống.",
        "en": "The braces of this question are not one pair {{ … }}. Correct them; braces that"
        " belong to the text are written \\{{ and \\}}. A blank line separates questions.",
    },
    "gift_essay": {
        "vi": "Đây là câu tự luận. Cuộc thi chỉ dùng câu trắc nghiệm: hãy bỏ câu này hoặc viết thêm"
        " các phương án.",
        "en": "This is an essay question. Contests use multiple choice only: remove it or give it"
        " options.",
    },
    "gift_numeric": {
        "vi": "Đây là câu trả lời bằng số. Cuộc thi chỉ dùng câu trắc nghiệm: hãy bỏ câu này hoặc"
        " viết thành các phương án.",
        "en": "This question asks for a number. Contests use multiple choice only: remove it or"
        " turn it into options.",
    },
    "gift_matching": {
        "vi": "Đây là câu ghép đôi. Cuộc thi chỉ dùng câu trắc nghiệm: hãy bỏ câu này hoặc viết"
        " thành các phương án.",
        "en": "This is a matching question. Contests use multiple choice only: remove it or turn it"
        " into options.",
    },
    "gift_short_answer": {
        "vi": "Câu này chỉ có câu trả lời đúng, không có phương án sai nào (dấu “~”). Cuộc thi chỉ"
        " dùng câu trắc nghiệm: hãy thêm phương án sai hoặc bỏ câu này.",
        "en": "This question has correct answers only and no wrong option (“~”). Contests use"
        " multiple choice only: add wrong options or remove it.",
    },
    "gift_true_false": {
        "vi": "Câu đúng/sai được đọc thành câu trắc nghiệm có hai phương án “Đúng” và “Sai”."
        " Hãy xem lại cách hỏi có hợp không.",
        "en": "This true/false question was read as a choice between “True” and “False”. Make sure"
        " that it reads well so.",
    },
    "gift_before_answers": {
        "vi": "Trong ngoặc nhọn, “{text}” đứng trước phương án đầu tiên. Hãy đặt dấu “=” (đúng)"
        " hoặc “~” (sai) ở đầu mỗi phương án.",
        "en": "Within the braces, “{text}” stands before the first option. Begin every option with"
        " “=” (correct) or “~” (wrong).",
    },
    "gift_two_keys": {
        "vi": "Câu này có {count} phương án cùng ghi dấu “=” nên không rõ đáp án. Nếu chỉ một"
        " phương án đúng, hãy đổi các dấu còn lại thành “~”; nếu phải chọn đủ cả {count}, hãy ghi"
        " trọng số cộng lại thành 100 %, ví dụ ~%50%.",
        "en": "{count} options of this question are marked “=”, so its key is uncertain. If one is"
        " correct, change the other marks to “~”; if all {count} have to be chosen, give them"
        " weights that add up to 100 %, such as ~%50%.",
    },
    "gift_weights": {
        "vi": "Trọng số của các phương án đúng không cộng thành 100 %. Hãy sửa trọng số, hoặc ghi"
        " dấu “=” trước phương án đúng duy nhất.",
        "en": "The weights of the correct options do not add up to 100 %. Correct them, or mark the"
        " only correct option with “=”.",
    },
    "gift_partial": {
        "vi": "Phương án ở dòng này được một phần điểm; cuộc thi chỉ chấm đúng hoặc sai nên phương"
        " án được coi là sai. Hãy xem lại đáp án.",
        "en": "The option on this line earns part of the points; contests know right and wrong"
        " only, so it counts as wrong. Review the key.",
    },
    "gift_feedback": {
        "vi": "Lời phản hồi cho phương án sai không được đọc. Nếu cần, hãy chép vào lời giải thích"
        " chung (sau dấu ####).",
        "en": "Feedback on wrong options was not read. If it is needed, copy it into the general"
        " feedback (after ####).",
    },
    "gift_title_long": {
        "vi": "Tiêu đề “{title}” quá dài nên không dùng làm mã câu. Hãy ghi mã ngắn giữa hai cặp"
        " dấu hai chấm, ví dụ ::LS-001::.",
        "en": "The title “{title}” is too long to be a code. Write a short code between the double"
        " colons, such as ::LS-001::.",
    },
    "markup_refused": {
        "vi": "Nội dung có “{what}” (hình ảnh, bảng, liên kết, chỉ số trên dưới …) mà chữ thường"
        " không diễn đạt được. Hãy viết lại bằng chữ thường.",
        "en": "The text contains “{what}” (a picture, table, link, superscript …), which plain text"
        " cannot say. Rewrite it as plain text.",
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
        "vi": "Mã “{item}” đã dùng cho câu thứ {first}, nay lặp lại ở câu thứ {second} của tệp."
        " Hãy đặt mã khác cho một trong hai câu.",
        "en": "The code “{item}” of item number {first} in the file is used again by number"
        " {second}."
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
    "key_contradicts": {
        "vi": "Câu này hỏi và có các phương án giống câu {other} nhưng đáp án khác. Hãy kiểm tra"
        " lại nguồn, sửa đáp án sai và bỏ một câu.",
        "en": "This item has the question and options of item {other} but another key. Check the"
        " source, correct the wrong key and remove one of them.",
    },
    "letters_mixed": {
        "vi": "Từ “{word}” ở mục “{field}” lẫn chữ cái của bảng chữ khác trông giống chữ Việt (Nga,"
        " Hy Lạp, chữ toàn khổ), nên tìm kiếm và so sánh sẽ sai. Hãy xóa và gõ lại từ này.",
        "en": "The word “{word}” under “{field}” mixes in look-alike letters of another script"
        " (Cyrillic, Greek, full-width), so that searching and comparing fail. Delete the word and"
        " type it again.",
    },
    "years_disagree": {
        "vi": "“{text}” nói {said} năm, nhưng hai mốc cách nhau {apart} năm. Hãy sửa số năm hoặc"
        " mốc thời gian.",
        "en": "“{text}” says {said} years, but the two dates are {apart} years apart. Correct the"
        " number or the dates.",
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
    "topic_missing_everywhere": {
        "vi": "Không câu nào trong {count} câu có chủ đề nên không chọn được theo ma trận đề. Hãy"
        " bổ sung chủ đề.",
        "en": "None of the {count} items has a topic, so no exam blueprint can select them by"
        " topic. Add topics.",
    },
    "explanation_missing_everywhere": {
        "vi": "Không câu nào trong {count} câu có lời giải thích để người dự thi học lại. Hãy bổ"
        " sung.",
        "en": "None of the {count} items has an explanation for contestants to learn from. Add"
        " them.",
    },
    "source_missing_everywhere": {
        "vi": "Không câu nào trong {count} câu ghi nguồn để kiểm chứng đáp án. Hãy ghi tài liệu và"
        " trang.",
        "en": "None of the {count} items names a source by which its key can be verified. Name the"
        " documents and pages.",
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

_DOCUMENT = {
    "keys_recognised": {
        "vi": "Đáp án được nhận theo {way}: {count} câu. Hãy xem lại nếu tài liệu đánh dấu cách"
        " khác.",
        "en": "Keys were taken from {way}: {count} items. Review them if the document marks its"
        " keys in another way.",
    },
    "key_unmarked": {
        "vi": "Không thấy đáp án của câu này. Hãy ghi dòng “Đáp án: B” dưới các phương án, hoặc"
        " đánh dấu phương án đúng như các câu khác.",
        "en": "No key was found for this item. Write a line “Đáp án: B” under its options, or mark"
        " the correct option as in the other items.",
    },
    "keys_disagree": {
        "vi": "Đáp án không thống nhất: {first}, nhưng theo {way} là {second}. Hãy sửa để chỉ còn"
        " một đáp án.",
        "en": "The keys disagree: {first}, but {second} by {way}. Correct one of them.",
    },
    "key_told": {
        "vi": "Đáp án nằm ngay trong nội dung câu hỏi hoặc phương án nên người dự thi sẽ thấy. Hãy"
        " chuyển xuống một dòng riêng dưới các phương án, ví dụ “Đáp án: B”.",
        "en": "The key stands inside the question or an option, where contestants would see it."
        " Move it to a line of its own under the options, for example “Đáp án: B”.",
    },
    "key_text_differs": {
        "vi": "Dòng đáp án ghi {letters} nhưng nội dung đi kèm là của phương án {letter}. Hãy sửa"
        " chữ cái hoặc nội dung.",
        "en": "The line of the key says {letters}, but the words beside it are those of option"
        " {letter}. Correct the letter or the words.",
    },
    "key_repeated_line": {
        "vi": "Câu này có hai dòng đáp án. Hãy giữ lại một dòng; nếu đây là câu hỏi khác, hãy ghi"
        " “Câu …:” trước nội dung của câu đó.",
        "en": "This item has two lines with a key. Keep one; if another item begins here, write"
        " “Câu …:” before it.",
    },
    "marks_several": {
        "vi": "Nhiều phương án ({letters}) cùng được đánh dấu bằng {way}. Hãy chỉ đánh dấu một"
        " phương án; nếu câu có nhiều đáp án đúng, hãy ghi dòng “Đáp án: {letters}”.",
        "en": "Several options ({letters}) are marked by {way}. Mark only one; if all of them are"
        " correct, write a line “Đáp án: {letters}”.",
    },
    "marks_everywhere": {
        "vi": "Mọi phương án của câu này đều được đánh dấu bằng {way} nên không biết phương án nào"
        " đúng. Hãy chỉ đánh dấu phương án đúng, hoặc ghi dòng “Đáp án: B”.",
        "en": "All options of this item are marked by {way}, so the correct one is unknown. Mark"
        " only the correct one, or write a line “Đáp án: B”.",
    },
    "mark_partial": {
        "vi": "Phương án {letters} chỉ được đánh dấu một phần bằng {way} nên không chắc là đáp án."
        " Hãy đánh dấu cả phương án đúng và bỏ dấu ở phương án khác, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} is marked only in part by {way}, so the key is uncertain. Mark the"
        " whole correct option and no other, or write a line “Đáp án: B”.",
    },
    "mark_unusual": {
        "vi": "Phương án {letters} được đánh dấu bằng {way}, còn các câu khác dùng {usual}. Hãy"
        " đánh dấu như các câu khác, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} is marked by {way}, while other items use {usual}. Mark it as in"
        " the other items, or write a line “Đáp án: B”.",
    },
    "key_line_unread": {
        "vi": "Không đọc được dòng này trong phần đáp án. Hãy viết dạng “1.A 2.B 3.C”, hoặc chuyển"
        " dòng này ra khỏi phần đáp án.",
        "en": "This line among the keys cannot be read. Write “1.A 2.B 3.C”, or move it elsewhere.",
    },
    "mark_crossed": {
        "vi": "Phương án {letters} có dấu gạch chéo, không rõ là chọn hay loại. Hãy dùng dấu ✓ cho"
        " phương án đúng, hoặc ghi dòng “Đáp án: B”.",
        "en": "Option {letters} bears a cross, which may choose it or rule it out. Use ✓ for the"
        " correct option, or write a line “Đáp án: B”.",
    },
    "key_entry_differs": {
        "vi": "Phần đáp án ghi {letters}, nhưng “{text}” đi kèm không phải nội dung phương án"
        " {letters} của câu này. Hãy sửa chữ cái, hoặc chép đúng nội dung phương án.",
        "en": "The keys say {letters}, but “{text}” beside it is not what option {letters} of this"
        " item says. Correct the letter, or copy the words of the option.",
    },
    "key_forms_several": {
        "vi": "Phần đáp án có các cột mã đề {forms} khác nhau, mà tài liệu không ghi mã đề của"
        " mình. Hãy ghi “Mã đề: …” ở đầu tài liệu, hoặc chỉ giữ lại cột của đề này.",
        "en": "The keys have different columns for the forms {forms}, and the document does not say"
        " which form it is. Write “Mã đề: …” at its top, or keep only the column of this form.",
    },
    "key_forms_other": {
        "vi": "Phần đáp án ghi cho mã đề {forms}, còn tài liệu ghi mã đề {own}. Hãy ghi một mã đề"
        " ở đầu tài liệu và để phần đáp án có cột của mã đề ấy.",
        "en": "The keys are for the forms {forms}, while the document is called {own}. Name one"
        " form at the top of the document, and give the keys a column for it.",
    },
    "key_entry_repeated": {
        "vi": "Câu {number} có hai đáp án trong phần đáp án. Hãy giữ lại một; nếu mỗi phần đánh số"
        " lại từ 1, hãy đánh số câu liên tục trong cả tài liệu.",
        "en": "Item {number} has two entries among the keys. Keep one; if numbers begin again in"
        " each part, number the items through the whole document.",
    },
    "key_entry_missing": {
        "vi": "Phần đáp án không có câu {number}. Hãy bổ sung đáp án của câu này.",
        "en": "The keys have no entry for item {number}. Add it.",
    },
    "key_entry_alone": {
        "vi": "Phần đáp án có câu {number} nhưng tài liệu không có câu hỏi nào mang số này. Hãy"
        " kiểm tra lại cách đánh số.",
        "en": "The keys have an entry {number}, but no item bears that number. Check the numbers.",
    },
    "number_repeated": {
        "vi": "Số câu {number} đã dùng cho một câu trước nên không biết đáp án trong bảng là của"
        " câu nào. Hãy đánh số câu liên tục, không trùng.",
        "en": "The number {number} was used before, so it is unclear whose key the table means."
        " Give every item a number of its own.",
    },
    "number_skipped": {
        "vi": "Số câu nhảy từ {before} sang {number}. Hãy kiểm tra xem có thiếu câu hay bảng đáp"
        " án theo số cũ không.",
        "en": "Numbers jump from {before} to {number}. Check that no item is missing and that the"
        " table of keys follows the present numbers.",
    },
    "question_unnumbered": {
        "vi": "Phương án A này không thuộc câu nào: không thấy số câu ở trước. Hãy ghi “Câu 1:”,"
        " “Câu 2:” … trước nội dung mỗi câu hỏi.",
        "en": "This option A belongs to no item: there is no number before it. Write “Câu 1:”,"
        " “Câu 2:” … before each question.",
    },
    "options_out_of_order": {
        "vi": "Các phương án của câu này là {letters}, không liền nhau từ A. Hãy kiểm tra chữ cái"
        " và để mỗi phương án một dòng.",
        "en": "The options of this item are {letters}, not in order from A. Check the letters and"
        " put each option on a line of its own.",
    },
    "option_uncertain": {
        "vi": "Không chắc phương án {letter} bắt đầu ở đâu trong dòng này. Hãy xuống dòng trước"
        " mỗi phương án.",
        "en": "It is uncertain where option {letter} begins on this line. Begin each option on a"
        " line of its own.",
    },
    "line_unplaced": {
        "vi": "Không biết đoạn này thuộc phần nào. Hãy ghi “Câu …:” nếu là câu hỏi, “Giải thích:”"
        " hoặc “Nguồn:” nếu thuộc câu trên, dùng kiểu Heading nếu là tiêu đề, hoặc xóa đi.",
        "en": "It is unclear what this paragraph belongs to. Write “Câu …:” if it is a question,"
        " “Giải thích:” or “Nguồn:” if it belongs to the item above, use a Heading style if it is"
        " a title, or delete it.",
    },
    "field_repeated": {
        "vi": "Mục “{field}” được ghi hai lần trong một câu. Hãy giữ lại một.",
        "en": "“{field}” is given twice in one item. Keep one of them.",
    },
    "docx_tracked": {
        "vi": "Tài liệu còn lưu vết chỉnh sửa (Track Changes): phần thêm được đọc, phần xóa bị bỏ."
        " Hãy chấp nhận hoặc từ chối hết các chỉnh sửa để chắc chắn.",
        "en": "The document has tracked changes: insertions were read, deletions left out. Accept"
        " or reject all changes to be sure.",
    },
    "docx_hidden": {
        "vi": "Đoạn này có chữ ẩn (“{text}”). Hãy bỏ thuộc tính ẩn (Font → Hidden) hoặc xóa phần"
        " đó.",
        "en": "This paragraph has hidden text (“{text}”). Remove the property Font → Hidden, or"
        " delete that text.",
    },
    "docx_struck": {
        "vi": "Đoạn này có chữ gạch ngang (“{text}”) nhưng vẫn được đọc. Hãy xóa nếu không dùng.",
        "en": "This paragraph has struck-out text (“{text}”), which was read all the same. Delete"
        " it if it is not meant.",
    },
    "docx_picture": {
        "vi": "Đoạn này có hình ảnh, hình không được đọc. Hãy diễn đạt bằng chữ nếu câu hỏi cần"
        " hình.",
        "en": "This paragraph has a picture, which was not read. Put it into words if the item"
        " needs it.",
    },
    "docx_textbox": {
        "vi": "Đoạn này có khung chữ (Text Box), chữ trong khung không được đọc. Hãy chép chữ ra"
        " ngoài khung.",
        "en": "This paragraph has a text box, whose text was not read. Copy the text out of it.",
    },
    "docx_formula": {
        "vi": "Đoạn này có công thức, công thức không được đọc. Hãy gõ lại bằng chữ thường.",
        "en": "This paragraph has a formula, which was not read. Type it as plain text.",
    },
    "docx_object": {
        "vi": "Đoạn này có đối tượng nhúng, nội dung của nó không được đọc. Hãy chép nội dung ra"
        " ngoài.",
        "en": "This paragraph has an embedded object, whose content was not read. Copy it out.",
    },
    "docx_note": {
        "vi": "Đoạn này có chú thích cuối trang hoặc cuối bài, chú thích không được đọc. Hãy đưa"
        " nội dung vào câu hỏi nếu cần.",
        "en": "This paragraph has a footnote or endnote, which was not read. Move its text into"
        " the item if needed.",
    },
    "docx_symbol": {
        "vi": "Đoạn này có ký hiệu của phông chữ riêng, ký hiệu không được đọc. Hãy gõ lại bằng"
        " chữ thường.",
        "en": "This paragraph has a symbol of a special font, which was not read. Type it as plain"
        " text.",
    },
    "docx_field": {
        "vi": "Đoạn này có trường (Field) không có nội dung hiển thị. Hãy thay trường bằng chữ.",
        "en": "This paragraph has a field that shows nothing. Replace it with text.",
    },
    "legacy_converted": {
        "vi": "{count} đoạn viết bằng phông TCVN3 (.VnTime …) hoặc VNI đã được chuyển sang"
        " Unicode. Hãy xem lại chính tả.",
        "en": "{count} passages in TCVN3 (.VnTime …) or VNI fonts were converted to Unicode. Look"
        " at their spelling.",
    },
    "legacy_mixed": {
        "vi": "Đoạn này dùng phông “{font}” nhưng trộn chữ Unicode với bảng mã cũ. Hãy chuyển cả"
        " đoạn sang Unicode (Times New Roman) rồi gõ lại chỗ sai.",
        "en": "This paragraph in the font “{font}” mixes Unicode with an old encoding. Convert it"
        " to Unicode (Times New Roman) and type again what is wrong.",
    },
}

_LOSSES = {
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

MESSAGES: Mapping[str, Mapping[str, str]] = (
    _FILE | _YAML | _TABLE | _QUESTIONS | _FIELDS | _PICTURES | _CHECKS | _LOSSES | _DOCUMENT
)
