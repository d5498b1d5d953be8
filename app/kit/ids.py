"""Identifiers of rows: sortable by time of making, safe in a URL and in a file name."""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_TIME_CHARS = 10
_RANDOM_CHARS = 16


def new_id() -> str:
    """A fresh identifier: 26 lower-case characters, 48 bits of milliseconds and 80 random bits."""
    return _encode(time.time_ns() // 1_000_000, _TIME_CHARS) + _encode(secrets.randbits(80), _RANDOM_CHARS)


def _encode(number: int, length: int) -> str:
    characters = []
    for _ in range(length):
        number, index = divmod(number, 32)
        characters.append(_ALPHABET[index])
    return "".join(reversed(characters))
