"""The exam blueprint of a round as a grid: what is drawn, what there is, how alike papers are."""

from collections.abc import Iterable, Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.exam_blueprint import Shortfall, shortfalls
from question_bank.fields import USE_NAMES
from quiz.database import transaction
from quiz.domain.blueprint_grid import Cell, Grid, grid_of, with_grid
from quiz.domain.permissions import Permission
from quiz.domain.rules import Rules, RulesProblem, blueprint_of, parse_rules
from quiz.services import round_edits
from quiz.services.access import round_for
from quiz.services.contest_findings import ContestProblem, of_rules
from quiz.services.contest_freeze import fixed_by, is_sealed
from quiz.services.round_edits import RoundChange
from quiz.web.filters import number as in_figures
from quiz.web.organizer import bp
from quiz.web.organizer.contests.forms import ConfirmForm
from quiz.web.organizer.contests.grids import (
    COLUMNS,
    ENOUGH,
    FIELD,
    Bench,
    count_of,
    difficulty_words,
    label_of,
    name_of,
    rows_of,
    short_of,
    sum_of,
)
from quiz.web.organizer.contests.outlook import outlook
from quiz.web.organizer.contests.pages import BlueprintPage
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

MOST = 200
_WRITE = Permission.CONTEST_ROUND_WRITE


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/ma-tran-de")
def edit_blueprint(slug: str, number: int) -> ResponseReturnValue:
    """Show the blueprint of a round as a grid."""
    bench = _bench(slug, number, {})
    grid = grid_of(bench.rules.paper) or {}
    bench.typed.update({name_of(cell): str(count) for cell, count in grid.items()})
    return _show(bench, bench.rules)


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/ma-tran-de")
def save_blueprint(slug: str, number: int) -> ResponseReturnValue:
    """Give a round the blueprint as typed, or only show what papers it would make."""
    bench = _bench(slug, number, {k: v for k, v in request.form.items() if k.startswith(FIELD)})
    grid, faults = _read(bench)
    rules = None if faults else _with(bench, grid, faults)
    if rules is None:
        return _show(bench, None, faults, status=422)
    told, together = _lacking(bench, rules)
    if told or together:
        return _show(bench, None, told, together, status=422)
    if "xem" in request.form:
        return _show(bench, rules, is_tried=True)
    title = local(bench.of.title)
    try:
        _store(slug, number, rules)
    except ContestProblem as problem:
        above = tuple(found.sentence(language()) for found in problem.findings)
        return _show(_bench(slug, number, bench.typed), rules, {}, above, status=422)
    tell(gettext("Đã lưu ma trận đề của “%(round)s”.", round=title))
    return redirect(url_for("organizer.contest", slug=slug), code=303)


def _at_cells(bench: Bench, said: dict[str, str]) -> tuple[str, ...]:
    """Return what is wrong at single cells, each by its name: on a phone they are far below."""
    return tuple(f"{label_of(bench.cells[name])}: {fault}" for name, fault in said.items())


def _bench(slug: str, number: int, typed: dict[str, str]) -> Bench:
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    rules = parse_rules(of.rules)
    whole = rules.paper.model_copy(update={"blueprint": None})
    (section,) = blueprint_of(rules.model_copy(update={"paper": whole})).sections
    version = catalogue().version(session(), of.bank_version_id)
    pool = tuple(item for item in version.draw_items if section.selector.matches(item))
    return Bench(contest, of, rules, pool, typed)


def _read(bench: Bench) -> tuple[Grid, dict[str, str]]:
    """Return the grid as typed, and what is wrong with it by field ("" for the whole)."""
    grid: dict[Cell, int] = {}
    faults: dict[str, str] = {}
    for name, text in bench.typed.items():
        cell = bench.cells.get(name)
        if not text.strip() or text.strip() == "0":
            continue
        if cell is None:
            faults[""] = gettext("Ngân hàng câu hỏi của đợt vừa thay đổi; hãy xem lại từng ô.")
        elif not text.strip().isdecimal() or int(text) > MOST:
            faults[name] = gettext("Hãy ghi một số nguyên từ 0 đến %(most)s.", most=MOST)
        else:
            grid[cell] = int(text)
    if not faults and not 1 <= sum(grid.values()) <= MOST:
        faults[""] = gettext("Đề thi phải có từ 1 đến %(most)s câu.", most=MOST)
    return {cell: grid[cell] for cell in bench.cells.values() if cell in grid}, faults


def _with(bench: Bench, grid: Grid, faults: dict[str, str]) -> Rules | None:
    """Return the round's rules with this grid, or say why they cannot be so."""
    paper = with_grid(bench.rules.paper, grid)
    try:
        return parse_rules(
            {**bench.rules.model_dump(mode="json"), "paper": paper.model_dump(mode="json")}
        )
    except RulesProblem as problem:
        found = [of_rules(finding, "").sentence(language()) for finding in problem.findings]
        faults[""] = " ".join(found)
        return None


def _lacking(bench: Bench, rules: Rules) -> tuple[dict[str, str], tuple[str, ...]]:
    """Name what the pool lacks: at its cell, or above the grid where cells compete."""
    cells = list(grid_of(rules.paper) or {})
    alone: dict[str, str] = {}
    together: list[str] = []
    for missing in shortfalls(blueprint_of(rules), bench.pool):
        names = [cells[section] for section in missing.sections]
        if len(names) == 1:
            alone[name_of(names[0])] = short_of(missing.available)
        else:
            together.append(_competing(names, missing))
    return alone, tuple(together)


def _competing(cells: Sequence[Cell], missing: Shortfall) -> str:
    return gettext(
        "Các ô %(cells)s cùng cần %(needed)s câu, nhưng trong kho chỉ có %(available)s câu "
        "phù hợp.",
        cells=", ".join(f"“{label_of(cell)}”" for cell in cells),
        needed=in_figures(missing.needed),
        available=in_figures(missing.available),
    )


def _store(slug: str, number: int, rules: Rules) -> None:
    with transaction(session()):
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
        change = RoundChange(
            title=of.title,
            opens_at=of.opens_at,
            closes_at=of.closes_at,
            version_id=of.bank_version_id,
            rules=rules,
        )
        round_edits.edit_round(
            session(), actor=actor(), now=now(), contest=contest, of=of, change=change
        )
    catalogue().forget()


def _show(
    bench: Bench,
    rules: Rules | None,
    faults: dict[str, str] | None = None,
    above: Iterable[str] = (),
    *,
    is_tried: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """Show the grid as typed, and the outlook of some rules."""
    said = dict(faults or {})
    whole = said.pop("", None)
    paper = bench.rules.paper
    version = round_edits.pinned_versions(session(), bench.contest)[bench.of.id]
    counts = [count_of(text) for text in bench.typed.values()]
    content = BlueprintPage(
        form=ConfirmForm(),
        slug=bench.contest.slug,
        contest_title=local(bench.contest.title),
        number=bench.of.number,
        title=local(bench.of.title),
        fixed=fixed_by(bench.of, now(), is_sealed=is_sealed(session(), bench.of)),
        is_tried=is_tried,
        is_grid=grid_of(paper) is not None,
        enough=ENOUGH,
        bank=gettext("%(bank)s, phiên bản %(number)s", bank=version.title, number=version.number),
        uses=tuple(USE_NAMES[language()][use].capitalize() for use in paper.pool.uses),
        pool=len(bench.pool),
        columns=tuple(difficulty_words(difficulty) for difficulty in COLUMNS),
        rows=rows_of(bench, said),
        sums=tuple(sum_of(bench, difficulty) for difficulty in COLUMNS),
        total=sum(counts),
        faults=(*([whole] if whole else []), *above, *_at_cells(bench, said)),
        outlook=outlook(rules, bench.pool, len(bench.pool)) if rules else None,
        is_drawable=rules is not None,
    )
    return page("organizer/contests/blueprint.html", content, status)
