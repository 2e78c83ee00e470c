"""Contests: made of a document, corrected until a round opens, announced; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from quiz.database import transaction
from quiz.domain.rules import RoundKind, parse_rules
from quiz.models import AuditLine, Contest, Round, StudyDocument
from quiz.services import attempts, banks, contests, round_edits
from quiz.services.access import actor_of
from quiz.services.actor import OPERATOR, Actor
from quiz.services.contest_documents import (
    ContestDocument,
    example_contest,
    read_contest,
    shipped_contests,
)
from quiz.services.contest_findings import ContestProblem
from quiz.services.refusal import NotYours, Refusal
from quiz.services.round_edits import RoundChange
from tests.contest_text import CONTEST, changed
from tests.stage import HOUR, Stage

DAY = 24 * HOUR


def document(text: str = CONTEST) -> ContestDocument:
    found = read_contest(text.encode()).document
    assert found is not None
    return found


def create(stage: Stage, text: str = CONTEST, actor: Actor = OPERATOR) -> Contest:
    with transaction(stage.session):
        return contests.create(stage.session, actor=actor, now=stage.now, document=document(text))


def replace_by(stage: Stage, contest: Contest, text: str, now: int | None = None) -> None:
    with transaction(stage.session):
        contests.replace(
            stage.session,
            actor=OPERATOR,
            now=stage.now if now is None else now,
            contest=contest,
            document=document(text),
        )


def problems(stage: Stage, text: str, actor: Actor = OPERATOR) -> list[tuple[str, str]]:
    found = contests.check(stage.session, actor=actor, now=stage.now, document=document(text))
    return [(finding.path, finding.code) for finding in found]


def rounds(stage: Stage, contest: Contest) -> list[Round]:
    return contests.rounds_of(stage.session, contest)


def organizer(stage: Stage, name: str, unit: str | None) -> Actor:
    person = stage.person(name)
    stage.grant(person, "organizer", unit)
    return actor_of(stage.session, person.id, name)


def change(of: Round, **changes: object) -> RoundChange:
    same = RoundChange(
        title=of.title,
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        version_id=of.bank_version_id,
        rules=document().rules_of(document().rounds[of.number - 1]),
    )
    return replace(same, **changes)


def edit(stage: Stage, contest: Contest, of: Round, change: RoundChange, now: int | None = None):
    with transaction(stage.session):
        round_edits.edit_round(
            stage.session,
            actor=OPERATOR,
            now=stage.now if now is None else now,
            contest=contest,
            of=of,
            change=change,
        )


def test_a_contest_is_stored_as_its_document_says(stage):
    version = stage.bank()
    contest = create(stage)
    first, second = rounds(stage, contest)
    assert contest.title == {"vi": "Cuộc thi tìm hiểu lịch sử", "en": "History contest"}
    assert (contest.announced_at, contest.tree_id) == (None, stage.tree.id)
    assert (first.bank_version_id, first.closes_at - first.opens_at) == (version.id, 7 * DAY)
    assert (first.rules["review"], second.rules["review"]) == ("after_publication", "never")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("tree: tinh", "tree: la", ("tree", "tree_unknown")),
        ("owner_unit: tinh", "owner_unit: la", ("owner_unit", "owner_unknown")),
        ("bank: kiem-thu", "bank: khong-co", ("rounds[0].bank", "bank_unknown")),
        ("{items: 4}", "{items: 11}", ("rounds[1].bank", "bank_too_small")),
    ],
)
def test_what_a_document_points_at_has_to_exist(stage, old, new, problem):
    stage.bank(count=10)
    assert problem in problems(stage, changed(old, new))


def test_a_paper_that_the_bank_cannot_fill_is_told_with_its_numbers(stage):
    stage.bank(count=10)
    found = contests.check(
        stage.session,
        actor=OPERATOR,
        now=stage.now,
        document=document(
            changed("{items: 4}", "{items: 4, blueprint: [{count: 4, difficulties: [hard]}]}")
        ),
    )
    assert found[0].sentence("vi") == (
        "Đợt 1: paper.blueprint[0] cần 4 câu, nhưng ngân hàng “kiem-thu” chỉ có 0 câu phù hợp."
    )


def test_a_draft_bank_is_not_drawn_from(stage):
    assert ("rounds[0].bank", "bank_unknown") in problems(stage, CONTEST)


def test_a_contest_with_problems_is_not_stored(stage):
    with pytest.raises(ContestProblem) as problem:
        create(stage)
    assert problem.value.data == {"count": 2}
    assert stage.session.execute(sa.select(Contest)).all() == []


def test_an_address_is_used_once(stage):
    stage.bank()
    create(stage)
    assert problems(stage, CONTEST) == [("slug", "slug_taken")]


@pytest.mark.parametrize(
    ("unit", "owner", "problem"),
    [
        ("chi-lang", "chi-lang", None),
        ("chi-lang", "cao-loc", ("owner_unit", "owner_unknown")),
        ("chi-lang", "null", ("owner_unit", "owner_needed")),
        (None, "null", None),
    ],
)
def test_an_organizer_holds_contests_for_the_own_branch(stage, unit, owner, problem):
    stage.bank()
    an = organizer(stage, "An", unit)
    found = problems(stage, changed("owner_unit: tinh", f"owner_unit: {owner}"), an)
    assert [fault for fault in found if fault[0] == "owner_unit"] == ([problem] if problem else [])


def test_a_bank_of_another_district_does_not_exist_here(stage):
    stage.bank()  # it has no owner, so that only grants without a fence reach it
    found = problems(
        stage,
        changed("owner_unit: tinh", "owner_unit: chi-lang"),
        organizer(stage, "An", "chi-lang"),
    )
    assert found == [("rounds[0].bank", "bank_unknown"), ("rounds[1].bank", "bank_unknown")]


def test_a_contestant_makes_no_contest(stage):
    stage.bank()
    person = stage.person("Dũng")
    with pytest.raises(Refusal):
        create(stage, actor=actor_of(stage.session, person.id, "Dũng"))


def test_a_contest_is_announced_once(stage):
    stage.bank()
    contest = create(stage)
    for moment in (stage.now, stage.now + HOUR):
        with transaction(stage.session):
            contests.announce(stage.session, actor=OPERATOR, now=moment, contest=contest)
    acts = stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars()
    assert contest.announced_at == stage.now
    assert list(acts) == ["contest.create", "contest.announce"]


def test_before_anything_opens_everything_may_change(stage):
    stage.bank()
    contest = create(stage)
    text = changed("opens: 2026-12-01T08:00", "opens: 2026-12-02T08:00")
    text = text[: text.index("  - number: 2")]
    replace_by(stage, contest, text.replace("limit: 2", "limit: 3"))
    (only,) = rounds(stage, contest)
    assert (only.rules["attempts"]["limit"], only.closes_at - only.opens_at) == (3, 6 * DAY)


def test_a_round_may_be_added_later(stage):
    stage.bank()
    contest = create(stage, CONTEST[: CONTEST.index("  - number: 2")])
    replace_by(stage, contest, CONTEST, now=rounds(stage, contest)[0].opens_at + 1)
    assert [of.number for of in rounds(stage, contest)] == [1, 2]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("closes: 2026-12-08T08:00", "closes: 2026-12-08T07:00"),
        ("kind: official", "kind: practice"),
        ("limit_minutes: 20", "limit_minutes: 21"),
        ("number: 1", "number: 3"),
    ],
)
def test_an_open_round_is_frozen(stage, old, new):
    stage.bank()
    contest = create(stage)
    opened = rounds(stage, contest)[0].opens_at
    text = changed(old, new)
    if "practice" in new:
        text = changed("[points, duration]", "[]", text)
    with pytest.raises(ContestProblem) as problem:
        replace_by(stage, contest, text, now=opened)
    assert {found.code for found in problem.value.findings} == {"round_frozen"}
    replace_by(stage, contest, text, now=opened - 1)


def test_texts_may_be_corrected_while_a_round_is_open(stage):
    stage.bank()
    contest = create(stage)
    text = changed("Đợt 1", "Đợt thứ nhất", changed("Tóm tắt", "Tóm tắt đã sửa"))
    text += "documents: [{title: {vi: Đề cương}, address: 'https://example.vn'}]\n"
    replace_by(stage, contest, text, now=rounds(stage, contest)[0].opens_at + HOUR)
    assert contest.summary == {"vi": "Tóm tắt đã sửa"}
    assert rounds(stage, contest)[0].title == {"vi": "Đợt thứ nhất"}
    assert len(stage.session.execute(sa.select(StudyDocument)).all()) == 1


def test_an_open_round_keeps_its_version_when_a_newer_one_is_approved(stage):
    old = stage.bank()
    contest = create(stage)
    new = newer(stage, old)
    replace_by(stage, contest, CONTEST, now=rounds(stage, contest)[0].opens_at)
    assert [of.bank_version_id for of in rounds(stage, contest)] == [old.id, new]


def newer(stage: Stage, old) -> int:
    bank = replace(banks.bank_of_version(stage.session, old), notice="Đã thẩm định")
    with transaction(stage.session):
        version = banks.load(
            stage.session, actor=OPERATOR, now=stage.now, bank=bank, message="Thẩm định"
        )
    return stage.approve(version).id


def test_the_tree_is_fixed_once_somebody_has_registered(stage):
    stage.bank()
    contest = create(stage)
    stage.contestant("Giang", contest)
    with pytest.raises(ContestProblem) as problem:
        replace_by(stage, contest, changed("tree_day: 2026-01-01", "tree_day: 2026-02-01"))
    assert [found.path for found in problem.value.findings] == ["tree_day"]


def test_a_contest_keeps_its_address(stage):
    stage.bank()
    contest = create(stage)
    with pytest.raises(ContestProblem) as problem:
        replace_by(stage, contest, changed("slug: cuoc-thi", "slug: khac"))
    assert [found.code for found in problem.value.findings] == ["slug_fixed"]


def test_a_round_is_changed_by_itself(stage):
    stage.bank()
    contest = create(stage)
    first = rounds(stage, contest)[0]
    rules = document(changed("limit_minutes: 20", "limit_minutes: 15")).rules_of(
        document().rounds[0]
    )
    edit(stage, contest, first, change(first, closes_at=first.opens_at + DAY, rules=rules))
    assert first.rules["timing"]["limit_minutes"] == 15
    assert first.closes_at - first.opens_at == DAY


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"closes_at": 0}, ["window_reversed"]),
        ({"rules": "{items: 11}"}, ["bank_too_small"]),
        ({"closes_at": 0, "rules": "{items: 11}"}, ["window_reversed", "bank_too_small"]),
    ],
)
def test_every_reason_against_a_change_is_told(stage, changes, codes):
    stage.bank()
    contest = create(stage)
    first = rounds(stage, contest)[0]
    if "rules" in changes:
        text = changed("{items: 4}", changes["rules"])
        changes = changes | {"rules": document(text).rules_of(document(text).rounds[0])}
    with pytest.raises(ContestProblem) as problem:
        edit(stage, contest, first, change(first, **changes))
    assert [found.code for found in problem.value.findings] == codes


def test_only_the_title_of_an_open_round_may_be_changed(stage):
    stage.bank()
    contest = create(stage)
    first = rounds(stage, contest)[0]
    edit(stage, contest, first, change(first, title={"vi": "Tuần 1"}), now=first.opens_at)
    assert first.title == {"vi": "Tuần 1"}
    with pytest.raises(ContestProblem):
        edit(stage, contest, first, change(first, closes_at=first.closes_at + 1), first.opens_at)


def test_rules_that_say_the_same_are_no_change_whatever_digest_they_were_stored_with(stage):
    stage.bank()
    contest = create(stage)
    first = rounds(stage, contest)[0]
    with transaction(stage.session):
        first.rules_digest = "e" * 64
    edit(stage, contest, first, change(first, title={"vi": "Tuần 1"}), now=first.opens_at)
    replace_by(stage, contest, CONTEST, now=first.opens_at)
    edit(stage, contest, first, change(first, closes_at=first.closes_at + 1))
    assert first.rules_digest == "e" * 64


def test_the_database_itself_refuses_to_change_a_round_with_attempts(stage):
    contest = stage.contest()
    version = stage.bank()
    of = stage.round(contest, version)
    begin(stage, contest, of)
    with pytest.raises(DatabaseError), transaction(stage.session):
        stage.session.execute(sa.update(Round).values(closes_at=of.closes_at + 1))


def begin(stage: Stage, contest: Contest, of: Round) -> None:
    an = stage.contestant("An", contest)
    with transaction(stage.session):
        attempts.start(
            stage.session,
            catalogue=stage.catalogue,
            definition=stage.definition(of),
            person_id=an.person_id,
            holder_id=None,
            expected_number=1,
            now=stage.now,
        )


def test_a_version_out_of_reach_cannot_be_pinned(stage):
    stage.bank()
    contest = create(stage)
    first = rounds(stage, contest)[0]
    with pytest.raises(NotYours):
        edit(stage, contest, first, change(first, version_id=999))


def test_the_versions_to_choose_from_are_the_approved_ones(stage):
    old = stage.bank()
    contest = create(stage)
    newest = newer(stage, old)
    found = round_edits.versions_to_choose(stage.session, actor=OPERATOR, contest=contest)
    assert [(choice.id, choice.number) for choice in found] == [(newest, 2), (old.id, 1)]


@pytest.mark.parametrize("slug", shipped_contests())
def test_a_shipped_contest_needs_its_tree_and_bank_and_nothing_else(stage, slug):
    found = contests.check(
        stage.session,
        actor=OPERATOR,
        now=stage.now,
        document=document(shipped_contests()[slug].decode()),
    )
    assert {finding.code for finding in found} == {"tree_unknown", "bank_unknown"}


def test_the_example_needs_its_tree_and_bank_and_nothing_else(stage):
    text = example_contest(date(2026, 11, 21))
    assert {code for _, code in problems(stage, text)} == {"tree_unknown", "bank_unknown"}


def test_an_address_that_is_taken_at_the_same_moment_is_told_too(stage, monkeypatch):
    stage.bank()
    create(stage)
    monkeypatch.setattr(contests, "_slug", lambda _session, _document: ())
    with pytest.raises(ContestProblem) as problem:
        create(stage)
    assert [found.code for found in problem.value.findings] == ["slug_taken"]


def test_rounds_come_and_go_and_each_time_it_is_noted(stage):
    stage.bank()
    contest = create(stage)
    last = rounds(stage, contest)[-1]
    follows = change(last, opens_at=last.closes_at, closes_at=last.closes_at + DAY)
    with transaction(stage.session) as session:
        added = round_edits.add_round(
            session,
            actor=OPERATOR,
            now=stage.now,
            contest=contest,
            number=3,
            kind=RoundKind.OFFICIAL,
            change=follows,
        )
        assert (added.rules_digest, added.kind) == (last.rules_digest, "official")
        round_edits.remove_round(session, actor=OPERATOR, now=stage.now, contest=contest, of=last)
    assert [of.number for of in rounds(stage, contest)] == [1, 3]
    acts = stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars()
    assert list(acts) == ["contest.create", "round.add", "round.remove"]


def test_a_contest_without_rounds_is_stored_and_not_announced(stage):
    contest = create(stage, CONTEST[: CONTEST.index("rules:")] + "rounds: []\n")
    with pytest.raises(ContestProblem) as problem:
        contests.announce(stage.session, actor=OPERATOR, now=stage.now, contest=contest)
    assert [found.code for found in problem.value.findings] == ["rounds_absent"]


PRIZES = "prizes: [{level: nhat, count: 1, categories: [Cán bộ]}]"


def test_prizes_for_a_category_that_nobody_can_register_in_are_refused_once(stage):
    stage.bank()
    shared = changed("ranking: [points", f"{PRIZES}\n  ranking: [points")
    with pytest.raises(ContestProblem) as problem:
        create(stage, shared)
    assert [(found.path, found.code) for found in problem.value.findings] == [
        ("rules.prizes[0].categories", "category_unknown")
    ]
    create(
        stage, changed("asks: [birth_date]", "categories: [Cán bộ]\n  asks: [birth_date]", shared)
    )


def test_a_category_that_prizes_are_for_stays_in_the_registration(stage):
    stage.bank()
    text = changed("ranking: [points", f"{PRIZES}\n  ranking: [points")
    text = changed("asks: [birth_date]", "categories: [Cán bộ]\n  asks: [birth_date]", text)
    contest = create(stage, text)
    first = rounds(stage, contest)[0]
    other = {**first.rules, "prizes": [{"level": "nhat", "count": 1, "categories": ["Tự do"]}]}
    with pytest.raises(ContestProblem) as problem:
        edit(stage, contest, first, change(first, rules=parse_rules(other)))
    assert [found.code for found in problem.value.findings] == ["category_unknown"]


@pytest.mark.parametrize(
    ("eligible", "found"),
    [
        ("{categories: [Học sinh]}", ("rules.eligible.categories", "category_unknown")),
        (
            "{admits: [{round: 1, best: 3}]}",
            ("rules.eligible.admits[0].round", "admits_no_earlier_round"),
        ),
    ],
)
def test_people_whom_nothing_can_let_in_are_no_eligibility(stage, eligible, found):
    stage.bank()
    text = changed("ranking: [points", f"eligible: {eligible}\n  ranking: [points")
    with pytest.raises(ContestProblem) as problem:
        create(stage, text)
    assert found in [(one.path, one.code) for one in problem.value.findings]


def test_a_round_may_admit_the_best_of_one_before_it_only(stage):
    stage.bank()
    contest = create(stage)
    last = rounds(stage, contest)[-1]
    for number, codes in ((1, []), (last.number, ["admits_no_earlier_round"])):
        eligible = {**last.rules["eligible"], "admits": [{"round": number, "best": 3}]}
        wanted = change(last, rules=parse_rules({**last.rules, "eligible": eligible}))
        if codes:
            with pytest.raises(ContestProblem) as problem:
                edit(stage, contest, last, wanted)
            assert [one.code for one in problem.value.findings] == codes
        else:
            edit(stage, contest, last, wanted)


@pytest.mark.parametrize(("at", "path"), [(0, "prizes"), (1, "prize_caps.keeps")])
def test_no_round_may_list_its_prizes_against_the_order_of_another(stage, at, path):
    stage.bank()
    rules = "prizes: [{level: nhat, count: 1}, {level: nhi, count: 1}]\n  "
    rules += "prize_caps: {per_person: 1, keeps: higher}"
    contest = create(stage, changed("ranking: [points", f"{rules}\n  ranking: [points"))
    of = rounds(stage, contest)[at]
    turned = parse_rules({**of.rules, "prizes": of.rules["prizes"][::-1]})
    with pytest.raises(ContestProblem) as problem:
        edit(stage, contest, of, change(of, rules=turned))
    found = [(one.path, one.code) for one in problem.value.findings]
    assert found == [(path, "levels_contradictory")]
    edit(stage, contest, of, change(of, rules=parse_rules(of.rules)))


def test_a_practice_round_takes_the_caps_and_lots_of_the_others_along(stage):
    stage.bank()
    rules = "prizes: [{level: nhat, count: 1}]\n  prize_caps: {per_person: 1}\n  last_resort: lots"
    text = changed("ranking: [points", f"{rules}\n  ranking: [points")
    practice = "rules: {review: never, ranking: [], prizes: []}"
    text = changed("rules: {review: never}", practice, text)
    create(
        stage,
        text.replace("kind: official", "kind: practice", 2).replace("practice", "official", 1),
    )
