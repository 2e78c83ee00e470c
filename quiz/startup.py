"""What has to be true before the first request: the database is durable and has our schema."""

import sqlalchemy as sa

from quiz import migrate
from quiz.config import Settings
from quiz.database import check_durability, engine_options, prepare


class StartProblem(RuntimeError):
    """The application must not be served like this; the message says what to do."""


def check(settings: Settings) -> None:
    """Raise ``StartProblem`` or ``DurabilityProblem`` unless it is safe to serve."""
    engine = sa.create_engine(settings.database, **engine_options(settings.database))
    prepare(engine)
    try:
        check_durability(engine)
        with engine.connect() as connection:
            found, needed = migrate.current(connection), migrate.head()
    finally:
        engine.dispose()
    if found != needed:
        raise StartProblem(
            f"The database has schema {found or 'none'}, this program needs {needed}: "
            "run `quiz db upgrade`, or the program that belongs to this database."
        )
