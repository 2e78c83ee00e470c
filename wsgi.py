"""The application for any WSGI server that is pointed at a file: ``wsgi:app``."""

from quiz.app import create_app

app = create_app()
