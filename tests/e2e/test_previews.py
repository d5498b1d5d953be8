"""The preview lane through the interface of a running studio."""

import pytest

from tests.support.api import Api
from tests.support.polling import until

pytestmark = pytest.mark.build

NAME = "e2e-previewed"
SOURCE = """\
from map_impl import exports
from map_impl.imports import types


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(b"stored"))
"""
ENTRY = f"{NAME}.py"
MESSAGES = [{"payload": "x"}, {"payload": "y"}]


@pytest.fixture
def project(api: Api) -> str:
    api.project(NAME, source=SOURCE)
    return NAME


def outputs(run: dict[str, object]) -> list[str]:
    results = run["results"]
    assert isinstance(results, list)
    return [result["output"]["bytes"] for result in results]


def test_what_is_stored_and_what_is_typed_run_without_a_build(api: Api, project: str) -> None:
    stored = api.run(project=project, messages=MESSAGES)
    typed = api.run(project=project, files={ENTRY: SOURCE.replace("stored", "typed")}, messages=MESSAGES)

    assert (outputs(stored), outputs(typed)) == (["stored"] * 2, ["typed"] * 2)
    assert stored["sources_digest"] != typed["sources_digest"]
    assert (typed["lane"], typed["artifact"], typed["revision"], typed["notes"]) == ("preview", None, 1, [])
    assert api.get(f"/projects/{project}")["revision"] == 1


def test_what_would_not_build_says_where(api: Api, project: str) -> None:
    run = api.run(project=project, files={ENTRY: f"import helper\n{SOURCE}", "helper.py": "x = (\n"}, messages=MESSAGES)

    assert (run["status"], run["results"], run["init"]["stage"]) == ("failed", [], "load")
    (found,) = run["init"]["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == ("build-syntax-error", "helper.py", 1)


def test_what_a_build_freezes_is_noted(api: Api, project: str) -> None:
    run = api.run(project=project, files={ENTRY: f"import uuid\nID = uuid.uuid4()\n{SOURCE}"}, messages=MESSAGES)

    assert (run["status"], len(run["notes"])) == ("completed", 1)


def test_what_it_cannot_do_is_refused_with_the_reason(api: Api, project: str) -> None:
    typed = SOURCE.replace("import types\n", "import logger, types\n\nlogger.log(logger.Level.INFO, 'a', 'b')\n")
    run = api.run(project=project, files={ENTRY: typed}, messages=MESSAGES)

    assert (run["status"], run["error"]["code"]) == ("stopped", "preview_refused")
    assert "calls the host" in run["error"]["detail"]


def test_one_that_loops_is_cancelled_and_others_go_on(api: Api, project: str) -> None:
    endless = SOURCE.replace("        return types", "        while True: pass\n        return types")
    limits = {"time_ms": 60_000}
    started = api.start_run(project=project, files={ENTRY: endless}, messages=MESSAGES, limits=limits)
    until(lambda: api.get(f"/runs/{started['id']}")["init"])
    assert outputs(api.run(project=project, messages=MESSAGES)) == ["stored"] * 2
    api.call("POST", f"/runs/{started['id']}/cancel")

    ended = api.ended("runs", started["id"])
    assert (ended["status"], ended["error"]["code"]) == ("stopped", "cancelled")


def test_a_measurement_tells_the_functions_of_the_operator(api: Api, project: str) -> None:
    measure = {"warm_up": 2, "count": 20, "profile": True}
    measured = api.run(project=project, messages=MESSAGES, measure=measure)["measured"]

    assert measured["outcomes"] == {"output": 20}
    row = next(row for row in measured["profile"] if row["path"] == ENTRY)
    assert (row["function"], row["line"]) == ("Map.process", 9)
    assert 20 <= row["calls"] <= 22
    assert 0 <= row["own_us"] <= row["total_us"]
