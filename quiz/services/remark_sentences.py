"""What may be amiss in a contest although everything holds together: the sentences."""

from collections.abc import Mapping

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "rounds_out_of_order": {
        "vi": "Đợt {number} mở trước đợt {earlier}; thứ tự số đợt nên theo thời gian.",
        "en": "Round {number} opens before round {earlier}; numbers should follow the dates.",
    },
    "rounds_overlap": {
        "vi": "Đợt {number} mở khi đợt {earlier} chưa đóng. Lượt thi của đợt nào chỉ tính cho đợt "
        "đó.",
        "en": "Round {number} opens while round {earlier} is still open. An attempt counts for its "
        "own round only.",
    },
    "gap_between_rounds": {
        "vi": "Giữa đợt {earlier} và đợt {number} có {days} ngày không có đợt nào mở; nếu là kỳ "
        "nghỉ, "
        "thể lệ nên nói rõ.",
        "en": "Between round {earlier} and round {number} nothing is open for {days} days; if "
        "this is "
        "a holiday, the regulation should say so.",
    },
    "unequal_rounds": {
        "vi": "Đợt {number} dài {days} ngày, trong khi phần lớn các đợt dài {usual} ngày.",
        "en": "Round {number} lasts {days} days, while most rounds last {usual}.",
    },
    "text_says_other_rounds": {
        "vi": "Thể lệ viết “{said}”, nhưng cuộc thi có {rounds} đợt chính thức.",
        "en": "The regulation says “{said}”, but the contest has {rounds} official rounds.",
    },
    "text_says_other_weeks": {
        "vi": "Thể lệ viết “{said}”, nhưng cuộc thi có {rounds} đợt chính thức, kéo dài {weeks} "
        "tuần từ lúc mở đợt đầu đến lúc đóng đợt cuối.",
        "en": "The regulation says “{said}”, but the contest has {rounds} official rounds and "
        "lasts {weeks} weeks from the first opening to the last close.",
    },
    "text_says_other_dates": {
        "vi": "Thể lệ viết “{said}”, nhưng không có đợt nào mở vào ngày đầu hoặc không có đợt nào "
        "đóng vào ngày cuối ấy.",
        "en": "The regulation says “{said}”, but no round opens on the first or none closes on the "
        "last of these days.",
    },
    "text_says_other_prizes": {
        "vi": "Thể lệ viết “{said}”, nhưng cơ cấu giải của đợt {number} cộng lại được {prizes} "
        "giải.",
        "en": "The regulation says “{said}”, but the prizes of round {number} add up to {prizes}.",
    },
    "limit_beyond_window": {
        "vi": "Đợt {number} chỉ mở {window} phút, ngắn hơn thời gian làm bài {minutes} phút.",
        "en": "Round {number} is open for {window} minutes only, less than the {minutes} minutes "
        "of "
        "an attempt.",
    },
    "last_items_unreached": {
        "vi": "Đợt {number}: ai dùng hết {seconds} giây của mỗi câu chỉ kịp làm {reached} trong "
        "{items} câu rồi hết giờ cả bài. Hãy tăng “timing.limit_minutes” hoặc giảm "
        "“timing.item_seconds”.",
        "en": "Round {number}: whoever uses all {seconds} seconds of each item gets to {reached} "
        "of {items} items only before the time of the paper is up. Raise “timing.limit_minutes” or "
        "lower “timing.item_seconds”.",
    },
    "limit_beyond_hours": {
        "vi": "Đợt {number}: khung giờ trong ngày dài {window} phút, ngắn hơn thời gian làm bài "
        "{minutes} phút, và hết khung giờ thì bài đang làm cũng kết thúc.",
        "en": "Round {number}: the hours of the day last {window} minutes, less than the {minutes} "
        "minutes of an attempt, which ends with them.",
    },
    "no_hours_in_window": {
        "vi": "Trong thời gian mở của đợt {number} không có giờ nào thuộc khung giờ "
        "“timing.hours”, nên "
        "không ai thi được.",
        "en": "No hour of “timing.hours” falls into the window of round {number}, so that nobody "
        "could "
        "take it.",
    },
    "tie_unsettled": {
        "vi": "Đợt {number}: các tiêu chí xếp hạng có thể kết thúc ở thế bằng nhau mà không tiêu "
        "chí nào "
        "phân định, và thể lệ không bốc thăm. Hãy thêm thời điểm nộp bài (finished_at) hoặc ghi "
        "“last_resort: lots”; nếu không, Hội đồng giám khảo phải xác định thứ tự.",
        "en": "Round {number}: the ranking can end in a tie that no criterion settles, and "
        "no lots "
        "are drawn. Add the moment of submission (finished_at) or write “last_resort: lots”; else "
        "the "
        "judges must put them in order.",
    },
    "overall_tie_unsettled": {
        "vi": "Đợt {number}: xếp hạng tổng hợp có giải nhưng có thể kết thúc ở thế bằng nhau mà "
        "không tiêu chí nào phân định. Hãy thêm tổng thời gian làm bài (duration) vào "
        "“overall.ranking” hoặc ghi “last_resort: lots”; nếu không, Hội đồng giám khảo phải xác "
        "định thứ tự.",
        "en": "Round {number}: the ranking over several rounds has prizes and can end in a tie "
        "that no criterion settles. Add the time taken (duration) to “overall.ranking” or write "
        "“last_resort: lots”; else the judges must put them in order.",
    },
    "admits_before_close": {
        "vi": "Đợt {number} chỉ nhận người đứng đầu đợt {earlier}, nhưng mở khi đợt {earlier} chưa "
        "đóng nên lúc đầu chưa ai được vào thi. Hãy mở đợt {number} sau khi công bố kết quả đợt "
        "{earlier}.",
        "en": "Round {number} admits the best of round {earlier} but opens before that one has "
        "closed, so that nobody can begin. Open round {number} after the result of round {earlier} "
        "is published.",
    },
    "kind_unknown": {
        "vi": "Đợt {number}: quy tắc nêu loại đơn vị “{kind}”, nhưng cây đơn vị của cuộc thi không "
        "có đơn vị nào thuộc loại này. Hãy sửa lại cho đúng tên loại trong cây đơn vị.",
        "en": "Round {number}: the rules name the kind of unit “{kind}”, but the contest's tree "
        "has no unit of it. Correct it to a kind that the tree has.",
    },
    "allowance_untold": {
        "vi": "Đợt {number}: giờ đóng dừng mọi bài đang làm, nhưng máy chủ vẫn nhận câu trả lời "
        "chậm "
        "{seconds} giây, và thể lệ không nói điều đó. Hãy ghi vào thể lệ hoặc đặt "
        "“allowance_seconds: "
        "0”.",
        "en": "Round {number}: the close cuts every attempt, yet answers are taken up to {seconds} "
        "seconds late, and the regulation does not say so. Write it there or set "
        "“allowance_seconds: "
        "0”.",
    },
    "category_without_prizes": {
        "vi": "Đợt {number}: giải chia theo đối tượng, nhưng không có giải nào cho “{category}”.",
        "en": "Round {number}: prizes are divided among categories, but none is for “{category}”.",
    },
    "cap_below_prizes": {
        "vi": "Đợt {number}: mỗi đơn vị không quá {cap} giải, nên {prizes} giải cần ít nhất "
        "{units} đơn "
        "vị có người đạt; nếu không đủ, giải sẽ để trống.",
        "en": "Round {number}: at most {cap} prizes for a unit, so that {prizes} prizes need at "
        "least "
        "{units} units with winners; else some stay empty.",
    },
    "cap_beyond_units": {
        "vi": "Đợt {number}: mỗi đơn vị không quá {cap} giải mà chỉ có {units} đơn vị, nên trong "
        "{prizes} giải nhiều nhất {most} giải trao được.",
        "en": "Round {number}: at most {cap} prizes for a unit and only {units} units, so that of "
        "{prizes} prizes no more than {most} can be given.",
    },
    "small_pool": {
        "vi": "Đợt {number}: đề {items} câu rút từ {pool} câu, tức chưa đủ gấp ba; các đề sẽ "
        "giống nhau "
        "nhiều.",
        "en": "Round {number}: papers of {items} items are drawn from {pool}, less than three "
        "times as "
        "many; they will be much alike.",
    },
}
"""By code and language, like those of problems."""
