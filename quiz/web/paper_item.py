"""An item as papers and previews show it: what ``contestant/_question.html`` takes."""

from dataclasses import dataclass

from flask import url_for

from quiz.services.media import StoredPicture


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an item with its description for those who cannot see it."""

    url: str
    description: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An item as this paper shows it: a type that has no key to leak.

    ``options`` stand in their order on this paper; ``chosen`` are positions in it from zero.
    """

    stem: str
    options: tuple[str, ...]
    chosen: tuple[int, ...] = ()
    many: bool = False
    picture: Picture | None = None


def shown_picture(picture: StoredPicture | None) -> Picture | None:
    """Return the picture of an item with its address."""
    if picture is None:
        return None
    url = url_for("public.picture", digest=picture.digest, kind=picture.kind)
    return Picture(url, picture.alt, picture.width, picture.height)
