"""The application behind a real port."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import make_server

from quiz.app import create_app
from quiz.config import Settings
from quiz.database import db


@dataclass(frozen=True)
class LiveServer:
    """An application that answers on a port of this machine."""

    app: Flask
    url: str


@contextmanager
def serving(settings: Settings) -> Iterator[LiveServer]:
    """Serve an application with these settings from a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        app = create_app(settings.model_copy(update={"public_url": url}))
        server = make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield LiveServer(app, url)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
    with app.app_context():
        db.engine.dispose()
