import json
from typing import Any

import pytest
import yaml

from app.payloads.writing.lacking import Lack, Lacking, Setting
from app.payloads.writing.published import case_files, settings_files, settings_lacks
from tests.payloads.writing.support import SETTINGS, A

# The members of a test file, as the published samples have them.
REQUIRED = {"name": str, "graph": str, "input": str, "expected": str}
OPTIONAL = {"timeout": int, "select": list, "ignores": list}


def files_of(case: A, lacking: Lacking | None = None) -> dict[str, bytes]:
    return dict(case_files("warm", case, lacking or Lacking()))


def check_test(content: bytes) -> dict[str, Any]:
    """The test file, which has the published members and no others."""
    test: dict[str, Any] = yaml.safe_load(content)
    assert set(REQUIRED) <= set(test) <= set(REQUIRED) | set(OPTIONAL)
    for name, kind in (REQUIRED | OPTIONAL).items():
        assert isinstance(test.get(name, kind()), kind)
    assert all(isinstance(path, str) for path in [*test.get("select", []), *test.get("ignores", [])])
    return test


def test_a_case_is_a_folder_of_the_published_layout() -> None:
    expect = {"output": {"payload": '{"t": 1}', "topic": "out"}, "ignores": ["user_properties.__ts"]}
    files = files_of(A("Warm: 85 °C", [{"payload": "{}\n"}], expect))

    assert sorted(files) == ["warm/expected/expected.json", "warm/input/1.json", "warm/warm.test.yaml"]
    assert files["warm/input/1.json"] == b"{}\n"
    assert json.loads(files["warm/expected/expected.json"]) == {"topic": "out", "payload": '{"t": 1}'}
    assert check_test(files["warm/warm.test.yaml"]) == {
        "name": "Warm: 85 °C",
        "graph": "../graph.dataflow.yaml",
        "input": "./input",
        "expected": "./expected/expected.json",
        "timeout": 60_000,
        "select": ["topic", "payload"],
        "ignores": ["properties.user-properties.__ts"],
    }


def test_a_case_that_the_tool_could_feed_nothing_of_is_no_test() -> None:
    lacking = Lacking()
    files = files_of(A("a", [{"bytes": "gA==", "encoding": "base64"}], {"outcome": "error"}), lacking)

    assert sorted(files) == ["warm/input/1.bin"]
    assert any("no input is one that it publishes" in line for line in lacking.lines())


def test_without_paths_the_test_has_no_lists_of_them() -> None:
    test = check_test(files_of(A("a", expect={"outcome": "dropped"}))["warm/warm.test.yaml"])

    assert set(test) == set(REQUIRED) | {"timeout"}


@pytest.mark.parametrize(
    "name",
    [
        "yes",
        "1.0",
        "null",
        "~",
        "- a",
        "a: b",
        "#",
        "'",
        '"',
        "&a",
        "*a",
        "!!python/object:x",
        "{{x}}",
        "é\u2028\x85",
        "%",
    ],
)
def test_no_name_is_taken_for_something_else(name: str) -> None:
    assert check_test(files_of(A(name, expect={"outputs": []}))["warm/warm.test.yaml"])["name"] == name


def test_paths_are_never_yaml_of_their_own() -> None:
    expect = {"output": {"payload": "{}"}, "select": ["payload.a: b", "payload.[x]", "payload.x\n- payload"]}

    assert check_test(files_of(A("a", expect=expect))["warm/warm.test.yaml"])["select"] == expect["select"]


def test_a_case_that_expects_nothing_has_its_inputs_and_no_test() -> None:
    lacking = Lacking()

    assert list(files_of(A("a"), lacking)) == ["warm/input/1.json"]
    assert lacking.lines() == [f"- {Lack.NO_TEST} (1 case)"]


def test_settings_that_the_tool_reads_lie_beside_the_graph() -> None:
    settings = SETTINGS | {
        "state": [{"key": "factoryId", "value": "A"}, {"key": "00", "value": "x", "key_encoding": "hex"}],
        "module_schemas": [{"name": "s", "content_type": "application/json", "content": '{"type":  "object"}'}],
    }

    files = dict(settings_files(settings))
    assert json.loads(files["statestore.json"]) == [{"factoryId": "A"}]
    assert files["tk_schema_config.json"] == b'{"type":  "object"}'
    assert settings_lacks(settings) == [Setting.STATE]


def test_plain_settings_need_no_files() -> None:
    assert settings_files(SETTINGS) == []
    assert settings_lacks(SETTINGS) == []


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"clock": "2026-01-01T00:00:00Z"}, Setting.CLOCK),
        ({"seed": 0}, Setting.SEED),
        ({"limits": {"time_ms": 1}}, Setting.LIMITS),
        ({"carry_state": False}, Setting.CARRY),
        ({"schemas": [{}]}, Setting.SCHEMAS),
        ({"module_schemas": [{"name": "a", "content": "{}"}] * 2}, Setting.MODULE_SCHEMAS),
        ({"module_schemas": [{"name": "a", "content": "x", "content_type": "text/plain"}]}, Setting.MODULE_SCHEMAS),
        ({"state": [{"key": "k", "value": "v", "expires": "2026-01-01T00:00:00Z"}]}, Setting.STATE),
    ],
)
def test_other_settings_are_named(change: dict[str, Any], lack: Setting) -> None:
    assert settings_lacks(SETTINGS | change) == [lack]
    assert settings_files(SETTINGS | change) == []
