"""Identifiers of rows: sortable by time of making, safe in a URL and in a file name."""

import secrets
import threading
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_TIME_CHARS = 10
_RANDOM_CHARS = 16
_RANDOM_BITS = 80
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A fresh identifier: 26 lower-case characters, 48 bits of milliseconds and 80 random bits.

    Each one of a process sorts behind those before, also within a millisecond and when the clock is set back.
    """
    global _last
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS), _last + 1)
        return _encode(_last, _TIME_CHARS + _RANDOM_CHARS)


def _encode(number: int, length: int) -> str:
    characters = []
    for _ in range(length):
        number, index = divmod(number, 32)
        characters.append(_ALPHABET[index])
    return "".join(reversed(characters))
