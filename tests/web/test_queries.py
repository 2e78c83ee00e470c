"""A large contest asks no more of the database per request than a small one."""

import sqlalchemy as sa
from flask import Flask

from bench import journey
from bench.crowd import product_cookie, sign_in
from bench.journey import Ask
from bench.measuring import InProcess
from quiz.database import db, transaction
from quiz.models import Attempt, Contest, Participation, Round, RoundResult, Unit
from tests.stage import Stage

HOT = {"round page", "start", "paper", "save", "submit", "result", "leaderboard"}


def test_the_statements_of_a_hot_request_grow_neither_with_items_nor_people_nor_units(
    stage: Stage, app: Flask
) -> None:
    contest = stage.contest(journey.SLUG)
    version = stage.bank(count=40)
    small = stage.round(contest, version, number=1, paper={"items": 4})
    results(stage, contest, small, people=3)
    asked_of_few = statements(stage, app, contest, small, items=4)

    more_units(stage, 54)
    large = stage.round(contest, version, number=2, paper={"items": 30})
    results(stage, contest, large, people=300)
    asked_of_many = statements(stage, app, contest, large, items=30)

    assert set(asked_of_few) == HOT
    assert asked_of_many == asked_of_few
    assert asked_of_many["leaderboard"] == 2


def test_no_output_of_a_board_asks_more_when_more_people_take_part(
    stage: Stage, app: Flask
) -> None:
    contest = stage.contest(journey.SLUG)
    version = stage.bank()
    for number, people in ((1, 3), (2, 300)):
        units = {"among": "kind", "order": ["people"]}
        of = stage.round(contest, version, number=number, units=units)
        results(stage, contest, of, people=people)
    with app.app_context():
        engine = db.engine
    stage.session.rollback()
    for output in ("", "/theo-loai", "/hoi-truong", "/nhung"):
        few, many = (looks(app, engine, f"{output}?dot={number}") for number in (1, 2))
        assert few == many
        assert many[-1] == 1


def looks(app: Flask, engine: sa.Engine, output: str) -> list[int]:
    """Count the statements of the second and of the third look; the first refreshes the board."""
    browser, counted = InProcess(app, engine, ""), []
    address = f"/cuoc-thi/{journey.SLUG}/bang-xep-hang{output}"
    for name in ("first", "second", "third"):
        assert browser.carry(Ask(name, "GET", address)).status == 200
        counted.append(len(browser.statements[name]))
    return counted[1:]


def statements(
    stage: Stage, app: Flask, contest: Contest, round_: Round, items: int
) -> dict[str, int]:
    """Count what each request asks of the database, once somebody else has made all warm."""
    with transaction(stage.session):
        units = [unit.id for unit in stage.units.values()]
        tokens = sign_in(stage.session, contest.id, units, 2, now=stage.now)
    number = round_.number
    stage.session.rollback()
    with app.app_context():
        engine = db.engine
    for token in tokens:
        browser = InProcess(app, engine, product_cookie(token, app.config["SECRET_KEY"]))
        journey.walk(journey.attempt(number, items), browser)
        journey.walk(journey.look_at_board(number), browser)
    return {name: len(asked) for name, asked in browser.statements.items()}


def more_units(stage: Stage, count: int) -> None:
    """Put more party cells under one district."""
    district = stage.units["chi-lang"]
    with transaction(stage.session):
        for number in range(count):
            unit = Unit(
                tree_id=stage.tree.id,
                parent_id=district.id,
                code=f"cl-moi-{number:02}",
                name=f"Chi bộ mới {number}",
                kind="chi_bo",
                path="",
                sort_key=f"chi bo moi {number:02}",
                folded=f"chi bo moi {number}",
            )
            stage.session.add(unit)
            stage.session.flush()
            unit.path = f"{district.path}{unit.id}."
            stage.units[unit.code] = unit


def results(stage: Stage, contest: Contest, round_: Round, people: int) -> None:
    """Let people from every unit have one finished attempt each in a round."""
    with transaction(stage.session):
        units = [unit.id for unit in stage.units.values()]
        sign_in(stage.session, contest.id, units, people, now=stage.now)
        stage.session.execute(finished_attempts(contest, round_, stage.now))
        stage.session.execute(recognised_attempts(round_))


def finished_attempts(contest: Contest, round_: Round, now: int) -> sa.Insert:
    """Give every participation of a contest one attempt with half of the points."""
    ref = sa.literal(f"{round_.number}-").concat(sa.cast(Participation.id, sa.String))
    columns = {
        "ref": ref,
        "receipt": ref,
        "participation_id": Participation.id,
        "unit_id": Participation.unit_id,
    } | {
        name: sa.literal(value, Attempt.__table__.c[name].type)
        for name, value in {
            "round_id": round_.id,
            "number": 1,
            "number_limit": 2,
            "form": "",
            "started_at": now,
            "deadline_at": now + 1,
            "finished_at": now + 1,
            "finish_kind": "submitted",
            "answers": "1111",
            "revision": 1,
            "save_sequence": 1,
            "lease": 1,
            "chain": b"",
        }.items()
    }
    taking_part = sa.select(*columns.values()).where(Participation.contest_id == contest.id)
    return sa.insert(Attempt).from_select(list(columns), taking_part)


def recognised_attempts(round_: Round) -> sa.Insert:
    """Recognise every attempt of a round."""
    columns = ["participation_id", "round_id", "attempt_id", "unit_id", "started_at", "finished_at"]
    figures = {"attempts": 1, "perfect_attempts": 0, "points": 1000, "correct": 2}
    finished = sa.select(
        Attempt.participation_id,
        Attempt.round_id,
        Attempt.id,
        Attempt.unit_id,
        Attempt.started_at,
        Attempt.finished_at,
        *(sa.literal(value, sa.Integer) for value in figures.values()),
    ).where(Attempt.round_id == round_.id)
    return sa.insert(RoundResult).from_select([*columns, *figures], finished)
