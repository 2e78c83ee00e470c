"""What prizes are worth, in words: an amount, a gift, both, or nothing where the rules say none."""

from collections.abc import Callable, Iterable, Sequence

from quiz.domain.money import dong
from quiz.domain.prizes import prize_of
from quiz.domain.rules import Prize, PrizeLevel
from quiz.sentences.sentence import N_
from quiz.sentences.standings import prize_title

Translate = Callable[[str], str]

_BOTH = N_("%(amount)s và %(gift)s")
_COUNTED = N_("%(count)s %(prize)s")
_ONE = N_("%(prize)s (%(worth)s)")
_EACH = N_("%(prize)s (mỗi giải %(worth)s)")
_TOTAL = N_("Tổng giá trị giải thưởng: %(total)s")


def worth(prize: Prize, translate: Translate) -> str:
    """Return what one prize is worth: "4.000.000 đồng và Bằng khen"; empty where it is unsaid."""
    amount = dong(prize.amount) if prize.amount is not None else ""
    if amount and prize.gift:
        return translate(_BOTH) % {"amount": amount, "gift": prize.gift}
    return amount or prize.gift or ""


def worth_of(
    level: str, category: str | None, prizes: Sequence[PrizeLevel], translate: Translate
) -> str:
    """Return what the prize is worth that a person of this category has won."""
    prize = prize_of(level, category, prizes)
    return worth(prize, translate) if prize else ""


def prize_counts(prizes: Iterable[Prize], translate: Translate) -> tuple[str, ...]:
    """Return how many prizes of each level there are: "2 Giải Nhì (mỗi giải 2.000.000 đồng)"."""
    return tuple(_counted(prize, translate) for prize in prizes)


def prize_total(total: int | None, translate: Translate) -> tuple[str, ...]:
    """Return what all prizes are worth together, where a regulation announces it."""
    return (translate(_TOTAL) % {"total": dong(total)},) if total is not None else ()


def _counted(prize: Prize, translate: Translate) -> str:
    title = prize_title(prize.level, translate)
    counted = translate(_COUNTED) % {"count": prize.count, "prize": title}
    if not (said := worth(prize, translate)):
        return counted
    return translate(_ONE if prize.count == 1 else _EACH) % {"prize": counted, "worth": said}
