"""Addresses: numbers in them, and where to go next when a form says so."""

from typing import Any
from urllib.parse import urlsplit

from werkzeug.routing import IntegerConverter, Map


class Number(IntegerConverter):
    """A number in a path that a column can hold; a longer one names nothing (404)."""

    def __init__(self, map_: Map, *args: Any, **options: Any) -> None:
        super().__init__(map_, *args, **({"max": 2**31 - 1} | options))


def own_path(target: str | None, otherwise: str) -> str:
    """Return ``target`` if it is a plain path on this site, else ``otherwise``."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(letter) < 0x20 for letter in target):
        return otherwise
    return target
