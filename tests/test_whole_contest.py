"""A contest from the first file to the last publication, through the pages alone.

Three hundred people of forty units on three levels take two rounds. What they do is planned
beforehand, what has to come of it is computed from the plan by the regulation's own words
(``whole_contest/regulation.py``), and the pages and files have to say exactly that.
"""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskCliRunner

from tests.conftest import SettableClock
from tests.whole_contest.attempts import ROUNDS, moment
from tests.whole_contest.browser import Browser
from tests.whole_contest.cast import Person, cast, headcounts
from tests.whole_contest.contestant import CONTEST, Contestant, Story, live
from tests.whole_contest.papers import people_file
from tests.whole_contest.reading import check_board, check_files, check_judge, check_publication
from tests.whole_contest.regulation import first_round, second_round
from tests.whole_contest.shown import attempts_in_csv
from tests.whole_contest.staff import Judge, Officer, Organizer, appointed


def test_a_whole_contest_ends_with_the_ranking_that_the_regulation_gives(
    app: Flask, runner: FlaskCliRunner, clock: SettableClock
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # these browsers send every token back
    people = cast()
    counted = headcounts(people)
    first, second = first_round(people, counted), second_round(people, counted)
    reader = Browser(app.test_client())

    organizer = Organizer(appointed(app, runner, "Phạm Thị Giang", "organizer"))
    organizer.loads_units(counted)
    organizer.loads_bank()
    organizer.makes_contest()
    judge = Judge(appointed(app, runner, "Lý Văn Hòa", "judge", "--contest", SLUG))
    officer = Officer(
        appointed(app, runner, "Mông Thị Ý", "unit_officer", "--unit", "lang-son:BG")
    )
    officer.loads_people(people_file(person for person in people if person.is_imported))
    contestants = [Contestant(person, Browser(app.test_client())) for person in people]
    hand_out(officer.issues_codes(), contestants)

    sealed: list[str] = []
    stories = [takes_part(contestant, first.attempts) for contestant in contestants]
    live(clock, [*stories, watches_sealed_pages(reader, sealed)])
    assert len(sealed) == 3
    assert len(set(sealed)) == 1, "a sealed board tells nobody how many take part"

    clock.moment = ROUNDS[1].closes_at + 60_000
    run_worker(runner)
    check_board(reader, 1, first)
    check_judge(judge, 1, first)
    judge.publishes(1)
