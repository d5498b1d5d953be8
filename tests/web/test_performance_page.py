"""Measurements on their pages. None is carried out: the rows and events are written by hand."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.events import Event, append
from app.db.models import Project, RunStatus
from app.db.session import unit_of_work
from app.projects import service as projects
from app.runs import service
from app.runs.measure import Measure
from app.runs.request import RunRequest
from app.settings import Settings
from tests.support.components import component

HX = {"HX-Request": "true"}
UNKNOWN = "/artifacts/sha256:" + "0" * 64
HOSTILE = "</script><img src=x onerror=alert(1)>"
INIT: dict[str, Any] = {"ok": True, "outcome": None, "error": None, "explanation": None}
PROFILE = [
    {"function": "process", "path": "temperature.py", "line": 12, "calls": 500, "own_us": 21_000.4, "total_us": 48_000},
    {"function": HOSTILE, "path": f"/lib/{HOSTILE}.py", "line": 3, "calls": 7, "own_us": 10, "total_us": 11},
]


def measured(took: int = 100, count: int = 500, growth: int = 22_000, **more: Any) -> dict[str, Any]:
    """What a child says of calls that took about ``took`` microseconds."""
    return {
        "durations_us": [took + at % 7 for at in range(count)], "host_us": [took // 4] * count,
        "memory": [[at, 1_000_000 + growth * at] for at in range(0, count, 10)],
        "outcomes": {"output": count}, "failures": [], "profile": None, **more,
    }  # fmt: skip


class Bench:
    """Writes measurements past the queue, and ends them as told."""

    def __init__(self, engine: Engine, settings: Settings, digest: str) -> None:
        self.engine, self.settings, self.digest = engine, settings, digest

    def asked(self, project: str | None = None, payload: str = "{}", measure: Measure | None = Measure()) -> str:  # noqa: B008  # frozen
        """A run that waits: a measurement unless ``measure`` is None."""
        request = RunRequest([{"topic": "t", "payload": payload}], measure=measure.as_json() if measure else None)
        with unit_of_work(self.engine) as session:
            run = service.of_artifact(session, artifacts.get(session, self.digest), request, self.settings, "owner")
            if project:
                of: Project = projects.get(session, project)
                run.project_id, run.project_name, run.revision = of.id, of.name, 1
            return run.id

    def ends(self, run: str, found: dict[str, Any], status: RunStatus = RunStatus.COMPLETED, **values: Any) -> str:
        with unit_of_work(self.engine) as session:
            assert service.move(session, run, RunStatus.QUEUED, RunStatus.RUNNING)
            append(session, run, [Event("init", {"result": INIT}), Event("measured", found)])
            append(session, run, [Event("finished", {"memory_bytes": 1, "state": [], "timings": {}})])
            assert service.move(session, run, RunStatus.RUNNING, status=status, **values)
        return run

    def done(self, project: str | None = None, payload: str = "{}", **found: Any) -> str:
        """A measurement that has ended."""
        return self.ends(self.asked(project, payload), measured(**found))


@pytest.fixture
def bench(client: TestClient, engine: Engine, settings: Settings) -> Bench:
    digest = client.post("/api/v1/artifacts?name=theirs", content=component()).json()["digest"]
    return Bench(engine, settings, digest)


def charts_of(text: str) -> Any:
    found = re.search(r"<script type=\"application/json\" data-charts-data>(.*?)</script>", text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_figures_are_a_table_first(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done()}/performance").text

    assert re.search(r"Calls per second</th><td class=\"num\">9,7\d\d<", text)
    assert 'Half within (p50)</th><td class="num">103 µs' in text
    assert 'Longest</th><td class="num">106 µs' in text
    assert 'Part in host calls</th><td class="num">24.3 %' in text
    assert 'Growth per call</th><td class="num">21.5 KiB' in text
    assert "500 calls after 20 to warm up" in text
    assert text.index("Calls per second") < text.index("data-charts")


def test_growth_is_told_in_words_a_day_long(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done(count=10_000, growth=220)}/performance").text

    assert "Each message leaves about 220 bytes behind." in text
    assert "At this rate 100,000 messages an hour grow by 21.0 MiB an hour, 503.5 MiB a day." in text
    assert "keep every text and list that is handed to them" in text


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ({"memory": [[at, 100] for at in range(200)]}, "No steady growth is to be seen yet."),
        ({"memory": []}, "No steady growth is to be seen yet."),
        ({"outcomes": {"output": 499, "trap": 1}}, "An exception or a limit ended an instance"),
    ],
)
def test_growth_that_cannot_be_told_is_not_made_up(
    client: TestClient, bench: Bench, found: dict[str, Any], says: str
) -> None:
    text = client.get(f"/runs/{bench.done(**found)}/performance").text

    assert says in text
    assert "At this rate" not in text
    assert 'Growth per call</th><td class="num">unknown<' in text


def test_the_charts_have_their_numbers_and_the_tables_the_same(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done()}/performance").text
    charts = charts_of(text)

    assert sum(charts["histogram"]["shares"][0]) == pytest.approx(100)
    assert len(charts["histogram"]["edges"]) == len(charts["histogram"]["shares"][0]) + 1
    assert len(charts["latency"]["calls"]) == len(charts["latency"]["p50"]) == 200
    assert charts["memory"]["bytes"][-1] == 1_000_000 + 22_000 * 490
    assert '<th scope="row">103 µs to 104 µs</th><td class="num">71</td>' in text
    assert '<th scope="row">1 to 50</th>' in text
    assert text.count('role="img"') == 3


def test_a_profile_leads_to_the_lines_of_the_project(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done('temperature', profile=PROFILE)}/performance").text

    assert 'href="/projects/temperature?file=temperature.py#temperature.py:12"' in text
    assert '<td class="num">21.0 ms</td>' in text
    assert text.count("data-line-link") == 1
    assert "<img src=x" not in text


def test_nothing_of_a_measurement_is_markup(client: TestClient, bench: Bench) -> None:
    failure = {"outcome": "trap", "error": HOSTILE, "explanation": None}
    found = measured(outcomes={"output": 498, "trap": 2, HOSTILE: 1}, failures=[failure], profile=PROFILE)
    text = client.get(f"/runs/{bench.ends(bench.asked(payload=HOSTILE), found)}/performance").text

    assert "3 calls did not end well" in text
    assert "<img src=x" not in text


def test_two_measurements_stand_side_by_side(client: TestClient, bench: Bench) -> None:
    slow, fast = bench.done(took=300), bench.done(took=100)
    text = client.get(f"/runs/{slow}/performance?with={fast}").text

    row = re.search(r"<th scope=\"row\">Half within.*?</tr>", text)
    assert row
    assert re.findall(r"<td class=\"num\">(.*?)</td>", row[0]) == ["303 µs", "103 µs", "2.94 times"]
    assert "slower" in row[0]
    assert "not measured alike" not in text
    assert len(charts_of(text)["histogram"]["shares"]) == 2


def test_the_same_again_is_within_noise(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done()}/performance?with={bench.done()}").text

    assert "within noise" in text
    assert "slower" not in text
    assert "faster" not in text


def test_other_input_is_told_beside_the_ratio(client: TestClient, bench: Bench) -> None:
    text = client.get(f"/runs/{bench.done()}/performance?with={bench.done(payload='[]')}").text

    assert "Not the same: the input." in text


def test_there_is_a_choice_of_others(client: TestClient, bench: Bench) -> None:
    own, waiting, plain, shown = bench.done(), bench.asked(), bench.asked(measure=None), bench.done("temperature")
    text = client.get(f"/runs/{shown}/performance").text

    assert f'<option value="{own}">' in text
    assert waiting not in text
    assert plain not in text
    assert f'<option value="{shown}"' not in text


@pytest.mark.parametrize("other", ["nothing", "plain", "empty"])
def test_what_cannot_be_compared_is_refused(client: TestClient, bench: Bench, other: str) -> None:
    run, beside = bench.done(), other
    if other == "plain":
        beside = bench.asked(measure=None)
    if other == "empty":
        beside = bench.ends(bench.asked(), measured(count=0))
    assert client.get(f"/runs/{run}/performance?with={beside}").status_code in {404, 422}


def test_on_the_way_it_asks_for_itself_and_can_be_cancelled(client: TestClient, bench: Bench) -> None:
    run = bench.asked()
    page = client.get(f"/runs/{run}/performance").text
    part = client.get(f"/runs/{run}/performance", headers=HX).text

    assert f'hx-get="/runs/{run}/performance"' in part
    assert "<html" not in part
    assert '<meta http-equiv="refresh"' in page
    answer = client.post(f"/runs/{run}/performance/cancel", headers=HX)
    assert "Stopped" in answer.text
    assert "hx-trigger" not in answer.text
    assert client.post(f"/runs/{run}/performance/cancel", follow_redirects=False).status_code == 303


def test_a_stopped_measurement_says_why(client: TestClient, bench: Bench) -> None:
    error = {"code": "run_time_limit", "title": "The run was stopped", "detail": "It took more than 120 s."}
    run = bench.ends(bench.asked(), measured(count=0), RunStatus.STOPPED, error=error)
    text = client.get(f"/runs/{run}/performance").text

    assert "It took more than 120 s." in text
    assert "data-charts" not in text


def test_a_run_is_no_measurement_and_a_measurement_no_result(client: TestClient, bench: Bench) -> None:
    plain, run = bench.asked(measure=None), bench.done("temperature")
    assert client.get(f"/runs/{plain}/performance").status_code == 404
    assert client.post(f"/runs/{plain}/performance/cancel").status_code == 404
    answer = client.get(f"/runs/{run}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/runs/{run}/performance")
    assert f"/runs/{run}" not in client.get("/projects/temperature").text


@pytest.mark.parametrize("where", ["project", "artifact"])
def test_the_form_is_on_the_page_and_its_fields_go_with_the_input(client: TestClient, bench: Bench, where: str) -> None:
    home = "/projects/temperature" if where == "project" else f"/artifacts/{bench.digest}"
    text = client.get(home).text

    assert f'formaction="{home}/performance"' in text
    assert 'id="run-form"' in text
    assert '<select class="select" id="field-measure_count" name="measure_count" form="run-form">' in text
    assert ('name="measure_profile"' in text) is (where == "project")
    assert f'hx-get="{home}/performance" hx-trigger="intersect once"' in text


def test_the_newest_one_comes_as_a_fragment_and_all_as_a_page(client: TestClient, bench: Bench) -> None:
    address = f"/artifacts/{bench.digest}/performance"
    assert "Nothing measured yet" in client.get(address, headers=HX).text
    assert "Nothing measured yet" in client.get(address).text
    older, newer = bench.done("temperature"), bench.done("temperature")
    for each in (address, "/projects/temperature/performance"):
        assert f'href="/runs/{newer}/performance"' in client.get(each, headers=HX).text
        listed = client.get(each).text
        assert listed.index(f"/runs/{newer}/performance") < listed.index(f"/runs/{older}/performance")


def test_an_artifact_is_measured_from_its_page(client: TestClient, bench: Bench) -> None:
    form = {"payload": "{}", "measure_count": "50", "measure_warm_up": "0", "measure_profile": "on"}
    answer = client.post(f"/artifacts/{bench.digest}/performance", data=form, follow_redirects=False)

    run = answer.headers["location"].split("/")[2]
    (listed,) = client.get("/api/v1/runs?purpose=measure").json()["items"]
    assert (answer.status_code, listed["id"], listed["purpose"]) == (303, run, "measure")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"measure_count": "0"}, "1 to 10,000 calls"),
        ({"measure_count": "10001"}, "1 to 10,000 calls"),
        ({"measure_warm_up": "10001"}, "0 to 10,000 calls to warm up"),
        ({"measure_count": "many"}, "must be a whole number"),
        ({"payload": "{", "encoding": "json"}, "This is no JSON"),
    ],
)
@pytest.mark.parametrize("where", ["project", "artifact"])
def test_a_mistake_is_told_and_nothing_started(
    client: TestClient, bench: Bench, form: dict[str, str], says: str, where: str
) -> None:
    home = "/projects/temperature" if where == "project" else f"/artifacts/{bench.digest}"
    fragment = client.post(f"{home}/performance", data={"payload": "{}"} | form, headers=HX)
    page = client.post(f"{home}/performance", data={"payload": "typed"} | form)

    assert (fragment.status_code, page.status_code) == (422, 422)
    assert says in fragment.text
    assert "<html" not in fragment.text
    assert says in page.text
    assert client.get("/api/v1/runs?purpose=measure").json()["items"] == []


def test_the_list_and_unknown_places(client: TestClient) -> None:
    assert client.get("/projects/nobody/performance").status_code == 404
    assert client.post("/projects/nobody/performance", data={"payload": "{}"}).status_code == 404
    assert client.get(f"{UNKNOWN}/performance").status_code == 404
    assert client.post(f"{UNKNOWN}/performance", data={"payload": "{}"}).status_code == 404
    assert client.get("/runs/nothing/performance").status_code == 404
