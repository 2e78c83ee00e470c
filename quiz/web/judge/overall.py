"""The ranking over several rounds at the judges' desk."""

from flask.typing import ResponseReturnValue

from quiz.sentences.overall import overall_criteria, overall_headings
from quiz.sentences.prize_rules import overall_prize_rules
from quiz.services.labels import labels_of
from quiz.services.overall import overall_lines
from quiz.services.prize_history import unpublished_before
from quiz.web import result_words as words
from quiz.web.judge import bp, pages
from quiz.web.judge.views import PEOPLE_PER_PAGE, cut, parts, result_of
from quiz.web.pager import pager
from quiz.web.request import page, session
from quiz.web.words import gettext


@bp.get("/<slug>/<int:number>/tong-hop")
def overall(slug: str, number: int) -> ResponseReturnValue:
    """Show the ranking over the rounds up to this one, and its prizes."""
    definition, found, head = result_of(slug, number)
    rules, ranked = definition.rules.overall, found.overall
    if rules is None or ranked is None:
        return page("judge/overall.html", pages.OverallPage(head))
    lines = overall_lines(ranked)
    shown, asked, last = cut(lines, PEOPLE_PER_PAGE)
    content = pages.OverallPage(
        head=head,
        criteria=overall_criteria(rules, definition.number, gettext),
        columns=(gettext("Số đợt dự thi"), *overall_headings(rules, gettext)),
        people=words.overall_people(shown, labels_of(session(), shown), lines),
        pager=pager(asked, last),
        awards=words.overall_awards(
            ranked,
            labels_of(session(), words.named_in_overall(ranked)),
            rules.prizes,
            rules=overall_prize_rules(rules, definition.number, gettext),
            unpublished=unpublished_before(session(), definition),
            parts=parts(definition),
        ),
    )
    return page("judge/overall.html", content)
