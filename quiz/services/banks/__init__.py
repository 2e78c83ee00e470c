"""Banks and their versions: load, compare, review, approve, read.

A version is a list of places; content and key lie in tables of their own under their digests, so
that two versions share what did not change, and a paper is drawn without a key in reach.
"""

from quiz.services.banks.beginning import begin_bank, owners
from quiz.services.banks.comparing import Comparison, compare, faces
from quiz.services.banks.fence import (
    banks_within,
    home_unit,
    may,
    newest_approved,
    reaches_all,
    version_for,
)
from quiz.services.banks.history import HistoryLine, history_of
from quiz.services.banks.loading import (
    BankPreview,
    Newest,
    claim_code,
    load,
    newest_of,
    preview,
    revert,
)
from quiz.services.banks.reading import (
    BankLine,
    ItemShown,
    bank_of_version,
    content_for,
    contents_of,
    has_pictures,
    items_of,
    items_where,
    keys_read,
    list_banks,
    pictures_of,
)
from quiz.services.banks.reviews import (
    DecisionShown,
    EarlierComment,
    Remark,
    StepShown,
    authors_of,
    decisions_of,
    earlier_comments,
    positions_of,
    remarks_of,
    steps_of,
    tally_of,
)
from quiz.services.banks.states import states_of
from quiz.services.banks.workflow import (
    accept_rest,
    acts_of,
    approve,
    conclude,
    decide,
    life_of,
    open_review,
    send_back,
    submit,
)

__all__ = [
    "BankLine",
    "BankPreview",
    "Comparison",
    "DecisionShown",
    "EarlierComment",
    "HistoryLine",
    "ItemShown",
    "Newest",
    "Remark",
    "StepShown",
    "accept_rest",
    "acts_of",
    "approve",
    "authors_of",
    "bank_of_version",
    "banks_within",
    "begin_bank",
    "claim_code",
    "compare",
    "conclude",
    "content_for",
    "contents_of",
    "decide",
    "decisions_of",
    "earlier_comments",
    "faces",
    "has_pictures",
    "history_of",
    "home_unit",
    "items_of",
    "items_where",
    "keys_read",
    "life_of",
    "list_banks",
    "load",
    "may",
    "newest_approved",
    "newest_of",
    "open_review",
    "owners",
    "pictures_of",
    "positions_of",
    "preview",
    "reaches_all",
    "remarks_of",
    "revert",
    "send_back",
    "states_of",
    "steps_of",
    "submit",
    "tally_of",
    "version_for",
]
