import errno
import io
import json
import sys

import pytest
import structlog

from app import logs

SECRET = "correct-horse-battery"


@pytest.fixture(autouse=True)
def as_before() -> object:
    before = structlog.get_config()
    yield None
    structlog.configure(**before)


def fail() -> None:
    token = SECRET
    raise ValueError(len(token))


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_traceback_shows_no_values_of_variables(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(log_format)
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("it failed")
    written = capsys.readouterr().err

    assert "it failed" in written
    assert "ValueError: 21" in written
    assert SECRET not in written


def test_a_quiet_log_has_warnings_and_errors_alone(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", quiet=True)
    structlog.get_logger().info("all is well")
    structlog.get_logger().warning("that is odd")
    written = capsys.readouterr().err

    assert "that is odd" in written
    assert "all is well" not in written


def test_each_json_line_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json")
    structlog.get_logger().warning("two\nlines", id="a")
    [line] = capsys.readouterr().err.splitlines()
    entry = json.loads(line)

    assert (entry["event"], entry["level"], entry["id"]) == ("two\nlines", "warning", "a")
    assert entry["timestamp"].endswith("Z")


class Full(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_log_that_cannot_be_written_stops_no_work(log_format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    logs.configure(log_format)
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("it failed")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_line_holds_the_token_of_a_share(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    token = "0123456789-_ABCDEFabcdef01234567"
    logs.configure(log_format)
    try:
        raise ValueError(f"GET /s/{token}/cases/x failed")
    except ValueError:
        structlog.get_logger().exception("it failed", path=f"http://studio.example/s/{token}")
    written = capsys.readouterr().err

    assert "it failed" in written
    assert "/cases/x failed" in written
    assert token not in written
