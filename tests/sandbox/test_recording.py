import pytest

from app.sandbox import recording
from app.sandbox.recording import OutputLimitReached, Recording


class Interrupts:
    """Counts how often the guest would have been stopped."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def test_everything_is_kept_in_order() -> None:
    kept = Recording(10_000, Interrupts())
    kept.log("info", "c", "first")
    kept.log("warn", "c", "second")
    kept.metric("n", "counter", 1, [["k", "v"]])
    kept.state_change({"operation": "del", "key": "k"})
    kept.write("stdout", b"out")
    kept.write("stderr", b"err\xff\x07")
    assert kept.as_json() == {
        "logs": [
            {"level": "info", "context": "c", "message": "first"},
            {"level": "warn", "context": "c", "message": "second"},
        ],
        "metrics": [{"name": "n", "kind": "counter", "value": 1, "labels": [["k", "v"]]}],
        "state_changes": [{"operation": "del", "key": "k"}],
        "stdout": "out",
        "stderr": "err\ufffd\ufffd",
        "truncated": False,
    }


def test_printing_too_much_keeps_what_fits_and_interrupts() -> None:
    interrupts = Interrupts()
    kept = Recording(10, interrupts)
    kept.write("stdout", b"0123456")
    kept.write("stderr", b"0123456")
    kept.write("stdout", b"more")
    assert (kept.stream("stdout"), kept.stream("stderr")) == ("0123456", "012")
    assert (kept.over, kept.truncated, interrupts.count) == (True, True, 2)


def test_one_budget_holds_for_everything() -> None:
    kept = Recording(300, Interrupts())
    kept.write("stdout", b"x" * 200)
    with pytest.raises(OutputLimitReached):
        kept.log("info", "", "x" * 100)
    assert kept.logs == []
    assert kept.over


def test_empty_lines_are_not_free() -> None:
    kept = Recording(10_000, Interrupts())
    for _ in range(10_000 // 64):
        kept.log("info", "", "")
    with pytest.raises(OutputLimitReached):
        kept.log("info", "", "")


def test_an_output_counts_too() -> None:
    kept = Recording(1_000, Interrupts())
    kept.output(900)
    with pytest.raises(OutputLimitReached):
        kept.output(1)


def test_too_many_entries_are_left_out_and_the_call_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_LOG_LINES", 2)
    kept = Recording(10_000, Interrupts())
    for index in range(3):
        kept.log("info", "", str(index))
    assert [line["message"] for line in kept.logs] == ["0", "1"]
    assert (kept.truncated, kept.over) == (True, False)


def test_a_lone_surrogate_is_counted_and_not_a_crash() -> None:
    kept = Recording(1_000, Interrupts())
    kept.log("info", "", "\ud800")
    assert len(kept.logs) == 1
