"""``quiz demo``: invented data to look at."""

import click
from flask import current_app
from flask.cli import AppGroup

from quiz.config import Settings
from quiz.database import db, transaction
from quiz.services import demo_sign_ins
from quiz.services.demo import Loader, is_loaded

group = AppGroup("demo", help="Invented data, for a demonstration on this machine.")


@group.command()
def load() -> None:
    """Load the shipped banks and contests with invented people, unless something is there."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.demo:
        raise click.ClickException("Set QUIZ_DEMO=1: invented data belong in a demonstration.")
    if is_loaded(db.session()):
        return
    click.echo("Đang nạp dữ liệu trình diễn, chỉ lần đầu… · Loading the demo, once…")
    with transaction(db.session()) as session:
        sign_ins = Loader(
            session=session,
            catalogue=current_app.extensions["catalogue"],
            passwords=current_app.extensions["passwords"],
            secret=current_app.config["SECRET_KEY"],
            now=settings.clock(),
            progress=lambda name: click.echo(f"  {name}"),
        ).load()
        demo_sign_ins.write(settings.instance, sign_ins)
