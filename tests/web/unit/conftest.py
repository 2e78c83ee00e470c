"""Unit officers at their desk, in a browser without script."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.services import accounts
from tests.stage import Stage

PASSWORD = "mùa thu lịch sử"
SignsIn = Callable[..., FlaskClient]


@pytest.fixture
def signs_in(app: Flask, stage: Stage) -> SignsIn:
    """Return a function that signs in a new person with a role under a unit, or everywhere."""

    def sign_in(name: str = "Vi Thị Giang", role: str = "unit_officer", unit: str = "chi-lang"):
        person = stage.person(name)
        stage.grant(person, role, unit)
        login = f"nguoi-{person.id}"
        with transaction(stage.session) as session:
            accounts.open_account(
                session,
                person_id=person.id,
                login_name=login,
                password=PASSWORD,
                passwords=app.extensions["passwords"],
                now=stage.now,
            )
        client = app.test_client()
        client.post("/dang-nhap", data={"login": login, "password": PASSWORD})
        return client

    return sign_in
