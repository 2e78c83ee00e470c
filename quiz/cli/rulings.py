"""``quiz round void``, ``restore``, ``rulings``, ``order-tie``: what judges decide in a round."""

import click
from flask.cli import with_appcontext

from quiz.cli.acting import acting, catalogue, now, refusing
from quiz.cli.text_cells import aligned, moment
from quiz.database import db
from quiz.models import RulingAct
from quiz.services import lots
from quiz.services import rulings as service
from quiz.services.access import actor_named
from quiz.services.labels import labels_of

contest_option = click.argument("contest")
round_option = click.argument("number", type=int)
attempts_option = click.argument("attempts", nargs=-1, required=True)
reason_option = click.option("--reason", required=True, help="Why, in 10 to 500 characters.")
by_option = click.option("--by", required=True, metavar="LOGIN", help="Who answers for this.")


@click.command()
@contest_option
@round_option
@attempts_option
@reason_option
@by_option
@with_appcontext
def void(contest: str, number: int, attempts: tuple[str, ...], reason: str, by: str) -> None:
    """Void finished attempts, named by their references; the contestant reads the reason."""
    _rule(contest, number, RulingAct.VOID, attempts, reason=reason, by=by)


@click.command()
@contest_option
@round_option
@attempts_option
@reason_option
@by_option
@with_appcontext
def restore(contest: str, number: int, attempts: tuple[str, ...], reason: str, by: str) -> None:
    """Restore attempts that were voided, named by their references."""
    _rule(contest, number, RulingAct.RESTORE, attempts, reason=reason, by=by)


def _rule(
    contest: str, number: int, act: RulingAct, attempts: tuple[str, ...], *, reason: str, by: str
) -> None:
    with acting() as session:
        made = service.rule(
            session,
            actor=actor_named(session, by),
            now=now(),
            slug=contest,
            number=number,
            catalogue=catalogue(),
            act=act,
            references=attempts,
            reason=reason,
        )
    for one in made:
        click.echo(f"Quyết định số {one}: {_ACTS[act]}.")
    click.echo("Kết quả đã công bố không thay đổi; có hiệu lực từ lần công bố tới.")


@click.command()
@contest_option
@round_option
@with_appcontext
def rulings(contest: str, number: int) -> None:
    """List the rulings of a round, the newest first; of an attempt the newest is in force."""
    with refusing():
        definition = catalogue().round_of(db.session(), contest, number, now())
    lines = service.rulings_of(db.session(), definition.id)
    if not lines:
        click.echo("Chưa có quyết định nào.")
        return
    labels = labels_of(db.session(), lines)
    table = [["Số", "Quyết định", "Hiệu lực", "Lúc", "Họ và tên", "Mã lượt thi", "Lý do"]]
    table += (
        [
            str(line.number),
            _ACTS[line.act],
            "có" if line.is_newest else "không",
            moment(line.ruled_at),
            labels[line.participation_id].name,
            line.reference,
            line.reason,
        ]
        for line in lines
    )
    for text in aligned(table):
        click.echo(text)


@click.command("order-tie")
@contest_option
@round_option
@click.argument("rank", type=int)
@attempts_option
@click.option("--group", default="", help="The categories of the prizes, as in “Cán bộ|Học sinh”.")
@click.option("--overall", is_flag=True, help="In the ranking over several rounds.")
@reason_option
@by_option
@with_appcontext
def order_tie(
    *,
    contest: str,
    number: int,
    rank: int,
    attempts: tuple[str, ...],
    group: str,
    overall: bool,
    reason: str,
    by: str,
) -> None:
    """Put the equals of a rank in order, best first, where the rules leave it to judges; once."""
    with acting() as session:
        lots.order_tie(
            session,
            actor=actor_named(session, by),
            now=now(),
            slug=contest,
            number=number,
            catalogue=catalogue(),
            rank=rank,
            group=tuple(group.split("|")) if group else (),
            overall=overall,
            attempts=attempts,
            reason=reason,
        )
    click.echo(f"Đã xác định thứ tự của {len(attempts)} người đồng hạng {rank}.")


_ACTS = {RulingAct.VOID: "hủy lượt thi", RulingAct.RESTORE: "khôi phục lượt thi"}
COMMANDS = (void, restore, rulings, order_tie)
