"""C46: who wins in two rounds keeps the higher prize; on both databases."""

import json

import pytest

from quiz.database import transaction
from quiz.domain.prize_order import Win
from quiz.models import Publication
from quiz.services import contest_documents, publications
from quiz.services.prize_history import earlier_wins
from quiz.services.results import PersonLine, results_now
from tests.contest_text import changed
from tests.scripted import OVER, Script, later_round, publish, script
from tests.stage import Stage

TWO = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
HIGHER = {"prizes": TWO, "prize_caps": {"per_person": 1, "keeps": "higher"}}


def take(scripted: Script, **correct: int) -> None:
    for minute, (name, count) in enumerate(correct.items()):
        scripted.takes(name, correct=count, after=minute)


def published(scripted: Script, of: Publication) -> dict[str, PersonLine]:
    """Return the lines of a publication by name."""
    names = {person.id: name for name, person in scripted.people.items()}
    with transaction(scripted.stage.session) as session:
        lines = publications.person_lines(session, of.id)
        return {names[line.participation_id]: line for line in lines}


@pytest.fixture
def rounds(stage: Stage) -> tuple[Script, Publication]:
    """Return a published first round: An has the first prize, Bình the second."""
    first = script(stage, **HIGHER)
    take(first, An=4, Bình=3, Chi=2)
    return first, publish(first)


def test_a_higher_prize_is_taken_and_the_lesser_one_given_up_and_stays_empty(
    rounds: tuple[Script, Publication],
) -> None:
    first, earlier = rounds
    before = published(first, earlier)
    second = later_round(first, 2, **HIGHER)
    take(second, An=4, Bình=3, Chi=2)
    of = publish(second)
    lines = published(second, of)
    assert {name: line.prize for name, line in lines.items()} == {
        "An": None,
        "Bình": "nhat",
        "Chi": "nhi",
    }
    assert lines["An"].no_prize == "person_cap"
    assert lines["Bình"].gave_up == Win(1, "nhi")
    now = published(first, earlier)
    assert {name: line.kept_in for name, line in now.items()} == {
        "An": None,
        "Bình": 2,
        "Chi": None,
    }
    kept = {name: (line.prize, line.no_prize) for name, line in now.items()}
    assert kept == {name: (line.prize, line.no_prize) for name, line in before.items()}
    assert publish(first).number == 1


def test_what_was_given_up_is_counted_no_longer_in_rounds_after(
    rounds: tuple[Script, Publication],
) -> None:
    first, _ = rounds
    second = later_round(first, 2, **HIGHER)
    take(second, Bình=4, Chi=2)
    publish(second)
    third = later_round(first, 3, **HIGHER)
    take(third, An=4)
    wins = earlier_wins(first.stage.session, first.stage.definition(third.round))
    assert sorted(wins.wins.values()) == [(Win(1, "nhat"),), (Win(2, "nhat"),), (Win(2, "nhi"),)]
    assert wins.levels == ("nhat", "nhi")


def test_only_the_newest_publication_of_the_later_round_gives_a_prize_up(
    rounds: tuple[Script, Publication],
) -> None:
    first, earlier = rounds
    second = later_round(first, 2, **HIGHER)
    take(second, Bình=4, Chi=2)
    publish(second)
    assert published(first, earlier)["Bình"].kept_in == 2
    with transaction(first.stage.session):
        first.people["Bình"].eligibility = "out_of_prizes"
    assert publish(second).number == 2
    assert published(first, earlier)["Bình"].kept_in is None


def test_an_overall_prize_is_refused_to_who_has_won_enough_in_its_rounds(
    rounds: tuple[Script, Publication],
) -> None:
    first, _ = rounds
    overall = {"ranking": ["points"], "prizes": TWO, "prize_caps": {"per_person": 1}}
    second = later_round(first, 2, prizes=TWO[:1], overall=overall)
    take(second, An=4, Dũng=3, Chi=2)
    found = results_now(
        first.stage.session, first.stage.definition(second.round, first.stage.now + OVER)
    ).overall
    assert found is not None
    names = {person.id: name for name, person in first.people.items()}
    by_name = {
        names[of.entry.person]: found.awards.levels.get(of.entry.attempt)
        or found.awards.reasons.get(of.entry.attempt)
        for of in found.standings.placings
    }
    # An has won both rounds, Bình the second prize of the first; Chi and Dũng nothing.
    assert by_name == {"An": "person_cap", "Bình": "person_cap", "Chi": "nhat", "Dũng": "nhi"}


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("nhat nhi", "nhat nhi", None),
        ("nhat nhi", "nhi ba", None),
        ("nhat nhi", "nhi nhat", "levels_contradictory"),
        ("nhat nhi", "nhat ba", "levels_unordered"),
    ],
)
def test_rounds_that_list_levels_in_contradictory_orders_are_pointed_out(
    first: str, second: str, code: str | None
) -> None:
    caps = "prize_caps: {per_person: 1, keeps: higher}"
    text = changed("ranking: [points", f"prizes: {prizes(first)}\n  ranking: [points")
    text = changed("{review: never}", f"{{prizes: {prizes(second)}, {caps}}}", text)
    reading = contest_documents.read_contest(text.encode())
    found = [(one.path, one.code) for one in reading.findings]
    assert found == ([("rounds[1].rules.prize_caps.keeps", code)] if code else [])


def prizes(levels: str) -> str:
    return json.dumps([{"level": level, "count": 1} for level in levels.split()])
