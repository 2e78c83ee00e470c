"""An answer that was acknowledged survives the death of the server at any moment.

Real gunicorn processes are killed with SIGKILL while browsers save. Every save is written to a
history as it is acknowledged; afterwards the database must hold every acknowledged one. Saves whose
answer never came may be stored or not.
"""

import json
import re
import signal
import time
from http import HTTPStatus
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psutil
import pytest
import sqlalchemy as sa

from quiz.config import Settings
from quiz.database import transaction
from quiz.models import Attempt, AttemptEvent
from quiz.services.accounts import open_account
from quiz.services.attempts.evidence import broken_event
from quiz.services.passwords import Passwords
from tests.real_server import free_port, server, wait_for
from tests.stage import Stage

BROWSERS, SECONDS, KILL_EVERY = 4, 5.0, 0.6
PASSWORD = "mùa thu lịch sử"


class Browser:
    """A browser that saves, sends again what was not acknowledged, and remembers what was."""

    def __init__(self, address: str, login: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.login = login
        self.ref = self.token = ""
        self.revision = 0
        self.acknowledged: list[tuple[int, int]] = []

    def sit_down(self) -> None:
        """Sign in and start the attempt."""
        self._form("/dang-nhap", {"login": self.login, "password": PASSWORD})
        paper = self._form("/cuoc-thi/cuoc-thi/dot/1/bat-dau", {"attempt": 1}, "/dang-nhap")
        self.ref = paper.rsplit("/", 1)[1]
        page = self.opener.open(self.address + paper).read().decode()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        self.token = found[1]

    def save_until(self, stop: Event, chance: Random) -> None:
        """Save one choice after another until told to stop."""
        sequence = 0
        while not stop.is_set():
            sequence += 1
            place = chance.randrange(4)
            if self._save(sequence, place, stop):
                self.acknowledged.append((sequence, place))

    def _save(self, sequence: int, place: int, stop: Event) -> bool:
        body = {"lease": 1, "sequence": sequence, "answers": {"1": [place]}}
        while not stop.is_set():
            request = Request(
                f"{self.address}/api/v1/attempts/{self.ref}/save",
                json.dumps(body | {"revision": self.revision}).encode(),
                {"Content-Type": "application/json", "X-CSRFToken": self.token},
            )
            status, answer = self._send(request)
            if status == HTTPStatus.OK:
                self.revision = answer["revision"]
                return True
            if status is not None:
                assert answer["code"] in {"stale", "busy"}, answer
                self.revision = answer.get("revision", self.revision)
            time.sleep(0.05)
        return False

    def _send(self, request: Request) -> tuple[int | None, dict[str, Any]]:
        """Return status and body of an answer; no status where the server died before the end."""
        try:
            try:
                answer = self.opener.open(request, timeout=10)
            except HTTPError as error:
                return error.code, json.load(error)
            return HTTPStatus.OK, json.load(answer)
        except (OSError, HTTPException, ValueError):
            return None, {}

    def _form(self, path: str, fields: dict[str, Any], form_at: str | None = None) -> str:
        page = self.opener.open(self.address + (form_at or path)).read().decode()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found is not None
        data = urlencode(fields | {"csrf_token": found[1]}).encode()
        answer = self.opener.open(self.address + path, data)
        return str(answer.geturl()).removeprefix(self.address)


def kill_workers(master: psutil.Process, chance: Random) -> int:
    """Kill a random worker again and again; return how many died."""
    killed, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(KILL_EVERY * chance.uniform(0.5, 1.5))
        workers = master.children()
        if workers:
            chance.choice(workers).send_signal(signal.SIGKILL)
            killed += 1
    return killed


def test_no_acknowledged_answer_is_lost_when_workers_are_killed(
    stage: Stage, settings: Settings, tmp_path: Path
) -> None:
    chance = Random(20261121)
    stage.now = int(time.time() * 1000)
    contest = stage.contest()
    stage.round(contest, stage.bank())
    for number in range(BROWSERS):
        participation = stage.contestant(f"Nguyễn Văn Người {number}", contest)
        with transaction(stage.session):
            open_account(
                stage.session,
                person_id=participation.person_id,
                login_name=f"nguoi{number}",
                password=PASSWORD,
                passwords=Passwords(settings),
                now=stage.now,
            )
    port, stop = free_port(), Event()
    address = f"http://127.0.0.1:{port}"
    browsers = [Browser(address, f"nguoi{number}") for number in range(BROWSERS)]
    with server(settings, tmp_path, port) as master:
        wait_for(address)
        for browser in browsers:
            browser.sit_down()
        threads = [
            Thread(target=browser.save_until, args=(stop, Random(number)))
            for number, browser in enumerate(browsers)
        ]
        for thread in threads:
            thread.start()
        killed = kill_workers(master, chance)
        stop.set()
        for thread in threads:
            thread.join(20)
    acknowledged = sum(len(browser.acknowledged) for browser in browsers)
    assert killed >= 5
    assert acknowledged > 30  # on a busy machine too; what decides is what follows
    stage.session.rollback()
    for browser in browsers:
        check_nothing_lost(stage, browser)
    browsers[0].acknowledged += [(0, 0)] * acknowledged  # a check that cannot fail is none
    with pytest.raises(AssertionError):
        check_nothing_lost(stage, browsers[0])


def check_nothing_lost(stage: Stage, browser: Browser) -> None:
    """Hold the browser's history against the evidence that the database has."""
    attempt = stage.session.execute(
        sa.select(Attempt).where(Attempt.ref == browser.ref)
    ).scalar_one()
    assert broken_event(stage.session, attempt) is None
    changes = stage.session.execute(
        sa.select(AttemptEvent.change)
        .where(AttemptEvent.attempt_id == attempt.id, AttemptEvent.kind == "save")
        .order_by(AttemptEvent.sequence)
    ).scalars()
    stored = iter([change["answers"]["0"] for change in changes])
    for _, place in browser.acknowledged:
        # Every acknowledged choice is there, in the order in which it was acknowledged.
        assert any(letter == "1248"[place] for letter in stored)
