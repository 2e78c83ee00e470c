"""Hash chains: each record's hash covers the one before, so that rewriting shows.

Two chains exist, told apart by a prefix: the audit lines of staff acts, and the events of one
attempt. A chain begins at 32 zero bytes.
"""

from collections.abc import Mapping
from hashlib import sha256

from question_bank.canonical import canonical_json
from quiz.domain.codes import new_code

AUDIT_PREFIX = b"ONSU-AUDIT-v1\n"
EVENT_PREFIX = b"ONSU-EVENT-v1\n"
GENESIS = bytes(32)
RECEIPT_LENGTH = 16


def chain_hash(domain_prefix: bytes, previous: bytes, record: Mapping[str, object]) -> bytes:
    """Give the SHA-256 (32 bytes) of prefix, previous hash and the record's canonical JSON.

    Raises what `canonical_json` raises for a record with floats or other values it has no form for.
    """
    return sha256(domain_prefix + previous + canonical_json(record)).digest()


def receipt_code(final_hash: bytes) -> str:
    """Give the *mã xác nhận nộp bài* bound to an attempt's last hash: 16 characters, 80 bits."""
    return new_code(final_hash, RECEIPT_LENGTH)
