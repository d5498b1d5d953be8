import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

from app.operators.files import LARGEST_FILE
from tests.api.conftest import API, problem


def test_every_kind_in_every_version_is_listed(client: TestClient) -> None:
    kinds = client.get(f"{API}/kinds").json()

    assert len(kinds) == 10
    assert {(kind["kind"], kind["api_version"]) for kind in kinds} == {
        (kind, version) for kind in ("map", "filter", "branch", "accumulate", "delay") for version in ("1.0.0", "1.1.0")
    }
    [branch] = [kind for kind in kinds if (kind["kind"], kind["api_version"]) == ("branch", "1.1.0")]
    assert branch["export"] == "wasm-graph:processor/branch@1.1.0"
    assert "result<bool, error>" in branch["process"]
    assert branch["templates"] == [{"name": "default", "files": ["branch.py", "payload.py"]}]


def test_a_project_from_the_template(client: TestClient) -> None:
    made = client.post(f"{API}/projects", json={"name": "my-filter", "kind": "filter", "template": "default"})
    shown = made.json()

    assert (made.status_code, made.headers["Location"]) == (201, f"{API}/projects/my-filter")
    assert (shown["api_version"], shown["revision"], shown["entry"]) == ("1.1.0", 1, "my-filter.py")
    assert [file["path"] for file in shown["files"]] == ["my-filter.py", "payload.py"]
    assert "extension" in shown["note"]
    assert client.get(f"{API}/projects/my-filter").json() == shown


def test_a_project_from_a_source(client: TestClient, project: str) -> None:
    assert [file["path"] for file in client.get(project).json()["files"]] == ["cooler.py"]
    assert client.get(f"{project}/files/cooler.py").content == b"x = 1\n"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "source"}, "request_not_valid"),
        ({"kind": None}, "request_not_valid"),
        ({"api_version": "1.2.0"}, "request_not_valid"),
        ({"template": "nothing"}, "template_unknown"),
        ({"name": "json"}, "invalid_name"),
        ({"name": "map_impl"}, "invalid_name"),
        ({"name": ""}, "invalid_name"),
        ({"name": "../x"}, "invalid_name"),
        ({"name": "n" * 100_000}, "invalid_name"),
        ({"name": 7}, "request_not_valid"),
        ({"source": ""}, "entry_file_empty"),
        ({"source": "\0"}, "not_text"),
        ({"source": ["x"]}, "request_not_valid"),
        ({"sources": "a typing mistake"}, "request_not_valid"),
    ],
)
def test_a_project_that_cannot_be_is_refused_with_a_code(
    client: TestClient, change: dict[str, object], code: str
) -> None:
    problem(client.post(f"{API}/projects", json={"name": "cooler", "kind": "map"} | change), 422, code)

    assert client.get(f"{API}/projects/cooler").status_code == 404


def test_half_a_surrogate_pair_in_a_source_is_refused(client: TestClient) -> None:
    body = rb'{"name": "cooler", "kind": "map", "source": "x = \"\ud83d\""}'

    problem(client.post(f"{API}/projects", content=body, headers={"Content-Type": "application/json"}),
            422, "source_not_text")  # fmt: skip


def test_a_name_is_given_once(client: TestClient, project: str) -> None:
    problem(client.post(f"{API}/projects", json={"name": "cooler", "kind": "filter"}), 409, "project_exists")


def test_projects_come_in_pages(client: TestClient, project: str) -> None:
    for name in ("alpha", "bravo"):
        client.post(f"{API}/projects", json={"name": name, "kind": "map"})

    names, after = list[str](), ""
    while True:
        page = client.get(f"{API}/projects?limit=3{after}").json()
        names += [project["name"] for project in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert names == ["alpha", "bravo", "cooler", "temperature"]


def test_a_last_page_that_is_just_full_has_no_next(client: TestClient, project: str) -> None:
    page = client.get(f"{API}/projects?limit=2").json()

    assert ([shown["name"] for shown in page["items"]], page["next"]) == (["cooler", "temperature"], None)


@pytest.mark.parametrize("noun", ["projects", "artifacts", "runs"])
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=201", "limit=many", f"limit={2**70}", "after=" + "x" * 201]
)
def test_a_page_that_makes_no_sense_is_refused(client: TestClient, noun: str, query: str) -> None:
    problem(client.get(f"{API}/{noun}?{query}"), 422, "request_not_valid")


def test_a_deleted_project_is_gone(client: TestClient, project: str) -> None:
    deleted = client.delete(project)
    assert (deleted.status_code, deleted.content) == (204, b"")

    for again in (client.get(project), client.delete(project), client.get(f"{project}/files/cooler.py")):
        problem(again, 404, "project_unknown")


UNKNOWN_PROJECT = [
    ("GET", ""),
    ("DELETE", ""),
    ("GET", "/files/a.py"),
    ("PUT", "/files/a.py"),
    ("DELETE", "/files/a.py"),
    ("GET", "/revisions"),
    ("GET", "/revisions/1"),
    ("GET", "/bindings.zip"),
    ("GET", "/export.zip"),
    ("GET", "/builds"),
    ("POST", "/builds"),
]


@pytest.mark.parametrize(("method", "part"), UNKNOWN_PROJECT)
def test_an_unknown_project_is_not_found_anywhere(client: TestClient, method: str, part: str) -> None:
    problem(client.request(method, f"{API}/projects/nobody{part}"), 404, "project_unknown")


def test_several_files_change_as_one_revision(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/old.py", content=b"old = 1")
    saved = client.post(
        f"{project}/revisions", json={"base": 2, "files": {"old.py": None, "new/one.py": "é", "cooler.py": "x = 2"}}
    )

    assert saved.status_code == 201
    assert saved.json()["revision"] == 3
    assert [file["path"] for file in saved.json()["files"]] == ["cooler.py", "new/one.py"]
    assert client.get(f"{project}/files/new/one.py").content == "é".encode()
    assert client.get(f"{project}/revisions/3").json() == saved.json()
    assert [file["path"] for file in client.get(f"{project}/revisions/2").json()["files"]] == ["cooler.py", "old.py"]


def test_changes_on_an_outdated_base_are_a_conflict_that_loses_nothing(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/cooler.py", content=b"theirs = 1")
    refused = client.post(f"{project}/revisions", json={"base": 1, "files": {"cooler.py": "mine = 1"}})

    assert problem(refused, 409, "revision_moved_on")["head"] == 2
    assert client.get(f"{project}/files/cooler.py").content == b"theirs = 1"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"base": 1, "files": {"../x.py": ""}}, 422, "invalid_path"),
        ({"base": 1, "files": {"": ""}}, 422, "invalid_path"),
        ({"base": 1, "files": {"cooler.py": None}}, 409, "entry_file"),
        ({"base": 1, "files": {"cooler.py": " "}}, 422, "entry_file_empty"),
        ({"base": 1, "files": {"nothing.py": None}}, 404, "file_unknown"),
        ({"base": 1, "files": {"A.py": "", "a.py": ""}}, 422, "paths_collide"),
        ({"base": 1, "files": {"a.txt": "x" * (LARGEST_FILE + 1)}}, 413, "file_too_large"),
        ({"base": 1, "files": {f"f{number}.py": "" for number in range(200)}}, 413, "too_many_files"),
        ({"base": -1, "files": {}}, 422, "request_not_valid"),
        ({"base": 2**70, "files": {}}, 409, "revision_moved_on"),
        ({"base": 1, "files": {"a.py": 1}}, 422, "request_not_valid"),
        ({"base": 1, "files": {}, "message": "unknown"}, 422, "request_not_valid"),
        ({"files": {}}, 422, "request_not_valid"),
    ],
)
def test_changes_that_cannot_be_are_refused_as_a_whole(
    client: TestClient, project: str, body: dict[str, object], status: int, code: str
) -> None:
    problem(client.post(f"{project}/revisions", json=body), status, code)

    assert client.get(project).json()["revision"] == 1


@pytest.mark.parametrize("member", ["name", "kind", "template", "\\ud83d"])
def test_half_a_surrogate_pair_is_refused_in_every_member(client: TestClient, member: str) -> None:
    body = json.dumps({"name": "cooler", "kind": "map", member.replace("\\ud83d", "\ud83d"): "\ud83d"})
    refused = client.post(f"{API}/projects", content=body, headers={"Content-Type": "application/json"})

    assert refused.status_code == 422
    assert refused.json()["status"] == 422


@pytest.mark.parametrize("files", [rb'{"a.py": "\ud800"}', rb'{"\ud800.py": ""}', rb'{"\ud800": null}'])
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(client: TestClient, project: str, files: bytes) -> None:
    body = b'{"base": 1, "files": ' + files + b"}"
    refused = client.post(f"{project}/revisions", content=body, headers={"Content-Type": "application/json"})

    assert refused.status_code in {404, 422}
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert client.get(project).json()["revision"] == 1


def test_the_history_comes_in_pages_newest_first(client: TestClient, project: str) -> None:
    for number in range(4):
        client.put(f"{project}/files/count.txt", content=str(number))

    first = client.get(f"{project}/revisions?limit=3").json()
    assert [revision["revision"] for revision in first["items"]] == [5, 4, 3]
    second = client.get(f"{project}/revisions?limit=3&after={first['next']}").json()
    assert ([revision["revision"] for revision in second["items"]], second["next"]) == ([2, 1], None)


@pytest.mark.parametrize(("number", "status"), [("7", 404), ("0", 422), ("-1", 422), ("one", 422), (str(2**70), 422)])
def test_a_revision_that_is_not_there(client: TestClient, project: str, number: str, status: int) -> None:
    assert client.get(f"{project}/revisions/{number}").status_code == status


def test_a_revision_is_given_a_name(client: TestClient, project: str) -> None:
    address = f"{project}/revisions/1"
    assert client.get(address).json()["label"] == ""
    named = client.patch(address, json={"label": "  as  released "})
    assert named.json()["label"] == "as released"
    assert [row["label"] for row in client.get(f"{project}/revisions").json()["items"]] == ["as released"]
    assert client.patch(address, json={"label": ""}).json()["label"] == ""
    for label in ("x" * 101, "a\u202eb", "\x1b[31m"):
        refused = client.patch(address, json={"label": label})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_label")
    assert client.patch(f"{project}/revisions/9", json={"label": "x"}).status_code == 404


def test_an_export_is_a_zip_file_named_after_project_and_revision(client: TestClient, project: str) -> None:
    got = client.get(f"{project}/export.zip")

    assert got.headers["Content-Disposition"].startswith('attachment; filename="cooler-r1.zip"')
    assert got.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert archive.read("operators/cooler/cooler.py") == b"x = 1\n"
        assert b'import_module("cooler")' in archive.read("operators/cooler/operator_adapter.py")


def test_an_export_names_what_is_imported_only_inside_functions(client: TestClient, project: str) -> None:
    source = "import math\n\n\ndef late():\n    import json\n    return json, math\n"
    assert client.put(f"{project}/files/cooler.py", content=source).status_code == 200
    got = client.get(f"{project}/export.zip")

    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert b'LAZY_IMPORTS = [\n    "json",\n]' in archive.read("operators/cooler/operator_adapter.py")
