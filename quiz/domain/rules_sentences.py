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
        "en": "“{path}” must be one of these values: {expected}.",
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
        "en": "“{path}” may contain only lower-case letters without diacritics, digits and "
        "underscores, must begin with a letter and have at most 40 characters, for example "
        "khuyen_khich.",
    },
    "not_an_integer": {
        "vi": "“{path}” phải là một số nguyên.",
        "en": "“{path}” must be a whole number.",
    },
    "not_a_boolean": {
        "vi": "“{path}” chỉ nhận true hoặc false.",
        "en": "“{path}” must be true or false.",
    },
    "not_a_text": {
        "vi": "“{path}” phải là chữ; nếu là số, hãy đặt trong dấu nháy.",
        "en": "“{path}” must be text; put numbers in quotation marks.",
    },
    "not_a_list": {
        "vi": "“{path}” phải là một danh sách.",
        "en": "“{path}” must be a list.",
    },
    "not_a_mapping": {
        "vi": "“{path}” phải gồm các cặp tên và giá trị.",
        "en": "“{path}” must consist of pairs of name and value.",
    },
    "invalid": {
        "vi": "Giá trị của “{path}” không hợp lệ.",
        "en": "The value of “{path}” is not valid.",
    },
    "not_plain": {
        "vi": "Bản quy tắc chỉ được gồm chữ, số nguyên, true/false, danh sách và các cặp tên – "
        "giá trị.",
        "en": "A rules document may consist only of text, whole numbers, true/false, lists and "
        "pairs of name and value.",
    },
    "not_an_hour": {
        "vi": '“{path}” phải là một giờ trong ngày, từ "00:00" đến "24:00", đặt trong dấu nháy, ví '
        'dụ "07:30".',
        "en": '“{path}” must be an hour of the day, from "00:00" to "24:00", in quotation marks, '
        'for example "07:30".',
    },
    "item_limit_without_effect": {
        "vi": "“{path}” ({seconds} giây) phải ngắn hơn thời gian làm cả bài ({minutes} phút); nếu "
        "không, giới hạn của từng câu không bao giờ có tác dụng.",
        "en": "“{path}” ({seconds} seconds) must be shorter than the time allowed for the paper "
        "({minutes} minutes); otherwise the limit of an item never has any effect.",
    },
    "plausible_not_below_limit": {
        "vi": "“{path}” ({seconds} giây) phải ngắn hơn thời gian làm bài ({minutes} phút); nếu "
        "không, "
        "bài nào cũng bị coi là nhanh bất thường.",
        "en": "“{path}” ({seconds} seconds) must be shorter than the time allowed ({minutes} "
        "minutes); "
        "otherwise every attempt would be pointed out as too quick.",
    },
    "hours_reversed": {
        "vi": "“{path}”: giờ đóng trong ngày phải sau giờ mở.",
        "en": "“{path}” must close later in the day than it opens.",
    },
    "per_without_limit": {
        "vi": "“{path}” chỉ dùng khi có giới hạn số lượt; hãy ghi “attempts.limit” là một số hoặc "
        "bỏ "
        "“{path}”.",
        "en": "“{path}” only means something with a limit; make “attempts.limit” a number or "
        "remove "
        "“{path}”.",
    },
    "prize_for_nobody": {
        "vi": "“{path}” dành giải cho đối tượng không được dự thi theo “eligible.categories”.",
        "en": "“{path}” gives prizes to people who may not take part by “eligible.categories”.",
    },
    "sections_do_not_add_up": {
        "vi": "Các phần của ma trận đề cộng lại được {sections} câu, trong khi đề có {items} câu; "
        "hãy sửa một trong hai.",
        "en": "The sections of the exam blueprint add up to {sections} items, but the paper has "
        "{items}; correct one of them.",
    },
    "section_outside_pool": {
        "vi": "“{path}” không có giá trị nào nằm trong phạm vi câu hỏi của đợt (paper.pool).",
        "en": "“{path}” names nothing within the pool of the round (paper.pool).",
    },
    "pool_too_small": {
        "vi": "“{path}” chỉ liệt kê {codes} mã câu, trong khi cần {items} câu.",
        "en": "“{path}” lists {codes} item codes, but {items} items are needed.",
    },
    "listed_twice": {
        "vi": "“{path}” liệt kê “{value}” hai lần; hãy bỏ một.",
        "en": "“{path}” lists “{value}” twice; remove one of them.",
    },
    "ranking_needs_prediction": {
        "vi": "Xếp hạng dùng chênh lệch dự đoán nhưng bài thi không có câu dự đoán; hãy khai báo "
        "“prediction” hoặc bỏ “prediction_distance”.",
        "en": "The ranking uses the prediction, but the paper asks no prediction question; declare "
        "“prediction” or remove “prediction_distance”.",
    },
    "prediction_unused": {
        "vi": "Bài thi có câu dự đoán nhưng xếp hạng không dùng đến; hãy thêm "
        "“prediction_distance” vào “ranking” hoặc bỏ “prediction”.",
        "en": "The paper asks a prediction question, but the ranking does not use it; add "
        "“prediction_distance” to “ranking” or remove “prediction”.",
    },
    "counting_needs_prediction": {
        "vi": "Không thể chọn lượt thi có dự đoán gần đúng nhất khi bài thi không có câu dự đoán.",
        "en": "The attempt with the nearest prediction cannot be the one that counts where the "
        "paper asks no prediction question.",
    },
    "filter_not_first": {
        "vi": "“all_correct_only” là điều kiện được xét giải nên phải đứng đầu “ranking”.",
        "en": "“all_correct_only” decides who is ranked at all, so it must come first in "
        "“ranking”.",
    },
    "filter_alone": {
        "vi": "Chỉ với “all_correct_only” thì mọi người bằng nhau; hãy thêm tiêu chí xếp hạng.",
        "en": "With “all_correct_only” alone everyone is equal; add a criterion to rank by.",
    },
    "prizes_without_ranking": {
        "vi": "Có cơ cấu giải thưởng nhưng không có tiêu chí xếp hạng; hãy khai báo “ranking”.",
        "en": "There are prizes but no ranking criteria; declare “ranking”.",
    },
    "groups_overlap": {
        "vi": "“{path}” có người chung với nhóm của một giải khác mà hai nhóm không giống hệt "
        "nhau; các nhóm giải phải trùng hẳn hoặc tách hẳn nhau.",
        "en": "“{path}” shares people with the group of another prize without being the same; "
        "groups of prizes must be the same or have nobody in common.",
    },
    "unit_points_differ": {
        "vi": "“{path}” khác với điểm của cùng mức giải ở nhóm khác; hãy ghi bằng nhau.",
        "en": "“{path}” differs from the points of the same level in another group; make them "
        "equal.",
    },
    "from_round_unused": {
        "vi": "“{path}” chỉ dùng khi có giới hạn số giải mỗi người; hãy ghi “per_person” hoặc bỏ "
        "“{path}”.",
        "en": "“{path}” only means something with a limit for each person; give “per_person” or "
        "remove “{path}”.",
    },
    "keeps_unused": {
        "vi": "“{path}” chỉ dùng khi có giới hạn số giải mỗi người; hãy ghi “per_person” hoặc bỏ "
        "“{path}”.",
        "en": "“{path}” only means something with a limit for each person; give “per_person” or "
        "remove “{path}”.",
    },
    "keeps_overall": {
        "vi": "“{path}”: giải của đợt và giải tổng hợp không so được giải nào cao hơn; hãy bỏ mục "
        "này.",
        "en": "“{path}”: of a prize of a round and one over several rounds neither is the higher; "
        "remove it.",
    },
    "levels_contradictory": {
        "vi": "“{path}”: có danh sách giải ghi “{one}” trước “{other}”, có danh sách ghi ngược "
        "lại, nên không biết giải nào cao hơn; hãy ghi các mức giải theo một thứ tự, cao trước.",
        "en": "“{path}”: one list of prizes names “{one}” before “{other}”, another names it "
        "after, so that neither is the higher; list the levels in one order, the highest first.",
    },
    "levels_unordered": {
        "vi": "“{path}”: không danh sách giải nào cho biết “{one}” hay “{other}” cao hơn; hãy dùng "
        "chung tên các mức giải ở mọi đợt.",
        "en": "“{path}”: no list of prizes tells whether “{one}” or “{other}” is the higher; use "
        "the same names of levels in every round.",
    },
    "prize_total_differs": {
        "vi": "“{path}”: Tổng giá trị giải thưởng theo cơ cấu là {sum}, khác tổng đã ghi {total}; "
        "hãy sửa một trong hai.",
        "en": "“{path}”: The prizes add up to {sum}, which differs from the total of {total} that "
        "is given; correct one of them.",
    },
    "unit_kind_unused": {
        "vi": "“{path}” chỉ dùng khi có giới hạn số giải mỗi đơn vị; hãy ghi “per_unit” hoặc bỏ "
        "“{path}”.",
        "en": "“{path}” only means something with a limit for each unit; give “per_unit” or remove "
        "“{path}”.",
    },
    "caps_empty": {
        "vi": "“{path}” không đặt ra giới hạn nào; hãy ghi số giải mỗi người, mỗi đơn vị hoặc tỷ "
        "lệ, hay bỏ đi.",
        "en": "“{path}” sets no limit; give one for each person, each unit or as a share, or "
        "remove it.",
    },
    "overall_without_ranking": {
        "vi": "Có “{path}” (tổng hợp nhiều đợt) nhưng đợt không xếp hạng; hãy khai báo “ranking” "
        "hoặc ghi “{path}: null”.",
        "en": "“{path}” ranks people over several rounds, but the round ranks nobody; declare "
        "“ranking” or write “{path}: null”.",
    },
    "not_summed": {
        "vi": "“{path}” không cộng được “{value}” qua nhiều đợt; chỉ dùng points, correct, "
        "duration, attempt_count và registered_at.",
        "en": "“{path}” cannot add up “{value}” over several rounds; use points, correct, "
        "duration, attempt_count and registered_at only.",
    },
    "sum_begins_with_points": {
        "vi": "“{path}” phải bắt đầu bằng points hoặc correct; nếu không, ai dự ít đợt nhất sẽ "
        "đứng đầu.",
        "en": "“{path}” must begin with points or correct; otherwise whoever took the fewest "
        "rounds would come first.",
    },
    "review_at_once_ranked": {
        "vi": "Đợt thi có xếp hạng không được cho xem đáp án ngay khi nộp bài.",
        "en": "A ranked round may not show the key as soon as a paper is submitted.",
    },
    "frozen_board_unseen": {
        "vi": "“{path}”: chỉ bảng xếp hạng trực tiếp (boards.shown: live) mới dừng cập nhật được.",
        "en": "“{path}”: only a live board (boards.shown: live) can stand still.",
    },
    "review_before_result": {
        "vi": "Đáp án không được công bố trước kết quả; hãy chọn “review” muộn hơn hoặc “result” "
        "sớm hơn.",
        "en": "The key may not be shown before the result; choose a later “review” or an earlier "
        "“result”.",
    },
    "ages_reversed": {
        "vi": "Tuổi tối thiểu ({min_age}) lớn hơn tuổi tối đa ({max_age}).",
        "en": "The minimum age ({min_age}) is above the maximum ({max_age}).",
    },
    "gate_empty": {
        "vi": "“{path}” không đặt ra điều kiện nào; hãy nêu tỷ lệ, số người, số lượt hoặc số giải.",
        "en": "“{path}” sets no condition; give a rate or a number of people, attempts or prizes.",
    },
    "best_missing": {
        "vi": "Xếp hạng đơn vị theo “best_points” cần biết cộng điểm của bao nhiêu người; hãy ghi "
        "“{path}”, ví dụ 10.",
        "en": "Ranking units by “best_points” needs the number of people whose points are added; "
        "give “{path}”, for example 10.",
    },
    "best_unused": {
        "vi": "Có “{path}” nhưng không đơn vị nào được xếp hạng theo “best_points”; hãy thêm "
        "“best_points” vào “units.order” hoặc bỏ “{path}”.",
        "en": "“{path}” is given, but units are not ranked by “best_points”; add “best_points” to "
        "“units.order” or remove “{path}”.",
    },
    "rank_points_missing": {
        "vi": "Xếp hạng đơn vị theo “rank_points” cần biết mỗi tiêu chí cho bao nhiêu điểm; hãy "
        "ghi “{path}”, mỗi tiêu chí một dòng như “by: people, first: 10”.",
        "en": "Ranking units by “rank_points” needs the points that each criterion gives; declare "
        "“{path}”, a line each like “by: people, first: 10”.",
    },
    "rank_points_unused": {
        "vi": "Có “{path}” nhưng xếp hạng đơn vị không dùng đến; hãy thêm “rank_points” vào "
        "“units.order” hoặc bỏ “{path}”.",
        "en": "“{path}” is given, but the ranking of units does not use it; add “rank_points” to "
        "“units.order” or remove “{path}”.",
    },
    "rank_points_of_themselves": {
        "vi": "“{path}” không thể cho điểm theo chính “rank_points”; hãy chọn tiêu chí khác.",
        "en": "“{path}” cannot give points by “rank_points” itself; choose another criterion.",
    },
    "gate_range_reversed": {
        "vi": "“{path}” áp dụng cho đơn vị từ {headcount_from} đến dưới {headcount_below} người: "
        "không có đơn vị nào như vậy.",
        "en": "“{path}” applies to units of {headcount_from} to fewer than {headcount_below} "
        "people; there can be no such unit.",
    },
}
