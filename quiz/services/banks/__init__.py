"""Banks and their versions: load, compare, approve, read.

A version is a list of places; content and key lie in tables of their own under their digests, so
that two versions share what did not change, and a paper is drawn without a key in reach.
"""

from quiz.services.banks.fence import (
    banks_within,
    home_unit,
    newest_approved,
    reaches_all,
    version_for,
)
from quiz.services.banks.loading import BankPreview, approve, load, preview
from quiz.services.banks.reading import (
    BankLine,
    bank_of_version,
    keys_read,
    list_banks,
    versions_of,
)

__all__ = [
    "BankLine",
    "BankPreview",
    "approve",
    "bank_of_version",
    "banks_within",
    "home_unit",
    "keys_read",
    "list_banks",
    "load",
    "newest_approved",
    "preview",
    "reaches_all",
    "version_for",
    "versions_of",
]
