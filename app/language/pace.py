"""How fast a page may speak: whoever says more is listened to more slowly, and loses nothing."""

import asyncio
import time

PER_SECOND = 100.0  # messages; somebody who types makes ten or so
AT_ONCE = 300.0  # opening a project with all its files
BYTES = 16 << 10  # a long message counts as several


class Pace:
    """A bucket that fills with time."""

    def __init__(self) -> None:
        self._left, self._at = AT_ONCE, time.monotonic()

    async def take(self, size: int) -> None:
        """Wait until a message of this size may be looked at."""
        now = time.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._at) * PER_SECOND) - (1 + size / BYTES)
        self._at = now
        if self._left < 0:
            await asyncio.sleep(-self._left / PER_SECOND)
