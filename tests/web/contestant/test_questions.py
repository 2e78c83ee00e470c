"""A paper put together from pieces is the paper as its template writes it."""

import re
from random import Random

import pytest
from flask import Flask, render_template

from question_bank.exam_form import ExamForm, Slot
from quiz.domain.answers import ALPHABET
from quiz.services.catalogue import Catalogue, ShownItem, Version
from quiz.services.media import StoredPicture
from quiz.web.contestant.questions import questions
from quiz.web.paper_item import PaperItem, shown_picture

ITEMS = (
    ShownItem("Đảng ra đời năm nào?", ("1929", "1930", "1931", "1945"), many=False),
    ShownItem('Dấu <b> & "nháy" 987654321?', ("<i>", "a & b", '"c"'), many=False),
    ShownItem("Những ai?", ("An", "Bình", "Chi", "Dũng", "Én", "Giang"), many=True),
    ShownItem(
        "Ai trong ảnh?",
        ("An", "Bình"),
        many=False,
        picture=StoredPicture("0123456789" * 6 + "abcd", "jpg", 640, 480, 'Ảnh "chân dung" <2>'),
    ),
)


def whole(form: ExamForm, answers: str) -> str:
    """Render every question by itself, as Jinja would for each reader anew."""
    parts = []
    for number, (slot, letter) in enumerate(zip(form.slots, answers, strict=True), start=1):
        item = ITEMS[slot.item]
        mask = ALPHABET.index(letter)
        shown = PaperItem(
            stem=item.stem,
            options=tuple(item.options[option] for option in slot.order),
            chosen=tuple(place for place in range(len(slot.order)) if mask >> place & 1),
            many=item.many,
            picture=shown_picture(item.picture),
        )
        parts.append(render_template("contestant/_question.html", number=number, item=shown))
    return "".join(parts)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(5))
def test_pieces_make_the_same_bytes_as_the_template(app: Flask, seed: int) -> None:
    chance = Random(seed)
    slots, answers = [], ""
    for position in chance.sample(range(4), 4):
        count = len(ITEMS[position].options)
        slots.append(Slot(position, tuple(chance.sample(range(count), count))))
        many = ITEMS[position].many
        answers += ALPHABET[chance.randrange(1 << count) if many else chance.choice([0, 1, 4])]
    form = ExamForm(tuple(slots))
    version = Version(id=1, items=ITEMS, draw_items=())
    with app.test_request_context("/"):
        put_together = questions(Catalogue(), version, form, answers, "vi")
        assert put_together == whole(form, answers)
    assert re.search("&lt;b&gt; &amp; ", put_together)
    assert f'src="/hinh/{ITEMS[3].picture.digest}.jpg"' in put_together
