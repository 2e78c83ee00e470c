"""The load: a handful of persistent connections in one process, with as little work as possible.

It reads HTTP just far enough for what gunicorn sends, because a client that costs as much as the
application would leave it half of the machine.
"""

import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from bench.journey import Answer, Ask, CannotMeasure, Journey, step

CONNECTIONS = 8
"""As many as the server has threads: each is busy, none has to wait long."""


class Connection:
    """One persistent connection; each request says by its cookie whose browser it comes from."""

    def __init__(self, port: int) -> None:
        """Connect to a server of this machine."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"127.0.0.1:{port}"
        self.received = 0
        """Bytes of all answers so far, headers included."""

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def ask(self, ask: Ask, cookie: str) -> Answer:
        """Send a request and return its answer."""
        lines = [f"{ask.method} {ask.path} HTTP/1.1", f"Host: {self._host}", f"Cookie: {cookie}"]
        if ask.method == "POST":
            lines += [f"Content-Type: {ask.content_type}", f"Content-Length: {len(ask.body)}"]
        if ask.token:
            lines.append(f"X-CSRFToken: {ask.token}")
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        self._socket.sendall(head + ask.body)
        return self._answer()

    def _answer(self) -> Answer:
        data = self._more(b"")
        while (end := data.find(b"\r\n\r\n")) < 0:
            data = self._more(data)
        first, *lines = data[:end].decode("latin-1").split("\r\n")
        fields = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in fields}
        if "content-length" not in headers:
            raise CannotMeasure("an answer without its length")
        size = end + 4 + int(headers["content-length"])
        while len(data) < size:
            data = self._more(data)
        self.received += size
        return Answer(int(first.split(" ")[1]), headers.get("location", ""), data[end + 4 :])

    def _more(self, data: bytes) -> bytes:
        news = self._socket.recv(262_144)
        if not news:
            raise CannotMeasure("the server hung up")
        return data + news


@dataclass
class Traveller:
    """One person on a journey, who carries each request over the connection of the lane."""

    connection: Connection
    cookie: str
    journey: Journey
    coming: Ask | None = field(init=False)

    def __post_init__(self) -> None:
        self.coming = next(self.journey)

    def carry(self, ask: Ask) -> Answer:
        """Send the request from this person's browser."""
        return self.connection.ask(ask, self.cookie)

    def step(self) -> None:
        """Make the next request."""
        assert self.coming is not None
        self.coming = step(self.journey, self.coming, self)

    def walk(self) -> None:
        """Make every request that is left."""
        while self.coming is not None:
            self.step()


class Load:
    """Travellers spread over the connections, one after the other on each."""

    def __init__(self, lanes: list[list[Traveller]], pool: ThreadPoolExecutor) -> None:
        """Take the travellers of each connection."""
        self._lanes = lanes
        self._pool = pool

    def walk(self) -> None:
        """Let everybody walk to the end."""
        self._each(Traveller.walk)

    def step(self) -> None:
        """Let everybody make one request."""
        self._each(Traveller.step)

    @property
    def coming(self) -> Ask | None:
        """The request that comes next; the same for everybody while they walk in step."""
        return self._lanes[0][0].coming

    @property
    def bytes_received(self) -> int:
        """The size of all answers so far, headers included."""
        return sum(lane[0].connection.received for lane in self._lanes)

    def _each(self, act: Callable[[Traveller], None]) -> None:
        def along(lane: list[Traveller]) -> None:
            for traveller in lane:
                act(traveller)

        for _ in self._pool.map(along, self._lanes):
            pass


@contextmanager
def load(port: int, cookies: Iterable[str], journey: Callable[[], Journey]) -> Iterator[Load]:
    """Return these people, connected and ready to set out."""
    people = list(cookies)
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(CONNECTIONS))
        lanes = []
        for lane in range(CONNECTIONS):
            connection = Connection(port)
            stack.callback(connection.close)
            mine = people[lane::CONNECTIONS]
            lanes.append([Traveller(connection, cookie, journey()) for cookie in mine])
        yield Load([lane for lane in lanes if lane], pool)
