"""The project page: what it shows of a project, and that nothing of it is ever taken for markup."""

import re

import pytest
from starlette.testclient import TestClient

HTMX = {"HX-Request": "true"}
HOSTILE = "</textarea><script>alert(1)</script>\"'&amp;"


def put(client: TestClient, path: str, content: bytes, project: str = "temperature") -> None:
    assert client.put(f"/api/v1/projects/{project}/files/{path}", content=content).status_code == 200


def test_it_shows_files_editor_signature_and_a_sample_ready_to_run(client: TestClient) -> None:
    page = client.get("/projects/temperature")
    assert page.status_code == 200
    assert 'data-path="temperature.py"' in page.text
    assert "?file=payload.py" in page.text
    assert "def process(self, message: types.DataModel) -&gt; types.DataModel" in page.text
    assert "process: func(message: data-model) -&gt; result&lt;data-model, error&gt;" in page.text
    assert "Changes every message into another one." in page.text
    assert "{&#34;temperature&#34;: 212}</textarea>" in page.text
    assert "Revision 1 is not built yet" in page.text


def test_it_opens_the_file_that_was_asked_for(client: TestClient) -> None:
    assert 'data-path="payload.py"' in client.get("/projects/temperature?file=payload.py").text


def test_a_file_that_is_gone_is_told_and_the_entry_file_opened(client: TestClient) -> None:
    page = client.get("/projects/temperature?file=nothing.py")
    assert page.status_code == 404
    assert "has no file nothing.py" in page.text
    assert 'data-path="temperature.py"' in page.text


def test_an_unknown_project_is_not_found(client: TestClient) -> None:
    assert client.get("/projects/nobody").status_code == 404


@pytest.mark.parametrize("query", ["file=", "payload="])
def test_a_hostile_query_is_escaped(client: TestClient, query: str) -> None:
    page = client.get(f"/projects/temperature?{query}<script>alert(1)</script>")
    assert page.status_code in {404, 422}
    assert "<script>alert(1)" not in page.text


def test_what_a_file_holds_is_never_markup(client: TestClient) -> None:
    put(client, "notes.txt", HOSTILE.encode())
    page = client.get("/projects/temperature?file=notes.txt").text
    assert "<script>alert(1)" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "&amp;amp;" in page  # an entity in the file stays an entity's text


def test_a_leading_newline_is_not_lost(client: TestClient) -> None:
    put(client, "notes.txt", b"\nsecond line")
    assert re.search(
        r'data-path="notes.txt">\n\nsecond line</textarea>', client.get("/projects/temperature?file=notes.txt").text
    )


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"nul\0inside"])
def test_a_binary_file_is_shown_as_such(client: TestClient, content: bytes) -> None:
    put(client, "picture.dat", content)
    page = client.get("/projects/temperature?file=picture.dat")
    assert page.status_code == 200
    assert "This file is not text" in page.text
    assert 'name="content"' not in page.text
    assert 'data-shortcut="build"' in page.text


def test_the_note_about_the_extension_is_for_names_it_refuses(client: TestClient) -> None:
    client.post("/api/v1/projects", json={"name": "my-operator", "kind": "map"})
    assert "data-note" in client.get("/projects/my-operator").text
    assert "data-note" not in client.get("/projects/temperature").text


@pytest.mark.parametrize("kind", ["map", "filter", "branch", "accumulate", "delay"])
@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_every_kind_has_its_page(client: TestClient, kind: str, version: str) -> None:
    client.post("/api/v1/projects", json={"name": "probe", "kind": kind, "api_version": version})
    page = client.get("/projects/probe")
    assert page.status_code == 200
    assert ('name="hlc"' in page.text) == (kind in {"branch", "delay"})
    assert ('name="staged"' in page.text) == (kind == "accumulate")


def test_a_sample_fills_the_form_with_and_without_htmx(client: TestClient) -> None:
    page = client.get("/projects/temperature?payload=Three decimals").text
    part = client.get("/projects/temperature/payload?payload=Three decimals", headers=HTMX).text
    for text in (page, part):
        assert 'name="configuration_key" value="decimals"' in text
        assert "{&#34;temperature&#34;: 100}</textarea>" in text
    assert "<html" not in part


def test_an_unknown_sample_is_refused(client: TestClient) -> None:
    assert client.get("/projects/temperature?payload=nothing").status_code == 422
    assert client.get("/projects/temperature/payload?payload=nothing", headers=HTMX).status_code == 422


@pytest.mark.parametrize("address", ["/revisions/{}", "/revisions/{}/restore", "/revisions?before={}"])
@pytest.mark.parametrize("number", [-1, 2**31, 10**30])
def test_a_number_that_no_revision_has_is_no_fault(client: TestClient, address: str, number: int) -> None:
    method = "POST" if address.endswith("restore") else "GET"

    assert client.request(method, "/projects/temperature" + address.format(number)).status_code == 422
