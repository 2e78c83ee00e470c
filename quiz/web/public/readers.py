"""What of a public page is its reader's, for pages that browsers keep under a tag."""

from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf


def reader_tag() -> tuple[object, ...]:
    """Return who reads; forms on the page hold a token of the session."""
    generate_csrf()
    who = current_user.get_id() if current_user.is_authenticated else None
    return (who, cookie.get("csrf_token"))
