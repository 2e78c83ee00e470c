from quiz.web.kept import Kept


def test_a_value_is_made_once_and_again_when_it_is_to_be_forgotten():
    kept, made = Kept(2), []
    for _ in range(2):
        kept.once("a", lambda: made.append("a"))
    assert made == ["a"]
    kept.forget("a")
    kept.once("a", lambda: made.append("a"))
    assert made == ["a", "a"]


def test_what_was_not_asked_for_longest_goes_first():
    kept, made = Kept(2), []
    for key in "abacabc":
        kept.once(key, lambda key=key: made.append(key))
    assert "".join(made) == "abcbc"
