"""Operators as newcomers write them, who believe that process takes a timestamp, that properties are a dictionary and
that a branch has three ways: told before any build, mended by one call, and right; one of them is built as well."""

import json

import pytest

from tests.support.api import Api, Json

pytestmark = pytest.mark.build

VERSIONS = ("1.0.0", "1.1.0")
STAMP = """from map_impl import exports
from map_impl import imports
from map_impl.imports import types


class Map(exports.Map):
    def init(self, configuration) -> bool:
        imports.logger.log(imports.logger.Level.INFO, "stamp", "starting")
        return True

    def process(self, timestamp: int, input: types.DataModel) -> types.DataModel:
        if isinstance(input, types.DataModel_Message):
            message = input.value
            if isinstance(message.payload, types.BufferOrBytes_Buffer):
                buffer = message.payload.value
                text = buffer.read().decode("utf-8")
                stamped = types.Message(
                    timestamp=message.timestamp,
                    topic=message.topic,
                    payload=types.BufferOrBytes_Bytes(self.stamp(text).encode("utf-8")),  # as bytes
                )
                return types.DataModel_Message(stamped)
        return input

    def stamp(self, text: str) -> str:
        import json

        document = json.loads(text)
        document["stamped_at"] = time.time()
        return json.dumps(document)
"""
CELSIUS = """from map_impl import exports
from map_impl import imports
from map_impl.imports import types
import json
import time


class Map(exports.Map):
    def init(self, configuration) -> bool:
        self.factor = 1.0
        for key, setting in configuration.properties.items():
            if key == "conversion_factor":
                self.factor = float(setting.name)
        return True

    def process(self, timestamp: int, input: types.DataModel) -> types.DataModel:
        try:
            if isinstance(input, types.DataModel_Message):
                message = input.value
                if isinstance(message.payload, types.BufferOrBytes_Buffer):
                    buffer = message.payload.value
                    content = buffer.read()
                    reading = json.loads(content.decode("utf-8"))
                    if "temperature" in reading:
                        celsius = (float(reading["temperature"]) - 32) * 5 / 9 * self.factor
                        reading["temperature"] = round(celsius, 2)
                        reading["unit"] = "celsius"
                        reading["at"] = time.time()
                        payload = types.BufferOrBytes_Bytes(json.dumps(reading).encode("utf-8"))
                        changed = types.Message(timestamp=message.timestamp, topic=message.topic, payload=payload)
                        return types.DataModel_Message(changed)
        except Exception as error:
            imports.logger.log(imports.logger.Level.ERROR, "celsius", f"failed: {error}")
        return input
"""
ROUTES = """from branch_impl import exports
from branch_impl import imports
from branch_impl.imports import types
import json


class Branch(exports.Branch):
    def init(self, configuration) -> bool:
        return True

    def process(self, timestamp: int, input: types.DataModel) -> int:
        if isinstance(input, types.DataModel_Message):
            message = input.value
            if isinstance(message.payload, types.BufferOrBytes_Buffer):
                buffer = message.payload.value
                content = buffer.read()
                kind = json.loads(content).get("sensor_type", "unknown")
                if kind == "temperature":
                    return 0
                if kind == "humidity":
                    return 1
        return 2
"""
FOUND = {
    STAMP: {
        ("process-parameters", 11), ("buffer-only", 14), ("message-fields", 17), ("undefined-name", 29),
        ("import-in-function", 26),
    },
    CELSIUS: {
        ("properties-not-a-dict", 11), ("property-pair", 13), ("process-parameters", 16), ("buffer-only", 20),
        ("message-fields", 30), ("state-across-methods", 25), ("swallowed-error", 32),
    },
    ROUTES: {
        ("parameter-annotation", 11), ("buffer-only", 14), ("branch-returns-integer", 19),
        ("branch-returns-integer", 21), ("branch-returns-integer", 22),
    },
}  # fmt: skip


def mended(api: Api, name: str, kind: str, api_version: str, source: str) -> list[Json]:
    """A new project, checked and mended as a whole; what is left to say."""
    api.project(name, kind, api_version, source=source)
    found = api.call("POST", f"/projects/{name}/check", 200).json()["diagnostics"]
    assert {(one["code"], one["line"]) for one in found} == FOUND[source]
    fixed = api.call("POST", f"/projects/{name}/fix", 200).json()
    assert fixed["revision"] == 2
    assert [one for one in fixed["diagnostics"] if one["severity"] == "error"] == []
    assert api.call("POST", f"/projects/{name}/fix", 200).json()["diff"] == ""
    left: list[Json] = fixed["diagnostics"]
    return left


def results(api: Api, over: Json, *messages: Json, **configuration: str) -> list[Json]:
    """What comes out of a run over a project or an artifact."""
    found: list[Json] = api.run(messages=list(messages), configuration=configuration, **over)["results"]
    return found


@pytest.mark.parametrize("api_version", VERSIONS)
def test_a_map_with_helper_and_forgotten_import(api: Api, api_version: str) -> None:
    left = mended(api, f"e2e-stamp-{api_version[2]}", "map", api_version, STAMP)

    assert [(one["severity"], one["code"]) for one in left] == [("information", "import-in-function")]


@pytest.mark.parametrize("api_version", VERSIONS)
def test_a_map_with_configuration(api: Api, api_version: str) -> None:
    left = mended(api, f"e2e-celsius-{api_version[2]}", "map", api_version, CELSIUS)

    assert {one["code"] for one in left} == {"state-across-methods", "swallowed-error"}


@pytest.mark.parametrize("api_version", VERSIONS)
def test_a_branch_with_three_ways(api: Api, api_version: str) -> None:
    (left,) = mended(api, f"e2e-routes-{api_version[2]}", "branch", api_version, ROUTES)

    assert (left["severity"], left["code"], left["line"]) == ("warning", "branch-returns-integer", 22)
    assert "2 counts as true" in left["message"]
    assert "arm True" in left["message"]


def test_the_mended_map_stamps_messages(api: Api) -> None:
    name = "e2e-stamp-1"
    mended(api, name, "map", "1.1.0", STAMP)
    outputs = results(api, {"project": name}, {"payload": '{"a": 1}'}, {"payload": '{"a": 1}', "as": "bytes"})

    for result in outputs:
        assert result["outcome"] == "output", result
        assert set(json.loads(result["output"]["payload"])) == {"a", "stamped_at"}


def test_the_mended_map_converts_and_honours_its_configuration(api: Api) -> None:
    name = "e2e-celsius-0"
    mended(api, name, "map", "1.0.0", CELSIUS)
    boiling = {"payload": '{"temperature": 212}'}
    for over in ({"project": name}, {"artifact": api.artifact(name)}):
        (plain,) = results(api, over, boiling)
        (doubled,) = results(api, over, {**boiling, "as": "bytes"}, conversion_factor="2")

        answers = [json.loads(result["output"]["payload"]) for result in (plain, doubled)]
        assert [(one["temperature"], one["unit"]) for one in answers] == [(100.0, "celsius"), (200.0, "celsius")]


def test_the_mended_branch_routes(api: Api) -> None:
    name = "e2e-routes-1"
    mended(api, name, "branch", "1.1.0", ROUTES)
    kinds = ("temperature", "humidity", "pressure")
    routed = results(api, {"project": name}, *({"payload": json.dumps({"sensor_type": kind})} for kind in kinds))

    assert [result["arm"] for result in routed] == ["False", "True", "True"]
