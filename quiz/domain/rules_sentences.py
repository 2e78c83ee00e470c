"""The sentences of rules problems, by code and language; ``{path}`` is where in the document."""

from collections.abc import Mapping

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "missing": {
        "vi": "Thiếu mục “{path}”; hãy bổ sung.",
        "en": "“{path}” is missing; add it.",
    },
    "unknown_field": {
        "vi": "Không có mục nào tên là “{path}”; hãy sửa tên hoặc bỏ đi.",
        "en": "There is no field “{path}”; correct its name or remove it.",
    },
    "not_allowed": {
        "vi": "“{path}” chỉ nhận một trong các giá trị: {expected}.",
        "en": "“{path}” takes one of these values only: {expected}.",
    },
    "too_small": {
        "vi": "“{path}” phải từ {ge} trở lên.",
        "en": "“{path}” must be {ge} or more.",
    },
    "too_large": {
        "vi": "“{path}” không được quá {le}.",
        "en": "“{path}” must be {le} or less.",
    },
    "list_empty": {
        "vi": "Danh sách “{path}” không được để trống.",
        "en": "The list “{path}” must not be empty.",
    },
    "text_empty": {
        "vi": "“{path}” không được để trống.",
        "en": "“{path}” must not be empty.",
    },
    "text_too_long": {
        "vi": "“{path}” không được dài quá {max_length} ký tự.",
        "en": "“{path}” must not be longer than {max_length} characters.",
    },
    "not_a_slug": {
        "vi": "“{path}” phải viết bằng chữ thường không dấu, chữ số và dấu gạch dưới, "
        "bắt đầu bằng chữ, không quá 40 ký tự, ví dụ khuyen_khich.",
        "en": "“{path}” takes lower-case letters without accents, digits and underscores, "
        "begins with a letter and has 40 characters at most, for example khuyen_khich.",
    },
    "not_an_integer": {
        "vi": "“{path}” phải là một số nguyên.",
        "en": "“{path}” must be a whole number.",
    },
    "not_a_boolean": {
        "vi": "“{path}” chỉ nhận true hoặc false.",
        "en": "“{path}” takes true or false only.",
    },
    "not_a_text": {
        "vi": "“{path}” phải là chữ; nếu là số, hãy đặt trong dấu nháy.",
        "en": "“{path}” must be text; put a number in quotation marks.",
    },
    "not_a_list": {
        "vi": "“{path}” phải là một danh sách.",
        "en": "“{path}” must be a list.",
    },
    "not_a_mapping": {
        "vi": "“{path}” phải gồm các cặp tên và giá trị.",
        "en": "“{path}” must consist of names and values.",
    },
    "invalid": {
        "vi": "Giá trị của “{path}” không hợp lệ.",
        "en": "The value of “{path}” is not valid.",
    },
    "not_plain": {
        "vi": "Bản quy tắc chỉ được gồm chữ, số nguyên, true/false, danh sách và các cặp tên – "
        "giá trị.",
        "en": "A rules document consists of text, whole numbers, true/false, lists and named "
        "values only.",
    },
    "sections_do_not_add_up": {
        "vi": "Các phần của ma trận đề cộng lại được {sections} câu, trong khi đề có {items} câu; "
        "hãy sửa một trong hai.",
        "en": "The sections of the exam blueprint add up to {sections} items, but the paper has "
        "{items}; correct one of them.",
    },
    "section_outside_pool": {
        "vi": "“{path}” không có giá trị nào nằm trong phạm vi câu hỏi của đợt (paper.pool).",
        "en": "“{path}” names nothing that the pool of the round (paper.pool) allows.",
    },
    "pool_too_small": {
        "vi": "“{path}” chỉ liệt kê {codes} mã câu, trong khi cần {items} câu.",
        "en": "“{path}” lists {codes} item codes, but {items} items are needed.",
    },
    "listed_twice": {
        "vi": "“{path}” liệt kê “{value}” hai lần; hãy bỏ một.",
        "en": "“{path}” lists “{value}” twice; remove one.",
    },
    "ranking_needs_prediction": {
        "vi": "Xếp hạng dùng chênh lệch dự đoán nhưng bài thi không có câu dự đoán; hãy khai báo "
        "“prediction” hoặc bỏ “prediction_distance”.",
        "en": "The ranking uses the prediction, but nothing is asked to be predicted; declare "
        "“prediction” or remove “prediction_distance”.",
    },
    "prediction_unused": {
        "vi": "Bài thi có câu dự đoán nhưng xếp hạng không dùng đến; hãy thêm "
        "“prediction_distance” vào “ranking” hoặc bỏ “prediction”.",
        "en": "A prediction is asked but the ranking does not use it; add “prediction_distance” "
        "to “ranking” or remove “prediction”.",
    },
    "counting_needs_prediction": {
        "vi": "Không thể chọn lượt thi có dự đoán gần đúng nhất khi bài thi không có câu dự đoán.",
        "en": "The attempt with the best prediction cannot count where nothing is predicted.",
    },
    "filter_not_first": {
        "vi": "“all_correct_only” là điều kiện được xét giải nên phải đứng đầu “ranking”.",
        "en": "“all_correct_only” decides who is ranked at all, so it must stand first in "
        "“ranking”.",
    },
    "filter_alone": {
        "vi": "Chỉ với “all_correct_only” thì mọi người bằng nhau; hãy thêm tiêu chí xếp hạng.",
        "en": "With “all_correct_only” alone everybody is equal; add something to compare.",
    },
    "prizes_without_ranking": {
        "vi": "Có cơ cấu giải thưởng nhưng không có tiêu chí xếp hạng; hãy khai báo “ranking”.",
        "en": "There are prizes but nothing is ranked; declare “ranking”.",
    },
    "review_at_once_ranked": {
        "vi": "Đợt thi có xếp hạng không được cho xem đáp án ngay khi nộp bài.",
        "en": "A ranked round cannot show its key at once.",
    },
    "review_before_result": {
        "vi": "Đáp án không được công bố trước kết quả; hãy chọn “review” muộn hơn hoặc “result” "
        "sớm hơn.",
        "en": "The key cannot be shown before the result; choose a later “review” or an earlier "
        "“result”.",
    },
    "ages_reversed": {
        "vi": "Tuổi tối thiểu ({min_age}) lớn hơn tuổi tối đa ({max_age}).",
        "en": "The least age ({min_age}) is above the greatest ({max_age}).",
    },
    "gate_empty": {
        "vi": "“{path}” không đặt ra điều kiện nào; hãy nêu tỷ lệ, số người, số lượt hoặc số giải.",
        "en": "“{path}” demands nothing; give a rate or a number of people, attempts or winners.",
    },
    "gate_range_reversed": {
        "vi": "“{path}” áp dụng cho đơn vị từ {headcount_from} đến dưới {headcount_below} người: "
        "không có đơn vị nào như vậy.",
        "en": "“{path}” applies to units of {headcount_from} to fewer than {headcount_below} "
        "people: there are none.",
    },
}
