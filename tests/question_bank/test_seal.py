import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.seal import (
    Seal,
    SealChecks,
    SealedDocument,
    SealProblem,
    as_document,
    seal_of,
    verify,
)

BANK = Bank(
    "lang-son",
    "Lịch sử",
    "vi",
    "",
    (Item("A-1", "Hội nghị họp ở đâu?", ("Tân Trào", "Pác Bó"), (0,)),),
)
OPENED = SealedDocument(
    contest="lang-son-90-nam",
    round=1,
    bank="lang-son",
    version=3,
    digest=BANK.digest,
    rules="ab" * 32,
    nonce="5a" * 32,
)
SEAL = Seal("lang-son-90-nam", 1, OPENED.commitment, 1_700_000_000_000, OPENED)


def test_the_commitment_is_the_hash_of_the_canonical_document() -> None:
    vector = replace(OPENED, digest="cd" * 32)
    assert vector.commitment == ("501e794bf4524b878f6df97327fa548a9eb1faec9669ce31c8ae24b2c6d50d3b")


def test_an_opened_seal_holds_for_the_bank_that_was_sealed() -> None:
    assert verify(SEAL, BANK) == SealChecks(commitment=True, bank=True, digest=True)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"right": (1,)}, "digest"),
        ({"stem": "Hội nghị họp ở đâu vậy?"}, "digest"),
        ({"explanation": "x"}, "digest"),
    ],
)
def test_a_bank_that_was_touched_is_noticed(change: dict[str, Any], broken: str) -> None:
    checks = verify(SEAL, replace(BANK, items=(replace(BANK.items[0], **change),)))
    assert not getattr(checks, broken)
    assert not checks.all_hold


@pytest.mark.parametrize(
    "change",
    [
        {"contest": "khac"},
        {"round": 2},
        {"bank": "khac"},
        {"version": 4},
        {"digest": "00" * 32},
        {"rules": "00" * 32},
        {"nonce": "00" * 32},
    ],
)
def test_every_part_of_the_document_is_bound_by_the_commitment(change: dict[str, Any]) -> None:
    assert not verify(replace(SEAL, opened=replace(OPENED, **change)), BANK).commitment


def test_another_bank_is_told_apart_from_a_touched_one() -> None:
    checks = verify(SEAL, replace(BANK, code="thai-nguyen"))
    assert checks == SealChecks(commitment=True, bank=False, digest=True)


def test_a_closed_seal_cannot_be_checked_yet() -> None:
    with pytest.raises(SealProblem, match="seal_closed"):
        verify(replace(SEAL, opened=None), BANK)


@given(nonces=st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=2, unique=True))
def test_the_same_bank_sealed_twice_gives_unlike_commitments(nonces: list[bytes]) -> None:
    one, other = (replace(OPENED, nonce=nonce.hex()).commitment for nonce in nonces)
    assert one != other


@pytest.mark.parametrize("opened", [OPENED, None])
def test_a_seal_comes_back_from_its_file(opened: SealedDocument | None) -> None:
    seal = replace(SEAL, opened=opened)
    assert seal_of(json.loads(json.dumps(as_document(seal)))) == seal


def test_a_closed_seal_says_nothing_but_its_commitment() -> None:
    assert as_document(replace(SEAL, opened=None)) == {
        "seal_schema": 1,
        "contest": "lang-son-90-nam",
        "round": 1,
        "commitment": OPENED.commitment,
        "sealed_at": 1_700_000_000_000,
        "opened": None,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"seal_schema": 2},
        {"contest": ""},
        {"round": "1"},
        {"round": True},
        {"round": 2**53},
        {"commitment": "AB" * 32},
        {"commitment": "ab"},
        {"opened": []},
        {"opened": {}},
        {"opened": {"bank": 5}},
    ],
)
def test_what_is_no_seal_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(SealProblem, match="no_seal"):
        seal_of(as_document(SEAL) | change)


@pytest.mark.parametrize("document", [None, [], "x", {}])
def test_any_other_json_is_refused(document: object) -> None:
    with pytest.raises(SealProblem, match="no_seal"):
        seal_of(document)
