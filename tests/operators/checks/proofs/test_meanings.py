"""A failure that really happens is told in the words of the check that finds the same mistake in the sources."""

import pytest

from app.operators.kinds import Kind
from app.operators.runtime_errors import meaning
from tests.operators.checks.checking import codes
from tests.support import generic

MAP = """import json
import time
from datetime import timedelta, timezone
from map_impl import exports, imports
from map_impl.imports import types


class Map(exports.Map):
    def init(self, configuration):
        INIT
        return True

    def process(self, message):
        PROCESS
        return message
"""
DELAY = """from delay_impl import exports, imports
from delay_impl.imports import types


class Delay(exports.Delay):
    def init(self, configuration):
        return True

    def process(self, data, timestamp):
        PROCESS
        return timestamp
"""
MESSAGE = {"topic": "sensors", "payload": '{"temperature": 212}', "as": "bytes"}


def source(process: str = "pass", init: str = "pass", text: str = MAP) -> str:
    return text.replace("PROCESS", process).replace("INIT", init)


FAILURES = {
    "process-parameters": source().replace("(self, message)", "(self, timestamp, message)"),
    "init-parameters": source().replace("(self, configuration)", "(self)"),
    "properties-not-a-dict": source(init="configuration.properties.items()"),
    "property-pair": source(init="for key, value in configuration.properties: value.name"),
    "configuration-methods": source(init='configuration.get_parameter("limit")'),
    "message-fields": source("types.Message(message.value.timestamp, message.value.topic, message.value.payload)"),
    "buffer-only": source("message.value.payload.value.read()"),
    "level-name": source('imports.logger.log(imports.logger.Level.WARNING, "me", "text")'),
    "err-of-text": source('raise types.Err("wrong")'),
    "undefined-name": source("message = nothing_of_that_name"),
    "value-not-wrapped": source('message.value.payload = b"text"'),
    "text-in-bytes": source('message.value.payload = types.BufferOrBytes_Bytes("text")'),
    "unknown-name-in-bindings": source("types.DataModelMessage"),
    "returns-not-data-model": source("return message.value"),
}
OF_RULES = set(FAILURES) - {"undefined-name"}  # that one is ruff's
ONLY_1_1_0 = ("err-of-text", "1.0.0")  # which has no error value
ALIKE = {"returns-not-data-model": "value-not-wrapped"}  # one panic for both


ON_BOTH = [(code, version) for code in FAILURES for version in ("1.0.0", "1.1.0") if (code, version) != ONLY_1_1_0]


@pytest.mark.parametrize(("code", "api_version"), ON_BOTH)
def test_a_failure_means_what_the_check_says(code: str, api_version: str) -> None:
    ran = generic.run("map", api_version, {"op.py": FAILURES[code]}, "op", [MESSAGE], {"limit": "3"})

    assert ran.error, "it was to fail"
    known = meaning(ran.error, Kind.MAP)
    assert known is not None, ran.error
    assert known.check == ALIKE.get(code, code), ran.error
    assert known.sentence.endswith(".")


@pytest.mark.parametrize("code", sorted(OF_RULES))
def test_the_check_finds_the_same_source(code: str) -> None:
    assert code in {found for found, _ in codes(FAILURES[code])}


def test_an_error_value_under_1_0_0() -> None:
    text = source('raise types.Err(types.Error("wrong"))')
    ran = generic.run("map", "1.0.0", {"op.py": text}, "op", [MESSAGE])

    known = meaning(ran.error or "", Kind.MAP)
    assert known is not None
    assert known.check == "error-in-1-0-0"
    assert "error-in-1-0-0" in {found for found, _ in codes(text, api_version="1.0.0")}


@pytest.mark.parametrize(
    ("process", "code"),
    [
        ("return data.value.timestamp", "delay-message-timestamp"),
        ("later = timestamp + 5", "timestamp-arithmetic"),
        ("later = timestamp < 5", "timestamp-arithmetic"),
        ("later = int(timestamp)", "timestamp-arithmetic"),
    ],
)
def test_mistakes_with_time(process: str, code: str) -> None:
    text = source(process, text=DELAY)
    ran = generic.run("delay", "1.1.0", {"op.py": text}, "op", [MESSAGE])

    known = meaning(ran.error or "", Kind.DELAY)
    assert known is not None, ran.error
    assert known.check == code
    assert code in {found for found, _ in codes(text, "delay")}


def test_state_that_stays_behind_without_the_adapter() -> None:
    text = source("self.limit", init="self.limit = 3")
    ran = generic.run("map", "1.1.0", {"op.py": text}, "op", [MESSAGE], adapter=False)

    known = meaning(ran.error or "", Kind.MAP)
    assert known is not None, ran.error
    assert known.check == "state-across-methods"


def test_an_import_that_comes_too_late() -> None:
    text = source("import wave")
    ran = generic.run("map", "1.1.0", {"op.py": text}, "op", [MESSAGE], adapter=False)

    known = meaning(ran.error or "", Kind.MAP)
    assert known is not None, ran.error
    assert known.check == "import-in-function"


def test_a_time_zone_and_a_thread() -> None:
    zone = source("zoneinfo.ZoneInfo('Europe/Berlin')").replace("import json", "import zoneinfo")
    thread = source("threading.Thread(target=print).start()").replace("import json", "import threading")
    errors = [generic.run("map", "1.1.0", {"op.py": text}, "op", [MESSAGE]).error for text in (zone, thread)]

    found = [meaning(error or "", Kind.MAP) for error in errors]
    assert [one and one.check for one in found] == ["package-data", "no-threads"], errors
