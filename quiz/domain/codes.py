"""Codes that people read aloud and type: Crockford's base 32, without I, L, O and U."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


def encode(data: bytes) -> str:
    """Write bytes five bits a character, most significant first, the last filled with zeros."""
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (length * 5 - len(data) * 8)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def new_code(random_bytes: bytes, length: int) -> str:
    """Make a code of so many characters; raises ValueError when the bytes hold fewer bits."""
    if len(random_bytes) * 8 < length * 5:
        raise ValueError(f"{length} characters need {-(-length * 5 // 8)} random bytes")
    return encode(random_bytes)[:length]


def canonical_code(text: str) -> str:
    """Give the one spelling of a code as typed: capitals, no dashes or spaces, O is 0, I and L 1.

    Characters that no code has are kept, so that such a code is simply not found.
    """
    kept = (letter for letter in text if not letter.isspace() and letter not in _DASHES)
    return "".join(kept).upper().translate(_MEANT)


def grouped(code: str) -> str:
    """Write a code in groups of four: ``ABCD-EFGH-…``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
