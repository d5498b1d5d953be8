"""The list of projects, the form for a new one, and deleting one."""

import pytest
from starlette.testclient import TestClient

HOSTILE = '"><script>alert(1)</script>'
HX = {"HX-Request": "true"}


def create(client: TestClient, name: str, kind: str = "map", api_version: str = "1.1.0") -> None:
    form = {"name": name, "kind": kind, "api_version": api_version}
    assert client.post("/new-project", data=form, follow_redirects=False).status_code == 303


def test_the_list_of_a_new_studio_has_a_project(client: TestClient) -> None:
    answer = client.get("/projects")

    assert 'href="/projects/temperature"' in answer.text
    assert "Not built yet" in answer.text


def test_an_empty_list_says_what_to_do(client: TestClient) -> None:
    client.post("/projects/temperature/delete")

    text = client.get("/projects").text
    assert "No project yet" in text
    assert 'href="/new-project"' in text


def test_a_newest_build_is_told_with_its_own_page(client: TestClient) -> None:
    build = client.post("/api/v1/projects/temperature/builds", json={"force": True}).json()["id"]

    text = client.get("/projects").text
    assert f'href="/builds/{build}"' in text
    assert "Queued" in text


def test_a_long_list_comes_in_parts(client: TestClient) -> None:
    for number in range(51):
        create(client, f"a{number:02}")

    first = client.get("/projects").text
    assert 'href="/projects/a49"' in first
    assert 'href="/projects/a50"' not in first
    second = client.get("/projects?after=a49").text
    assert 'href="/projects/a50"' in second
    assert 'href="/projects?after=a49"' in first
    assert "?after=" not in second
    assert "The list ends here" in client.get("/projects?after=zzz").text


@pytest.mark.parametrize("kind", ["map", "filter", "branch", "accumulate", "delay"])
def test_a_project_of_every_kind_can_be_made(client: TestClient, kind: str) -> None:
    create(client, "my-operator", kind, "1.0.0")

    made = client.get("/api/v1/projects/my-operator").json()
    assert (made["kind"], made["api_version"]) == (kind, "1.0.0")


def test_the_form_offers_every_kind_and_version_with_its_meaning(client: TestClient) -> None:
    text = client.get("/new-project").text

    for kind in ("map", "filter", "branch", "accumulate", "delay"):
        assert f'value="{kind}"' in text
    assert "Lets a message pass or drops it." in text
    assert "def process(self, message: types.DataModel)" in text
    assert "result&lt;data-model, error&gt;" in text
    assert text.index('value="1.1.0" ') < text.index('value="1.0.0" ')


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "A project needs a name"),
        ("9lives", "starts with a letter"),
        ("../up", "starts with a letter"),
        ("json", "standard library"),
        ("map_impl", "bindings"),
        ("con", "device on Windows"),
        ("x" * 65, "at most 64"),
        ("temperature", "There is a project temperature already"),
        (HOSTILE, "starts with a letter"),
    ],
)
def test_a_bad_name_is_told_at_its_field_and_nothing_typed_is_lost(client: TestClient, name: str, reason: str) -> None:
    answer = client.post("/new-project", data={"name": name, "kind": "delay", "api_version": "1.0.0"})

    assert answer.status_code == (409 if name == "temperature" else 422)
    assert reason in answer.text.replace("&#39;", "'")
    assert 'aria-invalid="true"' in answer.text
    assert 'value="delay" aria-describedby="kind-5-meaning" checked' in answer.text
    assert 'value="1.0.0" aria-describedby="api_version-2-meaning" checked' in answer.text
    assert HOSTILE not in answer.text
    assert (not name) or name == HOSTILE or f'value="{name}"' in answer.text


def test_unknown_choices_are_told_at_their_fields(client: TestClient) -> None:
    answer = client.post("/new-project", data={"name": "mine", "kind": "sorter", "api_version": HOSTILE})

    assert answer.status_code == 422
    assert 'id="kind-error"' in answer.text
    assert 'id="api_version-error"' in answer.text
    assert 'value="mine"' in answer.text
    assert HOSTILE not in answer.text


def test_a_field_that_is_a_flood_is_refused(client: TestClient) -> None:
    assert client.post("/new-project", data={"name": "x" * 1001}).status_code == 422


def test_a_name_is_judged_while_it_is_typed(client: TestClient) -> None:
    def remarks(name: str) -> str:
        return client.get("/new-project/name", params={"name": name}, headers=HX).text

    assert "<html" not in remarks("mine")
    assert "mine.py" in remarks("mine")
    assert "VS Code extension" in remarks("my-operator")
    assert "VS Code extension" not in remarks("mine")
    assert "already" in remarks("temperature")
    assert remarks(" ").strip() == ""
    assert "<script>" not in remarks(HOSTILE)


def test_a_project_goes_only_after_a_question(client: TestClient) -> None:
    question = client.get("/projects/temperature/delete").text
    assert 'method="post" action="/projects/temperature/delete"' in question
    assert client.get("/api/v1/projects/temperature").status_code == 200

    answer = client.post("/projects/temperature/delete", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects")
    assert client.get("/projects/temperature/delete").status_code == 404
