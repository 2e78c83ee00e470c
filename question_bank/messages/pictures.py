"""What a finding about a picture says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
