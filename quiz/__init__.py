"""Ôn Sử: online contests on Party history, from the question bank to the published result."""
