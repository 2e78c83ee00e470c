"""Addresses: numbers in them, and where to go next when a form says so."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, IntegerConverter, Map


class Number(IntegerConverter):
    """A number in a path that a column can hold; a longer one names nothing (404)."""

    def __init__(self, map_: Map, *args: Any, **options: Any) -> None:
        super().__init__(map_, *args, **({"max": 2**31 - 1} | options))


class ItemCode(BaseConverter):
    """The code of an item in a path: whatever characters it has, it is one piece of the path."""

    regex = r"[^/]+"
    part_isolating = True

    def to_python(self, value: str) -> str:
        """Return the code that a piece of a path stands for."""
        return re.sub("~([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        """Return the piece of a path that stands for a code."""
        odd = r"[~/\\?#%]|^\.+$"
        hidden = re.sub(odd, lambda found: "".join(f"~{ord(each):02X}" for each in found[0]), value)
        return super().to_url(hidden)


def addresses_of(app: Flask) -> Callable[..., str]:
    """Return ``url_for`` for templates: paths on this site, each put together once.

    They follow from the routes alone, which stay as they are while the process lives.
    """
    routes = app.url_map.bind("")

    @lru_cache(maxsize=4_096, typed=True)  # the newest only: some end in the code of a paper
    def address(endpoint: str, **values: object) -> str:
        return routes.build(endpoint, values)

    return address


def own_path(target: str | None, otherwise: str) -> str:
    """Return ``target`` if it is a plain path on this site, else ``otherwise``."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(letter) < 0x20 for letter in target):
        return otherwise
    return target


def without_slash() -> str | None:
    """Return the address of the page that a request means but for a slash at its end.

    Only for requests that read. The address is built anew from our own routes, so that it never
    leads to another site, whatever was asked for.
    """
    path = request.path.rstrip("/")
    adapter = request_ctx.url_adapter
    if request.method not in {"GET", "HEAD"} or path == request.path or adapter is None:
        return None
    try:
        endpoint, values = adapter.match(path, method="GET")
    except HTTPException:
        return None
    query = request.query_string.decode("ascii", "ignore")
    return url_for(endpoint, **values) + (f"?{query}" if query else "")
