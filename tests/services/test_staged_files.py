"""Files between preview and confirmation: for who uploaded them, for one purpose, for a day."""

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.models import StagedFile
from quiz.services import staged_files
from quiz.services.actor import OPERATOR, Actor
from quiz.services.refusal import NotYours, Refusal
from tests.stage import HOUR, Stage


def person(stage: Stage, name: str) -> Actor:
    return Actor(person_id=stage.person(name).id, name=name)


def stage_file(stage: Stage, actor: Actor, now: int, name: str = "a.yaml") -> str:
    with transaction(stage.session):
        return staged_files.stage(
            stage.session,
            actor=actor,
            now=now,
            purpose="bank",
            filename=name,
            data=b"items:",
            options={"code": "a"},
        )


def take(stage: Stage, actor: Actor, ref: str, purpose: str = "bank", later: int = 0):
    return staged_files.take(
        stage.session, actor=actor, now=stage.now + later, ref=ref, purpose=purpose
    )


def test_a_staged_file_comes_back_as_it_was(stage):
    an = person(stage, "An")
    ref = stage_file(stage, an, stage.now)
    found = take(stage, an, ref)
    assert (found.data, found.filename, found.options) == (b"items:", "a.yaml", {"code": "a"})
    assert len(ref) == 26


def test_it_may_be_taken_again(stage):
    an = person(stage, "An")
    ref = stage_file(stage, an, stage.now)
    assert take(stage, an, ref).ref == take(stage, an, ref).ref


def test_nobody_else_and_no_other_purpose_gets_it(stage):
    an, chi = person(stage, "An"), person(stage, "Chi")
    ref = stage_file(stage, an, stage.now)
    for actor, purpose in ((chi, "bank"), (an, "contest"), (OPERATOR, "bank")):
        with pytest.raises(NotYours):
            take(stage, actor, ref, purpose)


@pytest.mark.parametrize(("later", "found"), [(24 * HOUR - 1, True), (24 * HOUR, False)])
def test_it_is_there_for_a_day(stage, later, found):
    an = person(stage, "An")
    ref = stage_file(stage, an, stage.now)
    if found:
        assert take(stage, an, ref, later=later)
    else:
        with pytest.raises(NotYours):
            take(stage, an, ref, later=later)


def test_the_next_upload_forgets_what_is_older_than_a_day(stage):
    an = person(stage, "An")
    stage_file(stage, an, stage.now - 24 * HOUR)
    kept = stage_file(stage, an, stage.now)
    assert stage.session.execute(sa.select(StagedFile.ref)).scalars().all() == [kept]


def test_a_very_long_name_keeps_its_ending(stage):
    an = person(stage, "An")
    ref = stage_file(stage, an, stage.now, "a" * 300 + ".xlsx")
    assert take(stage, an, ref).filename.endswith(".xlsx")


def test_the_command_line_stages_nothing(stage):
    with pytest.raises(Refusal):
        stage_file(stage, OPERATOR, stage.now)
