"""Formatting, and the texts that code intelligence leads to."""

import pytest
from starlette.testclient import TestClient

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from tests.language.page import opened

FORMAT = "/projects/temperature/format"
SOURCE = "/projects/temperature/language/source"
AS_JSON = {"Accept": "application/json"}


def test_imports_are_put_in_order_and_the_rest_is_laid_out(client: TestClient) -> None:
    text = "import json\nimport base64\nx = {'a':1}\nprint(json, base64)\n"

    laid = client.post(FORMAT, json={"path": "temperature.py", "text": text})

    assert laid.json() == {"text": 'import base64\nimport json\n\nx = {"a": 1}\nprint(json, base64)\n'}
    again = client.post(FORMAT, json={"path": "temperature.py", "text": laid.json()["text"]})
    assert again.json() == laid.json()


def test_what_python_cannot_read_stays_and_the_line_is_told(client: TestClient) -> None:
    answer = client.post(FORMAT, json={"path": "temperature.py", "text": "x = 1\ndef f(:\n"}, headers=AS_JSON)

    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["line"]) == ("not_formatted", 2)


@pytest.mark.parametrize(
    "body", [{}, {"path": "x.py"}, {"path": "x.py", "text": 1}, {"path": "x.py", "text": "", "ruff": "/bin/sh"}, []]
)
def test_other_bodies_are_refused(client: TestClient, body: object) -> None:
    assert client.post(FORMAT, json=body, headers=AS_JSON).status_code == 422


def test_a_name_like_an_option_is_only_a_name(client: TestClient) -> None:
    answer = client.post(FORMAT, json={"path": "--config=/etc/passwd", "text": "x=1\n"})

    assert answer.json() == {"text": "x = 1\n"}


def test_an_unknown_project_has_nothing_to_format(client: TestClient) -> None:
    answer = client.post("/projects/nothing/format", json={"path": "x.py", "text": "x"}, headers=AS_JSON)

    assert answer.status_code == 404


@pytest.mark.parametrize("api_version", list(ApiVersion))
@pytest.mark.parametrize("kind", list(Kind))
def test_templates_mean_the_same_after_formatting(client: TestClient, kind: Kind, api_version: ApiVersion) -> None:
    for path, text in samples.files(kind, api_version, "cooler").items():
        if path.endswith(".py"):
            laid = client.post(FORMAT, json={"path": path, "text": text}).json()["text"]
            assert compile(text, path, "exec", dont_inherit=True).co_names == compile(laid, path, "exec").co_names


def test_a_text_is_shown_while_a_page_has_the_project_open(client: TestClient) -> None:
    address = {"uri": "file:///bindings/map_impl/imports/types.pyi"}
    assert client.get(SOURCE, params=address, headers=AS_JSON).status_code == 404

    with opened(client):
        shown = client.get(SOURCE, params=address)
        assert shown.json()["path"] == "bindings/map_impl/imports/types.pyi"
        assert "class DataModel_Message" in shown.json()["text"]
        assert shown.headers["Cache-Control"] == "no-store"

        for uri in (
            "file:///etc/passwd",
            "file:///bindings/../../studio.sqlite3",
            "file:///bindings/%2e%2e/x.py",
            "file:///bindings/missing.py",
            "file:///project/temperature.py",
            "file:///python/os.pyi",
            "x",
        ):
            answer = client.get(SOURCE, params={"uri": uri}, headers=AS_JSON)
            assert (answer.status_code, answer.json()["code"]) == (404, "language_file_unknown"), uri
        assert client.get("/projects/nothing/language/source", params=address, headers=AS_JSON).status_code == 404
