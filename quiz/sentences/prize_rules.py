"""How prizes are handed out, in words: to which groups, within which caps, and after a last tie."""

from collections.abc import Callable, Iterator

from quiz.domain.prize_order import Win
from quiz.domain.prizes import Group, groups_of
from quiz.domain.rules import LastResort, OverallRules, PrizeCaps, Rules, UnitRules
from quiz.sentences.prize_worth import prize_counts, prize_total
from quiz.sentences.sentence import N_
from quiz.sentences.standings import prize_title

Translate = Callable[[str], str]

_OF_GROUP = N_("%(prize)s – %(group)s")
_GROUP = N_("%(group)s: %(prizes)s")
_PERSON = N_("Mỗi người không quá %(count)s giải, tính cả các đợt trước của cuộc thi")
_PERSON_FROM = N_("Mỗi người không quá %(count)s giải, tính từ đợt %(round)s của cuộc thi")
_UNIT = N_("Mỗi đơn vị không quá %(count)s giải")
_UNIT_IN_GROUP = N_("Mỗi đơn vị không quá %(count)s giải trong mỗi nhóm đối tượng")
_KIND = N_("Mỗi đơn vị loại “%(kind)s”, tính cả cấp dưới, không quá %(count)s giải")
_KIND_IN_GROUP = N_(
    "Mỗi đơn vị loại “%(kind)s”, tính cả cấp dưới, không quá %(count)s giải trong mỗi nhóm "
    "đối tượng"
)
_SHARE = N_("Số giải không quá %(percent)s%% số người dự thi")
_SHARE_IN_GROUP = N_("Số giải của mỗi nhóm đối tượng không quá %(percent)s%% số người dự thi")
_HIGHER = N_(
    "Ai đã đủ số giải mà đạt giải cao hơn thì nhận giải cao hơn và thôi nhận giải thấp nhất đã có; "
    "giải ghi trước trong cơ cấu giải là giải cao hơn"
)
_GIVEN_UP = N_(
    "Kết quả đã công bố của đợt trước không sửa lại: giải thôi nhận để trống, không trao cho người "
    "khác"
)
_OVER_ROUNDS = N_(
    "Mỗi người không quá %(count)s giải, tính giải tổng hợp này và giải của các đợt từ đợt "
    "%(first)s đến đợt %(last)s"
)
_GAVE_UP = N_("thay cho %(prize)s của đợt %(round)s")
_KEPT_IN = N_("nhận giải cao hơn ở đợt %(round)s")
_UNIT_PRIZES = N_("Giải tập thể: %(prizes)s")
_UNIT_PRIZES_TOP = N_("Giải tập thể trao cho các đơn vị của cấp cao nhất có từ hai đơn vị trở lên")
_UNIT_PRIZES_EACH = N_(
    "Giải tập thể trao riêng trong mỗi nhóm có từ hai đơn vị xếp hạng với nhau trở lên"
)
_UNIT_TIES = N_(
    "Các đơn vị bằng nhau ở vị trí có giải mà không thể cùng nhận một giải thì Ban Tổ chức quyết "
    "định"
)
_REFUSED = {
    "passes_on": N_(
        "Giải không trao được vì giới hạn nói trên thì trao cho người xếp hạng kế tiếp"
    ),
    "stays_empty": N_("Giải không trao được vì giới hạn nói trên thì để trống"),
}
_LOTS = N_("Đồng hạng ở vị trí có giải mà các tiêu chí không phân định được thì bốc thăm")


def prize_name(level: str, group: Group, translate: Translate) -> str:
    """Return what a prize is called, with the group that it is for: "Giải Nhất – Cán bộ"."""
    title = prize_title(level, translate)
    if not group:
        return title
    return translate(_OF_GROUP) % {"prize": title, "group": ", ".join(group)}


def prize_rules(rules: Rules, translate: Translate) -> tuple[str, ...]:
    """Return how the prizes of a round are handed out, beyond going along the ranking."""
    groups = [group for group in groups_of(rules.prizes) if group]
    said = [_list(rules, group, translate) for group in groups]
    said += prize_total(rules.prize_total, translate)
    said += cap_rules(rules, translate)
    if rules.last_resort is LastResort.LOTS:
        said.append(translate(_LOTS))
    return tuple(said)


def cap_rules(rules: Rules, translate: Translate) -> tuple[str, ...]:
    """Return within which caps the prizes of a round are handed out."""
    has_groups = any(groups_of(rules.prizes))
    return tuple(_caps(rules.prize_caps, translate, has_groups=has_groups))


def overall_prize_rules(overall: OverallRules, last: int, translate: Translate) -> tuple[str, ...]:
    """Return how the prizes over several rounds, of which ``last`` is the last, are handed out."""
    caps, has_groups = overall.prize_caps, any(groups_of(overall.prizes))
    said = [*prize_total(overall.prize_total, translate)]
    if caps.per_person is not None:
        rounds = {"count": caps.per_person, "first": overall.wins_from, "last": last}
        said.append(translate(_OVER_ROUNDS) % rounds)
    return (*said, *_other_caps(caps, translate, has_groups=has_groups))


def unit_prize_rules(units: UnitRules, translate: Translate) -> tuple[str, ...]:
    """Return which prizes go along a ranking of units, and among whom."""
    if not units.prizes:
        return ()
    counted = ", ".join(prize_counts(units.prizes, translate))
    is_top = units.among == "siblings" and not units.kinds
    among = translate(_UNIT_PRIZES_TOP if is_top else _UNIT_PRIZES_EACH)
    return translate(_UNIT_PRIZES) % {"prizes": counted}, among, translate(_UNIT_TIES)


def unit_prize_name(title: str | None, level: str, translate: Translate) -> str:
    """Return what a prize of a unit is called, with the list that it is of, if that has a name."""
    return prize_name(level, (title,) if title else (), translate)


def prize_note(gave_up: Win | None, kept_in: int | None, translate: Translate) -> str | None:
    """Return what is to be said beside a prize that is kept, or given up, for the higher of two."""
    if kept_in is not None:
        return translate(_KEPT_IN) % {"round": kept_in}
    if gave_up is None:
        return None
    prize = prize_title(gave_up.level, translate)
    return translate(_GAVE_UP) % {"prize": prize, "round": gave_up.round}


def _list(rules: Rules, group: Group, translate: Translate) -> str:
    of_group = [prize for prize in rules.prizes if prize.group == group]
    prizes = ", ".join(prize_counts(of_group, translate))
    return translate(_GROUP) % {"group": ", ".join(group), "prizes": prizes}


def _caps(caps: PrizeCaps, translate: Translate, *, has_groups: bool) -> Iterator[str]:
    if caps.per_person is not None:
        sentence = _PERSON if caps.from_round is None else _PERSON_FROM
        yield translate(sentence) % {"count": caps.per_person, "round": caps.from_round}
    if caps.keeps == "higher":
        yield translate(_HIGHER)
        yield translate(_GIVEN_UP)
    yield from _other_caps(caps, translate, has_groups=has_groups)


def _other_caps(caps: PrizeCaps, translate: Translate, *, has_groups: bool) -> Iterator[str]:
    if caps.per_unit is not None:
        sentence = _UNIT_IN_GROUP if has_groups else _UNIT
        if caps.unit_kind is not None:
            sentence = _KIND_IN_GROUP if has_groups else _KIND
        yield translate(sentence) % {"count": caps.per_unit, "kind": caps.unit_kind}
    if caps.per_person is not None or caps.per_unit is not None:
        yield translate(_REFUSED[caps.refused])
    if caps.percent_of_people is not None:
        sentence = _SHARE_IN_GROUP if has_groups else _SHARE
        yield translate(sentence) % {"percent": caps.percent_of_people}
