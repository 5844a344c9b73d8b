"""Recovery codes at rest: an argon2 digest of each, of one salt for a set; nobody reads them out of a table.

allauth compares a typed code with what its adapter deciphers. Of a sealed code that is a text which says by argon2
whether it is the same.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence

from argon2.low_level import Type, hash_secret_raw

MARK = "argon2$"
_MEMORY, _TIME, _LANES, _LENGTH = 19_456, 2, 1, 32  # KiB, rounds, lanes, bytes: the least that OWASP recommends


def sealed(codes: Sequence[str]) -> list[str]:
    """The codes as they are stored."""
    salt = secrets.token_bytes(16)
    return [f"{MARK}{len(code)}${salt.hex()}${_digest(code, salt).hex()}" for code in codes]


class Sealed(str):
    """A stored code: equal to the one code that it was made of."""

    __slots__ = ()

    def __eq__(self, typed: object) -> bool:
        length, salt, kept = self.removeprefix(MARK).split("$")
        plain = str(typed).replace(" ", "").replace("-", "")
        if not isinstance(typed, str) or len(plain) != int(length):
            return False  # a code of the app, by its length: not worth the work
        return hmac.compare_digest(_digest(plain, bytes.fromhex(salt)), bytes.fromhex(kept))

    __hash__ = str.__hash__


def _digest(code: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        code.encode("utf-8", "surrogatepass"), salt, time_cost=_TIME, memory_cost=_MEMORY, parallelism=_LANES,
        hash_len=_LENGTH, type=Type.ID,
    )  # fmt: skip
