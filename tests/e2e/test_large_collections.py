"""Many cases, and a very long one: in they come, are listed, run and exported, and the server stays as it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import LIMITS
from tests.support.api import Api, Json
from tests.support.server import Server

pytestmark = pytest.mark.build  # the first run of a fresh studio waits for its preview

NAME = "e2e-large"
MANY = 10_000
MIB = 1 << 20
LEVEL = 96 * MIB  # what a server may grow by; ten thousand cases are three times as much as Python's objects
LONG = 16 * MIB


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("large")
    with Server(folder / "data", folder / "log", {"request_max_bytes": 64 * MIB, **LIMITS}) as running:
        yield running


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Api]:
    with Api(server.address) as api:
        api.project(NAME)
        api.run(project=NAME, messages=[{"payload": '{"temperature": 1}'}])  # everything is warm from now on
        yield api


def memory(server: Server, name: str) -> int:
    """What the server itself takes, in bytes; ``name`` is VmRSS, or VmHWM for the most since ``forget_peak``."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name)) * 1024


def forget_peak(server: Server) -> int:
    Path(f"/proc/{server.pid}/clear_refs").write_text("5")
    return memory(server, "VmRSS")


def collection(api: Api, name: str) -> str:
    return str(api.call("POST", "/collections", 201, json={"name": name}).json()["id"])


def test_ten_thousand_cases(server: Server, api: Api) -> None:
    made = collection(api, "many")
    filling = "x" * 960
    lines = "\n".join(json.dumps({"temperature": number, "at": filling}) for number in range(MANY)).encode()
    before = forget_peak(server)

    told = api.call("POST", f"/collections/{made}/import", 201, content=lines, params={"format": "jsonl"}).json()
    assert (told["added"], told["version"]) == (MANY, 2)
    seen, after = 0, None
    while True:
        page = api.get(f"/collections/{made}/cases", params={"limit": 200} | ({"after": after} if after else {}))
        assert len(page["items"]) <= 200
        seen, after = seen + len(page["items"]), page["next"]
        if after is None:
            break
    assert seen == MANY
    keys = [case["key"] for case in api.get(f"/collections/{made}/cases", params={"limit": 200})["items"]]
    asked = api.call("POST", f"/collections/{made}/runs", 202, json={"project": NAME, "keys": keys}).json()
    ended = api.ended("collection-runs", asked["id"])
    assert (ended["status"], ended["counts"]["unchecked"]) == ("completed", 200)
    assert len(api.call("GET", f"/collections/{made}/export.zip").content) > MIB

    assert memory(server, "VmHWM") - before < LEVEL


def test_one_case_of_sixteen_megabytes(server: Server, api: Api) -> None:
    made = collection(api, "long")
    content = json.dumps({"temperature": 212, "at": "x" * LONG}).encode()
    told = api.call("POST", f"/collections/{made}/import", 201, files={"files": ("long.json", content)}).json()
    assert told["added"] == 1
    [case] = api.get(f"/collections/{made}/cases")["items"]
    assert case["size"] > LONG
    whole: Json = api.get(f"/collections/{made}/cases/{case['key']}")
    assert whole["messages"][0]["payload"].encode() == content
    assert len(api.call("GET", f"/collections/{made}/export.zip").content) < MIB  # it packs well

    asked = api.call("POST", f"/collections/{made}/runs", 202, json={"project": NAME}).json()
    ended = api.ended("collection-runs", asked["id"])
    assert ended["status"] == "completed"
    [row] = api.get(f"/collection-runs/{ended['id']}/results")["items"]
    report = api.get(f"/collection-runs/{ended['id']}/results/{case['key']}")["report"]
    named = row["reason"] or json.dumps(report["results"])
    assert any(word in named for word in ("limit", "bytes", "fuel", "too long", "too large")), named[:2000]
    assert api.run(project=NAME, messages=[{"payload": '{"temperature": 1}'}])["status"] == "completed"
