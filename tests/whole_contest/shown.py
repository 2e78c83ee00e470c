"""How a result has to look: the rows of every table, by heading, in Vietnamese notation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.whole_contest.attempts import Attempt, Ending
from tests.whole_contest.cast import Person
from tests.whole_contest.regulation import Line, Result, UnitLine
from tests.whole_contest.units import Unit

Row = dict[str, str]

_WHO = ("Hạng", "Họ và tên", "Đơn vị")
PUBLIC = {
    1: (*_WHO, "Độ lệch dự đoán", "Nộp bài lúc"),
    2: (*_WHO, "Điểm", "Thời gian làm bài", "Số lượt thi"),
}
_WON = ("Hạng", "Họ và tên", "Giải", "Đơn vị")
JUDGE = {
    1: (
        *(*_WON, "Độ lệch dự đoán", "Nộp bài lúc", "Số dự đoán", "Điểm", "Số câu đúng"),
        *("Thời gian làm bài", "Số lượt thi"),
    ),
    2: (*_WON, *PUBLIC[2][3:], "Số câu đúng", "Nộp bài lúc"),
}
UNRANKED = (
    *("Họ và tên", "Đơn vị", "Điểm", "Số câu đúng", "Thời gian làm bài", "Nộp bài lúc"),
    *("Số lượt thi", "Lý do"),
)
LEAST_PEOPLE_FOR_AN_AVERAGE = 5
OPEN_TIE = "Đồng hạng chưa phân định nên chưa ghi giải"
MISSING = "–"


def public_rows(lines: Iterable[Line], result: Result, number: int) -> list[Row]:
    """Return the public table: winners by their names, everybody else masked."""
    return [
        {heading: _figures(line, result)[heading] for heading in PUBLIC[number]}
        | {"Họ và tên": line.person.name if line.prize else masked(line.person.name)}
        for line in lines
    ]


def leader_rows(lines: Iterable[Line], result: Result, number: int) -> list[Row]:
    """Return the first people on the board, where everybody is masked."""
    return [
        row | {"Họ và tên": masked(line.person.name)}
        for line, row in zip(lines, public_rows(lines, result, number), strict=True)
    ]


def judge_rows(result: Result, number: int) -> list[Row]:
    """Return the judge's table of ranked people; who is in an open tie is told so."""
    return [
        {heading: _figures(line, result)[heading] for heading in JUDGE[number]}
        | ({"Giải": OPEN_TIE} if line in result.tie else {})
        for line in result.ranked
    ]


def unranked_rows(result: Result) -> list[Row]:
    """Return the judge's table of people who are not ranked."""
    return [
        {heading: _figures(line, result)[heading] for heading in UNRANKED}
        for line in result.unranked
    ]


def people_in_csv(result: Result) -> list[Row]:
    """Return the exported table of people."""
    return [_person_in_csv(line, result) for line in (*result.ranked, *result.unranked)]


def attempts_in_csv(people: Iterable[Person], number: int, total: int) -> list[Row]:
    """Return the exported table of attempts, in the order of their starts."""
    taken = [
        (attempt, count, person)
        for person in people
        for count, attempt in enumerate(person.attempts[number], start=1)
    ]
    taken.sort(key=lambda line: line[0].started_at)
    return [_attempt_in_csv(*line, total) for line in taken]


def units_in_csv(result: Result, parent: Unit | None) -> list[Row]:
    """Return the exported rows of the units right below one."""
    return [
        {
            "Hạng": _number(line.rank, ""),
            "Lý do không xếp hạng": line.reason or "",
            "Mã đơn vị": line.unit.code,
            "Đơn vị": line.unit.name,
            "Số người dự thi": str(line.people),
            "Số lượt thi": str(line.attempts),
            "Tổng số người": _number(line.headcount, ""),
            "Tỷ lệ tham gia": _decimal(line.rate, 4, ""),
            "Điểm trung bình": _decimal(line.average, 2, ""),
            "Tổng điểm": str(line.points),
            "Số người đúng tất cả": str(line.all_correct),
        }
        for line in result.units
        if line.unit.parent is parent
    ]


def judge_units(result: Result, parent: Unit) -> list[Row]:
    """Return the judge's table of the units right below one."""
    return [
        _unit(line, line.average) | {"Người đúng tất cả": str(line.all_correct)}
        for line in result.units
        if line.unit.parent is parent
    ]


def public_units(result: Result, parent: Unit) -> list[Row]:
    """Return the public table of the same units, without averages of a few people."""
    return [
        _unit(line, line.average if line.people >= LEAST_PEOPLE_FOR_AN_AVERAGE else None)
        for line in result.units
        if line.unit.parent is parent
    ]


def settled(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Return rows with equals, who may stand in any order, in one; the ranks have to ascend."""
    ranks = [int(row["Hạng"] or 10**6) if "Hạng" in row else 0 for row in rows]
    assert ranks == sorted(ranks)
    return [
        line
        for _, line in sorted(
            zip(ranks, ([f"{k}: {v}" for k, v in row.items()] for row in rows), strict=True)
        )
    ]


def masked(name: str) -> str:
    """Return a name as strangers see it: family name, initials."""
    family, middle, given = name.split()
    return f"{family} {middle[0]}. {given[0].replace('É', 'E')}***"


def moment(at: int) -> str:
    """Return a moment to the millisecond on a Vietnamese clock."""
    shown = datetime.fromtimestamp(at // 1000, timezone(timedelta(hours=7)))
    return f"{shown:%d/%m/%Y %H:%M:%S},{at % 1000:03}"


def _figures(line: Line, result: Result) -> Row:
    duration = line.best.finished_at - line.best.started_at
    return {
        "Hạng": _number(line.rank),
        "Họ và tên": line.person.name,
        "Đơn vị": line.person.unit.in_words,
        "Độ lệch dự đoán": _number(None if line.best.guess is None else abs(line.best.guess)),
        "Số dự đoán": _number(_prediction(line.best, result.attempts)),
        "Nộp bài lúc": moment(line.best.finished_at),
        "Điểm": str(line.points),
        "Số câu đúng": str(line.best.right),
        "Thời gian làm bài": (
            f"{duration // 60_000}:{duration // 1000 % 60:02},{duration % 1000:03}"
        ),
        "Số lượt thi": str(line.attempts),
        "Giải": line.prize or "",
        "Lý do": line.reason or "",
    }


def _person_in_csv(line: Line, result: Result) -> Row:
    figures, best = _figures(line, result), line.best
    is_ranked_by_guess = line.rank is not None and best.guess is not None
    return {
        "Hạng": _number(line.rank, ""),
        "Lý do không xếp hạng": line.reason or "",
        "Giải": figures["Giải"],
        "Họ và tên": line.person.name,
        "Ngày sinh": line.person.birth_date,
        "Mã đơn vị": line.person.unit.code,
        "Điểm": figures["Điểm"],
        "Số câu đúng": figures["Số câu đúng"],
        "Số lượt thi": figures["Số lượt thi"],
        "Số dự đoán": _number(_prediction(best, result.attempts), ""),
        "Độ lệch dự đoán": figures["Độ lệch dự đoán"] if is_ranked_by_guess else "",
        "Thời gian làm bài (giây)": _seconds(best),
        "Bắt đầu lúc": moment(best.started_at),
        "Nộp bài lúc": moment(best.finished_at),
        "Đăng ký lúc": moment(line.person.registers_at),
    }


def _attempt_in_csv(attempt: Attempt, count: int, person: Person, total: int) -> Row:
    is_handed_in = attempt.ending is Ending.HANDED_IN
    return {
        "Họ và tên": person.name,
        "Mã đơn vị": person.unit.code,
        "Lượt thi": str(count),
        "Bắt đầu lúc": moment(attempt.started_at),
        "Nộp bài lúc": moment(attempt.finished_at),
        "Thời gian làm bài (giây)": _seconds(attempt),
        "Cách kết thúc": "Tự nộp bài" if is_handed_in else "Hết giờ",
        "Số câu đã trả lời": str(10 - attempt.blank),
        "Điểm": str(10 * attempt.right),
        "Số câu đúng": str(attempt.right),
        "Số dự đoán": _number(_prediction(attempt, total), ""),
    }


def _unit(line: UnitLine, average: Fraction | None) -> Row:
    rate = None if line.rate is None else line.rate * 100
    return {
        "Hạng": _number(line.rank),
        "Đơn vị": f"{line.unit.name} {line.reason or ''}".strip(),
        "Người dự thi": str(line.people),
        "Lượt thi": str(line.attempts),
        "Tổng số người": _number(line.headcount),
        "Tỷ lệ tham gia": MISSING if rate is None else f"{_decimal(rate, 1)} %",
        "Điểm trung bình": _decimal(average, 2),
    }


def _prediction(attempt: Attempt, total: int) -> int | None:
    return None if attempt.guess is None else total + attempt.guess


def _seconds(attempt: Attempt) -> str:
    return _decimal(Fraction(attempt.finished_at - attempt.started_at, 1000), 3)


def _number(value: int | None, missing: str = MISSING) -> str:
    return missing if value is None else str(value)


def _decimal(value: Fraction | None, places: int, missing: str = MISSING) -> str:
    if value is None:
        return missing
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
