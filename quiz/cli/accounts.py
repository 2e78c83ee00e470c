"""``quiz account``: people of the staff, their roles and how they sign in."""

import secrets

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from quiz.cli.acting import acting, now, refusing
from quiz.database import db
from quiz.domain.codes import encode, grouped
from quiz.domain.permissions import Permission, Role
from quiz.models import Contest, Unit, UnitTree
from quiz.services import accounts, staff
from quiz.services.access import contest_for
from quiz.services.actor import OPERATOR
from quiz.services.refusal import NotYours

group = AppGroup("account", help="People of the staff, their roles and accounts.")
ROLES = [role.value for role in Role if role is not Role.CONTESTANT]
ROLE_NAMES = {
    Role.UNIT_OFFICER: "cán bộ phụ trách đơn vị",
    Role.ORGANIZER: "Ban Tổ chức",
    Role.BANK_AUTHOR: "người soạn câu hỏi",
    Role.REVIEWER: "người duyệt câu hỏi",
    Role.JUDGE: "Ban Giám khảo",
    Role.CHIEF_JUDGE: "Trưởng Ban Giám khảo",
    Role.AUDITOR: "giám sát",
    Role.ADMINISTRATOR: "quản trị viên",
}


@group.command()
@click.option("--name", required=True, help="Full name of the person.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--unit", help="Under this unit and all below it: TREE:UNIT.")
@click.option("--contest", "slug", help="In this contest only.")
@click.option("--login", help="Open the account at once under this name, with a password made up.")
def create(name: str, role: str, unit: str | None, slug: str | None, login: str | None) -> None:
    """Make a person of the staff; without unit and contest the role holds everywhere.

    Prints a one-time code for the person, or with --login a password; both are shown once.
    """
    with acting() as session:
        person_id = staff.create_person(session, actor=OPERATOR, now=now(), full_name=name)
        staff.grant_role(
            session,
            actor=OPERATOR,
            now=now(),
            person_id=person_id,
            role=Role(role),
            unit=_unit(session, unit) if unit else None,
            contest=_contest(session, slug) if slug else None,
        )
        way = _open(session, person_id, login) if login else _code(session, person_id)
    click.echo(f"{name}, {ROLE_NAMES[Role(role)]}. {way}")


@group.command("list")
def list_() -> None:
    """List every role in force."""
    with refusing():
        lines = staff.list_staff(db.session(), actor=OPERATOR)
    for line in lines:
        place = line.unit or line.contest or "toàn hệ thống"
        login = line.login_name or "chưa có tài khoản"
        blocked = ", đã khóa" if line.is_disabled else ""
        click.echo(
            f"{line.grant_id:>5}  {line.full_name}: {ROLE_NAMES[line.role]} ({place}), "
            f"{login}{blocked}"
        )


@group.command()
@click.argument("grant", type=int)
def revoke(grant: int) -> None:
    """Take a role away, by its number in the list."""
    with acting() as session:
        staff.revoke_role(session, actor=OPERATOR, now=now(), grant_id=grant)
    click.echo("Đã thu hồi vai trò.")


def _open(session: Session, person_id: int, login: str) -> str:
    password = grouped(encode(secrets.token_bytes(10)))
    accounts.open_account(
        session,
        person_id=person_id,
        login_name=login,
        password=password,
        passwords=current_app.extensions["passwords"],
        now=now(),
    )
    return f"Tên đăng nhập: {login.strip()}  Mật khẩu: {password}"


def _code(session: Session, person_id: int) -> str:
    code = accounts.issue_code(
        session,
        person_id=person_id,
        issued_by_id=None,
        secret=current_app.config["SECRET_KEY"],
        now=now(),
    )
    return f"Mã kích hoạt: {grouped(code)}"


def _unit(session: Session, text: str) -> Unit:
    tree, _, code = text.partition(":")
    found = session.execute(
        sa.select(Unit)
        .join(UnitTree, UnitTree.id == Unit.tree_id)
        .where(UnitTree.code == tree, Unit.code == code)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def _contest(session: Session, slug: str) -> Contest:
    return contest_for(session, OPERATOR, Permission.CONTEST_ROUND_READ, slug)
