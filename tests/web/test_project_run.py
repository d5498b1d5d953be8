"""Running from the page where nothing can be run: every refusal is told, and nothing that was typed is lost."""

import re

import pytest
from starlette.testclient import TestClient

HTMX = {"HX-Request": "true"}
RUNS = "/projects/temperature/runs"
HOSTILE = "</textarea><script>alert(1)</script>"


def test_a_project_that_was_not_built_offers_a_build(client: TestClient) -> None:
    answer = client.post(RUNS, data={"payload": "{}", "lane": "artifact"}, headers=HTMX)
    assert answer.status_code == 409
    assert "Revision 1 of temperature has not been built yet" in answer.text
    assert "Build now" in answer.text
    assert "<html" not in answer.text


def test_without_htmx_the_page_comes_back_as_it_was_typed(client: TestClient) -> None:
    form = {
        "payload": [HOSTILE, "second"], "topic": '"><script>', "open": "payload.py", "property_key": "k<",
        "property_value": "v<", "configuration_key": "c", "configuration_value": "d", "lane": "artifact",
        "state_key": "key<", "state_value": HOSTILE, "state_encoding": "text", "state_key_encoding": "text",
        "state_expires": "", "module_schema_name": "s<", "module_schema_content_type": "t",
        "module_schema_content": HOSTILE, "schemas": "[]", "repeat": "1", "seed": "77<", "limit_time_ms": "250",
    }  # fmt: skip
    answer = client.post(RUNS, data=form)
    assert answer.status_code == 422
    assert "The seed must be a whole number" in answer.text
    assert "<script>alert(1)" not in answer.text
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in answer.text
    assert ">\nsecond</textarea>" in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;"' in answer.text
    assert 'value="k&lt;"' in answer.text
    assert 'name="configuration_key" value="c"' in answer.text
    assert 'data-path="payload.py"' in answer.text
    assert 'name="state_key" value="key&lt;"' in answer.text
    assert 'name="module_schema_name" value="s&lt;"' in answer.text
    assert 'value="77&lt;"' in answer.text
    assert 'name="repeat" value="1" checked' in answer.text
    assert 'name="limit_time_ms" type="text" value="250"' in answer.text
    assert re.search(r'name="lane" value="artifact"[^>]* checked>', answer.text)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"payload": "{", "encoding": "json"}, "This is no JSON"),
        ({"payload": "[1]", "shape": "list", "build": "nothing"}, "There is no such build"),
        ({"payload": "{}", "configuration_key": ["a", "a"], "configuration_value": ["1", "2"]}, "twice"),
    ],
)
def test_a_mistake_in_the_form_is_told(client: TestClient, form: dict[str, str], says: str) -> None:
    answer = client.post(RUNS, data=form, headers=HTMX)
    assert answer.status_code in {404, 422}
    assert says in answer.text


def test_a_preview_without_an_operator_is_refused_and_nothing_else_is_lost(client: TestClient) -> None:
    typed = {"payload": "kept as typed", "path": "temperature.py", "base": "1", "content": " \r\n"}
    told = client.post(RUNS, data=typed, headers=HTMX)
    assert told.status_code == 422
    assert "temperature.py is missing or empty" in told.text
    assert "<html" not in told.text
    assert ">\nkept as typed</textarea>" in client.post(RUNS, data=typed).text


def test_a_file_goes_along_as_it_is(client: TestClient) -> None:
    typed = {"lane": "artifact", "shape": "snapshot", "width": "wide"}
    answer = client.post(RUNS, data=typed, files={"file": ("a.png", b"\x89PNG", "image/png")}, headers=HTMX)
    assert "The width must be a whole number of pixels." in answer.text


def test_inputs_of_a_run_that_is_gone_are_told(client: TestClient) -> None:
    answer = client.post(RUNS, data={"lane": "artifact", "shape": "kept", "kept": "nothing"}, headers=HTMX)
    assert answer.status_code == 422
    assert "is not kept any more" in answer.text


def test_the_form_names_the_usual_limits_and_the_highest(client: TestClient) -> None:
    page = client.get("/projects/temperature").text
    assert 'placeholder="5000"' in page
    assert 'placeholder="256 MiB"' in page
    assert "At most 60,000" in page


def test_a_build_without_a_component_cannot_be_run(client: TestClient) -> None:
    build = client.post("/api/v1/projects/temperature/builds", json={"force": True}).json()["id"]
    answer = client.post(RUNS, data={"payload": "{}", "build": build}, headers=HTMX)
    assert answer.status_code == 422
    assert "gave no component" in answer.text


def test_an_unknown_run_is_not_found(client: TestClient) -> None:
    assert client.get(f"{RUNS}/nothing", headers=HTMX).status_code == 404
    assert client.post(f"{RUNS}/nothing/cancel", headers=HTMX).status_code == 404
    assert client.get("/projects/temperature?run=nothing").status_code == 404
