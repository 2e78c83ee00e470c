import pytest

from quiz.domain.chain import AUDIT_PREFIX, EVENT_PREFIX, GENESIS, chain_hash, receipt_code

PUBLISH = {
    "action": "contest.publish",
    "actor": "u:17",
    "data": {"bank_sha256": "00"},
    "obj": "contest:3",
    "seq": 1,
    "ts": "2026-09-02T01:00:00.000Z",
}
START = {**PUBLISH, "action": "attempt.start", "seq": 2}
FIRST = bytes.fromhex("3efd59536c9876773dc22556fcc64c28936ed02bf0f16449698b4268a09378ed")
SECOND = bytes.fromhex("d433af5aa92398f67a6cb837ab2676197874b1e1ea5179bf1cfbaeb0763e545d")


def test_the_audit_chain_gives_the_published_hashes():
    assert chain_hash(AUDIT_PREFIX, GENESIS, PUBLISH) == FIRST
    assert chain_hash(AUDIT_PREFIX, FIRST, START) == SECOND


def test_the_order_in_which_a_record_is_written_does_not_matter():
    assert chain_hash(AUDIT_PREFIX, GENESIS, dict(reversed(PUBLISH.items()))) == FIRST


def test_the_two_chains_never_share_a_hash():
    assert chain_hash(EVENT_PREFIX, GENESIS, PUBLISH) != FIRST


def test_a_changed_record_changes_every_hash_after_it():
    forged = chain_hash(AUDIT_PREFIX, GENESIS, {**PUBLISH, "actor": "u:18"})
    assert chain_hash(AUDIT_PREFIX, forged, START) != SECOND


def test_a_record_with_a_float_has_no_hash():
    with pytest.raises(ValueError, match="float"):
        chain_hash(AUDIT_PREFIX, GENESIS, {"points": 9.5})


def test_a_receipt_is_sixteen_characters_of_the_last_hash():
    assert receipt_code(SECOND) == "TGSTYPN94ECFCYKC"
