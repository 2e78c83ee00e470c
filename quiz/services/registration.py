"""Registering for a contest: only what the contest asks, with consent that nobody ticked before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.domain.dates import age_on, parse_date
from quiz.domain.names import LoginProblem, canonical_login, clean_name, fold, name_sort_key
from quiz.domain.rules import Eligible, StaffRule
from quiz.models import UNAFFILIATED, Contest, Eligibility, Participation, Person, Round, Unit
from quiz.services.accounts import faults_of_account, open_account
from quiz.services.contest_staff import serves
from quiz.services.known_person import known_person, learn
from quiz.services.passwords import Passwords
from quiz.services.refusal import FieldRefusal, Refusal

PHONE_LENGTHS = (10, 11)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contest asks of whoever registers, read from its own document and its rules."""

    asks: frozenset[str]
    guardian_below: int | None
    categories: tuple[str, ...]
    unaffiliated: bool
    listed_only: bool
    consent_version: str
    min_age: int | None
    max_age: int | None
    staff: StaffRule
    counted_on: date
    closes_at: int


@dataclass(frozen=True, slots=True)
class Details:
    """What a person typed; login name and password only where a new account is made."""

    full_name: str
    birth_date: str = ""
    phone: str = ""
    staff_number: str = ""
    unit_code: str = ""
    category: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    consent: bool = False
    login: str = ""
    password: str = ""


class Incomplete(Refusal):
    """The registration has faults; ``faults`` are all of them, each at its field."""

    def __init__(self, faults: list[FieldRefusal]) -> None:
        super().__init__(faults[0].code, **faults[0].data)
        self.faults = faults


def terms_of(session: Session, contest: Contest) -> Terms:
    """Return what a contest asks; ages are counted on the day its first round opens.

    For its staff the mildest rule of its rounds counts: each round asks again at the start.
    """
    rounds = session.execute(
        sa.select(Round.rules, Round.opens_at, Round.closes_at).where(
            Round.contest_id == contest.id
        )
    ).all()
    asked: Mapping[str, Any] = contest.registration
    eligible = [row.rules.get("eligible") or {} for row in rounds]
    oldest: list[int] = [one["max_age"] for one in eligible if one.get("max_age") is not None]
    opens_at = min((row.opens_at for row in rounds), default=0)
    return Terms(
        asks=frozenset(asked.get("asks", ())),
        guardian_below=asked.get("guardian_below"),
        categories=tuple(asked.get("categories", ())),
        unaffiliated=asked.get("unaffiliated", True),
        listed_only=asked.get("listed_only", False),
        consent_version=asked["consent"]["version"],
        min_age=min((one.get("min_age") or 0 for one in eligible), default=0) or None,
        max_age=max(oldest) if rounds and len(oldest) == len(rounds) else None,
        staff=_mildest(one.get("staff") for one in eligible),
        counted_on=datetime.fromtimestamp(opens_at / 1000, UTC)
        .astimezone(ZoneInfo(contest.zone))
        .date(),
        closes_at=max((row.closes_at for row in rounds), default=0),
    )


def _mildest(said: Iterable[StaffRule | None]) -> StaffRule:
    rules = [one or Eligible().staff for one in said]
    return min(rules, key=get_args(StaffRule).index, default="allowed")


def staff_rule(
    session: Session, contest: Contest, terms: Terms, person_id: int, now: int
) -> StaffRule:
    """Return what a contest's rule on its staff means for a person at this moment.

    Everything is ``allowed`` to whoever is none of them.
    """
    if terms.staff == "allowed":
        return "allowed"
    holds = serves(person_id, contest.id, now, terms.closes_at)
    return terms.staff if session.execute(sa.select(holds)).scalar_one() else "allowed"


def register(
    session: Session,
    *,
    contest: Contest,
    details: Details,
    person_id: int | None,
    passwords: Passwords,
    now: int,
) -> int:
    """Return the id of the person who now takes part; raise ``Incomplete`` with every fault.

    With ``person_id`` (somebody signed in) no account is made, and what is known of them counts
    instead of what is typed; a participation that their unit imported is completed by their own
    consent. Refuses whoever is on the contest's staff where its rules do (``staff_refused``), and
    whoever nobody has listed in a contest for those alone (``listed_only``).
    """
    terms = terms_of(session, contest)
    if contest.announced_at is None or now >= terms.closes_at:
        raise Refusal("registration_closed")
    if terms.listed_only and not is_listed(session, contest, person_id):
        raise Refusal("listed_only")
    if person_id is not None:
        if staff_rule(session, contest, terms, person_id, now) == "refused":
            raise Refusal("staff_refused")
        known: dict[str, Any] = {**known_person(session, contest, person_id).typed()}
        details = replace(details, **known)
    unit = _unit(session, contest, details.unit_code)
    faults = list(_faults(terms, details, unit))
    if person_id is None:
        faults += faults_of_account(session, details.login, details.password, passwords)
    if faults:
        raise Incomplete(faults)
    if person_id is None:
        person_id = _new_person(session, details, now)
        open_account(
            session,
            person_id=person_id,
            login_name=details.login,
            password=details.password,
            passwords=passwords,
            now=now,
        )
    else:
        learn(
            session,
            person_id,
            birth_date=_birth_date(details),
            phone=canonical_phone(details.phone),
            staff_number=details.staff_number.strip() or None,
        )
    assert unit is not None  # noqa: S101 - a missing unit is one of the faults
    _take_part(
        session,
        contest=contest,
        terms=terms,
        details=details,
        unit=unit,
        person_id=person_id,
        now=now,
    )
    return person_id


def is_listed(session: Session, contest: Contest, person_id: int | None) -> bool:
    """Whether somebody stands in the list of a contest, having registered or not."""
    listed = sa.select(Participation.id).where(
        Participation.contest_id == contest.id, Participation.person_id == person_id
    )
    return person_id is not None and session.execute(listed).first() is not None


def canonical_phone(text: str) -> str | None:
    """Return a Vietnamese telephone number in its one spelling, or None if it is none."""
    try:
        phone = canonical_login(text)
    except LoginProblem:
        return None
    is_phone = phone.isdecimal() and len(phone) in PHONE_LENGTHS and phone.startswith("0")
    return phone if is_phone else None


def _unit(session: Session, contest: Contest, code: str) -> Unit | None:
    if not code:
        return None
    return session.execute(
        sa.select(Unit).where(
            Unit.tree_id == contest.tree_id,
            Unit.code == code,
            sa.or_(Unit.valid_from.is_(None), Unit.valid_from <= contest.tree_day),
            sa.or_(Unit.valid_to.is_(None), Unit.valid_to > contest.tree_day),
        )
    ).scalar_one_or_none()


def _faults(terms: Terms, details: Details, unit: Unit | None) -> Iterator[FieldRefusal]:
    name = clean_name(details.full_name)
    if len(name) < 2 or not any(letter.isalpha() for letter in name):
        yield FieldRefusal("full_name", "name_needed")
    elif len(name) > 100 or any(letter.isdigit() or letter in "<>{}[]" for letter in name):
        yield FieldRefusal("full_name", "name_bad")
    yield from _faults_of_age(terms, details)
    if "phone" in terms.asks and not details.phone:
        yield FieldRefusal("phone", "phone_needed")
    elif details.phone and canonical_phone(details.phone) is None:
        yield FieldRefusal("phone", "phone_bad")
    if "staff_number" in terms.asks and not details.staff_number:
        yield FieldRefusal("staff_number", "staff_number_needed")
    if unit is None or (unit.kind == UNAFFILIATED and not terms.unaffiliated):
        yield FieldRefusal("unit", "unit_needed")
    if terms.categories and details.category not in terms.categories:
        yield FieldRefusal("category", "category_needed")
    if not details.consent:
        yield FieldRefusal("consent", "consent_needed")


def _faults_of_age(terms: Terms, details: Details) -> Iterator[FieldRefusal]:
    if "birth_date" not in terms.asks and not details.birth_date:
        return
    if not details.birth_date:
        yield FieldRefusal("birth_date", "birth_date_needed")
        return
    birth = _birth_date(details)
    age = -1 if birth is None else age_on(birth, terms.counted_on)
    if age < 0:
        yield FieldRefusal("birth_date", "birth_date_bad")
    elif terms.min_age is not None and age < terms.min_age:
        yield FieldRefusal("birth_date", "too_young", age=terms.min_age)
    elif terms.max_age is not None and age > terms.max_age:
        yield FieldRefusal("birth_date", "too_old", age=terms.max_age)
    elif terms.guardian_below is not None and age < terms.guardian_below:
        if not clean_name(details.guardian_name):
            yield FieldRefusal("guardian_name", "guardian_needed", age=terms.guardian_below)
        if canonical_phone(details.guardian_phone) is None:
            yield FieldRefusal("guardian_phone", "guardian_needed", age=terms.guardian_below)


def _birth_date(details: Details) -> date | None:
    try:
        return parse_date(details.birth_date)
    except ValueError:
        return None


def _new_person(session: Session, details: Details, now: int) -> int:
    name = clean_name(details.full_name)
    person = Person(
        full_name=name,
        sort_key=name_sort_key(name),
        folded=fold(name),
        birth_date=_birth_date(details),
        phone=canonical_phone(details.phone),
        staff_number=details.staff_number.strip() or None,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person.id


def _take_part(
    session: Session,
    *,
    contest: Contest,
    terms: Terms,
    details: Details,
    unit: Unit,
    person_id: int,
    now: int,
) -> None:
    known = session.execute(
        sa.select(Participation).where(
            Participation.person_id == person_id, Participation.contest_id == contest.id
        )
    ).scalar_one_or_none()
    if known is not None and known.registered_at is not None:
        raise Refusal("already_registered")
    participation = known or Participation(
        contest_id=contest.id,
        person_id=person_id,
        unit_id=unit.id,
        eligibility=Eligibility.IN_CONTEST,
        created_at=now,
    )
    participation.registered_at = now
    participation.category = details.category or None
    participation.consent_version = terms.consent_version
    participation.guardian_name = clean_name(details.guardian_name) or None
    participation.guardian_phone = canonical_phone(details.guardian_phone)
    session.add(participation)
    try:
        session.flush()
    except IntegrityError as twice:  # the form was sent twice at one moment
        raise Refusal("already_registered") from twice
