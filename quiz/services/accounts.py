"""Accounts: making one, signing in and out, and the one-time codes of units and organizers."""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.domain.codes import canonical_code, new_code
from quiz.domain.names import LoginProblem, canonical_login
from quiz.models import Account, Activation, LoginSession, Person, RoleGrant, table_of
from quiz.services import throttle
from quiz.services.passwords import Passwords
from quiz.services.refusal import FieldRefusal, Refusal

DAY_MS = 86_400_000
CODE_LENGTH = 10
CODE_DAYS = 30
LEAST_LOGIN = 3


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request, as Flask-Login wants to see them."""

    token: str
    session_id: int
    account_id: int
    person_id: int
    name: str
    is_staff: bool
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token, known to this browser only."""
        return self.token


def open_account(
    session: Session,
    *,
    person_id: int,
    login_name: str,
    password: str,
    passwords: Passwords,
    now: int,
) -> Account:
    """Give a person a way to sign in; refuse a login name that is taken or cannot be one."""
    key = _free_key(session, login_name)
    account = Account(
        person_id=person_id,
        login_name=login_name.strip(),
        login_key=key,
        password_hash=passwords.hash(password, login_key=key),
        created_at=now,
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError as taken:  # somebody was quicker by a moment
        raise FieldRefusal("login", "login_taken") from taken
    return account


def faults_of_account(
    session: Session, login_name: str, password: str, passwords: Passwords
) -> list[FieldRefusal]:
    """Return everything for which ``open_account`` would refuse these two."""
    faults, key = [], ""
    try:
        key = _free_key(session, login_name)
    except FieldRefusal as fault:
        faults.append(fault)
    try:
        passwords.check(password, login_key=key)
    except FieldRefusal as fault:
        faults.append(fault)
    return faults


def login_key(login_name: str) -> str:
    """Return the canonical form under which a login name is unique."""
    try:
        key = canonical_login(login_name)
    except LoginProblem as problem:
        raise FieldRefusal("login", problem.code) from problem
    if len(key) < LEAST_LOGIN:
        raise FieldRefusal("login", "login_too_short")
    return key


def sign_in(
    session: Session,
    *,
    login_name: str,
    password: str,
    source: str,
    is_known_device: bool,
    passwords: Passwords,
    now: int,
) -> Account | Refusal:
    """Return the account, or the refusal to show; the failure has been counted (D-18).

    Returns rather than raises its refusal, because the count of failures has to be committed.
    """
    try:
        key = canonical_login(login_name)
    except LoginProblem:
        key = ""
    waits = throttle.keys(key, source)
    wait = 0 if is_known_device else throttle.seconds_left(session, waits.account, now)
    if wait:
        return Refusal("sign_in_slowed", seconds=wait)
    account = session.execute(
        sa.select(Account).where(Account.login_key == key, Account.disabled_at.is_(None))
    ).scalar_one_or_none()
    if passwords.matches(account.password_hash if account else None, password):
        throttle.forget(session, waits.account)
        assert account is not None  # noqa: S101 - matches() is false without a kept hash
        return account
    throttle.count(session, waits, now)
    wait = throttle.seconds_left(session, waits.source, now)
    return Refusal("sign_in_slowed", seconds=wait) if wait else Refusal("sign_in_failed")


def begin_session(session: Session, *, account_id: int, now: int, days: int) -> str:
    """Return a fresh token for a browser; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    session.add(
        LoginSession(
            account_id=account_id,
            token_hash=_hash(token),
            created_at=now,
            expires_at=now + days * DAY_MS,
        )
    )
    session.flush()
    return token


def end_session(session: Session, *, session_id: int, now: int) -> None:
    """Make a token worthless."""
    session.execute(
        sa.update(LoginSession).where(LoginSession.id == session_id).values(revoked_at=now)
    )


def session_is_over(session: Session, session_id: int | None, now: int) -> bool:
    """Whether a signed-in browser has signed out, or its time has run out."""
    lives = sa.and_(LoginSession.revoked_at.is_(None), LoginSession.expires_at > now)
    return not session.execute(
        sa.select(sa.literal(1)).where(LoginSession.id == session_id, lives)
    ).first()


def end_all_sessions(session: Session, *, person_id: int, now: int) -> None:
    """Make every token of a person worthless (after a new password)."""
    accounts = sa.select(Account.id).where(Account.person_id == person_id)
    session.execute(
        sa.update(LoginSession)
        .where(LoginSession.account_id.in_(accounts), LoginSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


_SESSIONS, _ACCOUNTS, _PEOPLE, _GRANTS = (
    table_of(model).c for model in (LoginSession, Account, Person, RoleGrant)
)
_SIGNED_IN = sa.select(
    _SESSIONS.id.label("session_id"),
    _ACCOUNTS.id.label("account_id"),
    _ACCOUNTS.person_id,
    _PEOPLE.full_name,
    sa.exists()
    .where(_GRANTS.person_id == _ACCOUNTS.person_id, _GRANTS.revoked_at.is_(None))
    .label("is_staff"),
).where(
    _SESSIONS.token_hash == sa.bindparam("token_hash"),
    _SESSIONS.revoked_at.is_(None),
    _SESSIONS.expires_at > sa.bindparam("now"),
    _ACCOUNTS.id == _SESSIONS.account_id,
    _ACCOUNTS.disabled_at.is_(None),
    _PEOPLE.id == _ACCOUNTS.person_id,
)


def signed_in_by(session: Session, token: str, now: int) -> SignedIn | None:
    """Return who holds this token, in one indexed query."""
    parameters = {"token_hash": _hash(token), "now": now}
    row = session.connection().execute(_SIGNED_IN, parameters).one_or_none()
    if row is None:
        return None
    return SignedIn(
        token, row.session_id, row.account_id, row.person_id, row.full_name, bool(row.is_staff)
    )


def issue_code(
    session: Session, *, person_id: int, issued_by_id: int | None, secret: str, now: int
) -> str:
    """Return a one-time code for a person; codes issued to them before stop working."""
    codes = issue_codes(
        session, person_ids=[person_id], issued_by_id=issued_by_id, secret=secret, now=now
    )
    return codes[person_id]


def issue_codes(
    session: Session,
    *,
    person_ids: Collection[int],
    issued_by_id: int | None,
    secret: str,
    now: int,
) -> dict[int, str]:
    """Return one-time codes by person, for up to some thousands, in two statements."""
    codes = {one: new_code(secrets.token_bytes(8), CODE_LENGTH) for one in person_ids}
    if not codes:
        return {}
    session.execute(
        sa.update(Activation)
        .where(Activation.person_id.in_(codes), Activation.used_at.is_(None))
        .values(expires_at=now)
    )
    session.execute(
        sa.insert(Activation),
        [
            {
                "person_id": person_id,
                "code_hash": _code_hash(secret, code),
                "issued_by_id": issued_by_id,
                "created_at": now,
                "expires_at": now + CODE_DAYS * DAY_MS,
            }
            for person_id, code in codes.items()
        ],
    )
    return codes


def activation_of(session: Session, *, code: str, secret: str, now: int) -> Activation:
    """Return the unused code; refuse one that is wrong, used or too old, always in one way."""
    found = session.execute(
        sa.select(Activation).where(
            Activation.code_hash == _code_hash(secret, canonical_code(code)),
            Activation.used_at.is_(None),
            Activation.expires_at > now,
        )
    ).scalar_one_or_none()
    if found is None:
        raise FieldRefusal("code", "code_wrong")
    return found


def activate(
    session: Session,
    *,
    activation: Activation,
    login_name: str,
    password: str,
    passwords: Passwords,
    now: int,
) -> Account:
    """Use up a code: open the person's account, or give theirs a new login name and password."""
    account = (
        session.execute(
            sa.select(Account).where(Account.person_id == activation.person_id).order_by(Account.id)
        )
        .scalars()
        .first()
    )
    if account is None:
        account = open_account(
            session,
            person_id=activation.person_id,
            login_name=login_name,
            password=password,
            passwords=passwords,
            now=now,
        )
    else:
        account.login_key = _free_key(session, login_name, of=account.id)
        account.login_name = login_name.strip()
        account.password_hash = passwords.hash(password, login_key=account.login_key)
        end_all_sessions(session, person_id=activation.person_id, now=now)
    activation.used_at = now
    try:
        session.flush()
    except IntegrityError as taken:  # somebody was quicker by a moment
        raise FieldRefusal("login", "login_taken") from taken
    return account


def _free_key(session: Session, login_name: str, of: int | None = None) -> str:
    key = login_key(login_name)
    owner = session.execute(sa.select(Account.id).where(Account.login_key == key)).scalar()
    if owner not in {None, of}:
        raise FieldRefusal("login", "login_taken")
    return key


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _code_hash(secret: str, code: str) -> bytes:
    return hmac.digest(secret.encode(), b"activation\n" + code.encode(), "sha256")
