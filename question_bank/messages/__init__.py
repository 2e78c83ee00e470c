"""Every sentence that a finding can say, in both languages: what is wrong and how to mend it.

One module per topic.
"""

from collections.abc import Mapping

from question_bank.messages import (
    checks,
    fields,
    files,
    losses,
    pictures,
    plain_texts,
    tables,
    trees,
    word,
)
from question_bank.messages.words import PLACE_WORDS, WAY_WORDS

__all__ = ["MESSAGES", "PLACE_WORDS", "WAY_WORDS"]

MESSAGES: Mapping[str, Mapping[str, str]] = {
    **checks.MESSAGES,
    **fields.MESSAGES,
    **files.MESSAGES,
    **losses.MESSAGES,
    **pictures.MESSAGES,
    **plain_texts.MESSAGES,
    **tables.MESSAGES,
    **trees.MESSAGES,
    **word.MESSAGES,
}
