"""DOCX: banks as organizers type them in Word, and as our writer writes them.

The document is taken apart in steps: `parts` opens the file, `body` gives its lines and tables as
Word shows them, `outline` finds the questions, `questions` their stems and options, and `keys`
decides which options are right, or says why that is uncertain.
"""

from collections.abc import Iterator
from dataclasses import replace

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.fields import MOST_ITEMS, OPTION_FIELDS
from question_bank.findings import Finding, Place, error, has_errors
from question_bank.item import MOST_OPTIONS
from question_bank.progress import Stage, Watch, watched
from question_bank.readers.docx.bank_tables import questions_in
from question_bank.readers.docx.body import Body
from question_bank.readers.docx.keys import settle
from question_bank.readers.docx.outline import Outline, outline
from question_bank.readers.docx.parts import parts_of
from question_bank.readers.docx.questions import Question, question_of
from question_bank.readers.drafts import draft_of, head_of, name_of, too_many_options
from question_bank.readers.reading import Reading, RefusedError, reading_of

__all__ = ["read_docx"]


def read_docx(
    data: bytes, defaults: BankHead | None, findings: list[Finding], watch: Watch
) -> Reading:
    """Read the document *data*, adding to *findings* all that is wrong.

    The head is *defaults* where the document holds none. Raises `RefusedError` where it cannot be
    read on.
    """
    found = outline(Body(parts_of(data), findings).blocks, findings)
    head = _head(found, defaults, findings)
    drafts = list(_drafts(found, findings, watch))
    if not drafts and not has_errors(findings):
        findings.append(error("bank_empty"))
    return reading_of(head, drafts, findings)


def _head(found: Outline, defaults: BankHead | None, findings: list[Finding]) -> BankHead | None:
    """The head that the document holds under its labels; *defaults* without a code of a bank."""
    if "code" not in found.head:
        if defaults is None:
            findings.append(error("head_absent"))
        return defaults
    texts = {key: line.text.text for key, line in found.head.items()}
    places = {key: line.place() for key, line in found.head.items()}
    return head_of(texts, lambda key: places.get(key, Place()), findings)


def _drafts(found: Outline, findings: list[Finding], watch: Watch) -> Iterator[Draft]:
    questions = [question_of(section, found.habit) for section in found.sections]
    for table in found.tables:
        questions += questions_in(table, findings)
    if len(questions) > MOST_ITEMS:
        raise RefusedError("items_too_many", limit=MOST_ITEMS)
    right = settle(questions, found.entries, found.forms, findings)
    for at, question in enumerate(watched(questions, watch, Stage.READING, len(questions))):
        yield _draft(question, right.get(at, ""))
        findings += question.findings


def _draft(question: Question, right: str) -> Draft:
    """The draft of a question; what is wrong with it goes to its findings."""
    choices = question.choices[:MOST_OPTIONS]
    if len(choices) < len(question.choices):
        question.findings.append(too_many_options(len(question.choices), question.place))
    options = dict(zip(OPTION_FIELDS, choices, strict=False))
    texts = {
        **question.texts,
        "stem": question.stem_text,
        **{key: choice.text.text for key, choice in options.items()},
        "right": right,
    }
    places = {key: choice.place for key, choice in options.items()} | question.places
    here = replace(question.place, item=name_of(texts.get("code", ""), question.number))
    is_doubtful = question.is_key_doubted or has_errors(question.findings)
    found: list[Finding] = []
    draft = draft_of(texts, here, lambda key: places.get(key, question.place), found)
    # Where the key is in doubt, it was said why; that it is missing says nothing more.
    told = {"right_missing"} if is_doubtful else set()
    question.findings += [finding for finding in found if finding.code not in told]
    return replace(draft, item=None) if is_doubtful else draft
