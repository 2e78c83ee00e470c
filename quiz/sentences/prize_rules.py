"""How prizes are handed out, in words: to which groups, within which caps, and after a last tie."""

from collections.abc import Callable, Iterator

from quiz.domain.prizes import Group, groups_of
from quiz.domain.rules import LastResort, PrizeCaps, Rules
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
    said += cap_rules(rules, translate)
    if rules.last_resort is LastResort.LOTS:
        said.append(translate(_LOTS))
    return tuple(said)


def cap_rules(rules: Rules, translate: Translate) -> tuple[str, ...]:
    """Return within which caps the prizes of a round are handed out."""
    has_groups = any(groups_of(rules.prizes))
    return tuple(_caps(rules.prize_caps, translate, has_groups=has_groups))


def _list(rules: Rules, group: Group, translate: Translate) -> str:
    prizes = ", ".join(
        f"{prize.count} {prize_title(prize.level, translate)}"
        for prize in rules.prizes
        if prize.group == group
    )
    return translate(_GROUP) % {"group": ", ".join(group), "prizes": prizes}


def _caps(caps: PrizeCaps, translate: Translate, *, has_groups: bool) -> Iterator[str]:
    if caps.per_person is not None:
        sentence = _PERSON if caps.from_round is None else _PERSON_FROM
        yield translate(sentence) % {"count": caps.per_person, "round": caps.from_round}
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
