"""Ticks and boxes that Word takes from its fonts of pictures, as characters of their own."""

from collections.abc import Mapping

_SIGNS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6F: "☐",
        0x71: "☐",
        0xA8: "☐",
        0x72: "☐",
        0xFC: "✓",
        0xFE: "☑",
        0xFB: "✗",
        0xFD: "☒",
        0x78: "☒",
        0xE0: "→",
        0xE8: "➔",
        0xF0: "⇒",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x2A: "☐", 0xA3: "☐", 0x4F: "✗", 0x51: "☒", 0x54: "☒"},
}


def is_symbol_font(font: str) -> bool:
    """Whether the characters of a font show something else than they are."""
    return font.casefold() in _SIGNS


def sign_of(font: str, code: int) -> str:
    """The character that a font shows for a code; "" for others that Unicode hardly has."""
    return _SIGNS.get(font.casefold(), {}).get(code & 0xFF, "")
