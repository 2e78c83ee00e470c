"""The ``quiz`` command."""

import sys

WITHOUT_DATABASE = "rank"


def main() -> None:
    """Run the command line; ranking files starts neither the application nor its database."""
    if sys.argv[1:2] == [WITHOUT_DATABASE]:
        from quiz.cli.rank import rank  # noqa: PLC0415

        rank(args=sys.argv[2:], prog_name=f"quiz {WITHOUT_DATABASE}")
    else:
        _main()


def _main() -> None:
    """Run what needs the application; settings that forbid a start are told in words."""
    from flask.cli import FlaskGroup  # noqa: PLC0415

    from quiz.app import create_app  # noqa: PLC0415
    from quiz.config import SettingsProblem  # noqa: PLC0415

    group = FlaskGroup(
        name="quiz",
        help="Contests on Party history, from the question bank to the published result.",
        create_app=create_app,
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
    )
    group.params.clear()  # Flask's own: which application it is needs no telling
    try:
        group()
    except SettingsProblem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
