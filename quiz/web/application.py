"""Flask, without the work that it does on every request for what this product never has."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class OwnRequest(Request):
    """A request whose body is taken for a form only when it is one."""

    @property
    def want_form_data_parsed(self) -> bool:
        """Whether a form may be in the body: the check of tokens looks for one in JSON too."""
        return super().want_form_data_parsed and self.mimetype != "application/json"


class OneSerializer(SecureCookieSessionInterface):
    """Flask's signed cookie, whose serializer is made once: the secret stays as it is."""

    def __init__(self) -> None:
        """Know no secret yet."""
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookie and reads it."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


class Application(Flask):
    """The product's Flask."""

    request_class = OwnRequest

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make the application with a session interface of its own."""
        super().__init__(*arguments, **options)
        self.session_interface = OneSerializer()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view as it is: none here is asynchronous, and asking each time costs."""
        return func
