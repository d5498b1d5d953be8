"""The draft of a project over JSON: kept without a revision, checked and run, and nobody's text is lost."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

PROJECT = "/api/v1/projects/temperature"
DRAFT = f"{PROJECT}/draft"
ENTRY = "temperature.py"
JSON = {"Content-Type": "application/json"}
BROKEN = """\
from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return nowhere
"""


def put(client: TestClient, files: dict[str, Any], base: int = 1, **headers: str) -> Any:
    return client.put(DRAFT, json={"base": base, "files": files}, headers=headers)


def texts(client: TestClient) -> dict[str, str]:
    return {file["path"]: file["text"] for file in client.get(DRAFT).json()["files"]}


def aside(client: TestClient) -> str:
    return client.get("/projects/temperature/drafts").text


def test_a_draft_makes_no_revision_and_is_read_back(client: TestClient) -> None:
    assert client.get(DRAFT).json() == {"revision": 1, "files": [], "moved": []}

    kept = put(client, {ENTRY: "typed = 1\n", "payload.py": "other = 2\n"})

    assert kept.status_code == 200
    assert kept.json()["revision"] == 1
    assert [(file["path"], file["base"]) for file in kept.json()["files"]] == [("payload.py", 1), (ENTRY, 1)]
    assert texts(client) == {ENTRY: "typed = 1\n", "payload.py": "other = 2\n"}
    assert client.get(DRAFT).headers["ETag"] == kept.headers["ETag"]
    assert client.get(PROJECT).json()["revision"] == 1
    assert client.get(f"{PROJECT}/files/{ENTRY}").text != "typed = 1\n"


def test_the_page_begins_with_it(client: TestClient) -> None:
    put(client, {ENTRY: "typed_by_a_script = 1\n"})
    shown = client.get("/projects/temperature/source", params={"path": ENTRY}).json()
    assert shown["draft"]["text"] == "typed_by_a_script = 1\n"


def test_checks_look_at_the_draft_and_at_what_is_typed_over_it(client: TestClient) -> None:
    put(client, {ENTRY: BROKEN})
    found = client.post(f"{PROJECT}/check", json={}).json()["diagnostics"]
    assert "nowhere" in str(found)
    assert "nowhere" not in str(client.post(f"{PROJECT}/check", json={"files": {ENTRY: ""}}).json())


def test_a_fix_of_a_draft_is_a_revision_and_ends_the_draft(client: TestClient) -> None:
    put(client, {"payload.py": "typed = 1\n", ENTRY: BROKEN.replace("nowhere", "bool(json.loads('1'))")})

    fixed = client.post(f"{PROJECT}/fix", json={}).json()

    assert fixed["revision"] == 2
    assert "import json" in fixed["files"][ENTRY]
    assert client.get(f"{PROJECT}/files/{ENTRY}").text == fixed["files"][ENTRY]
    assert texts(client) == {"payload.py": "typed = 1\n"}


def test_a_run_of_the_project_runs_the_draft(client: TestClient) -> None:
    put(client, {"payload.py": "half = typed\n"})
    body = {"project": "temperature", "messages": [{"payload": "{}"}]}
    headers = {"Prefer": "respond-async"}
    run = client.post("/api/v1/runs", json=body, headers=headers).json()
    typed = client.post("/api/v1/runs", json=body | {"files": {"payload.py": "half = typed\n"}}, headers=headers).json()
    client.delete(DRAFT)
    stored = client.post("/api/v1/runs", json=body, headers=headers).json()
    assert run["sources_digest"] == typed["sources_digest"] != stored["sources_digest"]
    assert run["revision"] == 1


def test_collections_and_own_tests_run_the_draft(client: TestClient) -> None:
    made = client.post("/api/v1/collections", json={"name": "some"}).json()["id"]
    case = {"name": "one", "messages": [{"payload": "{}"}]}
    client.post(f"/api/v1/collections/{made}/cases", json={"cases": [case]})
    client.put(f"{PROJECT}/files/test_it.py", content=b"def test_it(): pass\n")

    def digests() -> list[str]:
        runs = (
            client.post(f"/api/v1/collections/{made}/runs", json={"project": "temperature"}),
            client.post(f"{PROJECT}/tests", json={}),
        )
        return [run.json()["sources_digest"] for run in runs]

    stored = digests()
    put(client, {"payload.py": "half = typed\n"}, 2)
    assert not set(stored) & set(digests())


def test_who_names_what_was_seen_overwrites_nothing_else(client: TestClient) -> None:
    seen = put(client, {ENTRY: "first = 1\n"}).headers["ETag"]
    newer = put(client, {ENTRY: "second = 2\n"}, **{"If-Match": seen})
    assert newer.status_code == 200
    assert "first = 1" not in aside(client)

    late = put(client, {ENTRY: "third = 3\n"}, **{"If-Match": seen})

    assert (late.status_code, late.json()["code"]) == (412, "draft_changed")
    assert late.json()["theirs"] == {ENTRY: "second = 2\n"}
    assert texts(client) == {ENTRY: "second = 2\n"}


def test_a_text_that_gives_way_unseen_can_be_had_back(client: TestClient) -> None:
    put(client, {ENTRY: "first_text = 1\n"})
    put(client, {ENTRY: "first_text = 1\n"})
    assert "Another draft was chosen" not in aside(client)
    put(client, {ENTRY: "second_text = 2\n"})
    assert "Another draft was chosen" in aside(client)
    put(client, {ENTRY: None})
    assert texts(client) == {}
    assert "The saved text was chosen" in aside(client)


def test_giving_up_all_needs_the_tag_only_where_it_is_named(client: TestClient) -> None:
    seen = put(client, {ENTRY: "a = 1\n"}).headers["ETag"]
    put(client, {"payload.py": "b = 2\n"})
    assert client.delete(DRAFT, headers={"If-Match": seen}).status_code == 412
    assert client.delete(DRAFT).json()["files"] == []
    assert texts(client) == {}


def test_what_the_newest_revision_has_is_no_draft_and_a_newer_one_is_told(client: TestClient) -> None:
    stored = client.get(f"{PROJECT}/files/payload.py").text
    assert put(client, {"payload.py": stored}).json()["files"] == []
    put(client, {ENTRY: "typed = 1\n"})
    client.put(f"{PROJECT}/files/{ENTRY}", content=b"saved = 2\n")
    assert client.get(DRAFT).json()["moved"] == [ENTRY]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"base": 1, "files": {"missing.py": "x"}}, 404, "file_unknown"),
        ({"base": 7, "files": {ENTRY: "x"}}, 404, "revision_unknown"),
        ({"base": 1, "files": {"../climbs.py": "x"}}, 422, "invalid_path"),
        ({"base": 1, "files": {ENTRY: "\ud800"}}, 422, None),
        ({"base": 1, "files": {ENTRY: "a\0b"}}, 422, "not_text"),
        ({"base": 0, "files": {}}, 422, None),
        ({"base": 1, "files": {ENTRY: 3}}, 422, None),
        ({"base": 1}, 422, None),
        ({"base": 1, "files": {}, "more": 1}, 422, None),
        ({"base": 1, "files": {f"f{number}.py": "x" for number in range(2000)}}, 413, "too_many_drafts"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is(
    client: TestClient, body: dict[str, Any], status: int, code: str | None
) -> None:
    files = body.get("files", {})
    sent = body | ({"files": {"payload.py": "good = 1\n", **files}} if files else {})
    answer = client.put(DRAFT, content=json.dumps(sent), headers=JSON)
    assert answer.status_code == status, answer.text
    assert code is None or answer.json()["code"] == code
    assert texts(client) == {}


def test_there_is_no_draft_without_a_project(client: TestClient) -> None:
    for answer in (client.get("/api/v1/projects/none/draft"), client.delete("/api/v1/projects/none/draft")):
        assert (answer.status_code, answer.json()["code"]) == (404, "project_unknown")
