import pytest

from app.sharing.throttle import Throttle, network_of


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_steady_pace() -> None:
    clock = Clock()
    throttle = Throttle(3, 0.5, clock=clock)

    assert [throttle.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert throttle.is_spent("a")
    assert not throttle.is_spent("b")
    clock.now = 1.9
    assert not throttle.take("a")
    clock.now = 2.0
    assert [throttle.take("a") for _ in range(2)] == [True, False]


def test_rest_never_gathers_more_than_a_burst() -> None:
    clock = Clock()
    throttle = Throttle(2, 1, clock=clock)
    throttle.take("a")
    clock.now = 1e6

    assert [throttle.take("a") for _ in range(3)] == [True, True, False]


def test_looking_takes_nothing_and_keeps_nothing() -> None:
    throttle = Throttle(1, 0)

    assert not any(throttle.is_spent(str(number)) for number in range(100))
    assert len(throttle) == 0


def test_memory_is_bounded_and_who_is_at_it_is_not_forgotten() -> None:
    throttle = Throttle(2, 0, most_keys=10)
    throttle.take("busy")
    for number in range(1_000):
        if number == 995:
            throttle.take("busy")
        throttle.take(str(number))

    assert len(throttle) == 10
    assert not throttle.is_spent("0")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_one_site_is_one_caller(address: str | None, network: str) -> None:
    assert network_of(address) == network
