"""Portals: the origins whose pages may show the boards of a contest.

An origin is what browsers compare: https, a host, and a port where it is not the usual one. What
is typed may be the address of any page there; the server's setting is written as in the header
``frame-ancestors`` and may hold ``*`` for all hosts, or for those below one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_PORTALS = 10
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+{_LABEL}")
_HTTPS = 443


class NoPortal(ValueError):
    """What was typed is the address of no page that browsers reach by https."""


@dataclass(frozen=True, slots=True)
class Portal:
    """An origin by its parts; ``str`` is how it stands in the header."""

    host: str
    port: int = _HTTPS

    def __str__(self) -> str:
        """Return the origin without what goes without saying."""
        return f"https://{self.host}" + (f":{self.port}" if self.port != _HTTPS else "")


def portal_of(text: str) -> Portal:
    """Read the address of a page, with or without ``https://``; raises ``NoPortal``."""
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or _HTTPS
    except ValueError as fault:  # no port, no IPv6 address, no name
        raise NoPortal(text) from fault
    if parts.scheme != "https" or parts.username is not None or not _HOST.fullmatch(host):
        raise NoPortal(text)
    return Portal(host, port)


def is_within(portal: Portal, limit: str) -> bool:
    """Whether the server lets a portal embed; a setting that says nothing lets each."""
    return not limit or any(_covers(source, portal) for source in limit.split())


def within(portals: Sequence[str], limit: str) -> tuple[str, ...]:
    """Return those portals of a contest that the server lets embed now."""
    return tuple(portal for portal in portals if is_within(portal_of(portal), limit))


def _covers(source: str, portal: Portal) -> bool:
    """Whether a source of the header covers an origin, as browsers compare them."""
    if source == "*":
        return True
    _, _, place = source.lower().rpartition("://")
    host, _, port = place.partition(":")
    # A source that says http lets https in too, each at its usual port.
    if int(port or _HTTPS) != portal.port:
        return False
    return portal.host.endswith(host[1:]) if host.startswith("*.") else portal.host == host
