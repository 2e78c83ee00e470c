"""Cutting long lists: which page is asked for, and the way to the pages beside it."""

from urllib.parse import urlencode

from flask import request

from quiz.services.refusal import NotYours
from quiz.web.chrome import Pager

_MOST_DIGITS = 6


def page_asked() -> int:
    """Return the page that the address asks for (``trang``), from 1; other text has no page."""
    text = request.args.get("trang", "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS) or int(text) < 1:
        raise NotYours
    return int(text)


def pager(page: int, pages: int) -> Pager:
    """Return the way to the pages before and after this one, at this same address."""
    return Pager(
        page=page,
        pages=pages,
        previous_url=_url(page - 1) if page > 1 else None,
        next_url=_url(page + 1) if page < pages else None,
    )


def _url(page: int) -> str:
    kept = {name: text for name, text in request.args.items() if name != "trang"}
    return f"{request.path}?{urlencode({**kept, 'trang': page})}"
