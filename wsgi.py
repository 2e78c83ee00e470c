"""The application for any WSGI server that is pointed at a file: ``wsgi:app``."""

from quiz.app import ready_app

app = ready_app()
