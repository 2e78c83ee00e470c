"""How units are ranked, in words: what they are compared by, and what they must reach first."""

from collections.abc import Callable, Iterator

from quiz.domain.rules import Gate, RankPoints, UnitKey, UnitRules
from quiz.sentences.sentence import N_
from quiz.sentences.standings import UNIT_KEYS

Translate = Callable[[str], str]

_BEST = N_("Tổng điểm của những người đạt kết quả cao nhất (%(count)s người)")
_RANK_POINTS = N_("Tổng điểm theo thứ hạng từng tiêu chí (%(criteria)s; mỗi hạng sau kém 1 điểm)")
_CRITERION = N_("%(criterion)s: hạng nhất %(points)s điểm")
_FORMULAS = {
    UnitKey.PARTICIPATION_RATE: N_("Tỷ lệ số người dự thi trên tổng số người của đơn vị"),
    UnitKey.AVERAGE_POINTS: N_("Điểm trung bình của những người dự thi"),
    UnitKey.TOTAL_POINTS: N_("Tổng điểm của những người dự thi"),
    UnitKey.RATE_PLUS_AVERAGE: N_(
        "Tỷ lệ tham gia (%) cộng điểm trung bình tính theo phần trăm của điểm tối đa"
    ),
    UnitKey.RATE_PLUS_PRIZES: N_(
        "Tỷ lệ tham gia (%) cộng số điểm mà các giải của người thuộc đơn vị được tính cho đơn vị"
    ),
}
"""What a column heading of the board leaves unsaid of how a value comes about."""
_DEMANDS = {
    "participation_rate": N_("tỷ lệ tham gia từ %(least)s%% trở lên"),
    "people": N_("từ %(least)s người dự thi trở lên"),
    "attempts": N_("từ %(least)s lượt thi trở lên"),
    "winners": N_("từ %(least)s người đạt giải trở lên"),
    "judged_points": N_("được Ban Giám khảo chấm từ %(least)s điểm trở lên"),
}
_OF_ALL = N_("Mọi đơn vị: %(demands)s")
_FROM = N_("Đơn vị từ %(from)s người: %(demands)s")
_BELOW = N_("Đơn vị dưới %(below)s người: %(demands)s")
_BETWEEN = N_("Đơn vị từ %(from)s đến dưới %(below)s người: %(demands)s")

_KINDS = {
    "dang_bo_co_so": N_("đảng bộ cơ sở"),
    "chi_bo_co_so": N_("chi bộ cơ sở"),
    "dang_bo_bo_phan": N_("đảng bộ bộ phận"),
    "dang_bo_khoi": N_("đảng bộ khối"),
    "dang_bo_tinh": N_("đảng bộ tỉnh"),
    "dang_bo_cap_huyen": N_("đảng bộ cấp huyện"),
    "dang_bo_luc_luong_vu_trang": N_("đảng bộ lực lượng vũ trang"),
    "chi_bo": N_("chi bộ"),
    "chi_bo_truc_thuoc": N_("chi bộ trực thuộc"),
    "huyen_uy": N_("đảng bộ huyện"),
    "dang_bo_huyen": N_("đảng bộ huyện"),
    "dang_bo_xa": N_("đảng bộ xã"),
    "truong": N_("trường"),
    "so_nganh": N_("sở, ngành"),
}
"""The usual kinds of unit."""


def kind_name(kind: str, translate: Translate) -> str:
    """Return what units of a kind are called; a kind of a tree's own is told as it is written."""
    return translate(_KINDS[kind]) if kind in _KINDS else kind.replace("_", " ")


def unit_criteria(rules: UnitRules, translate: Translate) -> tuple[str, ...]:
    """Return what units are compared by, the first key first."""
    return tuple(_compared(key, rules, translate) for key in rules.order)


def unit_gates(rules: UnitRules, translate: Translate) -> tuple[str, ...]:
    """Return what units must reach to be ranked, a sentence for each size of unit."""
    return tuple(_gate(gate, translate) for gate in rules.gates)


def _compared(key: UnitKey, rules: UnitRules, translate: Translate) -> str:
    if key is UnitKey.RANK_POINTS:
        earned = "; ".join(_criterion(one, rules, translate) for one in rules.rank_points)
        return translate(_RANK_POINTS) % {"criteria": earned}
    if key is UnitKey.BEST_POINTS:
        return translate(_BEST) % {"count": rules.best}
    return translate(_FORMULAS.get(key) or UNIT_KEYS[key])


def _criterion(one: RankPoints, rules: UnitRules, translate: Translate) -> str:
    named = {"criterion": _compared(one.by, rules, translate), "points": one.first}
    return translate(_CRITERION) % named


def _gate(gate: Gate, translate: Translate) -> str:
    from_, below = gate.headcount_from, gate.headcount_below
    sizes = {"from": from_, "below": below, "demands": ", ".join(_demands(gate, translate))}
    if from_ is not None and below is not None:
        return translate(_BETWEEN) % sizes
    if from_ is not None:
        return translate(_FROM) % sizes
    return translate(_BELOW if below is not None else _OF_ALL) % sizes


def _demands(gate: Gate, translate: Translate) -> Iterator[str]:
    for name, sentence in _DEMANDS.items():
        if (least := getattr(gate, name)) is not None:
            yield translate(sentence) % {"least": least}
