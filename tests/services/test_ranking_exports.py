"""What a round is ranked from, taken away as files: they come to the published result exactly."""

import csv
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from quiz.database import snapshot, transaction
from quiz.documents.csv_sheet import write_csv
from quiz.domain.names import text_sort_key
from quiz.domain.permissions import Role
from quiz.domain.prizes import SpecialPrize
from quiz.domain.result import keys_document
from quiz.domain.rules import RoundKind
from quiz.models import AuditLine, Contest, Eligibility, Headcount, Publication, RulingAct, Unit
from quiz.offline.ranking import Ranked, RankingFiles, rank_files
from quiz.sentences.ranking_sheets import FILES, RULES_FILE, under_headings
from quiz.services import exports, lots, publications, special_prizes, staff, units
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.exports import RankingExport
from quiz.services.refusal import NotYours, Refusal
from tests.scripted import OVER, Script, later_round, publish, rule, script
from tests.stage import HOUR, Stage

RULES = {
    "attempts": {"limit": 3, "counts": "best_prediction"},
    "prediction": {"asks": "percent_all_correct"},
    "ranking": ["points", "prediction_distance", "duration", "registered_at"],
    "units": {
        "gates": [{"participation_rate": 10}],
        "order": ["rate_plus_prizes", "average_points"],
    },
    "prizes": [{"level": "nhat", "count": 1, "unit_points": 10}, {"level": "nhi", "count": 2}],
}


def note(scripted: Script, actor: Actor = OPERATOR, *, after: int = OVER, names: bool = False):
    with transaction(scripted.stage.session) as session:
        return exports.note_export(
            session,
            actor=actor,
            now=scripted.stage.now + after,
            slug="cuoc-thi",
            number=scripted.round.number,
            catalogue=scripted.stage.catalogue,
            names=names,
        )


def write(scripted: Script, folder: Path, *, names: bool = False) -> RankingExport:
    definition = note(scripted, names=names)
    with snapshot(scripted.stage.session) as session:
        taken = exports.ranking_export(session, definition, names=names)
    (folder / RULES_FILE).write_text(yaml.safe_dump(taken.rules, allow_unicode=True), "utf-8")
    for table, sheet in taken.sheets.items():
        with (folder / FILES[table]).open("wb") as file:
            write_csv(under_headings(sheet), file)
    return taken


def ranked(folder: Path) -> Ranked:
    files = {name: folder / file for name, file in FILES.items()}
    found = rank_files(RankingFiles(rules=folder / RULES_FILE, **files))
    assert isinstance(found, Ranked), found
    return found


def assert_same(session: Session, found: Ranked, published: Publication) -> None:
    """Hold a result from files against every line of a publication."""
    standings, levels = found.result.standings, found.result.awards.levels
    lines = [
        *(
            (one.rank, None, one.entry.attempt, keys_document(one.values), one.attempts)
            for one in standings.placings
        ),
        *((None, one.reason, one.entry.attempt, [], one.attempts) for one in standings.unranked),
    ]
    with snapshot(session):
        stored = list(publications.person_lines(session, published.id))
    assert lines == [
        (one.rank, one.unranked, one.reference, keys_document(one.keys), one.attempts)
        for one in stored
    ]
    assert levels == {one.reference: one.prize for one in stored if one.prize}
    codes = {unit.id: unit.code for unit in session.execute(sa.select(Unit)).scalars()}
    assert [
        (found.unit_codes[one.unit_id], one.rank, one.excluded, one.people, one.headcount)
        for one in found.result.units
    ] == [
        (codes[one.unit_id], one.rank, one.excluded, one.people, one.headcount)
        for one in publications.unit_lines(session, published.id)
    ]
    assert found.digest == published.digest


@pytest.fixture
def taken(stage: Stage) -> Script:
    """Return a round with all that a result can depend on."""
    scripted = script(stage, **RULES)
    scripted.takes("An", correct=4, prediction=4_000, seconds=61)
    scripted.takes("An", correct=4, prediction=5_000, seconds=90, after=9)
    scripted.takes("Bình", correct=4, prediction=5_100, unit="cao-01", seconds=62)
    scripted.takes("Chi", correct=3, unit="cao-01")
    scripted.takes("Dũng", correct=3, unit="khong-thuoc", after=5)
    scripted.takes("Én", correct=-1)
    scripted.takes("Giang", correct=4, prediction=5_000, unit="cl-01", seconds=90, after=9)
    scripted.takes("Hạnh", correct=4, prediction=1, after=700)
    with transaction(stage.session) as session:
        scripted.people["Giang"].eligibility = Eligibility.EXCLUDED
        scripted.people["Hạnh"].eligibility = Eligibility.OUT_OF_PRIZES
        for code, people in (("cl-01", 12), ("cao-01", 3)):
            about = {"kind": "dang_vien", "day": date(2025, 1, 1), "declared_at": 0}
            session.add(Headcount(unit_id=stage.units[code].id, people=people, **about))
    return scripted


def test_files_of_a_round_come_to_the_published_result(taken: Script, tmp_path: Path) -> None:
    published = publish(taken, knows_ties=True)
    written = write(taken, tmp_path)
    assert (written.digest, written.published) == (published.digest, published)
    found = ranked(tmp_path)
    assert len(found.result.standings.placings) == 4
    assert_same(taken.stage.session, found, published)


def test_units_of_one_name_and_units_that_have_gone_come_to_the_same(
    taken: Script, tmp_path: Path
) -> None:
    with transaction(taken.stage.session):
        for code in ("tinh", "chi-lang", "cao-loc", "cl-01"):
            taken.stage.units[code].name = "Đảng bộ"
            taken.stage.units[code].sort_key = text_sort_key("Đảng bộ")
        taken.stage.units["chi-lang"].valid_to = date(2026, 1, 1)
        taken.stage.units["cao-01"].valid_to = date(2025, 12, 31)
    published = publish(taken, knows_ties=True)
    write(taken, tmp_path)
    found = ranked(tmp_path)
    assert found.result.outside == 2
    assert_same(taken.stage.session, found, published)


def test_units_that_have_merged_count_for_their_heir_in_both(taken: Script, tmp_path: Path) -> None:
    with transaction(taken.stage.session) as session:
        units.merge_units(
            session,
            actor=OPERATOR,
            now=taken.stage.now,
            tree_code="tinh",
            codes=["cl-01", "cao-01"],
            into=units.NewUnit("cl-02", "Chi bộ Liên cơ"),
            day=date(2025, 12, 31),
        )
    published = publish(taken, knows_ties=True)
    write(taken, tmp_path)
    found = ranked(tmp_path)
    assert found.result.outside == 0
    assert_same(taken.stage.session, found, published)


def test_a_divided_unit_counts_for_the_one_above_in_both(taken: Script, tmp_path: Path) -> None:
    with transaction(taken.stage.session) as session:
        units.split_unit(
            session,
            actor=OPERATOR,
            now=taken.stage.now,
            tree_code="tinh",
            code="cl-01",
            parts=[units.NewUnit("cl-02", "Chi bộ Một"), units.NewUnit("cl-03", "Chi bộ Hai")],
            day=date(2025, 12, 31),
        )
    published = publish(taken, knows_ties=True)
    write(taken, tmp_path)
    found = ranked(tmp_path)
    assert found.result.outside == 0
    assert_same(taken.stage.session, found, published)


def test_a_number_frozen_at_the_close_is_written_and_held_against(
    stage: Stage, tmp_path: Path
) -> None:
    scripted = script(
        stage, prediction={"asks": "attempts"}, ranking=["points", "prediction_distance"]
    )
    scripted.takes("An", correct=4, prediction=2)
    publish(scripted, knows_ties=True)
    scripted.takes("Bình", correct=4, prediction=1)
    published = publish(scripted, knows_ties=True)
    write(scripted, tmp_path)
    found = ranked(tmp_path)
    assert found.result.standings.totals.attempts == 1
    assert_same(stage.session, found, published)


def test_lots_and_earlier_prizes_are_part_of_what_a_result_follows_from(
    stage: Stage, tmp_path: Path
) -> None:
    rules = {
        "ranking": ["points"],
        "last_resort": "lots",
        "prizes": [{"level": "nhat", "count": 1}],
        "prize_caps": {"per_person": 1},
    }
    scripted = script(stage, **rules)
    for name in ("An", "Bình", "Chi"):
        scripted.takes(name, correct=4)
    with transaction(stage.session) as session:
        lots.draw_lots(
            session,
            actor=OPERATOR,
            now=stage.now + OVER,
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
            rank=1,
        )
    published = publish(scripted, knows_ties=True)
    write(scripted, tmp_path)
    found = ranked(tmp_path)
    assert len(found.result.awards.levels) == 1
    assert_same(stage.session, found, published)


@pytest.mark.parametrize("includes_voided", [False, True])
def test_voided_attempts_come_to_the_same(
    *, stage: Stage, tmp_path: Path, includes_voided: bool
) -> None:
    asks = {"asks": "attempts", "includes_voided": includes_voided}
    scripted = script(stage, **RULES | {"prediction": asks})
    voided = [
        scripted.takes("An", correct=4, prediction=4),
        scripted.takes("Bình", correct=4, prediction=5, unit="cao-01"),
    ]
    scripted.takes("An", correct=3, prediction=2, after=9)
    scripted.takes("Chi", correct=2, prediction=1)
    back = scripted.takes("Dũng", correct=2, prediction=3)
    rule(scripted, RulingAct.VOID, *voided, back)
    rule(scripted, RulingAct.RESTORE, back)
    published = publish(scripted, knows_ties=True)
    write(scripted, tmp_path)
    found = ranked(tmp_path)
    assert [one.reason for one in found.result.standings.unranked] == ["voided"]
    assert found.result.standings.totals.attempts == (5 if includes_voided else 3)
    assert_same(stage.session, found, published)
    assert "Làm bài thay" not in (tmp_path / FILES["rulings"]).read_text("utf-8-sig")


@pytest.mark.parametrize("is_overall", [False, True])
def test_what_judges_have_put_in_order_comes_to_the_same(
    *, stage: Stage, tmp_path: Path, is_overall: bool
) -> None:
    prizes = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
    scripted = script(
        stage, ranking=["points"], prizes=prizes, overall={"ranking": ["points"], "prizes": prizes}
    )
    refs = [scripted.takes(name, correct=4) for name in ("An", "Bình", "Chi")]
    with transaction(stage.session) as session:
        lots.order_tie(
            session,
            actor=OPERATOR,
            now=stage.now + OVER,
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
            rank=1,
            overall=is_overall,
            attempts=[refs[1], refs[2], refs[0]],
            reason="=Biên bản số 1: “xét” thành tích;\nhai dòng",
        )
    published = publish(scripted, knows_ties=True)
    write(scripted, tmp_path)
    found = ranked(tmp_path)
    assert found.overall is not None
    awards = found.overall.awards if is_overall else found.result.awards
    assert awards.levels == {refs[1]: "nhat", refs[2]: "nhi"}
    assert_same(stage.session, found, published)


def test_several_rounds_together_and_special_prizes_come_to_the_same(
    stage: Stage, tmp_path: Path
) -> None:
    first = script(stage)
    overall = {"ranking": ["points"], "prizes": [{"level": "nhat", "count": 1}]}
    version = stage.catalogue.version(stage.session, first.round.bank_version_id)
    rules = {"overall": overall, "last_resort": "lots"}
    of = stage.round(first.contest, version, number=2, **rules)
    last = Script(stage, first.contest, of, first.people, first.browsers)
    first.takes("An", correct=3, seconds=62)
    first.takes("Bình", correct=4, unit="cao-01")
    first.takes("Chi", correct=1)
    last.takes("An", correct=3)
    last.takes("Bình", correct=2, unit="cao-01")
    last.takes("Dũng", correct=1)
    publish(first, knows_ties=True)
    about = {"actor": OPERATOR, "now": stage.now + OVER, "slug": "cuoc-thi", "number": 2}
    with transaction(stage.session) as session:
        for reason in ("=1+1, cao tuổi nhất", "“Dòng một”;\nDòng hai"):
            prize = SpecialPrize("Giải Triển vọng", "Nguyễn Văn Bảy", reason)
            special_prizes.give(session, catalogue=stage.catalogue, prize=prize, **about)
        lots.draw_lots(session, catalogue=stage.catalogue, rank=1, overall=True, **about)
    published = publish(last, knows_ties=True)
    write(last, tmp_path)
    found = ranked(tmp_path)
    assert found.overall is not None
    assert len(found.overall.standings.placings) == 4
    assert len(found.overall.awards.levels) == 1
    assert len(found.result.special) in {1, 2}
    assert_same(stage.session, found, published)


def test_higher_prizes_prizes_of_units_and_caps_over_all_rounds_come_to_the_same(
    stage: Stage, tmp_path: Path
) -> None:
    levels = [{"level": level, "count": 1} for level in ("nhat", "nhi", "ba")]
    caps = {"per_person": 1, "keeps": "higher"}
    first = script(stage, prizes=levels, prize_caps=caps)
    for minute, (name, correct) in enumerate({"An": 4, "Bình": 3, "Chi": 2, "Dũng": 1}.items()):
        first.takes(name, correct=correct, after=minute)
    publish(first)
    second = later_round(
        first,
        2,
        prizes=levels[:2],
        prize_caps=caps,
        units={"among": "kind", "order": ["people"], "prizes": levels[:1]},
        unit_prizes=[{"title": "Nhiều giải", "order": ["winners"], "prizes": levels[:1]}],
        overall={"ranking": ["points"], "prizes": levels, "prize_caps": {"per_person": 1}},
    )
    for minute, (name, correct) in enumerate({"Bình": 4, "Chi": 3, "Én": 2}.items()):
        second.takes(name, correct=correct, after=minute, unit="cao-01")
    published = publish(second, knows_ties=True)
    write(second, tmp_path)
    document = yaml.safe_load((tmp_path / RULES_FILE).read_text("utf-8"))
    assert document["levels"] == ["nhat", "nhi", "ba"]
    found = ranked(tmp_path)
    # Bình and Chi give up the second and the third prize; An keeps the first and did not come.
    assert sorted(win.level for win in found.result.awards.given_up.values()) == ["ba", "nhi"]
    assert found.overall is not None
    assert sorted(found.overall.awards.levels.values()) == ["nhat", "nhi"]
    assert [len(one.winners) for one in found.result.unit_awards] == [2, 1]
    assert_same(stage.session, found, published)


def test_who_is_out_of_prizes_as_staff_is_so_in_the_files(stage: Stage, tmp_path: Path) -> None:
    scripted = script(stage, prizes=[{"level": "nhat", "count": 1}], units={"order": ["people"]})
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=3)
    about = {"person_id": scripted.people["An"].person_id, "contest": scripted.contest}
    with transaction(stage.session) as session:
        staff.grant_role(session, actor=OPERATOR, now=stage.now, role=Role.JUDGE, **about)
    published = publish(scripted, knows_ties=True)
    write(scripted, tmp_path, names=True)
    with (tmp_path / FILES["people"]).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert {line["Họ và tên"]: line["Xét giải"] for line in lines} == {"An": "không", "Bình": "có"}
    found = ranked(tmp_path)
    assert [one.reason for one in found.result.standings.unranked] == ["out_of_prizes"]
    assert len(found.result.awards.levels) == 1
    assert_same(stage.session, found, published)


def test_people_go_by_codes_that_tell_nothing_and_by_names_only_on_demand(
    taken: Script, tmp_path: Path
) -> None:
    write(taken, tmp_path)
    text = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "Giang" not in text
    assert not any(f";{person.id};" in text for person in taken.people.values() if person.id > 99)
    write(taken, tmp_path, names=True)
    assert "Giang" in (tmp_path / FILES["people"]).read_text("utf-8-sig")
    assert ranked(tmp_path).names


def test_taking_the_files_away_leaves_a_line(taken: Script) -> None:
    note(taken, names=True)
    line = taken.stage.session.execute(sa.select(AuditLine)).scalar_one()
    assert (line.action, line.object) == ("round.export", "round:cuoc-thi/1")
    assert line.data == {"table": "ranking", "publication": None, "names": True}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.JUDGE, True),
        (Role.CHIEF_JUDGE, True),
        (Role.ORGANIZER, False),
        (Role.AUDITOR, False),
        (Role.CONTESTANT, False),
    ],
)
@pytest.mark.parametrize("names", [False, True])
def test_judges_take_them_away_and_nobody_else(
    *, taken: Script, role: Role, names: bool, may: bool
) -> None:
    person = taken.stage.person("Giang")
    actor = Actor(person.id, "Giang", (Grant(role, contest_id=taken.contest.id),))
    if may:
        assert note(taken, actor, names=names).number == 1
        return
    with pytest.raises(NotYours):
        note(taken, actor, names=names)


def test_nothing_is_taken_away_while_somebody_can_still_take_the_round(taken: Script) -> None:
    with pytest.raises(Refusal) as refused:
        note(taken, after=HOUR)
    assert refused.value.code == "round_not_over"


def test_a_practice_round_is_not_ranked(stage: Stage) -> None:
    contest: Contest = stage.contest()
    scripted = Script(stage, contest, stage.round(contest, stage.bank(), kind=RoundKind.PRACTICE))
    with pytest.raises(Refusal) as refused:
        note(scripted)
    assert refused.value.code == "practice_round"
