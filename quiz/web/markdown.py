"""Regulations and study texts: organizers write Markdown, readers get safe HTML."""

from markdown_it import MarkdownIt
from markupsafe import Markup

# Raw HTML stays text, pictures of elsewhere are not loaded, links are checked by the library.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def to_html(text: str) -> Markup:
    """Return the HTML of a Markdown text; its headings begin at level 2, under the page's own."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(html)  # noqa: S704 - made with raw HTML switched off
