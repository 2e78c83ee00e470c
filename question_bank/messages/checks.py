"""What a finding about a well-formed bank says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
