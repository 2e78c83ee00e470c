"""The report: what each request costs, beside what it costs the reference."""

from bench.measuring import Figures, ratio

NAMES = ("round page", "start", "paper", "save", "submit", "result", "leaderboard")
GOAL = 1.5


def report(kind: str, ours: Figures, theirs: Figures, statements: dict[str, int]) -> str:
    """Return the figures of one database as text."""
    title = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]
    head = ("", "product ms", "reference ms", "ratio", "queries", "bytes", "reference bytes")
    rows = [_request(name, ours, theirs, statements) for name in NAMES]
    return "\n".join([f"\n{title}", *_aligned([head, *rows]), "", *_whole(ours, theirs)])


def _request(
    name: str, ours: Figures, theirs: Figures, statements: dict[str, int]
) -> tuple[str, ...]:
    mine, other = ours.request_ms(name), theirs.request_ms(name)
    return (
        name,
        _ms(mine),
        _ms(other),
        "" if other is None else f"{ratio(ours.requests[name], theirs.requests[name]):.2f}",
        str(statements.get(name, "")),
        _bytes(ours.bytes_.get(name)),
        _bytes(theirs.bytes_.get(name)),
    )


def _whole(ours: Figures, theirs: Figures) -> list[str]:
    head = ("whole attempt", "application", "database", "client", "both servers", "attempts/s")
    rows = [
        (
            name,
            *(_ms(figures.attempt_ms(part)) for part in ("application", "database", "client")),
            _ms(figures.attempt_ms("server")),
            f"{figures.attempts_per_second:.0f}",
        )
        for name, figures in (("product", ours), ("reference", theirs))
    ]
    whole = ratio(ours.attempts, theirs.attempts)
    verdict = "reached" if whole <= GOAL else "missed"
    return [
        *_aligned([head, *rows]),
        f"ratio {whole:.2f}; the goal is at most {GOAL}: {verdict}",
    ]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
        for row in rows
    ]


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _bytes(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
