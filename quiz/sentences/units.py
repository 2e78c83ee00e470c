"""What refusals about units say."""

from quiz.sentences.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
