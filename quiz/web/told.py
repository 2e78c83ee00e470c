"""What an act has done, told once by the page that comes next."""

import flask


def tell(sentence: str, where: str = "told") -> None:
    """Let the next page of this browser say what has just been done, in its reader's words.

    ``where`` names another place than the top of the page, for a page that has one (the macro
    ``told``).
    """
    flask.flash(sentence, where)
