"""What refusals about contests say."""

from quiz.sentences.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
