"""Where something is from, for readers: addresses become links, and say in letters what they are.

A link always points to the address as it was written. Only what is shown is decoded, and there only
letters, marks and digits behind the name of the site: whatever could make an address look like
another one stays encoded.
"""

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"(https?://[^\s/?#<>\"“”]+)([^\s<>\"“”]*)", re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_AFTER_AN_ADDRESS = ".,;:!?…'’»"
_READABLE = ("L", "M", "N")


def linked(text: str) -> Markup:
    """Return a source with a link for each address in it."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_what_follows(found[0])
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return Markup().join([*parts, escape(text[end:])])


def readable(address: str) -> str:
    """Return an address with the letters that are percent-encoded behind its site's name."""
    found = _ADDRESS.fullmatch(address)
    return found[1] + _ENCODED.sub(_decoded, found[2]) if found else address


def _link(address: str) -> Markup:
    site = _ADDRESS.match(address)
    if site is None or "@" in site[1]:
        return escape(address)  # a name before the site's name is there to deceive
    link = Markup('<a class="address" href="{}" rel="noopener noreferrer">{}</a>')
    return link.format(address, readable(address))


def _without_what_follows(address: str) -> str:
    """Return an address without the punctuation of the sentence that it stands in."""
    shorter = address.rstrip(_AFTER_AN_ADDRESS)
    if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
        return _without_what_follows(shorter[:-1])
    return shorter


def _decoded(encoded: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(encoded[0]).decode()
    except UnicodeDecodeError:
        return encoded[0]
    return "".join(
        letter if unicodedata.category(letter).startswith(_READABLE) else quote(letter, safe="")
        for letter in text
    )
