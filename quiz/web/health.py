"""Whether the process lives, and whether it can serve."""

import sqlalchemy as sa
from flask import Blueprint
from flask.typing import ResponseReturnValue

from quiz import migrate
from quiz.web.request import session

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """Answer as long as the process runs."""
    return {"status": "ok"}


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """Answer 200 when the database answers and has this program's schema, else 503."""
    connection = session().connection()
    connection.execute(sa.select(1))
    if migrate.current(connection) != migrate.head():
        return {"status": "schema"}, 503
    return {"status": "ok"}
