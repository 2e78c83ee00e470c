"""Saving, the state of a paper, and the search for a unit."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quiz.database import transaction
from quiz.domain.answers import MASK, mask_of, positions
from quiz.domain.timing import accepts
from quiz.models import Contest
from quiz.services import attempts
from quiz.services.attempts.saving import Change
from quiz.services.refusal import NotYours, Refusal
from quiz.web import errors
from quiz.web.api import bp
from quiz.web.request import catalogue, now, session
from quiz.web.unit_choices import find_units

BIGGEST = 2**53


class SaveBody(BaseModel):
    """What the paper's script sends: numbers of questions to shown places, and what it has seen."""

    model_config = ConfigDict(strict=True, extra="forbid")

    lease: int = Field(ge=0, lt=BIGGEST)
    revision: int = Field(ge=0, lt=BIGGEST)
    sequence: int = Field(gt=0, lt=BIGGEST)
    answers: dict[str, list[int]] = Field(default_factory=dict, max_length=200)
    prediction: int | None = Field(default=None, ge=-BIGGEST, lt=BIGGEST)

    def change(self) -> Change:
        """Return the masks by item; refuse what cannot be a question or a place."""
        masks: dict[int, int] = {}
        for number, places in self.answers.items():
            if not (number.isascii() and number.isdecimal() and len(number) <= 3):
                raise Refusal("bad_json")
            if not all(0 <= place < 6 for place in places):
                raise Refusal("bad_answer", item=int(number))
            masks[int(number) - 1] = mask_of(places)
        return Change(masks, self.prediction, "prediction" in self.model_fields_set)


@bp.post("/attempts/<ref>/save")
def save(ref: str) -> ResponseReturnValue:
    """Store what changed and acknowledge it; conflicts come back as problems with the state."""
    person_id, holder_id = _signed_in()
    body = _body()
    try:
        with transaction(session()):
            saved = attempts.save(
                session(),
                catalogue=catalogue(),
                ref=ref,
                person_id=person_id,
                holder_id=holder_id,
                lease=body.lease,
                revision=body.revision,
                sequence=body.sequence,
                change=body.change(),
                now=now(),
            )
    except Refusal as refusal:
        return _problem(ref, refusal)
    return jsonify(
        revision=saved.revision,
        sequence=saved.sequence,
        saved_at=now(),
        now=now(),
        deadline_at=saved.deadline_at,
        answered=saved.answered,
    )


@bp.get("/attempts/<ref>")
def attempt(ref: str) -> ResponseReturnValue:
    """Return the state of the reader's own running attempt, and the server's clock.

    Where items are answered one by one, ``item`` is the number of the current one.
    """
    person_id, holder_id = _signed_in()
    paper = attempts.paper_of(session(), ref, person_id)
    definition = catalogue().round(session(), paper.round_id, now())
    late = not accepts(now(), paper.deadline_at, definition.rules.timing.allowance_seconds)
    if paper.finished_at is not None or late:
        return _problem(ref, Refusal("finished"))
    if paper.holder_id != holder_id:
        return _problem(ref, Refusal("lease"))
    current = {} if paper.current_item is None else {"item": paper.current_item + 1}
    return jsonify(
        **current,
        lease=paper.lease,
        revision=paper.revision,
        sequence=paper.save_sequence,
        answers=_numbered(paper.answers),
        prediction=paper.prediction,
        now=now(),
        deadline_at=paper.deadline_at,
    )


@bp.get("/contests/<slug>/units", endpoint="units")
def search_units(slug: str) -> ResponseReturnValue:
    """Return the units of a contest's tree whose names hold every word of the query."""
    contest = (
        session()
        .execute(sa.select(Contest).where(Contest.slug == slug, Contest.announced_at.is_not(None)))
        .scalar_one_or_none()
    )
    if contest is None:
        raise NotYours
    found, more = find_units(contest, request.args.get("q", "")[:200])
    return jsonify(units=[asdict(choice) for choice in found], more=more)


def _signed_in() -> tuple[int, int]:
    if not current_user.is_authenticated:
        raise Refusal("signed_out")
    return current_user.person_id, current_user.session_id


def _body() -> SaveBody:
    try:
        return SaveBody.model_validate_json(request.get_data())
    except ValidationError as problem:
        raise Refusal("bad_json") from problem


def _problem(ref: str, refusal: Refusal) -> Response:
    if refusal.code == "stale":
        refusal.data["answers"] = _numbered(refusal.data["answers"])
    if refusal.code in {"finished", "late"}:
        refusal.data["location"] = url_for("contestant.result", ref=ref)
    if refusal.code in {"item_over", "not_this_item", "items_passed"}:
        refusal.data["location"] = url_for("contestant.paper", ref=ref)
    return errors.answer(refusal)


def _numbered(answers: Any) -> dict[str, list[int]]:
    return {
        str(number): list(positions(MASK[letter])) for number, letter in enumerate(answers, start=1)
    }
