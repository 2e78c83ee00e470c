"""Passwords: Argon2id, one cost for every sign-in, and what is too easy to guess."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quiz.config import Settings
from quiz.services.refusal import FieldRefusal

LEAST, MOST = 8, 128
_COMMON = frozenset(
    """
    12345678 123456789 1234567890 0123456789 87654321 11111111 00000000 88888888 66668888
    password password1 matkhau1 matkhau123 qwertyui qwerty123 abcd1234 abc12345 a1234567
    vietnam1 vietnam123 langson123 thainguyen hoilamgi iloveyou
    """.split()
)


class Passwords:
    """Hashes and checks passwords with the cost that the settings give."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.password_time_cost,
            memory_cost=settings.password_memory_kib,
            parallelism=1,
        )
        # Checked when nobody has that login name, so that both cases take the same time.
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str, *, login_key: str = "") -> str:
        """Return the hash to keep; refuse what ``check`` refuses."""
        self.check(password, login_key=login_key)
        return self._hasher.hash(password)

    def check(self, password: str, *, login_key: str = "") -> None:
        """Refuse a password that is too short, too long or too common."""
        if len(password) < LEAST:
            raise FieldRefusal("password", "password_too_short", least=LEAST)
        if len(password) > MOST:
            raise FieldRefusal("password", "password_too_long", most=MOST)
        if password.casefold() in _COMMON | {login_key} or len(set(password)) < 3:
            raise FieldRefusal("password", "password_common")

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the kept one; takes as long when there is none to compare."""
        try:
            self._hasher.verify(kept or self._nobody, password[:MOST])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
