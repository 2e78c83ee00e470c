"""What refusals about banks say."""

from quiz.sentences.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
