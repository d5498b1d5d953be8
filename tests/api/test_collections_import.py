"""Importing over the API: all of what is given, or nothing."""

import json
import tracemalloc
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.http.studio import Studio
from tests.api.conftest import API, problem
from tests.payloads.reading.support import zipped
from tests.payloads.reading.test_collection_file import CASES, SETTINGS, written
from tests.payloads.reading.test_published import CASE

Json = dict[str, Any]


@pytest.fixture
def collection(client: TestClient) -> str:
    """The address of an empty collection."""
    made = client.post(f"{API}/collections", json={"name": "days"})
    return f"{API}/collections/{made.json()['id']}"


def names(client: TestClient, collection: str) -> list[str]:
    return [case["name"] for case in client.get(f"{collection}/cases").json()["items"]]


def upload(files: dict[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, content)) for name, content in files.items()]


def whole(client: TestClient, collection: str) -> Json:
    """Everything of a collection that an import could change."""
    shown: Json = client.get(collection).json()
    return {"shown": shown, "names": names(client, collection)}


def test_a_pasted_text_becomes_cases(client: TestClient, collection: str) -> None:
    answer = client.post(f"{collection}/import?name=hot&topic=t", content='{"a": 1}\n{"a":  2}\n{"a": 1}\n')
    told = answer.json()

    assert (answer.status_code, told["added"], told["version"], told["notes"]) == (201, 3, 2, [])
    assert told["duplicates"] == [{"name": "hot 3", "like": "hot 1"}]
    case = client.get(f"{collection}/cases/{told['keys'][1]}").json()
    assert case["messages"] == [{"topic": "t", "payload": '{"a":  2}', "payload_encoding": "text"}]


def test_a_folder_comes_as_a_form_with_paths_as_names(client: TestClient, collection: str) -> None:
    files = {path: str(content).encode() for path, content in CASE.items()}
    answer = client.post(f"{collection}/import", files=upload(files))

    assert (answer.status_code, answer.json()["notes"]) == (201, [])
    assert names(client, collection) == ["Hot day"]
    assert client.get(collection).json()["settings"]["limits"] == {"time_ms": 5000}


def test_a_template_may_come_in_the_form(client: TestClient, collection: str) -> None:
    template = '{"t": {{t}}}'
    files = upload({"a.csv": b"t,u\n1,2\n"})
    keys = client.post(f"{collection}/import", files=files, data={"template": template}).json()["keys"]

    assert client.get(f"{collection}/cases/{keys[0]}").json()["messages"][0]["payload"] == '{"t": 1}'


@pytest.mark.parametrize("given", ["body", "form"])
def test_a_zip_file_brings_a_whole_collection(client: TestClient, collection: str, given: str) -> None:
    archive = zipped({"collection.json": written()})
    if given == "body":
        told = client.post(f"{collection}/import", content=archive).json()
    else:
        told = client.post(f"{collection}/import", files=upload({"days.zip": archive})).json()

    shown = client.get(collection).json()
    assert (told["name"], told["added"]) == ("Days", len(CASES))
    assert (shown["name"], shown["description"], shown["cases"]) == ("days", "d", 2)
    assert {name: shown["settings"][name] for name in SETTINGS} == SETTINGS
    assert told["version"] == shown["version"]


@pytest.mark.parametrize(
    ("way", "seed", "limit", "noted"),
    [("fill", 7, "5", True), ("replace", 7, "20", False), ("keep", None, "5", True)],
)
def test_settings_of_the_collection_are_kept_or_replaced(
    client: TestClient, collection: str, way: str, seed: int | None, limit: str, noted: bool
) -> None:
    client.patch(collection, json={"settings": {"configuration": {"limit": "5"}}})
    told = client.post(f"{collection}/import?settings={way}", content=zipped({"collection.json": written()})).json()
    settings = client.get(collection).json()["settings"]

    assert (settings["seed"], settings["configuration"]) == (seed, {"limit": limit})
    assert ("The collection keeps its own configuration; the files bring another." in told["notes"]) is noted


def test_nothing_is_half_imported(client: TestClient, collection: str) -> None:
    client.post(f"{collection}/import", content="1")
    before = whole(client, collection)
    text = '{"a": 1}\n' * 700 + '{"a": \n'

    refused = problem(client.post(f"{collection}/import", content=text), 422, "import_problems")
    assert refused["detail"] == (
        "Nothing was imported. the text, line 701: This is not JSON: expecting value. Correct it."
    )
    assert refused["problems"] == [
        {"path": "", "line": 701, "message": "This is not JSON: expecting value. Correct it."}
    ]
    assert whole(client, collection) == before


def test_many_problems_are_told_in_short_and_in_full(client: TestClient, collection: str) -> None:
    files = {f"{n}.jsonl": b"{" for n in range(5)}
    refused = problem(client.post(f"{collection}/import", files=upload(files)), 422, "import_problems")
    listed = refused["problems"]

    assert str(refused["detail"]).endswith("And 2 more.")
    assert isinstance(listed, list)
    assert [one["path"] for one in listed] == [f"{n}.jsonl" for n in range(5)]


def test_more_cases_than_a_collection_holds_are_refused_together(client: TestClient, collection: str) -> None:
    most = 20_000
    client.post(f"{collection}/import", content="[1]\n[2]\n")
    before = whole(client, collection)

    problem(client.post(f"{collection}/import", content="[1]\n" * (most - 1)), 413, "too_many_cases")
    assert whole(client, collection) == before
    problem(client.post(f"{collection}/import", content="[1]\n" * (most + 1)), 422, "import_problems")
    assert whole(client, collection) == before


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("collections/nowhere/import", 404, "collection_unknown"),
        (f"collections/{'0' * 26}/import", 404, "collection_unknown"),
        (f"collections/{'0' * 26}/cases/{'0' * 26}/edges", 404, "collection_unknown"),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, status: int, code: str) -> None:
    problem(client.post(f"{API}/{path}", content="1"), status, code)


def test_a_request_that_cannot_be(client: TestClient, collection: str) -> None:
    problem(client.post(f"{collection}/import?format=exe", content="1"), 422, "request_not_valid")
    problem(client.post(f"{collection}/import?settings=some", content="1"), 422, "request_not_valid")
    twice = [("files", ("a.json", b"1")), ("files", ("a.json", b"2"))]
    problem(client.post(f"{collection}/import", files=twice), 422, "file_twice")
    empty = problem(
        client.post(f"{collection}/import", data={"x": "y"}, files={"f": ("", b"")}), 422, "import_problems"
    )
    assert "There is no payload in what was given." in str(empty["detail"])
    problem(client.post(f"{collection}/cases/{'0' * 26}/edges"), 404, "case_unknown")


def test_names_that_lead_elsewhere_touch_nothing(client: TestClient, collection: str, studio: Studio) -> None:
    outside = studio.settings.data_dir.parent / "x.json"
    for name in ("../../../x.json", str(outside), "a/../../x.json"):
        problem(client.post(f"{collection}/import", files=upload({name: b"1"})), 422, "import_problems")

    assert not outside.exists()
    assert list((studio.settings.import_dir / "uploads").iterdir()) == []
    assert list((studio.settings.import_dir / "spools").iterdir()) == []


def test_edge_cases_are_added_behind_the_good_one(client: TestClient, collection: str) -> None:
    key = client.post(f"{collection}/import?name=hot", content='{"t": 1}').json()["keys"][0]
    told = client.post(f"{collection}/cases/{key}/edges").json()

    assert names(client, collection) == [
        "hot",
        "hot: empty payload",
        "hot: malformed payload",
        "hot: not UTF-8",
        "hot: without t",
        "hot: t as text",
        "hot: bare bytes",
        "hot: a snapshot",
        "hot: very long",
    ]
    assert (told["added"], told["version"]) == (8, 3)


def test_edges_of_what_is_no_message(client: TestClient, collection: str) -> None:
    given = {"name": "bare", "messages": [{"bytes": "AA==", "encoding": "base64"}]}
    key = client.post(f"{collection}/cases", json={"cases": [given]}).json()["keys"][0]

    problem(client.post(f"{collection}/cases/{key}/edges"), 422, "edges_of_no_message")


def test_ten_thousand_cases_take_little_of_the_servers_memory(client: TestClient, collection: str) -> None:
    lines = b"".join(json.dumps({"n": n, "x": "y" * 1_000}).encode() + b"\n" for n in range(10_000))
    client.post(f"{collection}/import", content="1")  # starts the child
    tracemalloc.start()
    try:
        told = client.post(f"{collection}/import?name=big", content=lines).json()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert told["added"] == 10_000
    assert peak < len(lines) + 24 * (1 << 20)  # the client holds the body; keys, names and digests are told of each
    assert client.get(collection).json()["cases"] == 10_001


def test_one_case_of_sixteen_megabytes_comes_whole(client: TestClient, collection: str) -> None:
    payload = '{"x": "' + "y" * 16_800_000 + '"}'  # more than other requests may carry
    told = client.post(f"{collection}/import?name=big", content=payload).json()

    assert told["added"] == 1
    assert client.get(f"{collection}/cases/{told['keys'][0]}").json()["messages"][0]["payload"] == payload
