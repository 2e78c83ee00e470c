"""Names for the pictures of a bank in a file: after the first item that shows them."""

import re

from question_bank.bank import Bank

_IN_A_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_PNG = b"\x89PNG"


def picture_names(bank: Bank) -> dict[str, str]:
    """Return a name for every picture by its digest, in the order in which items show them.

    A code that would make an odd file name, or one that only differs in case, gives way to the
    beginning of the digest.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for item in bank.items:
        if item.picture is None or item.picture.digest in names:
            continue
        digest = item.picture.digest
        ending = "png" if bank.pictures[digest].startswith(_PNG) else "jpg"
        fits = _IN_A_NAME.fullmatch(item.code) and item.code.casefold() not in taken
        stem = item.code if fits else digest[:16]
        taken.add(stem.casefold())
        names[digest] = f"{stem}.{ending}"
    return names
