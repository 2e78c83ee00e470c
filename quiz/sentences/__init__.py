"""What every refusal says, and with which HTTP status; one table per topic.

Services refuse with a code and data (``quiz.services.refusal``). Pages, the JSON API and the
command line all take their words from here, so that nobody says the same thing in two ways.
"""

from collections.abc import Callable

from quiz.sentences import accounts, attempts, banks, contests, everywhere, results, units
from quiz.sentences.sentence import Sentence
from quiz.services.refusal import Refusal

SENTENCES: dict[str, Sentence] = {
    **everywhere.SENTENCES,
    **accounts.SENTENCES,
    **attempts.SENTENCES,
    **banks.SENTENCES,
    **contests.SENTENCES,
    **results.SENTENCES,
    **units.SENTENCES,
}


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status that goes with a refusal."""
    return SENTENCES[refusal.code].status


def sentence_of(refusal: Refusal, translate: Callable[[str], str]) -> str:
    """Return the refusal in words; ``translate`` turns the Vietnamese text into the reader's."""
    return translate(SENTENCES[refusal.code].text) % refusal.data


__all__ = ["SENTENCES", "Sentence", "sentence_of", "status_of"]
