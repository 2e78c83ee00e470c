"""What every page carries around its own content, and the few things that many pages share."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A link to a desk that the signed-in person may use."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of a page: whom it greets, in which language, and where it stands.

    ``path`` is this page's own path with its query: the language switch comes back to it.
    Rendered with every hot request, so it holds only what the request already knows.
    """

    language: Language = "vi"
    path: str = "/"
    signed_in_name: str | None = None
    is_demo: bool = False
    staff_links: tuple[StaffLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a long list is cut. The first page is 1; an end has no address."""

    page: int
    pages: int
    previous_url: str | None
    next_url: str | None
