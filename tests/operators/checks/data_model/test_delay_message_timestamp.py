import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "delay-message-timestamp"
CLOCK = "hybrid_logical_clock.HybridLogicalClock"


def returning(expression: str, first: str = "x = 1") -> str:
    return in_process(first, "delay", answer=expression)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "data.value.timestamp",
            f"{CLOCK}(data.value.timestamp.timestamp, data.value.timestamp.counter, timestamp.node_id)",
        ),
        ("timestamp.timestamp", f"{CLOCK}(timestamp.timestamp, timestamp.counter, timestamp.node_id)"),
    ],
)
def test_a_clock_is_made_of_it(bad: str, good: str) -> None:
    assert codes(returning(bad), "delay") == [(CODE, FIRST + 1)]
    assert fixed(returning(bad), "delay") == returning(good)
    assert codes(returning(good), "delay") == []


def test_the_sentence() -> None:
    (found,) = findings(returning("data.value.timestamp"), "delay")
    assert (found.severity, found.message) == (
        "error",
        "A delay must return a HybridLogicalClock, and data.value.timestamp is the message's own timestamp.",
    )


def test_through_a_name_and_with_an_import() -> None:
    bad = (
        "from delay_impl import exports\n\n\nclass Delay(exports.Delay):\n    def init(self, configuration):\n"
        "        return True\n\n    def process(self, data, now):\n        stamp = data.value.timestamp\n"
        "        return stamp\n"
    )
    assert codes(bad, "delay") == [(CODE, 10)]
    mended = fixed(bad, "delay")
    assert mended == bad.replace(
        "import exports\n", "import exports\nfrom delay_impl.imports import hybrid_logical_clock\n"
    ).replace("return stamp", f"return {CLOCK}(stamp.timestamp, stamp.counter, now.node_id)")
    assert fixed(mended, "delay") == mended


@pytest.mark.parametrize(
    "bad", ["5", "timestamp.timestamp.secs + 10", "1.5", "True", "'now'", "data", "data.value", "(1, 2)"]
)
def test_the_rest_is_only_told(bad: str) -> None:
    (found,) = findings(returning(bad), "delay")
    assert (found.code, found.fixable) == (CODE, False)


@pytest.mark.parametrize("good", ["timestamp", "read(data)", f"{CLOCK}(s, 0, n)", "other.timestamp"])
def test_what_is_right(good: str) -> None:
    assert codes(returning(good), "delay") == []


def test_other_kinds_have_other_rules() -> None:
    assert CODE not in [code for code, _ in codes(in_process("x = 1", answer="5"))]
