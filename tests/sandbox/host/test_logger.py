from typing import Any

import pytest

from app.sandbox.host.logger import Logger
from app.sandbox.recording import OutputLimitReached, Recording

STORE: Any = None  # the logger does not look at it


def test_a_line_is_kept_with_its_level_and_context() -> None:
    recording = Recording(1_000, lambda: None)
    Logger(recording).log(STORE, "warn", "filter", "too hot")
    assert recording.logs == [{"level": "warn", "context": "filter", "message": "too hot"}]


def test_control_characters_do_not_get_into_a_log() -> None:
    recording = Recording(1_000, lambda: None)
    Logger(recording).log(STORE, "info", "a\x1b[2J", "b\x00\nc\td")
    assert recording.logs[0] == {"level": "info", "context": "a\ufffd[2J", "message": "b\ufffd\nc\td"}


def test_a_line_too_much_stops_the_guest() -> None:
    logger = Logger(Recording(100, lambda: None))
    with pytest.raises(OutputLimitReached):
        logger.log(STORE, "info", "", "x" * 101)
