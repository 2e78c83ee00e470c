"""Organizers with habits: each seed types the same items in Word in another way.

The combinations are those seen in files of provinces, schools and agencies; what an author types is
known, so that a test can tell a wrong key from a right one.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from question_bank.item import LETTERS, Item
from question_bank.readers import read_bank
from tests.question_bank.word import level, numbering, paragraph, run, style, table, word

MARKS = ("bold", "underline", "colour", "highlight", "shading", "italic")
ANSWERS = (
    "Đáp án: {}",
    "Đáp án đúng là {}",
    "ĐA: {}",
    "Đáp án đúng: {}.",
    "ĐÁP ÁN: {}",
    "=> Đáp án {}",
    "→ {}",
    "Chọn {}",
    "=> Chọn đáp án {}",
)
QUESTIONS = (
    "Câu {}: ",
    "Câu {}. ",
    "Câu hỏi {}) ",
    "CÂU {}: ",
    "Câu {} ",
    "Câu số {}: ",
    "{}. ",
    "{}/ ",
    "{}) ",
    "{}.",
    "{} - ",
)
OPTIONS = ("{}. ", "{}) ", "{}/ ", "{} - ", "{}.", "{}- ", "({}) ", "[{}] ")
LAYOUTS = ("lines", "tabs", "spaces", "pairs", "soft", "table", "column", "cells", "stem", "bank")
SIGNED = ("tick", "tick after", "boxes")
WRITTEN = {
    "word": " (đúng)",
    "words": " (Đáp án đúng)",
    "x in brackets": " (x)",
    "x": " x",
    "X at the margin": "\tX",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI")
AFRESH = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERED = numbering(
    level(0, "decimal", "Câu %1:") + level(1, "upperLetter", "%2."),
    level(0, "decimal", "%1."),
    level(0, "upperLetter", "%1)"),
    numbers=[(1, 0, ""), (2, 1, ""), *[(at, 2, AFRESH) for at in range(11, 22)]],
)
STYLES = style("Strong", "bold", kind="character") + style(
    "Dung", "bold", "colour", kind="character"
)


def shipped(name: str = "lang-son") -> tuple[Item, ...]:
    """The items of a shipped bank."""
    data = (files("question_bank") / "banks" / f"{name}.yaml").read_bytes()
    bank = read_bank(data, name).bank
    assert bank is not None
    return bank.items


ITEMS = [item for item in shipped() if len(item.right) == 1]


@dataclass
class Author:
    """One organizer: habits drawn from a seed."""

    seed: int
    slip: str = ""
    written: str = ""
    is_roman: bool = False
    blocks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        self.chance = chance
        self.items = chance.sample(ITEMS, chance.randint(4, 9))
        self.question = chance.choice(QUESTIONS)
        self.option = chance.choice(OPTIONS)
        self.small = chance.random() < 0.25
        self.layout = chance.choice(LAYOUTS)
        self.auto_questions = chance.random() < 0.25
        self.auto_options = self.layout == "lines" and chance.random() < 0.3
        self.key = chance.choice(
            (
                *MARKS,
                *MARKS[:4],
                "letter",
                "style",
                "star",
                "line",
                "line",
                "list",
                "lists",
                "row",
                "column",
                *SIGNED,
                "worded",
                "worded table",
                "forms",
            )
        )
        if self.auto_options and self.key in ("letter", "star"):
            self.key = "bold"
        if self.layout == "stem" and self.key in SIGNED:
            self.key = "line"
        if self.layout == "bank" and self.key in ("letter", "style"):
            self.key = "colour"
        self.bold_labels = self.key not in ("bold", "letter", "style") and chance.random() < 0.4
        self.explains = chance.random() < 0.5
        self.sources = chance.random() < 0.4
        self.levels = chance.random() < 0.3
        self.parts = chance.random() < 0.4
        self.splits = chance.random() < 0.5
        self.slipped = chance.randrange(len(self.items))
        if self.written:
            self._write_marks()
        if self.is_roman:
            self._number_options()

    def _write_marks(self) -> None:
        """Write something behind the right options, and nothing else that tells them."""
        self.key = self.written
        if self.written == "X at the margin" and self.layout in ("tabs", "spaces", "pairs", "stem"):
            self.layout = "lines"

    def _number_options(self) -> None:
        """Number the options with I, II, III, and name the keys so."""
        self.layout, self.small = "lines", False
        self.auto_questions = self.auto_options = False
        self.question = self.chance.choice(QUESTIONS[:4])
        self.option = self.chance.choice(OPTIONS[:6])
        self.key = self.chance.choice(("line", "list", "lists", "row", "column"))

    def letter(self, at: int) -> str:
        """What stands before an option."""
        return (ROMAN if self.is_roman else LETTERS)[at]

    def describe(self) -> str:
        """What to say of this author when a test fails."""
        habits = f"{self.question!r} {self.option!r} {self.layout} {self.key} slip={self.slip}"
        return f"seed {self.seed}: {habits} automatic={self.auto_questions, self.auto_options}"

    def file(self) -> bytes:
        """Type the document."""
        self.blocks = []
        if self.chance.random() < 0.5:
            self.blocks += [
                paragraph(run("ĐẢNG BỘ TỈNH LẠNG SƠN", "bold")),
                "BỘ CÂU HỎI TRẮC NGHIỆM",
                "",
            ]
        if self.key == "forms":
            self.blocks.append("Mã đề thi: 102")
        if self.layout == "bank":
            self._bank()
        else:
            self._questions()
        self._keys()
        if self.chance.random() < 0.3:
            self.blocks.append("------ HẾT ------")
        return word(*self.blocks, numbers=NUMBERED, styles=STYLES)

    def _bank(self) -> None:
        """One table with a column for each part of a question."""
        most = max(len(item.options) for item in self.items)
        rows = [["STT", "Nội dung câu hỏi", *LETTERS[:most]]]
        rows[0] += ["Đáp án"] * (self.key == "line") + ["Giải thích"] * self.explains
        for at, item in enumerate(self.items):
            cells = [str(at + 1), paragraph(*self._runs(item.stem))]
            cells += [paragraph(*self._cell(each, item)) for each in range(len(item.options))]
            cells += [""] * (most - len(item.options))
            cells += [LETTERS[item.right[0]]] * (self.key == "line")
            cells += [item.explanation] * self.explains
            rows.append(cells)
        self.blocks.append(table(*rows))

    def _cell(self, at: int, item: Item) -> list[str]:
        """An option without its letter."""
        label, *text = self._option(at, item)
        return [run("*"), *text] if "*" in label else text

    def _questions(self) -> None:
        for at, item in enumerate(self.items):
            if self.parts and at in (0, 3):
                self.blocks.append(
                    paragraph(run(f"Phần {'I' * (1 + at // 3)}. Chặng {1 + at // 3}", "bold"))
                )
            self._item(at + 1, item)
            if self.chance.random() < 0.5:
                self.blocks.append("")

    def _item(self, number: int, item: Item) -> None:
        stem, *more = self._stem(item)
        inline = self.layout == "stem"
        parts = [*self._runs(stem)]
        if not self.auto_questions:
            parts.insert(
                0, run(self.question.format(number), *(["bold"] if self.bold_labels else []))
            )
        if inline:
            for at in range(len(item.options)):
                parts += [run(" "), *self._option(at, item)]
        list_ = 1 if self.auto_options or self.question.startswith("C") else 2
        self.blocks.append(paragraph(*parts, number=(list_, 0) if self.auto_questions else None))
        self.blocks += more
        if not inline:
            self._options(item, (1, 1) if self.auto_questions else (10 + number, 0))
        self._after(item)

    def _stem(self, item: Item) -> list[str]:
        head, comma, tail = item.stem.partition(", ")
        if self.chance.random() < 0.15 and comma and not inline_layout(self.layout):
            return [head + ",", tail]
        return [item.stem]

    def _runs(self, text: str, *looks: str) -> list[str]:
        if not self.splits or len(text) < 6:
            return [run(text, *looks)]
        cut = self.chance.randint(1, len(text) - 1)
        off = () if "bold" in looks else ('<w:b w:val="0"/>',)
        return [
            run(text[:cut], *looks),
            run(text[cut:], *looks, *(off if not self._is_styled(looks) else ())),
        ]

    @staticmethod
    def _is_styled(looks: Sequence[str]) -> bool:
        return any("rStyle" in look for look in looks)

    def _option(self, at: int, item: Item) -> list[str]:
        letter = self.letter(at).lower() if self.small else self.letter(at)
        is_right = self._is_marked(at, item)
        label, text = self.option.format(letter), item.options[at]
        looks: tuple[str, ...] = ()
        label_looks: tuple[str, ...] = ("bold",) if self.bold_labels else ()
        key = self._mark(item)
        if is_right and key in MARKS:
            looks = (key,)
            label_looks += (key,) if self.chance.random() < 0.5 else ()
        elif is_right and key == "style":
            looks = ('<w:rStyle w:val="Dung"/>',)
        elif is_right and key == "letter":
            label_looks = ("underline",)
        elif is_right and key == "star":
            label = f"*{label}"
        made = [] if self.auto_options else [run(label, *label_looks)]
        parts = [*made, *self._runs(text, *looks)]
        if is_right and key in WRITTEN:
            parts.append(run(WRITTEN[key]))
        return self._signed(parts, is_right=is_right) if key in SIGNED else parts

    def _signed(self, parts: list[str], *, is_right: bool) -> list[str]:
        """An option with a tick or a box beside it, or behind its letter."""
        sign = {"tick": "✓", "tick after": "✔", "boxes": "☑"}[self.key] if is_right else ""
        sign = sign or ("☐" if self.key == "boxes" else "")
        if not sign:
            return parts
        if self.key == "tick after":
            return [*parts, run(f" {sign}")]
        at = 1 if self.layout == "bank" else 0
        return [*parts[:at], run(f"{sign} "), *parts[at:]]

    def _is_marked(self, at: int, item: Item) -> bool:
        if item is not self.items[self.slipped] or self.slip in ("", "other"):
            return at in item.right
        also = (item.right[0] + 1) % len(item.options)
        return {
            "two": at in (*item.right, also),
            "all": True,
            "none": False,
            "wrong": at == also,
        }[self.slip]

    def _mark(self, item: Item) -> str:
        if self.slip == "other" and item is self.items[self.slipped]:
            return "underline" if self.key == "highlight" else "highlight"
        return "bold" if self.slip == "wrong" and not self.bold_labels else self.key

    def _options(self, item: Item, automatic: tuple[int, int]) -> None:
        options = [self._option(at, item) for at in range(len(item.options))]
        match self.layout:
            case "lines":
                number = automatic if self.auto_options else None
                self.blocks += [paragraph(*option, number=number) for option in options]
            case "tabs":
                self.blocks.append(paragraph(*between(options, run("\t"))))
            case "spaces":
                self.blocks.append(paragraph(*between(options, run("    "))))
            case "pairs":
                for at in range(0, len(options), 2):
                    self.blocks.append(paragraph(*between(options[at : at + 2], run("\t\t"))))
            case "soft":
                self.blocks.append(paragraph(*between(options, run("\n"))))
            case "table":
                cells = [paragraph(*option) for option in options]
                self.blocks.append(table(cells[:2], cells[2:]) if len(cells) > 2 else table(cells))
            case "column":
                self.blocks.append(table(*[[paragraph(*option)] for option in options]))
            case _:
                rows = [[paragraph(option[0]), paragraph(*option[1:])] for option in options]
                self.blocks.append(table(*rows))

    def _after(self, item: Item) -> None:
        if self.key == "line":
            self.blocks.append(self.chance.choice(ANSWERS).format(self.letter(item.right[0])))
        if self.levels:
            self.blocks.append(
                f"Mức độ: {self.chance.choice(('nhận biết', 'Thông hiểu', 'Vận dụng'))}"
            )
        if self.explains and item.explanation:
            label = self.chance.choice(("Giải thích: ", "Giải thích đáp án: ", "Lời giải: "))
            self.blocks.append(label + item.explanation)
        if self.sources and item.source:
            self.blocks.append(self.chance.choice(("Nguồn: ", "Trích: ", "Căn cứ: ")) + item.source)

    def _keys(self) -> None:
        keys = [(at + 1, self.letter(item.right[0])) for at, item in enumerate(self.items)]
        heading = paragraph(
            run(
                self.chance.choice(("ĐÁP ÁN", "BẢNG ĐÁP ÁN", "Đáp án:", "ĐÁP ÁN THAM KHẢO")), "bold"
            )
        )
        match self.key:
            case "list":
                sign = self.chance.choice((".", "-", ". ", ": "))
                self.blocks += [
                    heading,
                    self.chance.choice((" ", "; ", "\t")).join(
                        f"{n}{sign}{key}" for n, key in keys
                    ),
                ]
            case "lists":
                self.blocks += [heading, *[f"Câu {n}: {key}" for n, key in keys]]
            case "row":
                self.blocks += [
                    heading,
                    table(
                        ["Câu", *[str(n) for n, _ in keys]], ["Đáp án", *[key for _, key in keys]]
                    ),
                ]
            case "column":
                self.blocks += [
                    heading,
                    table(["Câu", "Đáp án"], *[[f"Câu {n}", key] for n, key in keys]),
                ]
            case "worded" | "worded table" | "forms":
                self.blocks += [heading, *self._long_keys(keys)]

    def _long_keys(self, keys: list[tuple[int, str]]) -> list[str]:
        """Keys with the words of the options, or with those of another form of the paper."""
        words = [item.options[item.right[0]] for item in self.items]
        if self.key == "worded":
            shape = self.chance.choice(("Câu {}: {}. {}", "{}. {} – {}", "Câu {}. {} ({})"))
            return [shape.format(*key, text) for key, text in zip(keys, words, strict=True)]
        if self.key == "worded table":
            rows = [[str(n), f"{key}. {text}"] for (n, key), text in zip(keys, words, strict=True)]
            return [table(["Câu", "Đáp án"], *rows)]
        other = {key: "ABCD"["ABCD".index(key) - 1] for key in "ABCD"}
        named = self.chance.random() < 0.5
        head = ["Câu", *[f"Mã đề {form}" if named else str(form) for form in (101, 102)]]
        return [table(head, *[[str(n), other[key], key] for n, key in keys])]


def inline_layout(layout: str) -> bool:
    return layout == "stem"


def between(options: Sequence[list[str]], gap: str) -> list[str]:
    parts: list[str] = []
    for at, option in enumerate(options):
        parts += [gap] * (at > 0) + option
    return parts
