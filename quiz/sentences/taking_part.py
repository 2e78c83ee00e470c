"""What a regulation says to whoever takes part: the paper, the time, the attempts, and who may."""

from collections.abc import Iterator, Sequence

from question_bank.item import Difficulty
from quiz.domain.rules import (
    Admission,
    Asked,
    Attempts,
    Counting,
    Eligible,
    Paper,
    PaperSection,
    Pool,
    Prediction,
    Rules,
    Timing,
    Weekday,
)
from quiz.sentences.rules import PREDICTIONS
from quiz.sentences.sentence import N_
from quiz.sentences.speaking import Article, Spoken

_LIMITS = {
    "round": N_("Trong mỗi đợt, mỗi người được thi không quá %(limit)s lượt."),
    "day": N_(
        "Mỗi ngày, mỗi người được thi không quá %(limit)s lượt; lượt thi tính cho ngày bắt đầu."
    ),
    "contest": N_("Trong cả cuộc thi, mỗi người được thi không quá %(limit)s lượt."),
}
_COUNTS = {
    Counting.HIGHEST_THEN_EARLIEST: N_(
        "Kết quả được công nhận là lượt có điểm cao nhất; nếu bằng điểm thì lượt nộp sớm nhất."
    ),
    Counting.HIGHEST: N_(
        "Kết quả được công nhận là lượt có điểm cao nhất; nếu bằng điểm thì lượt có lợi nhất cho "
        "người thi theo các tiêu chí xếp hạng."
    ),
    Counting.BEST_PREDICTION: N_(
        "Kết quả được công nhận là lượt có điểm cao nhất; nếu bằng điểm thì lượt dự đoán gần đúng "
        "nhất."
    ),
    Counting.FIRST: N_("Kết quả được công nhận là lượt thi đầu tiên."),
    Counting.LAST: N_("Kết quả được công nhận là lượt thi cuối cùng."),
}
_EMPTY = {
    True: N_("Lượt thi không trả lời câu nào vẫn tính là một lượt thi, được 0 điểm."),
    False: N_(
        "Lượt thi không trả lời câu nào không được tính trong số lượt thi và không được xếp hạng."
    ),
}
_EMPTY_USES = N_("Lượt như vậy vẫn trừ vào số lượt được thi.")
_ONWARDS = N_(
    "Đã sang câu tiếp theo thì không xem lại, không sửa được câu trước; hết thời gian của một câu, "
    "câu trả lời đã lưu được giữ nguyên, chưa trả lời thì câu đó bỏ trống."
)
_ONE_LOST = N_(
    "Đồng hồ của câu sau chỉ chạy khi người thi mở câu đó, nên mất kết nối chỉ ảnh hưởng đến câu "
    "đang mở; thời gian của cả lượt thì vẫn chạy."
)
_VOID = N_("Lượt thi bị hủy kết quả không được công nhận.")
_VOID_RETURNS = {
    True: N_("Lượt thi bị hủy kết quả không được công nhận và không trừ vào số lượt được thi."),
    False: N_("Lượt thi bị hủy kết quả không được công nhận nhưng vẫn trừ vào số lượt được thi."),
}
_UNPREDICTED = N_("Khi so dự đoán, người không ghi số dự đoán xếp sau người có ghi.")
_KNEW_A_KEY = N_(
    "Người đã xem đáp án trước khi đợt thi đóng không được xếp hạng, không xét giải và không được "
    "tính cho đơn vị."
)
_DAYS = {
    Weekday.MONDAY: N_("thứ Hai"),
    Weekday.TUESDAY: N_("thứ Ba"),
    Weekday.WEDNESDAY: N_("thứ Tư"),
    Weekday.THURSDAY: N_("thứ Năm"),
    Weekday.FRIDAY: N_("thứ Sáu"),
    Weekday.SATURDAY: N_("thứ Bảy"),
    Weekday.SUNDAY: N_("Chủ nhật"),
}
_DIFFICULTIES = {
    Difficulty.EASY: N_("mức dễ"),
    Difficulty.MEDIUM: N_("mức trung bình"),
    Difficulty.HARD: N_("mức khó"),
}
_COUNTED = {
    Asked.ATTEMPTS: N_("Số được đối chiếu là số lượt thi của đợt."),
    Asked.PARTICIPANTS: N_("Số được đối chiếu là số người dự thi của đợt."),
    Asked.ALL_CORRECT_PEOPLE: N_(
        "Số được đối chiếu là số người có ít nhất một lượt trả lời đúng tất cả các câu của đợt."
    ),
    Asked.PERCENT_ALL_CORRECT: N_(
        "Số được đối chiếu là tỷ lệ người trả lời đúng tất cả trên số người dự thi của đợt."
    ),
}
_VOIDED = {
    True: N_("Lượt thi bị hủy kết quả vẫn được tính vào số này."),
    False: N_("Lượt thi bị hủy kết quả không được tính vào số này."),
}
_FROZEN = {
    "at_close": N_("Số này được chốt ở lần công bố đầu tiên và giữ nguyên sau đó."),
    "at_publication": N_("Số này được tính lại ở mỗi lần công bố."),
}
_STAFF = {
    "allowed": N_("Thành viên các ban của cuộc thi được dự thi như mọi người."),
    "out_of_prizes": N_("Thành viên các ban của cuộc thi được dự thi nhưng không xét giải."),
    "refused": N_("Thành viên các ban của cuộc thi không được dự thi."),
}


def taking_part(rules: Rules, say: Spoken) -> Iterator[Article]:
    """Give the articles on taking part, in their order."""
    yield Article(say(N_("Đề thi")), tuple(_paper(rules.paper, say)))
    if rules.prediction is not None:
        title = say(N_("Câu hỏi dự đoán"))
        unpredicted = () if rules.paper.all_must_be_answered else (say(_UNPREDICTED),)
        yield Article(title, (*_prediction(rules.prediction, say), *unpredicted))
    yield Article(say(N_("Quy định về thời gian")), tuple(_timing(rules.timing, say)))
    yield Article(say(N_("Số lượt thi và kết quả được công nhận")), tuple(_attempts(rules, say)))
    knew = (say(_KNEW_A_KEY),) if rules.ranking else ()
    who = (*_eligible(rules.eligible, say), *_staff(rules, say), *knew)
    yield Article(say(N_("Điều kiện dự thi")), who)


def _paper(paper: Paper, say: Spoken) -> Iterator[str]:
    yield say(
        N_(
            "Mỗi lượt thi gồm %(items)s câu hỏi trắc nghiệm, mỗi câu %(points)s điểm; tổng điểm "
            "tối "
            "đa là %(maximum)s điểm."
        ),
        items=paper.items,
        points=say.points(paper.points_per_item),
        maximum=say.points(paper.maximum_points),
    )
    yield say(
        N_(
            "Câu trả lời chỉ được tính là đúng khi chọn đúng và đủ mọi phương án đúng, không chọn "
            "phương án sai nào; câu trả lời sai không bị trừ điểm."
        )
    )
    if len(paper.pool.codes) == paper.items:
        yield say(N_("Mọi người thi cùng một bộ câu hỏi."))
    else:
        yield say(N_("Mỗi lượt thi một đề, rút ngẫu nhiên từ ngân hàng câu hỏi của đợt."))
    yield from _pool(paper.pool, say)
    if paper.blueprint is not None:
        parts = "; ".join(_section(section, say) for section in paper.blueprint)
        yield say(N_("Cơ cấu đề: %(parts)s."), parts=parts)
    if paper.shuffle:
        yield say(N_("Thứ tự câu hỏi và thứ tự phương án được xáo trộn ở mỗi đề."))
    else:
        yield say(N_("Thứ tự câu hỏi và thứ tự phương án không xáo trộn."))
    if paper.all_must_be_answered:
        yield say(N_("Bài thi chỉ hợp lệ khi trả lời đủ tất cả các câu, kể cả câu dự đoán nếu có."))


def _pool(pool: Pool, say: Spoken) -> Iterator[str]:
    limits = _limits(pool.topics, pool.periods, pool.difficulties, say)
    if limits:
        yield say(N_("Câu hỏi thuộc phạm vi: %(limits)s."), limits=limits)


def _section(section: PaperSection, say: Spoken) -> str:
    limits = _limits(section.topics, section.periods, section.difficulties, say)
    if not limits:
        return say(N_("%(count)s câu bất kỳ"), count=section.count)
    return say(N_("%(count)s câu thuộc %(limits)s"), count=section.count, limits=limits)


def _limits(
    topics: Sequence[str],
    periods: Sequence[str],
    difficulties: Sequence[Difficulty],
    say: Spoken,
) -> str:
    levels = [say(_DIFFICULTIES[one]) for one in difficulties]
    return ", ".join([*topics, *periods, *levels])


def _prediction(prediction: Prediction, say: Spoken) -> Iterator[str]:
    yield say(
        N_("Bài thi có thêm một câu hỏi không tính điểm: “%(question)s”"),
        question=say(PREDICTIONS[prediction.asks]),
    )
    yield say(_COUNTED[prediction.asks])
    yield say(_VOIDED[prediction.includes_voided])
    yield say(_FROZEN[prediction.total_frozen])


def _timing(timing: Timing, say: Spoken) -> Iterator[str]:
    yield say(
        N_(
            "Thời gian làm mỗi lượt là %(minutes)s phút, tính theo đồng hồ của máy chủ từ khi bấm "
            "bắt đầu và không dừng lại; hết giờ, bài được tự động nộp với những câu đã lưu."
        ),
        minutes=timing.limit_minutes,
    )
    if timing.item_seconds is not None:
        yield say(
            N_(
                "Các câu hỏi hiện lần lượt, mỗi lúc một câu. Mỗi câu được trả lời trong "
                "%(seconds)s giây, tính theo đồng hồ của máy chủ từ khi câu đó được mở."
            ),
            seconds=timing.item_seconds,
        )
        yield say(_ONWARDS)
        yield say(_ONE_LOST)
    if timing.allowance_seconds:
        yield say(
            N_("Câu trả lời đến chậm không quá %(seconds)s giây do đường truyền vẫn được nhận."),
            seconds=timing.allowance_seconds,
        )
    else:
        yield say(N_("Câu trả lời đến sau khi hết giờ không được nhận."))
    if timing.hard_close:
        yield say(N_("Khi đợt thi đóng, mọi bài đang làm cũng kết thúc, dù chưa hết thời gian."))
    else:
        yield say(N_("Lượt thi bắt đầu trước khi đợt thi đóng được làm đủ thời gian."))
    if timing.hours is not None:
        yield say(
            N_("Lượt thi chỉ bắt đầu được từ %(opens)s đến trước %(closes)s vào: %(days)s."),
            opens=timing.hours.opens,
            closes=timing.hours.closes,
            days=", ".join(say(_DAYS[day]) for day in timing.hours.days),
        )
    if timing.plausible_seconds is not None:
        yield say(
            N_(
                "Bài làm nhanh hơn %(seconds)s giây được báo cho Ban Giám khảo xem xét; không bài "
                "nào bị loại tự động vì lý do này."
            ),
            seconds=timing.plausible_seconds,
        )


def _attempts(rules: Rules, say: Spoken) -> Iterator[str]:
    attempts: Attempts = rules.attempts
    if attempts.limit is None:
        yield say(N_("Số lượt thi của mỗi người không bị giới hạn."))
    else:
        yield say(_LIMITS[attempts.per], limit=attempts.limit)
    if attempts.limit != 1:
        yield say(_COUNTS[attempts.counts])
    yield say(_EMPTY[attempts.empty_count])
    if attempts.limit is not None and not attempts.empty_count:
        yield say(_EMPTY_USES)
    yield say(_VOID if attempts.limit is None else _VOID_RETURNS[attempts.void_returns_quota])


def _eligible(eligible: Eligible, say: Spoken) -> Iterator[str]:
    least, most = eligible.min_age, eligible.max_age
    if least is not None and most is not None:
        yield say(
            N_("Người dự thi từ đủ %(least)s đến %(most)s tuổi vào ngày đợt đầu tiên mở."),
            least=least,
            most=most,
        )
    elif least is not None:
        yield say(N_("Người dự thi từ đủ %(least)s tuổi vào ngày đợt đầu tiên mở."), least=least)
    elif most is not None:
        yield say(N_("Người dự thi không quá %(most)s tuổi vào ngày đợt đầu tiên mở."), most=most)
    if eligible.categories:
        yield say(
            N_("Chỉ những người thuộc đối tượng sau được thi: %(names)s."),
            names=", ".join(eligible.categories),
        )
    if eligible.admits:
        yield say(
            N_("Chỉ những người sau được thi, theo lần công bố mới nhất: %(names)s."),
            names="; ".join(_admission(one, say) for one in eligible.admits),
        )


def _staff(rules: Rules, say: Spoken) -> Iterator[str]:
    staff = rules.eligible.staff
    yield say(_STAFF[staff])
    if staff == "out_of_prizes" and rules.units is not None:
        yield say(N_("Kết quả của những người này không được tính vào xếp hạng đơn vị."))


def _admission(one: Admission, say: Spoken) -> str:
    overall = N_("người xếp từ hạng 1 đến hạng %(best)s trong tổng hợp đến đợt %(round)s")
    of_round = N_("người xếp từ hạng 1 đến hạng %(best)s của đợt %(round)s")
    return say(overall if one.of == "overall" else of_round, best=one.best, round=one.round)
