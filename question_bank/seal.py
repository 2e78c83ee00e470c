"""The seal of a round (*niêm phong*): a promise about bank and rules that anybody can check later.

Before a round opens only the commitment is published: the SHA-256 over the canonical JSON of the
sealed document. The document holds a nonce of 32 random bytes, so that nobody finds the keys by
trying them out. It is opened together with the result of the round; whoever has the file of the
bank recomputes both digests.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from question_bank.bank import Bank
from question_bank.canonical import canonical_digest

SEAL_SCHEMA = 1
NONCE_BYTES = 32
_HEX_DIGITS = frozenset("0123456789abcdef")


class SealProblem(ValueError):
    """A text that is no seal, or one that has not been opened; ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """What is sealed: ``digest`` is that of the bank version with its keys, ``nonce`` is hex."""

    contest: str
    round: int
    bank: str
    version: int
    digest: str
    rules: str
    nonce: str

    @property
    def commitment(self) -> str:
        """The one number that is published before the round opens."""
        return canonical_digest({"schema": SEAL_SCHEMA, **asdict(self)})


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as its file says it; ``opened`` is None until the result is published."""

    contest: str
    round: int
    commitment: str
    sealed_at: int
    opened: SealedDocument | None


@dataclass(frozen=True, slots=True)
class SealChecks:
    """What of an opened seal holds for the bank in a file."""

    commitment: bool  # the opened document is the one that was promised
    bank: bool  # the file is of that bank
    digest: bool  # the file says exactly what that version said, keys included

    @property
    def all_hold(self) -> bool:
        """Whether nothing was changed since the sealing."""
        return self.commitment and self.bank and self.digest


def verify(seal: Seal, bank: Bank) -> SealChecks:
    """Hold an opened seal against a bank; raise ``SealProblem`` while it is closed."""
    if seal.opened is None:
        raise SealProblem("seal_closed")
    return SealChecks(
        commitment=seal.opened.commitment == seal.commitment
        and (seal.opened.contest, seal.opened.round) == (seal.contest, seal.round),
        bank=seal.opened.bank == bank.code,
        digest=seal.opened.digest == bank.digest,
    )


def as_document(seal: Seal) -> dict[str, Any]:
    """Return a seal as it stands in its JSON file."""
    opened = None
    if seal.opened is not None:
        opened = asdict(seal.opened)
        for said_above in ("contest", "round"):
            del opened[said_above]
    return {
        "seal_schema": SEAL_SCHEMA,
        "contest": seal.contest,
        "round": seal.round,
        "commitment": seal.commitment,
        "sealed_at": seal.sealed_at,
        "opened": opened,
    }


def seal_of(document: object) -> Seal:
    """Read a seal as `as_document` wrote it; raise ``SealProblem`` for anything else."""
    if not isinstance(document, Mapping) or document.get("seal_schema") != SEAL_SCHEMA:
        raise SealProblem("no_seal")
    contest, number = _text(document, "contest"), _number(document, "round")
    opened = document.get("opened")
    if opened is not None and not isinstance(opened, Mapping):
        raise SealProblem("no_seal")
    return Seal(
        contest=contest,
        round=number,
        commitment=_hex(document, "commitment"),
        sealed_at=_number(document, "sealed_at"),
        opened=None if opened is None else _opened(opened, contest, number),
    )


def _opened(opened: Mapping[str, object], contest: str, number: int) -> SealedDocument:
    return SealedDocument(
        contest=contest,
        round=number,
        bank=_text(opened, "bank"),
        version=_number(opened, "version"),
        digest=_hex(opened, "digest"),
        rules=_hex(opened, "rules"),
        nonce=_hex(opened, "nonce"),
    )


def _text(document: Mapping[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value:
        raise SealProblem("no_seal")
    return value


def _number(document: Mapping[str, object], name: str) -> int:
    value = document.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**53:
        raise SealProblem("no_seal")
    return value


def _hex(document: Mapping[str, object], name: str) -> str:
    value = _text(document, name)
    if len(value) != 2 * NONCE_BYTES or not _HEX_DIGITS.issuperset(value):
        raise SealProblem("no_seal")
    return value
