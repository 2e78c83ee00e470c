"""People, the ways they sign in, and what they may do."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.domain.permissions import Role
from quiz.models.base import BINARY_TEXT, Base, Hash, Id, Moment, link, one_of


class Person(Base):
    """A human being. Phone and staff number are signals, not identity: relatives share phones."""

    __tablename__ = "person"

    id: Mapped[Id]
    full_name: Mapped[str] = mapped_column(sa.String(200))
    sort_key: Mapped[str] = mapped_column(BINARY_TEXT)
    folded: Mapped[str] = mapped_column(sa.Text, index=True)
    birth_date: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    staff_number: Mapped[str | None] = mapped_column(sa.String(40))
    created_at: Mapped[Moment]


class Account(Base):
    """One way to sign in: a login name (as typed, and its canonical form) and a password."""

    __tablename__ = "account"

    id: Mapped[Id]
    person_id: Mapped[int] = link("person.id")
    login_name: Mapped[str] = mapped_column(sa.String(80))
    login_key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]


class LoginSession(Base):
    """A signed-in browser; the token itself is known to that browser only."""

    __tablename__ = "login_session"

    id: Mapped[Id]
    account_id: Mapped[int] = link("account.id")
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]


class Activation(Base):
    """A one-time code with which a person makes an account or sets a new password."""

    __tablename__ = "activation"

    id: Mapped[Id]
    person_id: Mapped[int] = link("person.id")
    code_hash: Mapped[Hash] = mapped_column(unique=True)
    issued_by_id: Mapped[int | None] = link("person.id", index=False)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class SignInFailure(Base):
    """Failures in a row for one account or one source; they slow down, they never lock out."""

    __tablename__ = "sign_in_failure"

    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[Moment]


class RoleGrant(Base):
    """A role of a person, in force under a unit, in one contest, or (neither) everywhere."""

    __tablename__ = "role_grant"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[Id]
    person_id: Mapped[int] = link("person.id")
    role: Mapped[str] = mapped_column(sa.String(20))
    unit_id: Mapped[int | None] = link("unit.id", index=False)
    contest_id: Mapped[int | None] = link("contest.id", index=False)
    created_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
