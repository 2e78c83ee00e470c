"""What a finding about a GIFT or Aiken text says."""

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
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
