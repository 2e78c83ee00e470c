"""The board that an address asks for, brought up to date: what every output of it begins with."""

from dataclasses import dataclass
from hashlib import sha256

from flask import Response, current_app, make_response, request
from flask_login import current_user

from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.domain.visibility import Withheld, board_frozen_from, board_withheld
from quiz.services import boards, contest_lists
from quiz.services.boards import BoardState
from quiz.services.catalogue import FRESH_MS, RoundDefinition
from quiz.services.contest_lists import ContestSummary, RoundSummary
from quiz.services.refusal import NotYours
from quiz.web.fresh_boards import refresh_board
from quiz.web.public import board_pages
from quiz.web.request import catalogue, kept, language, local, now, session, settings


@dataclass(frozen=True, slots=True)
class StandingBoard:
    """A round, its contest with the rounds beside it, and how its board stands for the reader."""

    contest: ContestSummary
    rounds: tuple[RoundSummary, ...]
    definition: RoundDefinition
    state: BoardState

    @property
    def withheld(self) -> Withheld | None:
        """Why the board shows no figure."""
        return withheld(self.definition, self.state.published)

    @property
    def frozen_from(self) -> int | None:
        """From when on the board stands still, once it does."""
        if self.state.published is not None:
            return None
        from_ = board_frozen_from(
            self.definition.rules, self.definition.closes_at, self.state.stopped_at
        )
        return from_ if from_ is not None and from_ <= now() else None

    def head(self) -> board_pages.BoardHead:
        """Return what stands above every output."""
        is_shown = self.withheld is None
        return board_pages.BoardHead(
            slug=self.contest.slug,
            contest_title=local(self.contest.title),
            round_number=self.definition.number,
            round_title=local(self.definition.title),
            withheld=self.withheld,
            publication=self.state.published,
            frozen_from=self.frozen_from,
            updated_at=self.state.changed_at if is_shown else None,
            people=self.state.people if is_shown else None,
            attempts=self.state.attempts if is_shown else None,
        )

    @property
    def version(self) -> tuple[object, ...]:
        """What everything that the board shows to everybody depends on."""
        digest = None if self.withheld else self.state.digest
        return (self.definition.id, digest, self.head(), language(), request.full_path)


def standing_board(slug: str, *, is_personal: bool = False) -> StandingBoard:
    """Return the board of the round that the address names (``dot``), or of the newest.

    An old board is refreshed first, unless another process is doing so. ``is_personal``: with where
    the reader stands.
    """
    contest = _contest(slug)
    rounds = ranked_rounds(contest)
    definition = _asked(slug, rounds)
    reader = current_user if is_personal and current_user.is_authenticated else None
    person = reader.person_id if reader else None
    state = boards.board_state(session(), definition.id, person)
    if _is_old(definition, state) and refresh_board(definition):
        state = boards.board_state(session(), definition.id, person)
    return StandingBoard(contest, rounds, definition, state)


def ranked_rounds(contest: ContestSummary) -> tuple[RoundSummary, ...]:
    """Return the rounds of a contest that have a board."""
    return tuple(line for line in contest.rounds if line.kind is RoundKind.OFFICIAL)


def _contest(slug: str) -> ContestSummary:
    """Return a contest, read again where the address names a round that it did not have lately."""
    contest, wanted = contest_of(slug), request.args.get("dot")
    if wanted is None or any(str(line.number) == wanted for line in contest.rounds):
        return contest
    kept().forget(_contest_key(slug))
    return contest_of(slug)


def contest_of(slug: str) -> ContestSummary:
    """Return an announced contest as it was within the last ten seconds."""
    return kept().once(
        _contest_key(slug),
        lambda: contest_lists.announced_contest(session(), slug, now()),
    )


def _contest_key(slug: str) -> tuple[str, str, int]:
    return ("contest", slug, now() // FRESH_MS)


def withheld(definition: RoundDefinition, published: int | None) -> Withheld | None:
    """Why the board of a round shows no figure, by its newest publication."""
    state = RoundState.PUBLISHED if published else definition.state(now())
    return board_withheld(definition.rules, state)


def unless_unchanged(tag: tuple[object, ...], cache: str) -> Response:
    """Return an answer with a tag: a 304 for who has the page, else an empty one to be filled.

    Pages name the files that they need by version, so another version of these is another page.
    """
    digest = sha256(repr((current_app.static_url_path, tag)).encode()).hexdigest()[:32]
    response = make_response("", 304 if request.if_none_match.contains(digest) else 200)
    response.set_etag(digest)
    response.headers["Cache-Control"] = cache
    return response


def _is_old(definition: RoundDefinition, state: BoardState) -> bool:
    if state.published is not None:
        return False
    return boards.is_old(
        definition,
        state.refreshed_at,
        state.stopped_at,
        now=now(),
        seconds=settings().board_seconds,
    )


def _asked(slug: str, rounds: tuple[RoundSummary, ...]) -> RoundDefinition:
    """Return the round that the address names, or the newest one that has something to show."""
    wanted = request.args.get("dot")
    if wanted is not None:
        rounds = tuple(line for line in rounds if str(line.number) == wanted)
    if not rounds:
        raise NotYours
    begun = [line for line in rounds if line.opens_at <= now()] or rounds[:1]
    newest_first = sorted(begun, key=lambda line: -line.opens_at)
    for line in newest_first:
        definition = catalogue().round_of(session(), slug, line.number, now())
        if withheld(definition, definition.published) is None:
            return definition
    return catalogue().round_of(session(), slug, newest_first[0].number, now())
