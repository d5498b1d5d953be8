"""How often somebody may do something: so many times at once, and then at a steady pace. Memory is bounded."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_KEYS = 4_096
_IPV6_PREFIX = 64  # one home or server has at least so many addresses to itself


class Throttle:
    """For each key ``burst`` times, refilled ``per_s`` a second. Beyond ``most_keys`` the one not heard of for longest
    is forgotten, which lets it begin anew: many addresses then share less than each would have alone."""

    def __init__(
        self, burst: int, per_s: float, most_keys: int = _MOST_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._per_s, self._most_keys, self._clock = burst, per_s, most_keys, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._left)

    def is_spent(self, key: str) -> bool:
        """Whether the key has to wait; nothing is taken."""
        with self._lock:
            return self._now(key) < 1

    def take(self, key: str) -> bool:
        """Take one time; False where none is left, and then nothing is taken."""
        with self._lock:
            left = self._now(key)
            if left < 1:
                return False
            self._left[key] = (left - 1, self._clock())
            self._left.move_to_end(key)
            if len(self._left) > self._most_keys:
                self._left.popitem(last=False)
            return True

    def _now(self, key: str) -> float:
        left, at = self._left.get(key, (float(self._burst), self._clock()))
        return min(float(self._burst), left + (self._clock() - at) * self._per_s)


@dataclass(frozen=True)
class Throttles:
    """What strangers do and how often: ``guesses`` are links that open nothing, ``work`` is what costs time."""

    guesses: Throttle = field(default_factory=lambda: Throttle(20, 1 / 6))
    work: Throttle = field(default_factory=lambda: Throttle(5, 1 / 12))


def network_of(address: str | None) -> str:
    """Who an address stands for: itself, of IPv6 the network of one site; one name for whatever is no address."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(ip), _IPV6_PREFIX), strict=False))
    return str(ip)
