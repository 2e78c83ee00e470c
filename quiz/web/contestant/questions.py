"""Questions of a paper as HTML: rendered once per item and process, put together per attempt.

What differs between two papers of a round is the number, which option stands where, and what is
chosen. Everything else, escaping included, is rendered once from ``contestant/_question.html``
with marks in the places that vary.
"""

import re
from collections.abc import Iterable
from typing import cast

from flask import render_template
from markupsafe import Markup

from question_bank.exam_form import ExamForm, Slot
from quiz.domain.answers import MASK
from quiz.services.catalogue import Catalogue, ShownItem, Version
from quiz.web.paper_item import PaperItem, shown_picture

_NUMBER = "\0"
"""Stands for the number of the question while an item is rendered; banks refuse this character."""


class Fragments:
    """The pieces of one item, in one language, between which a paper's own marks go."""

    def __init__(self, html: str, options: int) -> None:
        head, *rest = re.split(r"(?=<label)", html)
        if len(rest) != options:
            raise ValueError("a question has one label for each option")
        last, tail = rest[-1].split("</label>", 1)
        labels = [*(label.rstrip() for label in rest[:-1]), last + "</label>"]
        self._head = head.split(_NUMBER)
        self._tail = tail
        self._labels = [_label(label) for label in labels]

    def put_together(self, number: int, order: Iterable[int], mask: int) -> str:
        """Return the question as it stands on one paper."""
        text = str(number)
        labels = []
        for place, option in enumerate(order):
            before, between, after = self._labels[option]
            checked = " checked" if mask >> place & 1 else ""
            labels.append(
                f'{before}{text}" value="{place}"{checked}{between}{"ABCDEF"[place]}{after}'
            )
        return text.join(self._head) + "\n".join(labels) + self._tail


def questions(
    catalogue: Catalogue, version: Version, form: ExamForm, answers: str, language: str
) -> Markup:
    """Return the questions of a paper in their order on it."""
    numbered = enumerate(zip(form.slots, answers, strict=True), start=1)
    parts = [
        _kept(catalogue, version, slot.item, language).put_together(
            number, slot.order, MASK[letter]
        )
        for number, (slot, letter) in numbered
    ]
    return Markup("".join(parts))  # noqa: S704 - the template has escaped every text


def question(
    catalogue: Catalogue, version: Version, slot: Slot, *, number: int, mask: int, language: str
) -> Markup:
    """Return one question of a paper; of the others not a byte."""
    part = _kept(catalogue, version, slot.item, language).put_together(number, slot.order, mask)
    return Markup(part)  # noqa: S704 - the template has escaped every text


def sentences(catalogue: Catalogue, language: str) -> Markup:
    """Return what the paper's script says, the same on every paper."""
    kept = catalogue.fragments
    if language not in kept:
        kept[language] = Markup(render_template("contestant/_sentences.html"))  # noqa: S704 - ours
    return cast("Markup", kept[language])


def item_sentences(catalogue: Catalogue, language: str) -> Markup:
    """Return what the script of a paper says besides where items are answered one by one."""
    kept, place = catalogue.fragments, ("one by one", language)
    if place not in kept:
        kept[place] = Markup(render_template("contestant/_item_sentences.html"))  # noqa: S704 - ours
    return cast("Markup", kept[place])


def _kept(catalogue: Catalogue, version: Version, item: int, language: str) -> Fragments:
    kept, place = catalogue.fragments, (version.id, item, language)
    if place not in kept:
        kept[place] = _fragments(version.items[item])
    return cast("Fragments", kept[place])


def _fragments(item: ShownItem) -> Fragments:
    picture = shown_picture(item.picture)
    shown = PaperItem(stem=item.stem, options=item.options, many=item.many, picture=picture)
    html = render_template("contestant/_question.html", number=_NUMBER, item=shown)
    return Fragments(html, len(item.options))


def _label(html: str) -> tuple[str, str, str]:
    """Cut a label at the number, and around its letter."""
    found = re.fullmatch(
        rf'(.*?name="a){_NUMBER}" value="\d"(.*?<b>)[A-F](</b>.*)', html, re.DOTALL
    )
    if found is None:
        raise ValueError("a label names its question, its place and its letter")
    return found[1], found[2], found[3]
