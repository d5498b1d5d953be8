"""Importing a project from a zip file or a folder, as a page."""

import io
import zipfile
from collections.abc import Mapping

from httpx2 import Response
from starlette.testclient import TestClient

MAP = b"from map_impl import exports\n\nclass Map(exports.Map):\n    pass\n"
WIT = b"package wasm-graph:processor@1.1.0;\n"
HTMX = {"HX-Request": "true"}


def zip_of(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def send(client: TestClient, content: bytes, data: Mapping[str, object] | None = None, **more: object) -> Response:
    files = {"files": ("x.zip", content)}
    return client.post("/import-project", files=files, data=data or {}, follow_redirects=False, **more)  # type: ignore[arg-type]


def names(client: TestClient) -> list[str]:
    return [item["name"] for item in client.get("/api/v1/projects").json()["items"]]


def test_a_zip_that_says_everything_is_imported_and_opened(client: TestClient) -> None:
    answer = send(client, zip_of({"operators/cool/cool.py": MAP, "schema/map.wit": WIT}))
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects/cool")
    assert client.get("/api/v1/projects/cool/files/cool.py").content == MAP


def test_a_folder_comes_as_its_files(client: TestClient) -> None:
    files = [("folder_files", ("cool/cool.py", MAP)), ("folder_files", ("cool/map.wit", WIT))]
    assert client.post("/import-project", files=files, follow_redirects=False).status_code == 303
    assert client.get("/api/v1/projects/cool").json()["kind"] == "map"


def test_a_name_that_is_taken_is_asked_for_anew_and_the_project_is_not_touched(client: TestClient) -> None:
    before = client.get("/api/v1/projects/temperature").json()
    content = zip_of({"operators/temperature/temperature.py": MAP, "schema/map.wit": WIT})
    answer = send(client, content)
    assert answer.status_code == 409
    assert "There is a project temperature already" in answer.text
    data = {"entry": "operators/temperature/temperature.py", "take": "operators/temperature/temperature.py"}
    answer = send(client, content, data | {"name": "warmth", "kind": "map", "api_version": "1.1.0"})
    assert answer.headers["location"] == "/projects/warmth"
    assert client.get("/api/v1/projects/warmth/files/warmth.py").content == MAP
    assert client.get("/api/v1/projects/temperature").json() == before


def test_of_several_operators_the_ticked_ones_come(client: TestClient) -> None:
    content = zip_of({f"operators/{name}/{name}.py": MAP for name in ("one", "two", "three")})
    answer = send(client, content, headers=HTMX)
    assert answer.status_code == 409
    assert answer.text.count('name="take"') == 3
    assert "<html" not in answer.text
    entries = [f"operators/{name}/{name}.py" for name in ("one", "three", "two")]
    data = {"entry": entries, "take": entries[:2], "name": ["one", "three", "two"], "kind": ["map"] * 3}
    answer = send(client, content, data | {"api_version": ["1.0.0"] * 3})
    assert answer.status_code in {201, 303}
    assert {"one", "three"} <= set(names(client))
    assert "two" not in names(client)


def test_all_or_none_are_made(client: TestClient) -> None:
    content = zip_of({"operators/one/one.py": MAP, "operators/two/two.py": MAP})
    entries = ["operators/one/one.py", "operators/two/two.py"]
    data = {"entry": entries, "take": entries, "name": ["one", "json"], "kind": ["map"] * 2}
    before = names(client)
    assert send(client, content, data | {"api_version": ["1.1.0"] * 2}).status_code == 422
    assert names(client) == before


def test_what_is_wrong_is_told_escaped(client: TestClient) -> None:
    answer = send(client, zip_of({"../<b>.py": b""}))
    assert answer.status_code == 422
    assert "&lt;b&gt;" in answer.text
    assert "<b>.py" not in answer.text


def test_two_names_that_differ_in_case_are_refused(client: TestClient) -> None:
    content = zip_of({"op/op.py": MAP, "op/a.py": b"", "op/A.py": b"", "schema/map.wit": WIT})
    answer = send(client, content)
    assert answer.status_code == 422
    assert "A.py and a.py" in answer.text


def test_nothing_chosen_is_told(client: TestClient) -> None:
    assert client.post("/import-project").status_code == 422
