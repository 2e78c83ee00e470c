"""Judges who sign in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Contest, RoleGrant
from quiz.services import accounts
from tests.stage import Stage

PASSWORD = "mùa thu lịch sử"


@pytest.fixture
def signs_in(app: Flask, stage: Stage, clock: Any) -> Callable[..., FlaskClient]:
    """Return a function that signs in a new person with a role in a contest."""

    def sign_in(role: str, contest: Contest) -> FlaskClient:
        person = stage.person("Phạm Thị Giang")
        with transaction(stage.session) as session:
            session.add(
                RoleGrant(
                    person_id=person.id, role=role, contest_id=contest.id, created_at=stage.now
                )
            )
            accounts.open_account(
                session,
                person_id=person.id,
                login_name="giang",
                password=PASSWORD,
                passwords=app.extensions["passwords"],
                now=stage.now,
            )
        client = app.test_client()
        client.post("/dang-nhap", data={"login": "giang", "password": PASSWORD})
        return client

    return sign_in
