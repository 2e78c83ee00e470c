"""The ``quiz`` command."""

import sys

from flask.cli import FlaskGroup

from quiz.app import create_app
from quiz.config import SettingsProblem


def main() -> None:
    """Run the command line; settings that forbid a start are told in words, without a traceback."""
    group = FlaskGroup(
        name="quiz", create_app=create_app, add_default_commands=False, load_dotenv=False
    )
    try:
        group()
    except SettingsProblem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
