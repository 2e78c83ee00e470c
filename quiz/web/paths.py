"""Addresses: numbers in them, and where to go next when a form says so."""

from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
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
