"""The build panel, without a worker: nothing is built here, and the panel says so."""

import json
import re

import pytest
from starlette.testclient import TestClient

HTMX = {"HX-Request": "true"}
BASE = "/projects/temperature"
BROKEN = "def read(text):\n    return json.loads(text)\n"


def start(client: TestClient, **data: str) -> str:
    client.post(f"{BASE}/builds", data=data, headers=HTMX)
    return str(client.get("/api/v1/projects/temperature/builds").json()["items"][0]["id"])


def test_a_plain_form_builds_and_leads_back(client: TestClient) -> None:
    answer = client.post(f"{BASE}/builds", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}#build")
    page = client.get(BASE).text
    assert "No build worker is running" in page
    assert "Look again" in page


def test_htmx_gets_the_panel_with_a_stream_behind_its_last_line(client: TestClient) -> None:
    answer = client.post(f"{BASE}/builds", headers=HTMX)
    build = client.get("/api/v1/projects/temperature/builds").json()["items"][0]["id"]
    assert answer.text.lstrip().startswith("<section")
    assert f'hx-sse:connect="/builds/{build}/log?after=1"' in answer.text
    assert 'id="run-target" hx-swap-oob="true"' in answer.text


def test_the_open_file_is_saved_before_it_is_built(client: TestClient) -> None:
    form = {"path": "payload.py", "base": "1", "content": "x = 1\r\n"}
    answer = client.post(f"{BASE}/builds", data=form, headers=HTMX)
    assert json.loads(answer.headers["hx-trigger"])["studio:saved"]["base"] == "2"
    assert client.get("/api/v1/projects/temperature/builds").json()["items"][0]["revision"] == 2
    assert client.get("/api/v1/projects/temperature/files/payload.py").content == b"x = 1\n"


def test_a_conflict_is_shown_and_nothing_built(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/payload.py", content=b"theirs = 1\n")
    form = {"path": "payload.py", "base": "1", "content": "mine = 1\n"}
    answer = client.post(f"{BASE}/builds", data=form, headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#code-notice"
    assert client.get("/api/v1/projects/temperature/builds").json()["items"] == []


def test_an_unknown_mode_is_refused(client: TestClient) -> None:
    assert client.post(f"{BASE}/builds", data={"mode": "fast"}, headers=HTMX).status_code == 422


def broken(base: str = "1") -> dict[str, str]:
    return {"path": "payload.py", "base": base, "content": BROKEN}


def builds(client: TestClient) -> list[dict[str, object]]:
    items: list[dict[str, object]] = client.get("/api/v1/projects/temperature/builds").json()["items"]
    return items


def test_errors_stop_a_build_before_it_is_asked_for(client: TestClient) -> None:
    answer = client.post(f"{BASE}/builds", data=broken(), headers=HTMX)
    assert answer.status_code == 422
    assert re.search(r"\d errors? keeps? this from being built", answer.text)
    assert '<div id="problems" hx-swap-oob="innerMorph">' in answer.text
    assert 'name="force" value="1"' in answer.text
    assert "undefined-name" in answer.text
    assert builds(client) == []


def test_a_refused_build_has_saved_what_was_typed_and_says_so(client: TestClient) -> None:
    answer = client.post(f"{BASE}/builds", data=broken(), headers=HTMX)
    told = json.loads(answer.headers["hx-trigger"])
    assert told["studio:saved"] == {"path": "payload.py", "base": "2"}
    assert told["studio:show-tab"] == {"name": "problems"}
    assert "Revision 2" in answer.text
    assert client.get("/api/v1/projects/temperature/files/payload.py").text == BROKEN


def test_who_insists_builds_all_the_same(client: TestClient) -> None:
    client.post(f"{BASE}/builds", data=broken(), headers=HTMX)
    answer = client.post(f"{BASE}/builds", data={**broken("2"), "force": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert [one["revision"] for one in builds(client)] == [2]


def test_a_plain_form_is_refused_with_a_page_that_leads_on(client: TestClient) -> None:
    page = client.post(f"{BASE}/builds", data=broken())
    assert page.status_code == 422
    assert "this from being built" in page.text
    assert f'formaction="{BASE}/builds"' in page.text
    assert "<textarea" not in page.text  # it is saved
    forced = client.post(
        f"{BASE}/builds", data={"path": "payload.py", "base": "2", "force": "1"}, follow_redirects=False
    )
    assert forced.headers["location"] == f"{BASE}?file=payload.py#build"
    assert len(builds(client)) == 1


def test_the_refusal_stays_until_no_error_is_left(client: TestClient) -> None:
    refused = client.post(f"{BASE}/check", data={**broken(), "refused": "1"}, headers=HTMX)
    assert "this from being built" in refused.text
    mended = client.post(f"{BASE}/check", data={**broken(), "content": "", "refused": "1"}, headers=HTMX)
    assert "this from being built" not in mended.text


def test_another_files_errors_stop_a_build_too(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/payload.py", content=BROKEN.encode())
    assert client.post(f"{BASE}/builds", headers=HTMX).status_code == 422


@pytest.mark.parametrize(("sent", "adapter"), [({}, True), ({"adapter": ["0", "1"]}, True), ({"adapter": "0"}, False)])
def test_the_adapter_is_there_unless_it_is_switched_off(
    client: TestClient, sent: dict[str, str | list[str]], adapter: bool
) -> None:
    client.post(f"{BASE}/builds", data={"force": "1", **sent}, headers=HTMX)
    assert builds(client)[0]["adapter"] is adapter


def test_a_cancelled_build_asks_for_nothing_more(client: TestClient) -> None:
    build = start(client)
    part = client.post(f"{BASE}/builds/{build}/cancel", headers=HTMX)
    assert "This build was cancelled." in part.text
    page = client.get(BASE).text
    assert "hx-sse:connect" not in page
    assert "studio build" not in page
    again = client.post(f"{BASE}/builds/{build}/cancel", headers=HTMX)
    assert again.status_code == 200  # it has ended: that is told, not refused


def test_the_log_of_an_ended_build_comes_whole_and_ends(client: TestClient) -> None:
    build = start(client)
    client.post(f"{BASE}/builds/{build}/cancel")
    stream = client.get(f"/builds/{build}/log")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert "Status: queued" in stream.text
    assert "Status: cancelled" in stream.text
    assert "event: progress" in stream.text
    assert stream.text.rstrip().splitlines()[-2:] != []
    assert "event: done" in stream.text.rpartition("event: progress")[2]


def test_a_reader_who_comes_back_gets_only_what_is_new(client: TestClient) -> None:
    build = start(client)
    client.post(f"{BASE}/builds/{build}/cancel")
    for stream in (
        client.get(f"/builds/{build}/log?after=1"),
        client.get(f"/builds/{build}/log", headers={"Last-Event-ID": "1"}),
        client.get(f"/builds/{build}/log?after=0", headers={"Last-Event-ID": "1"}),
    ):
        assert "Status: queued" not in stream.text
        assert "Status: cancelled" in stream.text


def test_a_stream_of_no_build_is_not_found(client: TestClient) -> None:
    assert client.get("/builds/nothing/log").status_code == 404


@pytest.mark.parametrize("verb", ["get", "cancel"])
def test_a_build_of_another_project_is_not_this_ones(client: TestClient, verb: str) -> None:
    build = start(client)
    client.post("/api/v1/projects", json={"name": "other", "kind": "map"})
    address = f"/projects/other/builds/{build}"
    answer = client.get(address) if verb == "get" else client.post(f"{address}/cancel")
    assert answer.status_code == 404
