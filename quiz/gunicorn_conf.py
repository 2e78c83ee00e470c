"""How gunicorn serves the application: ``gunicorn -c python:quiz.gunicorn_conf``.

Threads wait for the database while others work; two processes use the two cores of the smallest
server. ``WEB_CONCURRENCY`` and ``--bind`` are gunicorn's own ways to say otherwise.
"""

import os

wsgi_app = "quiz.app:create_app()"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30
graceful_timeout = 20
keepalive = 15
control_socket_disable = True  # otherwise a second instance of one user fights for one path
