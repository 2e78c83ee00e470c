"""Somebody at a browser: opens addresses, presses buttons by their words, reads what comes."""

import io
import json
from typing import Any

from flask.testing import FlaskClient

from tests.whole_contest.page import Node, form_of, read

Typed = dict[str, str] | None
"""What somebody fills in, by the name of the field."""


class Browser:
    """A browser of its own, with its cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.address = ""
        self.html = ""
        self._page: Node | None = None

    @property
    def page(self) -> Node:
        """The page that is shown; it is read when somebody looks at it."""
        if self._page is None:
            self._page = read(self.html)
        return self._page

    def back_to(self, page: Node) -> None:
        """Show a page from before again, as it was."""
        self._page = page

    def open(self, address: str, *, status: int = 200) -> Node:
        """Go to an address and on to where it leads."""
        return self._shown(self.client.get(address, follow_redirects=True), status)

    def press(self, button: str, typed: Typed = None, *, status: int = 200) -> Node:
        """Fill in the form with this button and press it."""
        address, data = form_of(self.page, button)
        answer = self.client.post(
            address or self.address, data=data | (typed or {}), follow_redirects=True
        )
        return self._shown(answer, status)

    def send_file(self, button: str, filename: str, data: bytes, typed: Typed = None) -> Node:
        """Choose a file in the form with this button and press it."""
        address, held = form_of(self.page, button)
        form: dict[str, Any] = held | (typed or {}) | {"file": (io.BytesIO(data), filename)}
        answer = self.client.post(address or self.address, data=form, follow_redirects=True)
        return self._shown(answer, 200)

    def download(self, button: str, typed: Typed) -> bytes:
        """Press a button that answers with a file."""
        address, data = form_of(self.page, button)
        with self.client.post(address, data=data | (typed or {})) as answer:
            assert answer.status_code == 200
            return bytes(answer.data)

    def post_json(self, address: str, body: object) -> Any:
        """Send what a script sends, with the token that the page holds for it."""
        (token,) = (
            meta.get("content")
            for meta in self.page.all("meta")
            if meta.get("name") == "csrf-token"
        )
        answer = self.client.post(address, json=body, headers={"X-CSRFToken": token})
        assert answer.status_code == 200, answer.text
        return answer.json

    def data(self, place: str) -> Any:
        """Return what the page holds for its script under this id."""
        (script,) = (node for node in self.page.all("script") if node.get("id") == place)
        return json.loads("".join(part for part in script.inside if isinstance(part, str)))

    def _shown(self, answer: Any, status: int) -> Node:
        self.address, self.html, self._page = answer.request.path, answer.text, None
        assert answer.status_code == status, f"{answer.request.path}: {self.page.text}"
        return self.page
