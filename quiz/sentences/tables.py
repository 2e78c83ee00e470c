"""What the faults of a table say: what is wrong in which place, and how to mend it."""

from collections.abc import Callable

from quiz.documents.table import Fault
from quiz.sentences import ranking_files
from quiz.sentences.sentence import N_

_FILES = {
    "file_empty": N_("Tệp không có nội dung. Hãy chọn lại tệp."),
    "file_too_large": N_("Tệp lớn hơn %(limit)s MB. Hãy chia thành nhiều tệp."),
    "format_legacy": N_(
        "Đây là tệp Word hoặc Excel đời cũ (.doc, .xls), hoặc tệp có đặt mật khẩu. "
        "Hãy lưu lại dạng .xlsx không mật khẩu rồi chọn lại."
    ),
    "format_unknown": N_(
        "Không đọc được tệp này. Hãy dùng tệp Excel (.xlsx) hoặc CSV theo tệp mẫu."
    ),
    "encoding_broken": N_(
        "Dòng này có ký tự không đọc được. Hãy lưu lại tệp với bảng mã Unicode (UTF-8)."
    ),
    "archive_broken": N_(
        "Tệp Excel bị hỏng hoặc không đầy đủ. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại."
    ),
    "archive_unsafe": N_(
        "Nội dung nén trong tệp Excel lớn bất thường nên không được mở. "
        "Hãy chép riêng bảng dữ liệu sang tệp mẫu rồi chọn lại."
    ),
    "archive_macros": N_(
        "Tệp Excel có chứa macro. Hãy lưu lại dạng “Excel Workbook (.xlsx)” không có macro."
    ),
    "csv_broken": N_(
        "Dấu ngoặc kép ở dòng này không khép đúng, hoặc ô quá dài. "
        "Hãy lưu lại tệp từ Excel dạng “CSV UTF-8”."
    ),
    "rows_too_many": N_("Tệp có hơn %(limit)s dòng. Hãy chia thành nhiều tệp."),
    "table_empty": N_("Bảng chưa có dòng nào. Hãy điền ít nhất một dòng dưới hàng tiêu đề."),
}
_COLUMNS = {
    "header_missing": N_(
        "Không tìm thấy hàng tiêu đề. Hàng đầu cần có các cột %(columns)s như tệp mẫu."
    ),
    "column_missing": N_("Thiếu cột “%(column)s”. Hãy thêm cột này vào hàng tiêu đề như tệp mẫu."),
    "column_repeated": N_("Cột “%(column)s” xuất hiện hai lần. Hãy giữ lại một cột."),
    "cells_beyond": N_(
        "Dòng này có nhiều ô hơn hàng tiêu đề. Hãy xóa ô thừa, "
        "hoặc đặt nội dung có dấu ngăn cách trong dấu ngoặc kép."
    ),
}
_CELLS = {
    "cell_formula": N_("Ô chứa công thức. Hãy thay bằng giá trị (Dán đặc biệt → Giá trị)."),
    "cell_date": N_(
        "Excel đã đổi ô này thành kiểu ngày. Hãy định dạng ô là “Văn bản” (Text) rồi gõ lại."
    ),
    "cell_number": N_(
        "Không biết chắc giá trị của ô này. Hãy định dạng ô là “Văn bản” (Text) rồi gõ lại."
    ),
    "text_hidden": N_(
        "Mục “%(column)s” có ký tự ẩn (%(character)s), thường lẫn vào khi sao chép. "
        "Hãy xóa và gõ lại."
    ),
    "text_too_long": N_(
        "Mục “%(column)s” dài %(length)s ký tự, vượt mức %(limit)s ký tự. Hãy rút gọn."
    ),
    "date_bad": N_("“%(text)s” không phải là một ngày. Hãy ghi dạng ngày/tháng/năm: 05/09/1980."),
}
_UNITS = {
    "unit_code_needed": N_("Thiếu mã đơn vị. Hãy đặt cho mỗi đơn vị một mã riêng."),
    "unit_code_bad": N_(
        "Mã “%(text)s” có ký tự không dùng được. "
        "Hãy dùng chữ cái không dấu, chữ số, dấu chấm, gạch nối và gạch dưới."
    ),
    "unit_code_reserved": N_(
        "Mã “%(code)s” dành riêng cho mục “Không thuộc đơn vị nào”. Hãy đặt mã khác."
    ),
    "unit_name_needed": N_("Thiếu tên đơn vị."),
    "unit_twice": N_("Mã “%(code)s” đã có ở dòng %(first)s. Mỗi đơn vị chỉ ghi một dòng."),
    "unit_outside": N_(
        "Đơn vị “%(code)s” nằm ngoài phạm vi bạn được giao. Hãy bỏ dòng này, "
        "hoặc đề nghị Ban Tổ chức cấp trên nạp giúp."
    ),
    "parent_unknown": N_(
        "Không có đơn vị cấp trên nào mang mã “%(code)s” trong tệp hay trong hệ thống."
    ),
    "root_missing": N_("Không có đơn vị cao nhất. Hãy để trống mã cấp trên của đúng một đơn vị."),
    "root_twice": N_(
        "Đã có đơn vị cao nhất là “%(first)s”. Hãy ghi mã đơn vị cấp trên cho đơn vị này."
    ),
    "unit_below_itself": N_(
        "Theo các mã cấp trên đã ghi thì đơn vị “%(code)s” trực thuộc chính nó. Hãy sửa lại."
    ),
    "tree_too_deep": N_("Đơn vị này nằm sâu quá %(most)s cấp. Hãy kiểm tra lại mã cấp trên."),
    "people_bad": N_("“%(text)s” không phải là số người. Hãy ghi một số nguyên, ví dụ 47."),
    "change_ahead": N_(
        "Ngày thay đổi chưa đến. Hãy nạp thay đổi này từ ngày quyết định có hiệu lực."
    ),
    "changed_later": N_(
        "Đơn vị này đã có thay đổi từ ngày %(day)s, sau ngày ghi ở đây. "
        "Hãy nạp các thay đổi theo thứ tự thời gian."
    ),
    "successor_unknown": N_(
        "Đơn vị kế tục “%(code)s” không có trong tệp hay trong hệ thống, hoặc chính là đơn vị này."
    ),
    "successor_needs_end": N_(
        "Đơn vị có đơn vị kế tục thì phải có ngày hết hiệu lực. Hãy điền cột “Hiệu lực đến”."
    ),
    "validity_backwards": N_("Ngày hết hiệu lực sớm hơn ngày bắt đầu. Hãy kiểm tra lại."),
}
_PEOPLE = {
    "person_name_needed": N_("Thiếu họ và tên đầy đủ."),
    "person_name_bad": N_("Họ và tên “%(text)s” có ký tự không dùng được. Hãy kiểm tra lại."),
    "person_unit_needed": N_("Thiếu mã đơn vị."),
    "person_unit_unknown": N_(
        "Không có đơn vị nào mang mã “%(text)s” trong phạm vi bạn được giao."
    ),
    "person_phone_bad": N_(
        "“%(text)s” không phải số điện thoại. Hãy ghi 10 chữ số, bắt đầu bằng 0."
    ),
    "category_unknown": N_(
        "Cuộc thi không có đối tượng “%(text)s”. Hãy dùng một trong các đối tượng: %(known)s."
    ),
    "eligibility_bad": N_(
        "“%(text)s” ở cột “Xét giải” không rõ nghĩa. Hãy ghi một trong các từ: %(known)s; để trống "
        "là như hiện nay."
    ),
    "eligibility_not_yours": N_(
        "Chỉ Ban Tổ chức của cuộc thi ghi được cột “Xét giải”. Hãy để trống cột này."
    ),
    "eligibility_late": N_(
        "Đã có đợt thi mở nên danh sách không đổi được việc xét giải của người đã có trong danh "
        "sách. Hãy để trống ô này; Ban Giám khảo quyết định khi xét kết quả."
    ),
    "person_twice": N_(
        "Người này trùng với dòng %(first)s. Hãy bỏ một dòng; nếu là hai người khác nhau, "
        "hãy ghi thêm ngày sinh hoặc số hiệu cán bộ."
    ),
    "person_ambiguous": N_(
        "Có %(count)s người cùng họ tên trong hệ thống. "
        "Hãy ghi thêm ngày sinh, số điện thoại hoặc số hiệu cán bộ để xác định đúng người."
    ),
    "person_elsewhere": N_(
        "Người này đã có trong danh sách của đơn vị khác. "
        "Hãy đề nghị Ban Tổ chức chuyển đơn vị cho người này."
    ),
}
SENTENCES = {**_FILES, **_COLUMNS, **_CELLS, **_UNITS, **_PEOPLE, **ranking_files.SENTENCES}


def sentence_of_fault(fault: Fault, translate: Callable[[str], str]) -> str:
    """Return what is wrong, in the reader's words; the place is said by ``fault.place``."""
    return translate(SENTENCES[fault.code]) % fault.data
