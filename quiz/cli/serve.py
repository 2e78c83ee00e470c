"""``quiz serve``: the web server and the housekeeping worker, started and stopped as one."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from quiz import migrate
from quiz.cli.supervisor import ChildProblem, supervise
from quiz.config import Settings
from quiz.database import check_durability, db
from quiz.services.demo import is_loaded
from quiz.services.demo_sign_ins import DemoSignIn, read

QUIZ = (sys.executable, "-m", "quiz")
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "python:quiz.gunicorn_conf")


@click.command()
@click.option("--demo", is_flag=True, help="Load invented data once, and print how to sign in.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535)
)
@with_appcontext
def serve(demo: bool, host: str, port: int) -> None:
    """Bring the database up to date, then serve until Ctrl-C."""
    settings: Settings = current_app.extensions["settings"]
    demo = demo or settings.demo
    if demo and not is_loopback(host):
        raise click.ClickException(
            "Bản trình diễn chỉ chạy trên chính máy này. · A demo listens on this machine only."
        )
    if reason := obstacle(host, port):
        raise click.ClickException(
            f"Không mở được {host}:{port} · Nothing can listen there ({reason}).\n"
            f"Hãy chọn cổng khác · Choose another port: PORT={port + 1} make run"
        )
    migrate.upgrade(db.engine)
    check_durability(db.engine)
    address = f"http://{host}:{port}"
    environment = dict(os.environ)
    if demo:
        environment |= {"QUIZ_DEMO": "1", "QUIZ_PUBLIC_URL": address}
        load_demo(environment)
    db.engine.dispose()
    web = [*GUNICORN, "--bind", f"{host}:{port}", "--log-level", "warning"]
    try:
        supervise(
            {"web": web, "worker": [*QUIZ, "worker"]},
            environment=environment,
            is_ready=lambda: answers(host, port, settings.host),
            announce=lambda: announce(address, read(settings.instance) if demo else ()),
        )
    except ChildProblem as problem:
        raise click.ClickException(
            f"{problem}.\nTất cả đã dừng. · Everything was stopped."
        ) from problem
    click.echo("Đã dừng. · Stopped.")


def load_demo(environment: Mapping[str, str]) -> None:
    """Load the invented data unless something is there already."""
    with Session(db.engine) as session:
        if is_loaded(session):
            return
    loaded = subprocess.run([*QUIZ, "demo", "load"], env=environment, check=False)  # noqa: S603
    if loaded.returncode:
        raise click.ClickException(
            "Không nạp được dữ liệu trình diễn. · The demo data could not be loaded."
        )


def announce(address: str, sign_ins: Sequence[DemoSignIn]) -> None:
    """Say where the application is, and how to sign in when this is a demo."""
    click.echo(f"\n  Ôn Sử đang chạy · is running: {address}\n")
    wide = [max(map(len, column)) for column in zip(*sign_ins, strict=True)]
    for line in sign_ins:
        click.echo("  " + "  ".join(map(str.ljust, line, wide)).rstrip())
    click.echo("\n  Ctrl-C để dừng · to stop")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def obstacle(host: str, port: int) -> str:
    """Return why nobody can listen there, or nothing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem.strerror or str(problem)
    return ""


def answers(host: str, port: int, public_host: str) -> bool:
    """Whether the server there is ready to serve those who call it ``public_host``."""
    connection = HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/readyz", headers={"Host": public_host})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
