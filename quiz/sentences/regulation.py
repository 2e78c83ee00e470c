"""A rules document spoken back as the paragraphs of a regulation, complete and in its own order.

Everything that the rules decide is said, also what is usual: this is the annex that people hold
against what happened.
"""

from collections.abc import Iterable, Iterator, Sequence

from quiz.domain.prizes import groups_of
from quiz.domain.rules import (
    BoardTime,
    LastResort,
    PrizeLevel,
    ResultTime,
    ReviewTime,
    Rules,
    UnitKey,
    UnitRules,
)
from quiz.sentences.overall import overall_criteria
from quiz.sentences.prize_rules import cap_rules, overall_prize_rules, prize_name, unit_prize_rules
from quiz.sentences.prize_worth import prize_counts, prize_total
from quiz.sentences.rules import criteria
from quiz.sentences.sentence import N_
from quiz.sentences.speaking import Article, Spoken
from quiz.sentences.taking_part import taking_part
from quiz.sentences.unit_rules import kind_name, unit_criteria, unit_gates

_OF_UNIT = N_("Mỗi người được tính cho đơn vị của mình khi bắt đầu lượt thi được công nhận.")
_EARNED = N_("Mỗi giải của người thuộc đơn vị được tính cho đơn vị số điểm sau: %(prizes)s.")
_EARNS = N_("%(prize)s %(points)s điểm")
_RESULTS = {
    ResultTime.AT_SUBMIT: N_("Người thi biết điểm ngay khi nộp bài."),
    ResultTime.AFTER_CLOSE: N_("Người thi biết điểm sau khi đợt thi đóng."),
    ResultTime.AFTER_PUBLICATION: N_("Người thi biết điểm sau khi công bố kết quả."),
}
_REVIEWS = {
    ReviewTime.AT_ONCE: N_("Đáp án và lời giải thích được xem ngay khi nộp bài."),
    ReviewTime.AFTER_CLOSE: N_("Đáp án và lời giải thích được xem sau khi đợt thi đóng."),
    ReviewTime.AFTER_PUBLICATION: N_("Đáp án và lời giải thích được xem sau khi công bố kết quả."),
    ReviewTime.NEVER: N_("Đáp án của đợt này không được công bố trên hệ thống."),
}
_BOARDS = {
    BoardTime.LIVE: N_("Bảng xếp hạng công khai được cập nhật trong khi đợt thi diễn ra."),
    BoardTime.AFTER_CLOSE: N_("Bảng xếp hạng công khai hiện số liệu sau khi đợt thi đóng."),
    BoardTime.AFTER_PUBLICATION: N_("Bảng xếp hạng công khai hiện số liệu khi công bố kết quả."),
}
_LAST_RESORTS = {
    LastResort.JUDGES: N_(
        "Những người vẫn bằng nhau ở mọi tiêu chí thì đồng hạng; nếu liên quan đến giải, Hội đồng "
        "giám khảo xác định thứ tự một lần, lý do được công bố cùng kết quả."
    ),
    LastResort.LOTS: N_(
        "Những người vẫn bằng nhau ở mọi tiêu chí thì đồng hạng; nếu liên quan đến giải, Ban Giám "
        "khảo bốc thăm công khai bằng máy."
    ),
}
_ORDERED = N_("Người dự thi được xếp hạng lần lượt theo các tiêu chí sau:")
_AMONG = {
    "siblings": N_("Các đơn vị cùng trực thuộc một đơn vị cấp trên được xếp hạng với nhau."),
    "kind": N_("Các đơn vị cùng loại được xếp hạng với nhau."),
}
_EQUAL_UNITS = N_("Những đơn vị bằng nhau ở mọi tiêu chí thì đồng hạng.")


def regulation(rules: Rules, last: int, say: Spoken) -> tuple[Article, ...]:
    """Return the articles of a round's rules; ``last`` is the number of the round."""
    return tuple(article for article in _articles(rules, last, say) if _says_anything(article))


def _says_anything(article: Article) -> bool:
    return bool(article.sentences or article.ordered)


def _articles(rules: Rules, last: int, say: Spoken) -> Iterator[Article]:
    yield from taking_part(rules, say)
    yield _ranking(rules, say)
    caps = _stops(cap_rules(rules, say.translate))
    total = _stops(prize_total(rules.prize_total, say.translate))
    yield Article(say(N_("Giải cá nhân")), (*_prizes(rules.prizes, say), *total, *caps))
    if (overall := rules.overall) is not None:
        rounds, *ordered = _stops(overall_criteria(overall, last, say.translate))
        yield Article(
            say(N_("Xếp hạng tổng hợp nhiều đợt")),
            (*_prizes(overall.prizes, say), rounds, say(_ORDERED)),
            tuple(ordered),
            (
                say(_LAST_RESORTS[rules.last_resort]),
                *_stops(overall_prize_rules(overall, last, say.translate)),
            ),
        )
    if rules.units is not None:
        yield _units(rules, rules.units, say(N_("Xếp hạng đơn vị")), say)
    for units in rules.unit_prizes:
        yield _units(rules, units, say(N_("Giải tập thể: %(title)s"), title=units.title), say)
    yield Article(say(N_("Công bố kết quả và khiếu nại")), tuple(_publication(rules, say)))


def _ranking(rules: Rules, say: Spoken) -> Article:
    title = say(N_("Xếp hạng cá nhân"))
    if not rules.ranking:
        return Article(title, (say(N_("Đợt này không xếp hạng.")),))
    ordered = _stops(criteria(rules, say.translate))
    return Article(title, (say(_ORDERED),), ordered, (say(_LAST_RESORTS[rules.last_resort]),))


def _prizes(prizes: Sequence[PrizeLevel], say: Spoken) -> Iterator[str]:
    for group in groups_of(prizes):
        named = [prize for prize in prizes if prize.group == group]
        told = "; ".join(prize_counts(named, say.translate))
        if group:
            yield say(N_("%(group)s: %(prizes)s."), group=", ".join(group), prizes=told)
        else:
            yield say(N_("Cơ cấu giải: %(prizes)s."), prizes=told)


def _stops(said: Iterable[str]) -> tuple[str, ...]:
    """Close each of these as a sentence."""
    return tuple(f"{one}." for one in said)


def _units(rules: Rules, units: UnitRules, title: str, say: Spoken) -> Article:
    sentences = [say(_OF_UNIT), say(_AMONG[units.among])]
    if units.kinds:
        names = ", ".join(kind_name(kind, say.translate) for kind in units.kinds)
        sentences.append(say(N_("Chỉ xếp hạng các loại đơn vị: %(names)s."), names=names))
    gates = unit_gates(units, say.translate)
    if gates:
        told = "; ".join(gates)
        sentences.append(say(N_("Điều kiện để được xếp hạng: %(gates)s."), gates=told))
    sentences.append(say(N_("Đơn vị được xếp hạng lần lượt theo các tiêu chí sau, cao xếp trước:")))
    ordered = _stops(unit_criteria(units, say.translate))
    earned = tuple(_earned(rules.prizes, say)) if UnitKey.RATE_PLUS_PRIZES in units.keys else ()
    prizes = _stops(unit_prize_rules(units, say.translate))
    return Article(title, tuple(sentences), ordered, (*earned, say(_EQUAL_UNITS), *prizes))


def _earned(prizes: Sequence[PrizeLevel], say: Spoken) -> Iterator[str]:
    """Say what each level earns for the unit of its winner, which is the same in every list."""
    points = {prize.level: prize.unit_points for prize in prizes}
    told = ", ".join(
        say(_EARNS, prize=prize_name(level, (), say.translate), points=earned)
        for level, earned in points.items()
    )
    if told:
        yield say(_EARNED, prizes=told)


def _boards(rules: Rules, say: Spoken) -> Iterator[str]:
    shown = rules.boards.shown
    if rules.prediction is not None and shown is BoardTime.LIVE:
        shown = BoardTime.AFTER_CLOSE
    yield say(_BOARDS[shown])
    if (minutes := rules.boards.frozen_minutes) is not None:
        yield say(
            N_(
                "Từ %(minutes)s phút trước khi đợt thi đóng, bảng xếp hạng công khai dừng cập nhật "
                "cho đến khi công bố kết quả."
            ),
            minutes=minutes,
        )


def _publication(rules: Rules, say: Spoken) -> Iterator[str]:
    yield say(_RESULTS[rules.result])
    yield say(_REVIEWS[rules.review])
    yield from _boards(rules, say)
    if (complaints := rules.complaints) is None:
        return
    sentence = (
        N_(
            "Khiếu nại gửi Ban Tổ chức bằng văn bản trong %(days)s ngày kể từ khi công bố kết quả; "
            "quyết định của Ban Tổ chức là cuối cùng."
        )
        if complaints.in_writing
        else N_(
            "Khiếu nại gửi Ban Tổ chức trong %(days)s ngày kể từ khi công bố kết quả; quyết định "
            "của Ban Tổ chức là cuối cùng."
        )
    )
    yield say(sentence, days=complaints.days)
