"""What refusals about results say."""

from quiz.sentences.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
