"""How gunicorn serves the application: ``gunicorn -c python:quiz.gunicorn_conf``.

Threads wait for the database while others work; two processes use the two cores of the smallest
server. ``WEB_CONCURRENCY`` and ``--bind`` are gunicorn's own ways to say otherwise.
"""

import os
import sys

from quiz import startup
from quiz.config import SettingsProblem, from_environment
from quiz.database import DurabilityProblem

wsgi_app = "quiz.app:ready_app()"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30
graceful_timeout = 20
keepalive = 15
control_socket_disable = True  # otherwise a second instance of one user fights for one path


def on_starting(_server: object) -> None:
    """Refuse to serve, in words, where answers could be lost or the schema is another."""
    try:
        startup.check(from_environment())
    except (startup.StartProblem, DurabilityProblem, SettingsProblem) as problem:
        sys.exit(str(problem))
