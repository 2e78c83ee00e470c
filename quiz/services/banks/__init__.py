"""Banks and their versions: load, compare, approve, read.

A version is a list of places; content and key lie in tables of their own under their digests, so
that two versions share what did not change, and a paper is drawn without a key in reach.
"""

from quiz.services.banks.fence import (
    banks_within,
    home_unit,
    may,
    newest_approved,
    reaches_all,
    version_for,
)
from quiz.services.banks.loading import BankPreview, approve, load, newest_bank, preview
from quiz.services.banks.reading import (
    BankLine,
    ItemShown,
    bank_of_version,
    contents_of,
    items_of,
    keys_read,
    list_banks,
    versions_of,
)

__all__ = [
    "BankLine",
    "BankPreview",
    "ItemShown",
    "approve",
    "bank_of_version",
    "banks_within",
    "contents_of",
    "home_unit",
    "items_of",
    "keys_read",
    "list_banks",
    "load",
    "may",
    "newest_approved",
    "newest_bank",
    "preview",
    "reaches_all",
    "version_for",
    "versions_of",
]
