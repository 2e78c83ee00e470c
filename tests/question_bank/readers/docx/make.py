"""Make the Word files in this folder anew, with LibreOffice; run from the root of the project.

    python tests/question_bank/readers/docx/make.py

Documents of authors with habits, and pages of HTML, go through LibreOffice (some by way of ODT), so
that what is read is what a real word processor writes: its styles, its numbering, its cutting of
runs. `truth.json` says what each file asks and which options are right.
"""

import json
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[3]))

from question_bank.item import LETTERS, Item  # noqa: E402
from tests.question_bank.readers.authors import ITEMS, Author  # noqa: E402

MARKS = {
    "b": "<b>{}</b>",
    "u": "<u>{}</u>",
    "red": '<font color="#c00000">{}</font>',
    "yellow": '<span style="background: #ffff00">{}</span>',
    "strong": '<span style="font-weight: bold; color: #0000ff">{}</span>',
}
SEEDS = (2, 5, 9, 14, 23, 31, 47, 58, 66, 71, 85, 93)


def main() -> None:
    """Write every file and what is true of it."""
    truth = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, seed in enumerate(SEEDS):
            author = Author(seed)
            source = folder / f"author-{seed:02}.docx"
            source.write_bytes(author.file())
            if at % 3 == 0:
                source = convert(source, "odt", folder / "odt")
            convert(source, "docx", FOLDER)
            truth[f"author-{seed:02}.docx"] = said(author.items)
        for at, mark in enumerate(MARKS):
            for lists in (False, True):
                items = ITEMS[10 * at : 10 * at + 5]
                source = folder / f"page-{mark}-{'list' if lists else 'typed'}.html"
                source.write_text(page(items, MARKS[mark], lists=lists), encoding="utf-8")
                odt = convert(source, "odt", folder / "odt")
                truth[convert(odt, "docx", FOLDER).name] = said(items)
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (FOLDER / "truth.json").write_text(f"{text}\n", encoding="utf-8")


def said(items: list[Item]) -> list[object]:
    """What has to be read of these items."""
    return [[item.stem, item.options, list(item.right)] for item in items]


def page(items: list[Item], mark: str, *, lists: bool) -> str:
    """A page on which the right option is marked; letters are typed or numbered by the list."""
    body = []
    for number, item in enumerate(items, start=1):
        texts = [
            mark.format(escape(text)) if at in item.right else escape(text)
            for at, text in enumerate(item.options)
        ]
        body.append(f"<p><b>Câu {number}:</b> {escape(item.stem)}</p>")
        if lists:
            body.append(f'<ol type="A">{"".join(f"<li>{text}</li>" for text in texts)}</ol>')
        else:
            body += [f"<p>{LETTERS[at]}. {text}</p>" for at, text in enumerate(texts)]
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(body)}</body></html>'


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice write *source* as another kind of file."""
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    if source.suffix == ".html":
        command[1:1] = ["--writer"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{source.stem}.{kind}"


if __name__ == "__main__":
    main()
