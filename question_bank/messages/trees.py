"""What a finding about a YAML or JSON document says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
