"""Codes for files that hold none: what is proposed, and what a person chooses instead."""

from collections import Counter
from collections.abc import Mapping

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from question_bank.bank import Bank
from question_bank.draft import Draft
from question_bank.item import LETTERS, Item
from question_bank.matching import NEW, Candidate, How, Match, Proposal
from question_bank.text import one_line
from question_bank.word_diff import word_diff
from quiz.web.organizer.banks.forms import ConfirmForm
from quiz.web.organizer.banks.pages import CodeLine, CodesFound, OlderItem
from quiz.web.request import language
from quiz.web.words import gettext

_NEW_ITEM = "-"
_LONGEST_STEM = 90


def confirm_form(proposal: Proposal) -> ConfirmForm:
    """Return the form that stores a bank, with a choice for each item whose code is in doubt."""
    fields = {
        _name(at): SelectField(
            _where(draft),
            [InputRequired()],
            choices=_choices(match, proposal.old),
            default=match.code or _NEW_ITEM,
        )
        for at, draft, match in _in_doubt(proposal)
    }
    form: ConfirmForm = type("CodesForm", (ConfirmForm,), fields)()
    return form


def chosen(form: ConfirmForm, proposal: Proposal) -> dict[int, str]:
    """Return what was chosen for each item in doubt, by its position."""
    return {
        at: NEW if form[_name(at)].data == _NEW_ITEM else form[_name(at)].data
        for at, _, _ in _in_doubt(proposal)
    }


def choices_agree(form: ConfirmForm, proposal: Proposal) -> bool:
    """Whether no code was chosen twice; otherwise it is said at each choice."""
    decided = chosen(form, proposal)
    codes = Counter(decided.get(at, match.code) for at, match in enumerate(proposal.matches))
    twice = [at for at, code in decided.items() if code != NEW and codes[code] > 1]
    for at in twice:
        field = form[_name(at)]
        said = gettext(
            "Mã %(code)s đang được chọn cho nhiều câu. Hãy chọn mã khác hoặc “Câu mới”.",
            code=field.data,
        )
        field.errors = [*field.errors, said]
    return not twice


def codes_found(form: ConfirmForm, proposal: Proposal) -> CodesFound | None:
    """Return how items without codes are told on the page; None where every item has one."""
    if not proposal.reading.lacks_codes:
        return None
    items = proposal.coded().items
    old = {item.code: item for item in proposal.old.items} if proposal.old else {}
    found = list(zip(items, proposal.matches, strict=True))
    return CodesFound(
        same=sum(match.how is How.SAME for _, match in found),
        new=tuple(item.code for item, match in found if match.how is How.NEW and not match.is_open),
        in_doubt=tuple(
            CodeLine(form[_name(at)], draft.stem, _how(match), _older(items[at], match, old))
            for at, draft, match in _in_doubt(proposal)
        ),
    )


def _in_doubt(proposal: Proposal) -> list[tuple[int, Draft, Match]]:
    drafts = [draft for draft in proposal.reading.drafts if draft.item is not None]
    found = enumerate(zip(drafts, proposal.matches, strict=True))
    return [(at, draft, match) for at, (draft, match) in found if match.is_open]


def _choices(match: Match, old: Bank | None) -> list[SelectChoice]:
    stems = {item.code: item.stem for item in old.items} if old else {}
    older = [SelectChoice(each.code, _label(each, stems[each.code])) for each in match.candidates]
    return [*older, SelectChoice(_NEW_ITEM, gettext("Câu mới, đặt mã mới"))]


def _older(item: Item, match: Match, old: Mapping[str, Item]) -> tuple[OlderItem, ...]:
    return tuple(
        OlderItem(each.code, word_diff(_text(old[each.code]), _text(item)))
        for each in match.candidates
    )


def _text(item: Item) -> str:
    """What contestants see of an item, on one line."""
    options = (f"{LETTERS[at]}. {option}" for at, option in enumerate(item.options))
    return one_line(f"{item.stem} – {'; '.join(options)}")


def _label(candidate: Candidate, stem: str) -> str:
    short = stem if len(stem) <= _LONGEST_STEM else f"{stem[:_LONGEST_STEM]}…"
    return f"{candidate.code} ({candidate.percent} %): {short}"


def _where(draft: Draft) -> str:
    words = draft.place.words(language())
    return words[:1].upper() + words[1:]


def _how(match: Match) -> str:
    if match.how is How.STEM:
        return gettext("Cùng nội dung câu hỏi với %(code)s.", code=match.code)
    if match.how is How.ALIKE:
        return gettext(
            "Gần giống %(code)s, chung %(percent)s %% số từ.",
            code=match.code,
            percent=match.percent,
        )
    return gettext("Chưa chắc là câu cũ nào; đề xuất là câu mới.")


def _name(at: int) -> str:
    return f"code_{at}"
