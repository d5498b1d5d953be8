import pytest

from app.sandbox import recording as module
from app.sandbox.recording import HostCallsReached, OutputLimitReached
from tests.sandbox.recordings import recording


class Interrupts:
    """Counts how often the guest would have been stopped."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def test_everything_is_kept_in_order() -> None:
    kept = recording(Interrupts(), output_bytes=10_000)
    kept.log("info", "c", "first")
    kept.log("warn", "c", "second")
    kept.metric("n", "counter", 1, [("k", "v")], None)
    kept.state_change({"operation": "del", "key": "k"}, 1)
    kept.schema_lookup("i", "1", found=False)
    kept.called()
    kept.write("stdout", b"out")
    kept.write("stderr", b"err\xff\x07")
    assert kept.as_json() == {
        "logs": [
            {"level": "info", "context": "c", "message": "first"},
            {"level": "warn", "context": "c", "message": "second"},
        ],
        "metrics": [{"name": "n", "kind": "counter", "value": 1, "labels": [["k", "v"]], "error": None}],
        "state_changes": [{"operation": "del", "key": "k"}],
        "schema_lookups": [{"id": "i", "version": "1", "found": False}],
        "stdout": "out",
        "stderr": "err\ufffd\ufffd",
        "host_calls": 1,
        "truncated": False,
    }


def test_printing_too_much_keeps_what_fits_and_interrupts() -> None:
    interrupts = Interrupts()
    kept = recording(interrupts, output_bytes=10)
    kept.write("stdout", b"0123456")
    kept.write("stderr", b"0123456")
    kept.write("stdout", b"more")
    assert (kept.stream("stdout"), kept.stream("stderr")) == ("0123456", "012")
    assert (kept.over, kept.truncated, interrupts.count) == (True, True, 2)


def test_one_budget_holds_for_everything() -> None:
    kept = recording(Interrupts(), output_bytes=300)
    kept.write("stdout", b"x" * 200)
    with pytest.raises(OutputLimitReached):
        kept.log("info", "", "x" * 100)
    assert kept.logs == []
    assert kept.over


def test_empty_lines_are_not_free() -> None:
    kept = recording(Interrupts(), output_bytes=10_000)
    for _ in range(10_000 // 64):
        kept.log("info", "", "")
    with pytest.raises(OutputLimitReached):
        kept.log("info", "", "")


def test_an_output_counts_too() -> None:
    kept = recording(Interrupts(), output_bytes=1_000)
    kept.output(900)
    with pytest.raises(OutputLimitReached):
        kept.output(1)


def test_lines_beyond_those_allowed_cost_nothing_and_the_call_goes_on() -> None:
    kept = recording(Interrupts(), log_lines=2, output_bytes=1_000)
    for index in range(10_000):
        kept.log("info", "", str(index))
    assert [line["message"] for line in kept.logs] == ["0", "1"]
    assert (kept.truncated, kept.over) == (True, False)
    kept.output(700)


@pytest.mark.parametrize("most", ["MAX_METRICS", "MAX_STATE_CHANGES", "MAX_SCHEMA_LOOKUPS"])
def test_other_entries_have_an_end_too(most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, most, 2)
    kept = recording(Interrupts(), output_bytes=1_000)
    for _ in range(3):
        kept.metric("n", "counter", 1, [], None)
        kept.state_change({}, 1)
        kept.schema_lookup("i", "1", found=True)
    lengths = {
        "MAX_METRICS": len(kept.metrics),
        "MAX_STATE_CHANGES": len(kept.state_changes),
        "MAX_SCHEMA_LOOKUPS": len(kept.schema_lookups),
    }
    assert lengths.pop(most) == 2
    assert set(lengths.values()) == {3}
    assert (kept.truncated, kept.over) == (True, False)


def test_a_gigabyte_of_output_keeps_what_came_before() -> None:
    interrupts = Interrupts()
    kept = recording(interrupts, output_bytes=100)
    kept.write("stdout", b"first\n")
    flood = bytes(1 << 20)
    for _ in range(1 << 10):
        kept.write("stdout", flood)
    assert kept.stream("stdout").startswith("first\n")
    assert len(kept.stream("stdout")) == 100
    assert interrupts.count == 1 << 10


def test_calls_of_the_host_have_an_end() -> None:
    kept = recording(Interrupts(), host_calls=2)
    kept.called()
    kept.called()
    with pytest.raises(HostCallsReached):
        kept.called()
    assert (kept.host_calls, kept.over) == (3, False)


def test_a_lone_surrogate_is_counted_and_not_a_crash() -> None:
    kept = recording(Interrupts(), output_bytes=1_000)
    kept.log("info", "", "\ud800")
    assert len(kept.logs) == 1


def test_empty_labels_are_not_free() -> None:
    kept = recording(Interrupts(), output_bytes=100_000)
    with pytest.raises(OutputLimitReached):
        kept.metric("n", "counter", 1, [("", "")] * 2_000, None)
    assert kept.metrics == []
