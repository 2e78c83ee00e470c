"""QR codes as SVG that stands in the page: nothing more to load, prints sharp."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=256)
def qr_svg(text: str) -> Markup:
    """Return the picture of a text."""
    # Readers take any mask; trying all eight for the prettiest costs more than the page around it.
    code = segno.make(text, error="m", micro=False, mask=3)
    svg = code.svg_inline(scale=4, border=2, dark="#2b1a12", light="#ffffff", omitsize=True)
    return Markup(svg)  # noqa: S704 - drawn here, holds no text of anybody
