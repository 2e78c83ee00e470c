"""Whatever the program says, it says in both languages."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import nodes

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "quiz" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
)
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
MARKS = {"_", "gettext", "ngettext", "lazy_gettext", "N_"}
NAMES = {"Ôn Sử", "Tiếng Việt"}
"""What is called the same in every language."""
PAPERS = {"sheets.py", "ranking_sheets.py", "reminders.py", "unit_report.py"}
"""Modules that write papers of a Vietnamese contest: exported tables, reports."""


def faults(needed: Catalog, given: Catalog) -> list[str]:
    """Return what a catalogue lacks or has wrong, one line each."""
    found = [f"nobody says any more: {text}" for text in given.obsolete]
    for wanted in needed:
        if wanted.id:
            message = given.get(wanted.id, wanted.context)
            found += _message_faults(message) if message else [f"missing: {wanted.id}"]
    return found


def _message_faults(message: Message) -> list[str]:
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    if not all(forms):
        return [f"not translated: {message.id}"]
    if message.fuzzy:
        return [f"not confirmed: {message.id}"]
    allowed = places(ids[-1])
    complete = places(forms[-1]) == allowed and all(places(form) <= allowed for form in forms)
    return [] if complete else [f"other places to fill: {message.id}"]


def places(text: str) -> set[str]:
    """Return the names of the places in a text that are filled in later."""
    return {found.group(1) or "%%" for found in PLACE.finditer(text)}


def unmarked_in_template(source: str) -> list[str]:
    """Return the Vietnamese texts of a template that no translator would ever see."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(source)
    calls = [
        call
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
    ]
    marked = {id(text) for call in calls for text in call.find_all(nodes.Const)}
    texts = [node.data for node in tree.find_all(nodes.TemplateData)]
    texts += [str(node.value) for node in tree.find_all(nodes.Const) if id(node) not in marked]
    return [text.strip() for text in texts if is_vietnamese(text)]


def unmarked_in_python(source: str) -> list[str]:
    """Return the Vietnamese texts of a module that no translator would ever see."""
    tree = ast.parse(source)
    marked = {
        id(text)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
        for text in ast.walk(call)
    }
    marked |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in marked and is_vietnamese(node.value)
    ]


def is_vietnamese(text: str) -> bool:
    """Whether a text has letters that only Vietnamese words have, names aside."""
    for name in NAMES:
        text = text.replace(name, "")
    return bool(VIETNAMESE.search(text))


@pytest.fixture(scope="module")
def needed(tmp_path_factory) -> Catalog:
    """Return every text that the program and its templates mark for translation."""
    target = tmp_path_factory.mktemp("texts") / "messages.pot"
    extract = ["extract", "--mapping", "pyproject.toml", "--keyword", "lazy_gettext"]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", *extract, "-o", str(target), "."],
        cwd=ROOT,
        check=True,
    )
    with target.open("rb") as stream:
        return read_po(stream)


def test_every_text_has_its_english(needed):
    assert len(needed) > 10
    with ENGLISH.open("rb") as stream:
        assert faults(needed, read_po(stream, locale="en", abort_invalid=True)) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_templates_say_nothing_that_cannot_be_translated(path):
    assert unmarked_in_template(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for part in ("web", "sentences")
        for path in (ROOT / "quiz" / part).rglob("*.py")
        if path.name not in PAPERS
    ),
    ids=lambda p: f"{p.parent.name}/{p.name}",
)
def test_pages_say_nothing_that_cannot_be_translated(path):
    assert unmarked_in_python(path.read_text("utf-8")) == []


def catalog(**entry) -> Catalog:
    made = Catalog(locale="en")
    made.add(**entry)
    return made


SECONDS = ("%(num)d giây", "%(num)d giây")


@pytest.mark.parametrize(
    ("wanted", "given", "fault"),
    [
        ({"id": "Nộp bài"}, {"id": "Thoát", "string": "Leave"}, "missing"),
        ({"id": "Nộp bài"}, {"id": "Nộp bài", "string": ""}, "not translated"),
        (
            {"id": "Nộp bài"},
            {"id": "Nộp bài", "string": "Submit", "flags": ["fuzzy"]},
            "not confirmed",
        ),
        ({"id": "Còn %(n)s"}, {"id": "Còn %(n)s", "string": "%(m)s left"}, "other places"),
        ({"id": "Còn %(n)s"}, {"id": "Còn %(n)s", "string": "Some left"}, "other places"),
        (
            {"id": SECONDS},
            {"id": SECONDS, "string": ("%(num)d second", "")},
            "not translated",
        ),
        (
            {"id": SECONDS},
            {"id": SECONDS, "string": ("one second", "seconds")},
            "other places",
        ),
    ],
)
def test_a_faulty_catalogue_is_noticed(wanted, given, fault):
    assert faults(catalog(**wanted), catalog(**given))[0].startswith(fault)


@pytest.mark.parametrize(
    ("text", "translation"),
    [("Nộp bài", "Submit"), (SECONDS, ("one second", "%(num)d seconds"))],
)
def test_a_complete_catalogue_has_no_fault(text, translation):
    assert faults(catalog(id=text), catalog(id=text, string=translation)) == []


@pytest.mark.parametrize(
    ("source", "unmarked"),
    [
        ("<h1>Cuộc thi</h1>", ["<h1>Cuộc thi</h1>"]),
        ("{{ 'Nộp bài' }}", ["Nộp bài"]),
        ("{% trans %}Nộp bài{% endtrans %} {{ _('Đợt thi') }} Ôn Sử", []),
        ("{% trans trimmed n=3 %}Còn {{ n }} câu{% endtrans %}", []),
    ],
)
def test_a_text_that_nobody_could_translate_in_a_template_is_noticed(source, unmarked):
    assert unmarked_in_template(source) == unmarked


@pytest.mark.parametrize(
    ("source", "unmarked"),
    [
        ("title = 'Cuộc thi'", ["Cuộc thi"]),
        ("title = f'Đợt {1}'", ["Đợt "]),
        ("title = gettext('Cuộc thi')", []),
        ('"""Nộp bài là …"""', []),
    ],
)
def test_a_text_that_nobody_could_translate_in_a_page_is_noticed(source, unmarked):
    assert unmarked_in_python(source) == unmarked
