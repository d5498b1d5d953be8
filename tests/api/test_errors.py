import re

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from tests.api.conftest import API, problem


@pytest.mark.parametrize("address", [f"{API}/", f"{API}/nothing", f"{API}/v2", "/api/v2/projects", "/api/"])
def test_an_unknown_address_is_a_problem(client: TestClient, address: str) -> None:
    problem(client.get(address), 404, "http_404")


@pytest.mark.parametrize(
    ("method", "address"), [("PATCH", "/projects"), ("PUT", "/projects/x"), ("POST", "/kinds"), ("DELETE", "/runs")]
)
def test_an_unknown_method_is_a_problem_that_names_a_known_one(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, API + address)

    problem(answer, 405, "http_405")
    assert set(answer.headers["Allow"].split(", ")) & {"GET", "POST"}


def test_mistakes_are_listed_by_their_place_and_without_the_value(client: TestClient) -> None:
    secret = "a-secret-that-was-typed-into-the-wrong-field"
    document = problem(
        client.post(f"{API}/projects", json={"name": 1, "kind": secret, "other": secret}), 422, "request_not_valid"
    )

    errors = document["errors"]
    assert isinstance(errors, list)
    assert {error["path"] for error in errors} == {"name", "kind", "other"}
    assert secret not in str(document)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "The request has no body."),
        (b'{"name": ', "The body is not valid JSON."),
        (b"[]", "The body must be a JSON object"),
        (b'{"name": null, "kind": "map"}', "name: This must be a string."),
        (b'{"name": "a", "kind": "MAP"}', "kind: This must be map, filter"),
        (b'{"kind": "map"}', "name: This is missing."),
        (b'{"name": "a", "kind": "map", "kinds": 1}', "kinds: There is no such member here."),
    ],
)
@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_a_body_of_another_form_is_refused_in_our_words(
    client: TestClient, body: bytes, detail: str, media_type: str
) -> None:
    answer = client.post(f"{API}/projects", content=body, headers={"Content-Type": media_type})
    told = str(problem(answer, 422, "request_not_valid")["detail"])

    assert told.startswith(detail) or (media_type == "text/plain" and told.startswith("The "))
    assert not re.search("Input|Field|dictionary|instance|permitted|decode", answer.text)


@pytest.mark.parametrize("query", ["limit=x", "limit=0", "limit=201", "purpose=x", "after=" + "x" * 201])
def test_a_parameter_of_another_form_is_refused_in_our_words(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/runs?{query}")
    told = str(problem(answer, 422, "request_not_valid")["detail"])

    assert told.startswith(f"{query.partition('=')[0]}: This m")
    assert "Input" not in answer.text


def test_many_mistakes_are_cut(client: TestClient) -> None:
    body = {"base": 1, "files": {f"{number}.py": number for number in range(1_000)}}
    document = problem(client.post(f"{API}/projects/temperature/revisions", json=body), 422, "request_not_valid")

    assert len(list(document["errors"])) == 20  # type: ignore[call-overload]  # a list, or this fails


def test_a_fault_of_ours_is_logged_and_tells_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr("app.projects.service.get", fail)
    with capture_logs() as logs:
        answer = client.get(f"{API}/projects/temperature")

    problem(answer, 500, "fault")
    assert "hunter2" not in answer.text
    assert [entry["log_level"] for entry in logs] == ["error"]


def test_a_transaction_that_fails_is_not_answered_with_success(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sqlmodel.Session.commit", fail)
    with capture_logs():
        answer = client.put(f"{API}/projects/temperature/files/a.py", content=b"x = 1")

    problem(answer, 500, "fault")
