"""A project's own tests through the interface, in children as in the studio."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.own_tests import is_final
from app.db.models import OwnTestRun, RunStatus
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.runs.testing import service
from tests.api.conftest import API, problem
from tests.support import previews
from tests.support.polling import until

pytestmark = pytest.mark.build

NAME = "units"
GOOD = "def test_it(operator): operator()\ndef test_b(): pass\n"
BAD = "import pytest\ndef test_bad():\n    print('so')\n    assert 1 == 2\ndef test_left(): pytest.skip('later')\n"


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    previews.ready()


@pytest.fixture
def project(client: TestClient) -> str:
    """The address of a project from a template, with two files of tests."""
    files = samples.files(Kind.MAP, ApiVersion.V1_1_0, NAME)
    client.post(f"{API}/projects", json={"name": NAME, "kind": "map", "source": files[f"{NAME}.py"]})
    save(client, {"payload.py": files["payload.py"], "test_good.py": GOOD, "tests/test_bad.py": BAD})
    return f"{API}/projects/{NAME}"


def save(client: TestClient, files: dict[str, str | None]) -> None:
    base = client.get(f"{API}/projects/{NAME}").json()["revision"]
    saved = client.post(f"{API}/projects/{NAME}/revisions", json={"base": base, "files": files})
    assert saved.status_code in {200, 201}, saved.text


def ended(client: TestClient, project: str, **body: Any) -> dict[str, Any]:
    """A run, once it has ended."""
    answer = client.post(f"{project}/tests", json=body)
    assert answer.status_code == 202, answer.text
    address = answer.headers["Location"]
    run: dict[str, Any] = until(lambda: client.get(address).json(), lambda run: run["finished"])
    return run


def results(client: TestClient, run: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{API}/test-runs/{run['id']}/results{query}").json()["items"]
    return found


def test_all_tests_are_run_and_told(client: TestClient, project: str) -> None:
    run = ended(client, project)

    assert (run["status"], run["verdict"], run["total"], run["behind"]) == ("completed", "failed", 4, False)
    assert run["counts"] == {"passed": 2, "failed": 1, "skipped": 1, "broken": 0}
    rows = results(client, run)
    assert [(row["path"], row["name"], row["verdict"]) for row in rows] == [
        ("test_good.py", "test_it", "passed"),
        ("test_good.py", "test_b", "passed"),
        ("tests/test_bad.py", "test_bad", "failed"),
        ("tests/test_bad.py", "test_left", "skipped"),
    ]
    assert (rows[2]["line"], rows[2]["stdout"], rows[3]["reason"]) == (2, "so\n", "later")
    assert rows[2]["error"]["frames"] == [{"path": "tests/test_bad.py", "line": 4, "function": "test_bad"}]
    assert results(client, run, "?verdict=failed") == [rows[2]]
    assert client.get(f"{project}/tests").json()["items"] == [run]


def test_files_names_and_those_that_failed_can_be_chosen(client: TestClient, project: str) -> None:
    everything = ended(client, project)

    def names(**body: Any) -> list[str]:
        run = ended(client, project, **body)
        assert run["selected"]
        return [row["name"] for row in results(client, run)]

    assert names(tests_in=["test_good.py"]) == ["test_it", "test_b"]
    assert names(names=["test_good.py::test_b", "tests/test_bad.py::test_bad"]) == ["test_b", "test_bad"]
    assert names(only_failed_of=everything["id"]) == ["test_bad"]


def test_what_is_typed_counts_and_a_newer_revision_marks_the_result_as_older(client: TestClient, project: str) -> None:
    mended = {"tests/test_bad.py": "def test_bad(): pass\n"}
    run = ended(client, project, files=mended)
    again = ended(client, project)

    assert (run["verdict"], run["behind"], again["behind"]) == ("passed", True, False)
    save(client, {"notes.txt": "x"})
    assert client.get(f"{API}/test-runs/{again['id']}").json()["behind"]


def test_no_tests_are_never_green(client: TestClient, project: str) -> None:
    without = {"test_good.py": None, "tests/test_bad.py": None}

    assert ended(client, project, files=without)["verdict"] == "none"
    only_skipped = without | {"test_c.py": "import pytest\ndef test_c(): pytest.skip()\n"}
    assert ended(client, project, files=only_skipped)["verdict"] == "none"
    assert ended(client, project, files=without | {"test_c.py": "x = 1\n"})["total"] == 0


def test_a_file_that_cannot_be_read_is_a_result_of_its_own(client: TestClient, project: str) -> None:
    run = ended(client, project, files={"test_good.py": "def test_a(:\n"}, tests_in=["test_good.py"])
    [row] = results(client, run)

    assert (run["verdict"], row["name"], row["verdict"], row["line"]) == ("failed", "", "broken", 1)
    again = ended(client, project, files={"test_good.py": GOOD}, only_failed_of=run["id"])
    assert (again["verdict"], again["total"]) == ("passed", 2)


def test_an_operator_that_cannot_be_loaded_fails_the_run_with_diagnostics(client: TestClient, project: str) -> None:
    run = ended(client, project, files={f"{NAME}.py": "import payload\n1 / 0\n"})

    assert (run["status"], run["verdict"], run["total"]) == ("failed", "failed", None)
    assert run["error"]["code"] == "tests_not_loaded"
    assert run["error"]["diagnostics"][0]["line"] == 2


def test_hostile_tests_end_their_own_python_only(client: TestClient, project: str) -> None:
    hostile = "import os, sys\ndef test_a(): os._exit(0)\ndef test_b(): sys.exit(0)\ndef test_c(): pass\n"
    run = ended(client, project, files={"test_good.py": hostile}, tests_in=["test_good.py"])

    assert [row["verdict"] for row in results(client, run)] == ["broken", "failed", "passed"]


def test_results_come_as_junit(client: TestClient, project: str) -> None:
    run = ended(client, project)
    answer = client.get(f"{API}/test-runs/{run['id']}/junit.xml")
    [suite] = ET.fromstring(answer.text)

    assert (answer.headers["Content-Type"], suite.get("failures"), suite.get("skipped")) == (
        "application/xml",
        "1",
        "1",
    )
    assert [[part.tag for part in case] for case in suite] == [[], [], ["failure"], ["skipped"]]
    failure = suite[2][0]
    assert str(failure.get("message")) == "tests/test_bad.py:4: AssertionError: assert 1 == 2"


def test_events_tell_each_test(client: TestClient, project: str) -> None:
    run = ended(client, project)
    told = client.get(f"{API}/test-runs/{run['id']}/events").text

    assert told.count("event: test\n") == 4
    assert "event: status" in told


def test_refusals_have_codes(client: TestClient, project: str) -> None:
    run = ended(client, project, tests_in=["test_good.py"])

    problem(client.post(f"{project}/tests", json={"tests_in": ["payload.py"]}), 422, "tests_unknown")
    problem(client.post(f"{project}/tests", json={"names": ["gone.py::test_a"]}), 422, "tests_unknown")
    problem(client.post(f"{project}/tests", json={"only_failed_of": run["id"]}), 409, "nothing_failed")
    both = {"only_failed_of": run["id"], "names": ["test_good.py::test_b"]}
    problem(client.post(f"{project}/tests", json=both), 422, "tests_unknown")
    problem(client.post(f"{project}/tests", json={"only_failed_of": "gone"}), 404, "test_run_unknown")
    problem(client.post(f"{API}/test-runs/{run['id']}/cancel"), 409, "test_run_ended")
    for method, address in (("GET", ""), ("GET", "/results"), ("GET", "/events"), ("DELETE", ""), ("POST", "/cancel")):
        problem(client.request(method, f"{API}/test-runs/gone{address}"), 404, "test_run_unknown")


def test_a_run_can_be_deleted_and_outlives_its_project(client: TestClient, project: str, studio: Studio) -> None:
    first, second = (ended(client, project, tests_in=["test_good.py"]) for _ in range(2))
    assert client.delete(f"{API}/test-runs/{first['id']}").status_code == 204
    problem(client.get(f"{API}/test-runs/{first['id']}"), 404, "test_run_unknown")

    assert client.delete(project).status_code == 204
    assert client.get(f"{API}/test-runs/{second['id']}").json()["verdict"] == "passed"
    with reading(studio.engine) as session:
        assert is_final(session, first["id"])


def test_a_run_that_waits_is_cancelled_at_once_and_not_deleted_before(
    client: TestClient, project: str, studio: Studio
) -> None:
    made = ended(client, project, tests_in=["test_good.py"])
    with unit_of_work(studio.engine) as session:
        row = session.get_one(OwnTestRun, made["id"])
        row.status = RunStatus.QUEUED

    problem(client.delete(f"{API}/test-runs/{made['id']}"), 409, "test_run_at_work")
    problem(client.post(f"{project}/tests", json={"only_failed_of": made["id"]}), 409, "test_run_at_work")
    problem(client.get(f"{API}/test-runs/{made['id']}/junit.xml"), 409, "test_run_at_work")
    told = client.post(f"{API}/test-runs/{made['id']}/cancel").json()
    assert (told["status"], told["verdict"], told["error"]["code"]) == ("stopped", "stopped", "cancelled")


def test_a_run_that_was_interrupted_goes_on_with_what_is_left(client: TestClient, project: str, studio: Studio) -> None:
    made = ended(client, project)
    before = results(client, made)
    with unit_of_work(studio.engine) as session:
        session.get_one(OwnTestRun, made["id"]).status = RunStatus.RUNNING
        assert service.requeue_interrupted(session) == [made["id"]]
    studio.queue.dispatch(service.JOB, made["id"])
    address = f"{API}/test-runs/{made['id']}"
    again = until(lambda: client.get(address).json(), lambda run: run["status"] == "completed")

    assert (again["counts"], results(client, made)) == (made["counts"], before)
