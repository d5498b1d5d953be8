"""The interface's own description: valid, complete, and true of what a generator of hostile requests gets to see."""

import re
from typing import Any

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.api.conftest import API

EXAMPLES = 12
# A stream does not end while its job goes on, bindings take a run of the toolchain, and readyz rightly says 503 here.
LEFT_OUT = re.compile(r"/events$|bindings\.zip$|^/readyz$")
schemathesis.serializer.alias("application/zip", "application/octet-stream")  # any bytes at all
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return described


def test_the_document_is_openapi_3_1_with_unique_names(document: dict[str, Any]) -> None:
    calls = [call for methods in document["paths"].values() for call in methods.values()]

    assert document["openapi"].startswith("3.1.")
    assert len({call["operationId"] for call in calls}) == len(calls)
    assert all(call["description"] for call in calls)


def test_every_schema_in_it_is_a_valid_json_schema(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_in_it_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(document))):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_every_parameter_of_a_path_is_described(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for call in methods.values():
            described = {given["name"] for given in call.get("parameters", []) if given["in"] == "path"}
            assert described == set(re.findall(r"\{(\w+)\}", path)), path


def test_every_call_of_the_contract_is_in_it(document: dict[str, Any]) -> None:
    calls = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, methods in document["paths"].items()
        for method in methods
    }

    assert calls >= {
        "GET /healthz", "GET /readyz", "GET /kinds",
        "POST /projects", "GET /projects", "GET /projects/{name}", "DELETE /projects/{name}",
        "GET /projects/{name}/files/{path}", "PUT /projects/{name}/files/{path}",
        "DELETE /projects/{name}/files/{path}",
        "GET /projects/{name}/revisions", "POST /projects/{name}/revisions",
        "GET /projects/{name}/bindings.zip", "GET /projects/{name}/export.zip",
        "POST /projects/{name}/builds", "GET /builds/{build_id}", "GET /builds/{build_id}/events",
        "POST /builds/{build_id}/cancel",
        "GET /artifacts", "POST /artifacts", "GET /artifacts/{digest}", "GET /artifacts/{digest}/component.wasm",
        "POST /runs", "GET /runs/{run_id}", "GET /runs/{run_id}/events", "POST /runs/{run_id}/cancel",
    }  # fmt: skip


def body_of(request: requests.PreparedRequest) -> bytes:
    body = request.body or b""
    assert isinstance(body, str | bytes)
    return body.encode() if isinstance(body, str) else body


def attack(client: TestClient, operation: Any) -> None:
    """Send generated requests, valid and not, and check each answer against the document."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def send(case: Case[Any]) -> None:
        request = requests.Request(**case.as_transport_kwargs(base_url="http://127.0.0.1:8000")).prepare()
        assert request.method
        assert request.url
        answer = client.request(
            request.method,
            request.url,
            headers={name: str(value) for name, value in request.headers.items()},
            content=body_of(request),
        )
        case.validate_response(answer, checks=CHECKS)

    send()


def test_generated_requests_get_what_the_document_promises(client: TestClient, digest: str) -> None:
    assert isinstance(client.app, FastAPI)
    found = list(schemathesis.openapi.from_dict(client.app.openapi()).get_all_operations())
    operations = [result.ok() for result in found if isinstance(result, Ok)]
    assert len(operations) == len(found)
    attacked = [operation for operation in operations if not LEFT_OUT.search(operation.path)]
    for operation in attacked:
        attack(client, operation)

    assert len(attacked) >= 20
