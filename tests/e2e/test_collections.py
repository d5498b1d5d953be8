"""Collections over a real operator, in both lanes of a running studio."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import lay_out_ready
from tests.e2e.ready import SAMPLE
from tests.support.api import Api, Json
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.build

NAME = "e2e-collected"
ENTRY = f"{NAME}.py"
SOURCE = """\
from map_impl import exports
from map_impl.imports import types


def text_of(message):
    payload = message.value.payload
    data = payload.value.read() if isinstance(payload, types.BufferOrBytes_Buffer) else payload.value
    return bytes(data).decode()


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        text = text_of(message)
        while text == "loop":
            pass
        if text == "raise":
            raise ValueError("no good")
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(text.upper().encode()))
"""
SHORT = {"limits": {"time_ms": 400}}
LANES = ("preview", "artifact")


def a_case(payload: str, expect: Json | None = None, name: str | None = None) -> Json:
    return {"name": name or payload, "messages": [{"payload": payload}], "expect": expect}


def gives(payload: str) -> Json:
    return {"output": {"payload": payload}}


@pytest.fixture
def project(api: Api) -> str:
    api.project(NAME, source=SOURCE)
    return NAME


@pytest.fixture(params=LANES)
def over(request: pytest.FixtureRequest, api: Api, project: str) -> Json:
    """What to run: the sources, or what they are built to."""
    return {"project": project} if request.param == "preview" else {"artifact": api.artifact(project)}


@pytest.fixture
def collected(api: Api) -> Iterator["Collected"]:
    made = Collected(api)
    yield made
    made.forget()


class Collected:
    """Collections that go when the test ends."""

    def __init__(self, api: Api) -> None:
        self._api, self._made = api, list[str]()

    def of(self, *cases: Json, **settings: Any) -> str:
        self.forget()
        made = self._api.call("POST", "/collections", 201, json={"name": NAME, "settings": settings}).json()["id"]
        self._made.append(made)
        self._api.call("POST", f"/collections/{made}/cases", 201, json={"cases": cases})
        return str(made)

    def forget(self) -> None:
        known = self._api.get("/collections", params={"limit": 200})["items"]
        for found in [each["id"] for each in known if each["name"] == NAME]:
            self._api.call("DELETE", f"/collections/{found}", 204)


def start(api: Api, collection: str, **over: Any) -> str:
    return str(api.call("POST", f"/collections/{collection}/runs", 202, json=over).json()["id"])


def run(api: Api, collection: str, **over: Any) -> Json:
    return api.ended("collection-runs", start(api, collection, **over))


def results(api: Api, run_id: str) -> list[Json]:
    items: list[Json] = api.get(f"/collection-runs/{run_id}/results", params={"limit": 200})["items"]
    return items


def verdicts(api: Api, run_id: str) -> dict[str, str]:
    return {row["name"]: row["verdict"] for row in results(api, run_id)}


def test_each_case_costs_only_itself(api: Api, over: Json, collected: Collected) -> None:
    good = [a_case(f"case {number}", gives(f"CASE {number}")) for number in range(20)]
    collection = collected.of(
        *good[:10],
        a_case("loop", gives("LOOP")),
        a_case("loop", {"outcome": "time_limit"}, "loops as expected"),
        a_case("raise", {"outcome": "trap", "error": "no good"}),
        a_case("arm", {"arm": "True"}),
        {"name": "batch", "messages": [{"staged": None, "messages": []}], "expect": None},
        a_case("wrong", gives("right")),
        a_case("nothing"),
        *good[10:],
        **SHORT,
    )
    ended = run(api, collection, **over)

    assert (ended["status"], ended["error"], ended["total"]) == ("completed", None, 27)
    assert ended["counts"] == {"passed": 22, "failed": 2, "unchecked": 1, "broken": 2}
    found = verdicts(api, ended["id"])
    assert {found.pop(case["name"]) for case in good} == {"passed"}
    assert found == {
        "loop": "failed",
        "loops as expected": "passed",
        "raise": "passed",
        "arm": "broken",
        "batch": "broken",
        "wrong": "failed",
        "nothing": "unchecked",
    }
    [wrong] = [row for row in results(api, ended["id"]) if row["name"] == "wrong"]
    assert [(each["expected"], each["actual"]) for each in wrong["differences"]] == [("right", "WRONG")]
    report = api.get(f"/collection-runs/{ended['id']}/results/{wrong['key']}")["report"]
    assert report["results"][0]["output"]["bytes"] == "WRONG"
    assert [row["position"] for row in results(api, ended["id"])] == list(range(1, 28))


def test_what_failed_is_run_again_over_mended_sources(api: Api, project: str, collected: Collected) -> None:
    collection = collected.of(a_case("a", gives("A")), a_case("b", gives("B!")))
    first = run(api, collection, project=project)
    assert verdicts(api, first["id"]) == {"a": "passed", "b": "failed"}

    mended = {ENTRY: SOURCE.replace("text.upper()", "(text.upper() + '!')")}
    again = run(api, collection, project=project, files=mended, only_failed_of=first["id"])
    assert (verdicts(api, again["id"]), again["selected"], again["behind"]) == ({"b": "passed"}, True, ["project"])
    api.save(project, mended)
    assert api.get(f"/collection-runs/{again['id']}")["behind"] == []
    assert api.get(f"/collection-runs/{first['id']}")["behind"] == ["project"]

    rows = api.get(f"/collection-runs/{first['id']}/against/{again['id']}")["items"]
    changed = {row["name"]: row["changed"] for row in rows}
    assert changed["a"] == ["missing"]
    assert {"verdict", "output"} <= set(changed["b"])


def test_sources_that_do_not_load_break_every_case_with_the_reason(
    api: Api, project: str, collected: Collected
) -> None:
    collection = collected.of(a_case("a", gives("A")), a_case("b"))
    ended = run(api, collection, project=project, files={ENTRY: f"import nowhere\n{SOURCE}"})

    assert (ended["status"], ended["counts"]["broken"]) == ("completed", 2)
    assert all("nowhere" in row["reason"] for row in results(api, ended["id"]))


def test_one_that_loops_is_stopped_and_plain_runs_go_on_meanwhile(api: Api, over: Json, collected: Collected) -> None:
    loops = [a_case("loop", None, f"loop {number}") for number in range(4)]
    collection = collected.of(a_case("a", gives("A")), *loops, limits={"time_ms": 60_000})
    run_id = start(api, collection, **over)
    until(lambda: verdicts(api, run_id) == {"a": "passed"})
    api.call("POST", f"/collection-runs/{run_id}/cancel")

    ended = api.ended("collection-runs", run_id)
    assert (ended["status"], ended["error"]["code"]) == ("stopped", "cancelled")
    assert verdicts(api, run_id) == {"a": "passed"}
    again = api.run(messages=[{"payload": "x"}], **over)
    assert again["results"][0]["output"]["bytes"] == "X"


def test_progress_is_resumed_behind_the_last_event_that_was_seen(api: Api, project: str, collected: Collected) -> None:
    collection = collected.of(*(a_case(f"{number}") for number in range(30)))
    run_id = start(api, collection, project=project)
    seen = []
    for event in api.events("collection-runs", run_id):
        seen.append(event)
        if event.kind == "progress":
            break
    rest = list(api.events("collection-runs", run_id, seen[-1].id))

    numbers = [event.id for event in (*seen, *rest[:-1])]
    assert numbers == list(range(1, len(numbers) + 1))
    done = [event for event in (*seen, *rest) if event.kind == "case"]
    assert len(done) == len({event.data["key"] for event in done}) == 30
    last = [event for event in (*seen, *rest) if event.kind == "progress"][-1]
    assert (last.data["done"], last.data["total"]) == (30, 30)


def test_a_collection_or_project_that_is_deleted_meanwhile(api: Api, project: str, collected: Collected) -> None:
    loops = [a_case("loop", None, f"loop {number}") for number in range(4)]
    collection = collected.of(a_case("a"), *loops, limits={"time_ms": 60_000})
    run_id = start(api, collection, project=project)
    until(lambda: verdicts(api, run_id))
    api.call("DELETE", f"/projects/{project}", 204)  # it has what it runs
    assert api.get(f"/collection-runs/{run_id}")["status"] == "running"
    api.call("DELETE", f"/collections/{collection}", 204)

    answer = api.call("GET", f"/collection-runs/{run_id}", 404)
    assert answer.json()["code"] == "collection_run_unknown"


def test_a_successful_build_runs_what_its_project_has_chosen(api: Api, project: str, collected: Collected) -> None:
    collection = collected.of(a_case("a", gives("A")))
    api.call("PUT", f"/projects/{project}/collections", json={"collections": [collection]})
    digest = api.artifact(project)

    [asked] = until(lambda: api.get(f"/collections/{collection}/runs")["items"])
    ended = api.ended("collection-runs", asked["id"])
    assert (ended["artifact"], ended["project"], ended["counts"]["passed"]) == (digest, project, 1)
    assert api.artifact(project) == digest
    assert len(api.get(f"/collections/{collection}/runs")["items"]) == 1


def test_a_server_that_is_killed_right_after_a_build_runs_what_was_chosen(tmp_path: Path) -> None:
    lay_out_ready(tmp_path / "data")
    server = Server(tmp_path / "data", tmp_path / "log")
    server.start()
    with Api(server.address) as api:
        api.project(SAMPLE)
        collection = Collected(api).of(a_case('{"temperature": 212}', {"outcome": "output"}))
        build = api.build(SAMPLE)
        api.call("PUT", f"/projects/{SAMPLE}/collections", json={"collections": [collection]})
        assert api.get(f"/collections/{collection}/runs")["items"] == []
    server.kill()
    with closing(sqlite3.connect(tmp_path / "data" / "studio.sqlite3")) as database, database:
        assert list(database.execute("SELECT DISTINCT collections_due FROM build")) == [(0,)]
        # as it is between the success and what follows it
        database.execute("UPDATE build SET collections_due = 1 WHERE id = ?", [build["id"]])

    with server, Api(server.address) as api:
        [asked] = until(lambda: api.get(f"/collections/{collection}/runs")["items"])
        ended = api.ended("collection-runs", asked["id"])
        assert (ended["artifact"], ended["counts"]["passed"]) == (build["artifact"], 1)


def test_a_killed_server_goes_on_with_the_cases_that_are_left(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log")
    server.start()
    with Api(server.address) as api:
        api.project(NAME, source=SOURCE)
        quick = [a_case(f"{number}", gives(f"{number}")) for number in range(30)]
        slow = [a_case("loop", {"outcome": "time_limit"}, f"slow {number}") for number in range(4)]
        collection = Collected(api).of(*quick, *slow, limits={"time_ms": 3_000})
        run_id = start(api, collection, project=NAME)
        before = until(lambda: results(api, run_id), lambda rows: len(rows) >= 20)
    server.kill()

    with server, Api(server.address) as api:
        ended = api.ended("collection-runs", run_id)
        assert (ended["status"], ended["counts"]["passed"]) == ("completed", 34)
        after = {row["key"]: row for row in results(api, run_id)}
        assert all(after[row["key"]] == row for row in before)
        *events, _ = api.events("collection-runs", run_id)
        numbers = [event.id for event in events]  # what only the first start noted is gone
        assert numbers == sorted(set(numbers))
        assert sorted(event.data["key"] for event in events if event.kind == "case") == sorted(after)
