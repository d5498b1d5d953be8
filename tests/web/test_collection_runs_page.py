"""Runs of collections on their pages. None is carried out: the rows are written by hand."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.models import Artifact, CaseResult, CollectionRun, RunStatus
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.payloads import cases, collections
from app.payloads.staging import MOST_ROWS
from app.projects import service as projects
from app.runs import service as runs
from app.runs.collections import chosen, service
from app.runs.request import RunRequest
from app.web.collections import offers, targets
from tests.support.case_results import a_broken_report, a_finished_run, a_report, a_result
from tests.support.collections import LIMITS, a_case, a_collection
from tests.support.components import component
from tests.support.studio import a_build, a_project, an_artifact

HX = {"HX-Request": "true"}
Json = dict[str, Any]
DIFFERENCE: Json = {"path": "payload.t", "expected": "1", "actual": "2", "note": None}
UNKNOWN = "/collection-runs/01m000000000000000000000zz"


@pytest.fixture
def made(studio: Studio) -> Json:
    """A run in which one case passed, one failed, one expected nothing and one broke."""
    with unit_of_work(studio.engine) as session:
        wanted = [
            a_case("1", {"outcome": "output"}, "good"),
            a_case("2", {"output": {"payload": '{"t": 1}'}}, "<b>bad</b>"),
            a_case("3", None, "bare"),
            a_case("4", {"outcome": "output"}, "broken"),
        ]
        collection = a_collection(session, studio.blobs, *wanted, name="Ovens")
        project = a_project(session)
        results = [
            a_result("passed", a_report('{"t": 1}')),
            a_result("failed", a_report('{"t": 2}'), DIFFERENCE),
            a_result("unchecked", a_report("<i>bare</i>")),
            a_result("broken", a_broken_report("It is for another kind."), reason="It is for another kind."),
        ]
        over = {"project_id": project.id, "project_name": project.name, "revision": 1}
        run = a_finished_run(session, collection, *results, **over)
        keys = {row.name: row.key for row in cases.page(session, collection)}
        return {"collection": collection.id, "run": run.id, "keys": keys, "at": f"/collection-runs/{run.id}"}


def expectation(studio: Studio, made: Json, name: str) -> Json | None:
    with reading(studio.engine) as session:
        return cases.one(session, collections.get(session, made["collection"]), made["keys"][name]).expect


def change(studio: Studio, made: Json, case: str, **changed: Any) -> None:
    with unit_of_work(studio.engine) as session:
        collection = collections.get(session, made["collection"])
        cases.replace(session, studio.blobs, collection, made["keys"][case], **changed, limits=LIMITS)


def newest(studio: Studio) -> CollectionRun:
    with reading(studio.engine) as session:
        run = service.listing(session, None, 1)[0]
        assert run.request is not None  # read while the session is open
        return run


def base_of(text: str) -> str:
    found = re.search(r'name="base" value="(\d+)"', text)
    assert found
    return found[1]


def test_a_run_shows_every_verdict_with_its_word_and_the_first_difference(client: TestClient, made: Json) -> None:
    shown = client.get(made["at"]).text
    for words in ("Passed", "Failed", "Unchecked", "Broken", "payload.t: 2, expected 1", "It is for another kind."):
        assert words in shown
    assert "&lt;b&gt;bad&lt;/b&gt;" in shown
    assert "<b>bad</b>" not in shown
    assert "Rerun the failed" in shown
    assert "cooler revision 1, preview" in shown
    assert "Newest run" in client.get("/collections").text


def test_results_are_listed_by_verdict_and_in_parts(client: TestClient, studio: Studio, made: Json) -> None:
    failed = client.get(f"{made['at']}?verdict=failed").text
    assert "bad" in failed
    assert "good</span>" not in failed
    assert "good</span>" in client.get(f"{made['at']}?verdict=nonsense").text
    with unit_of_work(studio.engine) as session:
        many = a_collection(session, studio.blobs, *[a_case(str(n)) for n in range(120)], name="many")
        results = [a_result("passed", a_report("x")) for _ in range(100)]
        run = a_finished_run(session, many, *results, total=120)
        for row in cases.page(session, many, after=100, limit=20):
            session.add(_late(run, row.key, row.position))
    text = client.get(f"/collection-runs/{run.id}").text
    assert text.count('class="result-row ') == 100
    more = client.get(f"/collection-runs/{run.id}/results?after=100", headers=HX).text
    assert more.count('class="result-row ') == 20
    assert "<!doctype" not in more


def _late(run: CollectionRun, key: str, position: int) -> CaseResult:
    return CaseResult(run_id=run.id, key=key, position=position, name=key, **a_result("passed", a_report("x")))


def test_a_result_shows_what_differs_the_tree_and_the_logs(client: TestClient, made: Json) -> None:
    for headers in ({}, HX):
        shown = client.get(f"{made['at']}/results/{made['keys']['<b>bad</b>']}", headers=headers).text
        for words in ("payload.t", "− expected, + actual", "&#34;t&#34;: 1", "&lt;i&gt;logged&lt;/i&gt;"):
            assert words in shown
        assert "<i>logged</i>" not in shown
        assert f"/api/v1{made['at']}/results/" in shown or "All as JSON" not in shown
    bare = client.get(f"{made['at']}/results/{made['keys']['bare']}", headers=HX).text
    assert "expects nothing" in bare
    assert "<i>bare</i>" not in bare
    broken = client.get(f"{made['at']}/results/{made['keys']['broken']}", headers=HX).text
    assert "It did not run" in broken
    assert "as expected" not in broken


@pytest.mark.parametrize("path", ["", "/results/x", "/expect", "/delete", "/follow", "/against/x"])
def test_a_run_that_is_not_there_is_told(client: TestClient, made: Json, path: str) -> None:
    assert client.get(UNKNOWN + path).status_code == 404
    assert client.get(f"{made['at']}/results/nothing").status_code == 404


def test_a_result_of_a_case_that_was_removed_or_changed_since_is_still_shown(
    client: TestClient, studio: Studio, made: Json
) -> None:
    change(studio, made, "bare", messages=[{"payload": "new"}])
    with unit_of_work(studio.engine) as session:
        cases.remove(session, collections.get(session, made["collection"]), [made["keys"]["<b>bad</b>"]])
    shown = client.get(f"{made['at']}/results/{made['keys']['<b>bad</b>']}", headers=HX).text
    assert "not in the collection any more" in shown
    assert "&#34;t&#34;: 1" in shown
    asked = client.get(f"{made['at']}/expect").text
    assert "The inputs of the case were changed since this run" in asked
    assert "The case is not in the collection any more" in asked


def test_outputs_are_shown_first_and_then_saved_as_expected(client: TestClient, studio: Studio, made: Json) -> None:
    asked = client.get(f"{made['at']}/expect").text
    assert "payload.t" in asked
    assert "Nothing is saved yet" in asked
    assert expectation(studio, made, "bare") is None
    saved = client.post(f"{made['at']}/expect", data={"base": base_of(asked), "key": ""}, follow_redirects=False)
    assert saved.status_code == 303
    bare, bad = expectation(studio, made, "bare"), expectation(studio, made, "<b>bad</b>")
    assert bare
    assert bad
    assert (bare["outcome"], bare["output"]["payload"]) == ("output", "<i>bare</i>")
    assert bad["output"]["payload"] == '{"t": 2}'
    assert expectation(studio, made, "good") == {"outcome": "output"}
    assert expectation(studio, made, "broken") == {"outcome": "output"}
    assert "There is nothing to change" in client.get(f"{made['at']}/expect").text


def test_one_output_is_saved_even_of_a_case_that_passed(client: TestClient, studio: Studio, made: Json) -> None:
    key = made["keys"]["good"]
    asked = client.get(f"{made['at']}/expect", params={"key": key}).text
    client.post(f"{made['at']}/expect", data={"base": base_of(asked), "key": key})
    good = expectation(studio, made, "good")
    assert good
    assert good["output"]["payload"] == '{"t": 1}'
    assert expectation(studio, made, "bare") is None


def test_nothing_is_saved_that_was_not_shown(client: TestClient, studio: Studio, made: Json) -> None:
    base = base_of(client.get(f"{made['at']}/expect").text)
    change(studio, made, "good", name="better")
    refused = client.post(f"{made['at']}/expect", data={"base": base, "key": ""})
    assert refused.status_code == 409
    assert "This is what would change now" in refused.text
    assert expectation(studio, made, "bare") is None
    assert client.post(f"{made['at']}/expect", data={"base": "x", "key": ""}).status_code == 422


def test_an_output_that_was_cut_is_not_saved(client: TestClient, studio: Studio, made: Json) -> None:
    with unit_of_work(studio.engine) as session:
        collection = collections.get(session, made["collection"])
        run = a_finished_run(session, collection, a_result("failed", a_report("x") | {"truncated": True}))
    asked = client.get(f"/collection-runs/{run.id}/expect").text
    assert "too long to be kept whole" in asked
    assert "Save all as expected" not in asked


def test_cases_are_run_over_a_project_all_or_some_or_those_that_failed(
    client: TestClient, studio: Studio, made: Json
) -> None:
    address, target = f"/collections/{made['collection']}/runs", {"target": "project:cooler"}
    answer = client.post(address, data=target | {"which": "all"}, follow_redirects=False)
    run = newest(studio)
    assert answer.headers["Location"] == f"/collection-runs/{run.id}"
    assert (run.total, run.request["keys"], run.lane) == (4, None, "preview")
    client.post(address, data=target | {"which": "selected", "keys": [made["keys"]["bare"]]}, follow_redirects=False)
    assert newest(studio).request["keys"] == [made["keys"]["bare"]]
    client.post(address, data=target | {"only_failed_of": made["run"]}, follow_redirects=False)
    assert newest(studio).request["keys"] == [made["keys"]["<b>bad</b>"], made["keys"]["broken"]]


@pytest.mark.parametrize("target", ["", "project:", "project:none", "artifact:sha256:0", "nonsense:x", "\udcff:"])
def test_what_cannot_be_run_is_told(client: TestClient, studio: Studio, made: Json, target: str) -> None:
    data = {"target": target.encode(errors="replace").decode(), "which": "all"}
    for headers in ({}, HX):
        answer = client.post(f"/collections/{made['collection']}/runs", data=data, headers=headers)
        assert answer.status_code in (404, 422)
    assert newest(studio).id == made["run"]


def test_a_run_at_work_tells_how_far_it_is_and_is_stopped(client: TestClient, studio: Studio, made: Json) -> None:
    with unit_of_work(studio.engine) as session:
        collection = collections.get(session, made["collection"])
        some = a_result("passed", a_report("x"))
        run = a_finished_run(session, collection, some, status=RunStatus.QUEUED, total=4)
    at = f"/collection-runs/{run.id}"
    shown = client.get(at).text
    assert "1 of 4 cases" in shown
    assert f'hx-sse:connect="{at}/follow"' in shown
    assert 'http-equiv="refresh"' in shown
    assert client.get(f"{at}/expect").status_code == 409
    assert client.post(f"{at}/delete").status_code == 409
    stopped = client.post(f"{at}/cancel", headers=HX).text
    assert "Stopped" in stopped
    assert "Results" in stopped
    assert client.post(f"{at}/cancel", follow_redirects=False).status_code == 303
    with client.stream("GET", f"{at}/follow") as stream:
        text = stream.read().decode()
    assert "1 of 4 cases" in text
    assert text.count("event: done") == 1
    assert client.post(f"{at}/delete", follow_redirects=False).headers["Location"] == f"/collections/{collection.id}"
    assert client.get(at).status_code == 404


def test_two_runs_are_compared_and_what_is_the_same_is_left_out(client: TestClient, studio: Studio, made: Json) -> None:
    with unit_of_work(studio.engine) as session:
        collection = collections.get(session, made["collection"])
        results = [
            a_result("passed", a_report('{"t": 1}')),
            a_result("passed", a_report('{"t": 1}')),
            a_result("unchecked", a_report("<i>bare</i>")),
        ]
        other = a_finished_run(session, collection, *results)
    assert (
        client.get(f"{made['at']}/against?with={other.id}", follow_redirects=False)
        .headers["Location"]
        .endswith(other.id)
    )
    assert client.get(f"{made['at']}/against?with=../x", follow_redirects=False).headers["Location"] == made["at"]
    shown = client.get(f"{made['at']}/against/{other.id}").text
    assert "How the output of &lt;b&gt;bad&lt;/b&gt; differs" in shown
    assert "missing" in shown
    assert ">bare</th>" not in shown
    assert ">bare</th>" in client.get(f"{made['at']}/against/{other.id}?all=true").text
    outputs = client.get(f"{made['at']}/against/{other.id}?what=output&what=%3Cb%3E").text
    assert "How the output of &lt;b&gt;bad&lt;/b&gt; differs" in outputs
    assert "missing</span>" not in outputs
    assert 'id="what-output" name="what" value="output" checked' in outputs
    assert "2.0 ms more" in outputs
    nothing = client.get(f"{made['at']}/against/{other.id}?what=memory").text
    assert "No case has changed in that." in nothing


def test_two_targets_are_run_at_once(client: TestClient, studio: Studio, made: Json) -> None:
    address = f"/collections/{made['collection']}/compare"
    assert "Run both" in client.get(address).text
    refused = client.post(address, data={"a": "project:cooler", "b": "project:none"})
    assert refused.status_code == 404
    assert newest(studio).id == made["run"]
    going = client.post(address, data={"a": "project:cooler", "b": "project:cooler"}, follow_redirects=False)
    assert "is at work" in client.get(going.headers["Location"]).text


def test_the_last_release_is_run_against_the_draft(client: TestClient, studio: Studio, made: Json) -> None:
    address = f"/collections/{made['collection']}/compare"
    assert "Run release and draft" not in client.get(address).text
    assert "has no release" in client.post(address, data={"released": "cooler"}).text
    with unit_of_work(studio.engine) as session:
        digest = an_artifact(session, studio.blobs, component()).digest
        project_id = projects.get(session, "cooler").id
        a_build(session, project_id=project_id, status="succeeded", artifact_digest=digest)
    assert "Run release and draft" in client.get(address).text
    going = client.post(address, data={"released": "cooler"}, follow_redirects=False)
    _, _, a, _, b = going.headers["Location"].split("/")
    with reading(studio.engine) as session:
        before, after = service.get(session, a), service.get(session, b)
        assert (before.artifact_digest, after.artifact_digest) == (digest, None)
        assert (before.lane, after.lane) == ("artifact", "preview")


def test_whatever_no_list_holds_can_be_written(
    client: TestClient, studio: Studio, made: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, at = f"/collections/{made['collection']}", f"/collections/{made['collection']}/runs"
    assert "Or another one" not in client.get(page).text
    monkeypatch.setattr(targets, "MOST_OFFERED", 1)
    with unit_of_work(studio.engine) as session:
        a_project(session, "deadbeef")
        digest = an_artifact(session, studio.blobs, component()).digest
    shown = client.get(page).text
    assert "Or another one" in shown
    assert "project:deadbeef" not in shown
    for written, lane in ((" deadbeef ", "preview"), (digest[7:17].upper(), "artifact"), (digest, "artifact")):
        answer = client.post(at, data={"target": "project:cooler", "target_named": written}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        run = newest(studio)
        assert (run.lane, run.project_name or run.artifact_digest) in {("preview", "deadbeef"), ("artifact", digest)}
        assert run.lane == lane
    for written, status in (("none", 404), ("../x", 404), ("%", 404), ("0" * 64, 404)):
        assert client.post(at, data={"target_named": written}).status_code == status


def test_the_tab_of_a_project_chooses_runs_and_tells_what_failed(
    client: TestClient, studio: Studio, made: Json
) -> None:
    at = "/projects/cooler/collections"
    assert "No collection belongs to this project yet" in client.get(at, headers=HX).text
    assert client.post(f"{at}/runs", headers=HX).status_code == 422
    shown = client.post(at, data={"collection": [made["collection"]]}, headers=HX).text
    for words in ("Ovens", "1 failed", "1 broken", "payload.t: 2, expected 1"):
        assert words in shown
    with reading(studio.engine) as session:
        project = projects.get(session, "cooler")
        assert [each.id for each in chosen.of_project(session, project.id)] == [made["collection"]]
    typed = {"path": "cooler.py", "content": "x = 2\r\n", "base": "1"}
    assert "Waits for its turn" in client.post(f"{at}/runs", data=typed, headers=HX).text
    run = newest(studio)
    assert run.request["sources"]["files"] == {"cooler.py": "x = 2\n"}
    assert (run.project_name, run.revision) == ("cooler", 1)
    stopped = client.post(f"{at}/runs/{run.id}/cancel", headers=HX).text
    assert "Waits for its turn" not in stopped
    whole = client.get(at).text
    assert "<!doctype html>" in whole
    assert client.post(at, data={"collection": ["nothing"]}, headers=HX).status_code == 404
    assert client.post(at, data={}, follow_redirects=False).headers["Location"] == at


def test_the_page_of_a_project_and_of_an_artifact_lead_to_collections(
    client: TestClient, studio: Studio, made: Json
) -> None:
    assert 'hx-get="/projects/cooler/collections"' in client.get("/projects/cooler").text
    digest = stored_artifact(studio, made)
    assert f'hx-get="/artifacts/{digest}/collections"' in client.get(f"/artifacts/{digest}").text
    shown = client.get(f"/artifacts/{digest}/collections", headers=HX).text
    assert "Ovens" in shown
    assert "1 passed" in shown
    answer = client.post(
        f"/artifacts/{digest}/collections", data={"collection": made["collection"]}, follow_redirects=False
    )
    assert answer.headers["Location"] == f"/collection-runs/{newest(studio).id}"
    assert newest(studio).artifact_digest == digest
    assert client.post(f"/artifacts/{digest}/collections", data={"collection": "x"}).status_code == 404


def stored_artifact(studio: Studio, made: Json) -> str:
    with unit_of_work(studio.engine) as session:
        artifact: Artifact = an_artifact(session, studio.blobs, component())
        collection = collections.get(session, made["collection"])
        passed = a_result("passed", a_report("x"))
        a_finished_run(session, collection, passed, lane="artifact", artifact_digest=artifact.digest)
        return artifact.digest


@pytest.fixture
def a_run(studio: Studio) -> str:
    """The id of a run of an artifact that waits."""
    with unit_of_work(studio.engine) as session:
        digest = an_artifact(session, studio.blobs, component()).digest
        request = RunRequest([{"topic": "t", "payload": "kept"}], configuration={"unit": "C"})
        return runs.of_artifact(session, artifacts.get(session, digest), request, studio.settings, "owner").id


def test_the_input_of_a_run_is_kept_in_a_new_collection_with_its_settings(
    client: TestClient, studio: Studio, a_run: str
) -> None:
    at = f"/runs/{a_run}/keep"
    assert "Keep this run" in client.get(at).text
    kept = client.post(at, data={"name": "mine", "new": "Kept"}, follow_redirects=False)
    assert kept.status_code == 303
    assert "kept" in client.get(kept.headers["Location"]).text
    with reading(studio.engine) as session:
        [collection] = collections.listing(session, None, 9)
        assert (collection.name, collection.cases) == ("Kept", 1)
        assert collection.settings["configuration"] == {"unit": "C"}
    again = client.post(at, data={"name": "mine", "collection": collection.id}, follow_redirects=False)
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"name": "mine"}, "Choose a collection"),
        ({"name": "", "new": "Kept"}, "1 to 200 printable characters"),
        ({"name": "mine", "new": "Kept", "expect": "1"}, "There is no result to save"),
        ({"name": "mine", "collection": "x"}, "There is no such collection"),
    ],
)
def test_what_cannot_be_kept_is_told_and_leaves_nothing(
    client: TestClient, studio: Studio, a_run: str, data: dict[str, str], says: str
) -> None:
    answer = client.post(f"/runs/{a_run}/keep", data=data)
    assert answer.status_code in (404, 422)
    assert says in answer.text
    with reading(studio.engine) as session:
        assert collections.listing(session, None, 9) == []


def test_run_on_save_is_remembered_for_the_project(client: TestClient, studio: Studio, made: Json) -> None:
    at = "/projects/cooler/collections"
    assert 'hx-swap="none">' in client.get("/projects/cooler").text
    assert client.post(f"{at}/run-on-save", data={"run_on_save": "1"}, headers=HX).status_code == 204
    assert 'hx-swap="none" checked>' in client.get("/projects/cooler").text
    assert client.post(f"{at}/run-on-save", headers=HX).status_code == 204
    assert 'hx-swap="none">' in client.get("/projects/cooler").text
    assert client.post("/projects/nobody/collections/run-on-save").status_code == 404


def test_after_a_build_the_tab_looks_until_its_collections_are_asked_for(
    client: TestClient, studio: Studio, made: Json
) -> None:
    at = "/projects/cooler/collections"
    client.post(at, data={"collection": [made["collection"]]}, headers=HX)
    assert "every 1s" not in client.get(at, headers=HX).text
    with unit_of_work(studio.engine) as session:
        digest = an_artifact(session, studio.blobs, component()).digest
        project_id = projects.get(session, "cooler").id
        build = a_build(
            session, project_id=project_id, status="succeeded", artifact_digest=digest, collections_due=True
        )
    ended = client.get(f"/projects/cooler/builds/{build.id}", headers=HX).text
    assert f'hx-get="{at}" hx-trigger="load" hx-target="#project-collections"' in ended
    shown = client.get(at, headers=HX).text
    assert "every 1s" in shown
    assert "about to be run over the component" in shown
    with unit_of_work(studio.engine) as session:
        [run] = chosen.after_build(session, build.id, studio.settings)
    shown = client.get(at, headers=HX).text
    assert "every 1s" not in shown
    assert f"/collection-runs/{run.id}/follow" in shown
    assert "every 2s" in client.get(f"/artifacts/{digest}/collections", headers=HX).text
    with unit_of_work(studio.engine) as session:
        service.cancel(session, service.get(session, run.id))
    assert "every 2s" not in client.get(f"/artifacts/{digest}/collections", headers=HX).text


def test_a_collection_that_no_list_holds_is_reached_by_its_name(
    client: TestClient, studio: Studio, made: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = "/projects/cooler/collections"
    monkeypatch.setattr(offers, "MOST_OFFERED", 1)
    with unit_of_work(studio.engine) as session:
        a_collection(session, studio.blobs, a_case("1"), name="A first one")
        digest = an_artifact(session, studio.blobs, component()).digest
        request = RunRequest(messages=[{"payload": "1"}])
        plain = runs.of_artifact(session, artifacts.get(session, digest), request, studio.settings, "owner").id
    shown = client.get(at, headers=HX).text
    assert "Or another, by its name" in shown
    assert "Ovens" not in shown
    assert client.post(at, data={"collection_named": "<nowhere>"}, headers=HX).status_code == 404
    assert "Ovens" in client.post(at, data={"collection_named": " oVENS "}, headers=HX).text
    # what is chosen stays offered, so that choosing again does not lose it
    assert f'value="{made["collection"]}" checked' in client.get(at, headers=HX).text

    going = client.post(f"/artifacts/{digest}/collections", data={"collection_named": "ovens"}, follow_redirects=False)
    assert (going.status_code, newest(studio).collection_id) == (303, made["collection"])
    kept = client.post(
        f"/runs/{plain}/keep", data={"collection_named": "ovens", "name": "kept"}, follow_redirects=False
    )
    assert kept.headers["Location"].startswith(f"/collections/{made['collection']}/cases/")
    assert client.post(f"/runs/{plain}/keep", data={"collection_named": "\x00", "name": "kept"}).status_code == 404


def test_ten_thousand_outputs_are_saved_in_short_transactions_that_are_one_version(
    client: TestClient, studio: Studio
) -> None:
    many = 10_000
    with unit_of_work(studio.engine) as session:
        wanted = (a_case("{}", None, f"{number}") for number in range(many))
        collection = a_collection(session, studio.blobs, *wanted, name="Many")
        run = a_finished_run(session, collection, counts={"unchecked": many}, total=many)
        shown = a_result("unchecked", a_report('{"t": 1}')) | {"run_id": run.id}
        keys = [row.key for row in cases.page(session, collection, limit=many)]
        results = [CaseResult(**shown, key=key, name="x", position=at) for at, key in enumerate(keys, start=1)]
        session.add_all(results)
    at = f"/collection-runs/{run.id}/expect"
    with transactions(studio.engine) as written:
        saved = client.post(at, data={"base": str(collection.version), "key": ""}, follow_redirects=False)
    assert saved.status_code == 303

    *staged, last = [each for each in written if each]
    assert sum(sum(each) for each in staged) == many
    assert max(sum(each) for each in staged) <= MOST_ROWS
    assert len(last) <= 2 * many / 500 + 3  # taken over by a few plain statements, without anything being computed
    with reading(studio.engine) as session:
        found = collections.get(session, collection.id)
        assert (found.version, found.cases) == (collection.version + 1, many)
        assert all(row.expects for row in cases.page(session, found, limit=many))


@contextmanager
def transactions(engine: Engine) -> Iterator[list[list[int]]]:
    """The transactions that were committed meanwhile: how many rows each statement wrote."""
    found: list[list[int]] = []
    going: dict[int, list[int]] = {}

    def wrote(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(("SELECT", "PRAGMA", "BEGIN")):
            going.setdefault(id(connection.connection.dbapi_connection), []).append(cursor.rowcount)

    def ended(connection: Connection) -> None:
        found.append(going.pop(id(connection.connection.dbapi_connection), []))

    event.listen(engine, "after_cursor_execute", wrote)
    event.listen(engine, "commit", ended)
    yield found
    event.remove(engine, "after_cursor_execute", wrote)
    event.remove(engine, "commit", ended)
