"""Where to go next, when the address comes from a form: only to paths of our own."""

from urllib.parse import urlsplit


def own_path(target: str | None, otherwise: str) -> str:
    """Return ``target`` if it is a plain path on this site, else ``otherwise``."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(letter) < 0x20 for letter in target):
        return otherwise
    return target
