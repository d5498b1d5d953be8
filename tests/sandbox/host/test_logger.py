import pytest

from app.sandbox.host.logger import Logger
from app.sandbox.recording import HostCallsReached, OutputLimitReached
from tests.sandbox.recordings import recording


@pytest.mark.parametrize("level", ["trace", "debug", "info", "warn", "error", "critical"])
def test_a_line_is_kept_with_its_level_and_context(level: str) -> None:
    kept = recording()
    Logger(kept).functions()["log"](level, "filter", "too hot")
    assert kept.logs == [{"level": level, "context": "filter", "message": "too hot"}]
    assert kept.host_calls == 1


def test_control_characters_do_not_get_into_a_log() -> None:
    kept = recording()
    Logger(kept).log("info", "a\x1b[2J", "b\x00\nc\td")
    assert kept.logs[0] == {"level": "info", "context": "a\ufffd[2J", "message": "b\ufffd\nc\td"}


def test_a_line_too_much_stops_the_guest() -> None:
    logger = Logger(recording(output_bytes=100))
    with pytest.raises(OutputLimitReached):
        logger.log("info", "", "x" * 101)


def test_a_flood_of_lines_keeps_the_first_ones_and_ends_at_the_calls_allowed() -> None:
    kept = recording(log_lines=2, host_calls=100_000)
    logger = Logger(kept)
    for index in range(100_000):
        logger.log("info", "flood", f"line {index} " + "x" * 1_000)
    with pytest.raises(HostCallsReached):
        logger.log("info", "flood", "one more")
    assert [line["message"][:6] for line in kept.logs] == ["line 0", "line 1"]
    assert (kept.truncated, kept.over) == (True, False)


def test_a_later_call_has_a_recording_of_its_own() -> None:
    first, second = recording(), recording()
    logger = Logger(first)
    logger.recording = second
    logger.functions()["log"]("info", "", "x")
    assert (len(first.logs), len(second.logs)) == (0, 1)
