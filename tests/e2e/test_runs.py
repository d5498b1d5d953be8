"""Runs through the API: every way to write an input, and what comes back."""

import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.e2e.operators import payload_of, probe
from tests.e2e.ready import PROBE
from tests.support.api import Api, Json
from tests.support.polling import until

pytestmark = pytest.mark.build

MEGABYTE = 1_000_000
AT_ONCE = 20
LEVELS = ["trace", "debug", "info", "warn", "error", "critical"]


@pytest.fixture(scope="module")
def digest(api: Api) -> Iterator[str]:
    """An operator that does what its messages ask for."""
    api.project(PROBE, source=probe())
    digest = api.artifact(PROBE)
    api.forget_runs(digest)
    yield digest
    api.forget_runs(digest)
    api.call("DELETE", f"/projects/{PROBE}", 204)


def ask(do: str, **arguments: Any) -> Json:
    return {"topic": "plant/line", "payload": json.dumps({"do": do, **arguments})}


def answers(run: Json) -> list[Any]:
    assert run["status"] == "completed", run
    return [json.loads(payload_of(result)) for result in run["results"]]


def test_a_payload_may_be_text_base64_or_hex(api: Api, digest: str) -> None:
    content = '{"do": "length", "text": "Grüße €"}'.encode()
    written = {"text": content.decode(), "base64": base64.b64encode(content).decode(), "hex": content.hex()}
    messages = [{"payload": payload, "payload_encoding": encoding} for encoding, payload in written.items()]

    assert answers(api.run(artifact=digest, messages=messages)) == [7, 7, 7]


def test_everything_of_a_message_arrives(api: Api, digest: str) -> None:
    message = ask("describe") | {
        "topic": "plant/ofen-ü",
        "content_type": "application/json",
        "user_properties": [["line", "3"], ["line", "4"], ["empty", ""]],
        "timestamp": "2026-01-31T12:00:00.000000005+01:00",
        "schema": {"registry_reference": "dtmi:plant;1"},
    }
    clock = {"secs": 7, "nanos": 8, "counter": 9, "node_id": "node"}
    bare = ask("describe") | {"timestamp": clock, "as": "bytes"}

    first, second = answers(api.run(artifact=digest, messages=[message, bare]))

    assert (first["topic"], first["content_type"]) == ("plant/ofen-ü", "application/json")
    assert first["properties"] == message["user_properties"]
    assert first["timestamp"][:3] == [1769857200, 5, 0]
    assert (first["as"], second["as"]) == ("BufferOrBytes_Buffer", "BufferOrBytes_Bytes")
    assert first["schema"] == "MessageSchema_RegistryReference"
    assert (second["timestamp"], second["content_type"], second["schema"]) == ([7, 8, 9, "node"], None, None)


def test_the_answer_of_an_operator_is_told_in_full(api: Api, digest: str) -> None:
    message = ask("echo") | {"content_type": "text/plain", "user_properties": [["a", "b"]], "timestamp": {"secs": 5}}

    output = api.run(artifact=digest, messages=[message])["results"][0]["output"]

    assert output == {
        "variant": "message",
        "topic": "plant/line",
        "payload": message["payload"],
        "payload_encoding": "text",
        "content_type": "text/plain",
        "user_properties": [["a", "b"]],
        "timestamp": {"secs": 5, "nanos": 0, "counter": 0, "node_id": "studio"},
        "schema": None,
    }


def test_configuration_keeps_its_order_and_schemas_are_handed_over(api: Api, digest: str) -> None:
    configuration = {"zebra": "1", "ant": "2", "mole": "3"}
    schemas = [{"name": "plant", "content_type": "application/json", "content": "{}"}]

    run = api.run(artifact=digest, configuration=configuration, module_schemas=schemas, messages=[ask("describe")])

    assert list(answers(run)[0]["configuration"].items()) == [*configuration.items(), ("schema:plant", "{}")]


def test_state_is_there_before_and_shown_afterwards(api: Api, digest: str) -> None:
    state = [{"key": "seen", "value": "3"}, {"key": "raw", "value": "AP8=", "encoding": "base64"}]
    steps = [["get", "seen"], ["set", "seen", "4"], ["get", "seen"], ["del", "raw"]]

    run = api.run(artifact=digest, state=state, messages=[ask("state", steps=steps)])

    assert answers(run) == [["3", True, "4", 1]]
    kept = {entry["key"]: entry["value"] for entry in run["state"]}
    assert kept == {"seen": "4"}
    assert len(run["results"][0]["state_changes"]) == 2


def test_logs_metrics_and_prints_come_with_their_message(api: Api, digest: str) -> None:
    logged, counted, said = api.run(artifact=digest, messages=[ask("log"), ask("count"), ask("say")])["results"]

    assert [line["level"] for line in logged["logs"]] == LEVELS
    assert {metric["name"] for metric in counted["metrics"]} >= {"seen", "size"}
    assert (said["stdout"], said["stderr"]) == ("to stdout \ufffd[31m\n", "to stderr\n")
    assert logged["stdout"] == ""


def test_a_megabyte_goes_there_and_back(api: Api, digest: str) -> None:
    content = bytes(range(256)) * (MEGABYTE // 256)
    bare = {"bytes": base64.b64encode(content).decode(), "encoding": "base64"}

    run = api.run(artifact=digest, messages=[bare, bare | {"as": "bytes"}])

    for result in run["results"]:
        assert (result["output"]["variant"], result["output"]["encoding"]) == ("bytes", "base64")
        assert base64.b64decode(result["output"]["bytes"]) == content


@pytest.mark.parametrize(
    "limits", [{"time_ms": 60_001}, {"memory_bytes": 1024 * 1024 * 1024 + 1}, {"output_bytes": 16 * 1024 * 1024 + 1}]
)
def test_a_limit_above_the_studios_own_is_refused(api: Api, digest: str, limits: dict[str, int]) -> None:
    answer = api.call("POST", "/runs", 413, json={"artifact": digest, "limits": limits, "messages": [ask("say")]})
    assert answer.json()["code"] == "limit_too_high"
    assert next(iter(limits)) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ({"payload": "not base64!", "payload_encoding": "base64"}, "messages[0].payload"),
        ({"payload": "abc", "payload_encoding": "hex"}, "messages[0].payload"),
        ({"payload": "", "payload_encoding": "rot13"}, "messages[0].payload"),
        ({"payload": 7}, "messages[0].payload"),
        ({"timestamp": "yesterday"}, "messages[0].timestamp"),
        ({"paylod": ""}, "messages[0]"),
    ],
)
def test_an_input_that_is_not_what_it_says_is_answered_and_not_run(
    api: Api, digest: str, message: Any, path: str
) -> None:
    before = len(api.get("/runs", params={"artifact": digest, "limit": 200})["items"])
    answer = api.call("POST", "/runs", 422, json={"artifact": digest, "messages": [message]}).json()
    assert answer["detail"].startswith(path)
    assert len(api.get("/runs", params={"artifact": digest, "limit": 200})["items"]) == before


def test_a_cancelled_run_keeps_what_it_had(api: Api, digest: str) -> None:
    messages = [ask("describe"), ask("spin"), ask("describe")]
    run = api.start_run(artifact=digest, messages=messages)
    until(lambda: api.get(f"/runs/{run['id']}"), lambda now: len(now["results"]) == 1)

    answer = api.call("POST", f"/runs/{run['id']}/cancel").json()
    ended = api.ended("runs", run["id"])

    assert answer["status"] in {"cancelling", "stopped"}
    assert (ended["status"], ended["error"]["code"]) == ("stopped", "cancelled")
    assert [result["outcome"] for result in ended["results"]] == ["output"]
    assert api.call("POST", f"/runs/{run['id']}/cancel", 409).json()["code"] == "run_ended"


def test_a_run_can_be_followed_message_by_message(api: Api, digest: str) -> None:
    messages = [ask("length", text="x" * size) for size in range(5)]
    answer = api.call(
        "POST", "/runs", 202, json={"artifact": digest, "messages": messages}, headers={"Prefer": "respond-async"}
    )
    run = answer.json()
    assert answer.headers["preference-applied"] == "respond-async"
    assert answer.headers["location"] == f"/api/v1/runs/{run['id']}"

    events = list(api.events("runs", run["id"]))

    kinds = [event.kind for event in events]
    assert kinds == ["status", "status", "init", *["result"] * 5, "finished", "status", "end"]
    results = [event.data["result"] for event in events if event.kind == "result"]
    shown = api.get(f"/runs/{run['id']}")
    assert shown["results"] == results
    assert answers(shown) == [0, 1, 2, 3, 4]
    assert list(api.events("runs", run["id"], last=4)) == events[4:]


def test_twenty_runs_at_once_each_get_their_own_answer(api: Api, digest: str) -> None:
    def length(size: int) -> Any:
        return answers(api.run(artifact=digest, messages=[ask("length", text="x" * size)]))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert list(threads.map(length, range(AT_ONCE))) == [[size] for size in range(AT_ONCE)]
