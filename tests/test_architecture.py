"""The parts of the program lean on each other in one direction only; this keeps it so.

Each rule is a function from a module to the sentences it breaks. The last test hands every rule a
module that breaks it, so that no rule can fall asleep.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

TIERS = (
    {"question_bank"},
    {"quiz.domain"},
    {"quiz.clock", "quiz.guards", "quiz.models"},
    {"quiz.config", "quiz.database", "quiz.documents", "quiz.migrate"},
    {"quiz.services", "quiz.startup"},
    {"quiz.offline"},
    {"quiz.import_room", "quiz.sentences"},
    {"quiz.web", "quiz.cli"},
    {"quiz.app"},
    {"quiz.__main__", "quiz.gunicorn_conf"},
)
"""The one picture, from the ground up: a part may import what stands lower, and itself."""
HEIGHTS = {part: height for height, tier in enumerate(TIERS) for part in tier}

PURE = {"question_bank", "quiz.domain"}
WITHOUT_FLASK = {
    "question_bank",
    "quiz.domain",
    "quiz.clock",
    "quiz.models",
    "quiz.services",
    "quiz.offline",
}
DOMAIN_MAY_IMPORT = sys.stdlib_module_names | {"pydantic", "pydantic_core", "question_bank", "quiz"}
FLASK = {"flask", "flask_babel", "flask_login", "flask_sqlalchemy", "flask_wtf", "werkzeug"}
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "sqlalchemy.func.current_timestamp",
    "sqlalchemy.func.now",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
STOPWATCHES = {"time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns"}
JUNK_DRAWERS = {"common", "helper", "helpers", "misc", "util", "utils"}


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name and its text."""

    name: str
    source: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """The part of the program it belongs to."""
        return part_of(self.name)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """What each imported name stands for, with its full dotted name."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    whole = name.name if name.asname else name.name.partition(".")[0]
                    found[name.asname or whole] = whole
            elif isinstance(node, ast.ImportFrom):
                for name in node.names:
                    found[name.asname or name.name] = f"{self._origin(node)}.{name.name}"
        return found

    @cached_property
    def imports(self) -> set[str]:
        """Every module it imports; ``from a import b`` counts as ``a.b``, which may be a module."""
        plain = {
            name.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import)
            for name in node.names
        }
        return plain | {
            f"{self._origin(node)}.{name.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }

    @cached_property
    def names_used(self) -> set[str]:
        """Every dotted name in the text, with imported beginnings written out."""
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute | ast.Name))
        return {name for node in nodes if (name := self._dotted(node))}

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parents = self.name.split(".")
        kept = parents[: len(parents) - node.level + self.is_package]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def _dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return self.aliases.get(node.id, "")
        if isinstance(node, ast.Attribute) and (before := self._dotted(node.value)):
            return f"{before}.{node.attr}"
        return ""


def part_of(name: str) -> str:
    """Return the part that a dotted name lies in, or its first word for what is not ours."""
    first, _, rest = name.partition(".")
    return f"quiz.{rest.partition('.')[0]}" if first == "quiz" and rest else first


def imports_only_what_stands_lower(module: Module) -> Iterator[str]:
    """The one picture: question_bank, domain, models, services, web and cli, app."""
    if module.name == "quiz":
        return
    if module.part not in HEIGHTS:
        yield f"{module.name} has no place in TIERS"
        return
    for name in sorted(module.imports):
        part = part_of(name)
        foreign = part in HEIGHTS and part != module.part
        if foreign and HEIGHTS[part] >= HEIGHTS[module.part]:
            yield f"{module.name} imports {name}, which does not stand lower"


def pure_parts_import_no_framework(module: Module) -> Iterator[str]:
    """Banks and the domain could be lifted out and used anywhere."""
    for name in sorted(module.imports):
        first = name.partition(".")[0]
        if module.part in PURE and first in FLASK | {"sqlalchemy", "alembic", "os", "random"}:
            yield f"{module.name} is pure and imports {name}"
        if module.part == "quiz.domain" and first not in DOMAIN_MAY_IMPORT:
            yield f"{module.name} imports {name}; the domain knows pydantic and nothing else"


def use_cases_know_no_flask(module: Module) -> Iterator[str]:
    """What a rule does must not depend on there being a web request."""
    for name in sorted(module.imports):
        if module.part in WITHOUT_FLASK and name.partition(".")[0] in FLASK:
            yield f"{module.name} imports {name}"


def only_the_clock_reads_the_time(module: Module) -> Iterator[str]:
    """Every other module is told the moment; a pure one may not even hold a stopwatch."""
    banned = CLOCKS | STOPWATCHES if module.part in PURE else CLOCKS
    for name in sorted(module.names_used & banned):
        if module.name != "quiz.clock":
            yield f"{module.name} reads {name}"


def only_the_database_commits(module: Module) -> Iterator[str]:
    """``transaction()`` is the one place where anything becomes true."""
    for node in ast.walk(module.tree):
        is_commit = isinstance(node, ast.Attribute) and node.attr == "commit"
        if is_commit and module.name != "quiz.database":
            yield f"{module.name}:{node.lineno} commits"


def audiences_do_not_know_each_other(module: Module) -> Iterator[str]:
    """A page for contestants can be read without knowing the judges' pages."""
    own = audience_of(module.name)
    for name in sorted(module.imports):
        other = audience_of(name)
        if own and other and own != other:
            yield f"{module.name} imports {name}, another audience's"


def pure_parts_keep_no_state(module: Module) -> Iterator[str]:
    """The same question gets the same answer, whoever asked before."""
    for node in ast.walk(module.tree):
        if module.part in PURE and isinstance(node, ast.Global):
            yield f"{module.name}:{node.lineno} keeps state between calls"


def no_junk_drawers(module: Module) -> Iterator[str]:
    """A module is named after what it holds."""
    for word in module.name.split("."):
        if word in JUNK_DRAWERS:
            yield f"{module.name} is a junk drawer"


def audience_of(name: str) -> str:
    """Return the audience whose package a dotted name lies in, or nothing."""
    words = name.split(".")
    inside_web = words[:2] == ["quiz", "web"] and len(words) > 2
    return words[2] if inside_web and words[2] in AUDIENCES else ""


AUDIENCES = {path.parent.name for path in (ROOT / "quiz" / "web").glob("*/__init__.py")} | {
    "contestant",
    "judge",
}

RULES = [
    imports_only_what_stands_lower,
    pure_parts_import_no_framework,
    use_cases_know_no_flask,
    only_the_clock_reads_the_time,
    only_the_database_commits,
    audiences_do_not_know_each_other,
    pure_parts_keep_no_state,
    no_junk_drawers,
]


@cache
def modules() -> list[Module]:
    """Return every module of the two packages."""
    return [
        Module(
            name=".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"),
            source=path.read_text("utf-8"),
            is_package=path.name == "__init__.py",
        )
        for package in ("question_bank", "quiz")
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule):
    everything = modules()
    assert len(everything) > 10
    assert [sentence for module in everything for sentence in rule(module)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda p: p.name)
def test_test_files_are_named_after_what_they_hold(path):
    assert path.stem not in JUNK_DRAWERS


def test_test_folders_are_not_packages():
    assert not list((ROOT / "tests").rglob("__init__.py"))


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (imports_only_what_stands_lower, "question_bank.item", "import quiz.domain.timing"),
        (imports_only_what_stands_lower, "quiz.domain.timing", "from quiz import clock"),
        (imports_only_what_stands_lower, "quiz.models.banks", "from quiz.services import banks"),
        (imports_only_what_stands_lower, "quiz.models.banks", "from ..services import banks"),
        (imports_only_what_stands_lower, "quiz.services.banks", "def f():\n  import quiz.web"),
        (imports_only_what_stands_lower, "quiz.cli.banks", "from quiz.web import forms"),
        (imports_only_what_stands_lower, "quiz.web.forms", "from quiz.app import create_app"),
        (imports_only_what_stands_lower, "quiz.elsewhere", ""),
        (pure_parts_import_no_framework, "question_bank.item", "from flask import g"),
        (pure_parts_import_no_framework, "question_bank.draw", "import random"),
        (pure_parts_import_no_framework, "quiz.domain.scoring", "import sqlalchemy as sa"),
        (pure_parts_import_no_framework, "quiz.domain.scoring", "import yaml"),
        (use_cases_know_no_flask, "quiz.services.attempts", "from flask import request"),
        (use_cases_know_no_flask, "quiz.models.people", "from flask_login import UserMixin"),
        (only_the_clock_reads_the_time, "quiz.web.pages", "import time\nx = time.time()"),
        (only_the_clock_reads_the_time, "quiz.web.pages", "from time import time_ns as t\nt()"),
        (
            only_the_clock_reads_the_time,
            "quiz.services.attempts",
            "from datetime import UTC, datetime\ndatetime.now(UTC)",
        ),
        (
            only_the_clock_reads_the_time,
            "quiz.models.attempts",
            "import sqlalchemy as sa\nx = sa.func.now()",
        ),
        (only_the_clock_reads_the_time, "quiz.domain.timing", "import time\ntime.monotonic()"),
        (only_the_database_commits, "quiz.services.attempts", "session.commit()"),
        (
            audiences_do_not_know_each_other,
            "quiz.web.contestant.views",
            "from quiz.web.judge import pages",
        ),
        (
            audiences_do_not_know_each_other,
            "quiz.web.contestant.views",
            "from ..judge.pages import Ruling",
        ),
        (pure_parts_keep_no_state, "quiz.domain.ranking", "def f():\n  global x\n  x = 1"),
        (no_junk_drawers, "quiz.services.utils", ""),
    ],
)
def test_every_rule_can_fail(rule, name, source):
    assert list(rule(Module(name, source)))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("quiz.web.contestant.views", "from quiz.web.contestant import bp\nfrom quiz import clock"),
        (
            "quiz.services.attempts",
            "from quiz.models import Attempt\nfrom quiz.domain import timing",
        ),
        ("quiz.clock", "import time\ntime.time_ns()"),
        (
            "quiz.services.attempts",
            "from quiz import clock\nclock.now()\nimport time\ntime.sleep(1)",
        ),
        ("quiz.domain.timing", "from fractions import Fraction\nfrom pydantic import BaseModel"),
    ],
)
def test_no_rule_forbids_what_is_meant(name, source):
    assert [sentence for rule in RULES for sentence in rule(Module(name, source))] == []
