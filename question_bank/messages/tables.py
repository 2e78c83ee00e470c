"""What a finding about a table says: its header, its cells, the head on its own sheet."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
