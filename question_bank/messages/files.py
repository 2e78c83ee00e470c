"""What a finding about a file as a whole says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
