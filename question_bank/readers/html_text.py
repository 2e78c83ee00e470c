"""Marked-up texts of other platforms as plain text, where nothing of their meaning is lost."""

import re
from html.parser import HTMLParser

# Tags that only dress a text, and tags that begin a line. Everything else says something that
# plain text cannot (a picture, a table, a power, a link) and is refused.
_DRESS = frozenset("span b strong i em u font small big".split())
_LINES = frozenset("p br div".split())
_MARKDOWN_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")
_MARKDOWN_BEYOND = re.compile(r"[`<|]|\]\(|^\s*(?:#|>|[-*+] |[0-9]+\. )", re.MULTILINE)


class MarkedUpError(Exception):
    """The text says more than plain text can; `what` names the tag or the sign."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def plain_of_html(html: str) -> str:
    """Return the text of *html*; raise `MarkedUpError` at a tag with a meaning of its own."""
    parser = _Text()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError as problem:  # how the parser gives up on a broken declaration
        raise MarkedUpError("<!") from problem
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def plain_of_markdown(text: str) -> str:
    """Return *text* without emphasis; raise `MarkedUpError` at any other markup."""
    if beyond := _MARKDOWN_BEYOND.search(text):
        raise MarkedUpError(beyond[0].strip())
    return _MARKDOWN_EMPHASIS.sub(r"\2", text)


class _Text(HTMLParser):
    """Collects the texts between tags, with line feeds where a tag begins or ends a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        """Start a line or nothing; refuse what has a meaning."""
        if tag in _LINES:
            self.pieces.append("\n")
        elif tag not in _DRESS:
            raise MarkedUpError(f"<{tag[:20]}>")

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        if tag in _LINES:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep a text; where the source breaks its lines means nothing."""
        self.pieces.append(data.replace("\n", " ").replace("\r", " "))
