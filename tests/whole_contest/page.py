"""What a person finds on a page: its words, links, tables and the forms behind its buttons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_WITHOUT_END = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Node:
    """An element with everything inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def all(self, *tags: str, css: str = "") -> Iterator["Node"]:
        """Yield the elements inside with one of these names (and this class), in page order."""
        for part in self.inside:
            if isinstance(part, str):
                continue
            if part.tag in tags and (not css or css in part.get("class").split()):
                yield part
            yield from part.all(*tags, css=css)

    def one(self, *tags: str, css: str = "") -> "Node":
        """Return the first of them; there has to be one."""
        found = next(self.all(*tags, css=css), None)
        assert found is not None, f"no {tags} {css} in: {self.text}"
        return found

    def get(self, name: str, otherwise: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, otherwise)

    @property
    def text(self) -> str:
        """The words inside, with single spaces."""
        return " ".join(" ".join(self._texts()).split())

    @property
    def main(self) -> "Node":
        """The page without header and footer."""
        return self.one("main")

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            elif part.tag != "script":
                yield from part._texts()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _WITHOUT_END:
            made = self.open[-1].inside[-1]
            assert isinstance(made, Node)
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Node:
    """Return a page; every element on it has to be closed where it was opened."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"left open: {[node.tag for node in builder.open]}"
    return builder.open[0]


def rows(table: Node) -> list[dict[str, str]]:
    """Return the rows of a table, each cell by the heading above it; what unfolds is left out."""
    for folded in table.all("details"):
        folded.inside.clear()
    headings = [cell.text for cell in table.one("thead").all("th")]
    return [
        dict(zip(headings, (cell.text for cell in row.all("th", "td")), strict=True))
        for row in table.one("tbody").all("tr")
    ]


def facts(page: Node) -> dict[str, str]:
    """Return the figures of a page by their names."""
    found: dict[str, str] = {}
    for listed in page.all("dl", css="facts"):
        for pair in listed.all("div"):
            found[pair.one("dt").text] = pair.one("dd").text
    return found


def form_of(page: Node, button: str) -> tuple[str, dict[str, str]]:
    """Return where the button with these words sends its form, and what the form holds by now."""
    for form in page.all("form"):
        for pressed in form.all("button"):
            if pressed.text == button:
                named = {pressed.get("name"): pressed.get("value")} if pressed.get("name") else {}
                address = pressed.get("formaction") or form.get("action")
                return address, dict(_fields(form)) | named
    raise AssertionError(f"no button “{button}” on: {page.text}")


def _fields(form: Node) -> Iterator[tuple[str, str]]:
    for control in form.all("input"):
        kind = control.get("type", "text")
        is_on = kind not in {"radio", "checkbox"} or "checked" in control.attributes
        if control.get("name") and kind != "file" and is_on:
            yield control.get("name"), control.get("value", "y")
    for area in form.all("textarea"):
        yield area.get("name"), area.text
    for select in form.all("select"):
        chosen = [option for option in select.all("option") if "selected" in option.attributes]
        first = chosen or list(select.all("option"))
        yield select.get("name"), first[0].get("value")
