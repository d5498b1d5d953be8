"""Checks and fixes for outside scripts, with the real checker."""

from starlette.testclient import TestClient

from app.http.studio import Studio
from tests.api.conftest import API, problem

SOURCE = """from cooler_impl import exports


class Cooler(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
""".replace("cooler_impl", "map_impl")
GOOD = SOURCE.replace("class Cooler", "class Map")
CHECK = f"{API}/projects/cooler/check"
FIX = f"{API}/projects/cooler/fix"


def made(client: TestClient, source: str = SOURCE) -> None:
    body = {"name": "cooler", "kind": "map", "source": source}
    assert client.post(f"{API}/projects", json=body).status_code == 201


def text(client: TestClient) -> str:
    return client.get(f"{API}/projects/cooler/files/cooler.py").text


def test_the_newest_revision_is_checked(client: TestClient) -> None:
    made(client)
    (found,) = client.post(CHECK).json()["diagnostics"]

    place = {name: found[name] for name in ("path", "line", "column", "end_line", "end_column")}
    assert place == {"path": "cooler.py", "line": 4, "column": 1, "end_line": 4, "end_column": 27}
    assert (found["code"], found["severity"], found["fixable"]) == ("entry-class", "error", True)
    assert found["id"]
    assert found["message"]
    assert found["help"]


def test_files_as_typed_are_laid_over_it_and_not_stored(client: TestClient) -> None:
    made(client)

    assert client.post(CHECK, json={"files": {"cooler.py": GOOD}}).json() == {"diagnostics": []}
    assert text(client) == SOURCE


def test_a_file_that_is_typed_away_is_missed(client: TestClient) -> None:
    made(client, "import helper\n" + GOOD)
    files = {"helper.py": "x = 1\n"}
    client.post(f"{API}/projects/cooler/revisions", json={"base": 1, "files": files})

    assert client.post(CHECK).json() == {"diagnostics": []}
    found = client.post(CHECK, json={"files": {"helper.py": None}}).json()["diagnostics"]
    assert [(one["code"], one["line"]) for one in found] == [("module-unknown", 1)]


def test_bad_paths_and_unknown_members_are_refused(client: TestClient) -> None:
    made(client)

    problem(client.post(CHECK, json={"files": {"../op.py": "x = 1"}}), 422, "invalid_path")
    problem(client.post(CHECK, json={"file": {}}), 422, "request_not_valid")
    problem(client.post(f"{API}/projects/nowhere/check"), 404, "project_unknown")


def test_a_fix_is_stored_as_a_revision(client: TestClient) -> None:
    made(client)
    fixed = client.post(FIX).json()

    assert (fixed["revision"], fixed["files"], fixed["diagnostics"]) == (2, {"cooler.py": GOOD}, [])
    assert fixed["diff"].startswith("--- a/cooler.py\n+++ b/cooler.py\n")
    assert text(client) == GOOD


def test_a_fix_can_only_be_looked_at(client: TestClient) -> None:
    made(client)
    fixed = client.post(FIX, json={"apply": False}).json()

    assert (fixed["revision"], fixed["files"]) == (1, {"cooler.py": GOOD})
    assert text(client) == SOURCE


def test_typed_text_and_its_fix_are_stored_together(client: TestClient) -> None:
    made(client, GOOD)
    typed = {"cooler.py": "import helper\n" + SOURCE, "helper.py": "x = 1\n"}
    fixed = client.post(FIX, json={"files": typed}).json()

    assert list(fixed["files"]) == ["cooler.py"]
    assert text(client) == "import helper\n" + GOOD
    assert client.get(f"{API}/projects/cooler/files/helper.py").text == "x = 1\n"


def test_a_fix_on_an_older_revision_is_refused(client: TestClient) -> None:
    made(client)
    client.put(f"{API}/projects/cooler/files/other.py", content="y = 1\n")

    problem(client.post(FIX, json={"base": 1}), 409, "revision_moved_on")
    assert text(client) == SOURCE


def test_nothing_to_mend_makes_no_revision(client: TestClient) -> None:
    made(client, GOOD)

    assert client.post(FIX).json() == {"diff": "", "files": {}, "revision": 1, "diagnostics": []}


def test_the_newest_revision_is_told_whatever_base_says(client: TestClient) -> None:
    made(client, GOOD)

    assert client.post(FIX, json={"base": 99}).json()["revision"] == 1


def test_errors_stop_a_build_unless_it_is_forced(client: TestClient, studio: Studio) -> None:
    made(client)
    refused = problem(client.post(f"{API}/projects/cooler/builds"), 422, "checks_failed")

    assert [one["code"] for one in refused["diagnostics"]] == ["entry-class"]  # type: ignore[attr-defined]
    assert client.get(f"{API}/projects/cooler/builds").json()["items"] == []
    assert client.post(f"{API}/projects/cooler/builds", json={"force": True}).status_code == 202


def test_what_passes_the_checks_is_built(client: TestClient) -> None:
    made(client, GOOD)

    assert client.post(f"{API}/projects/cooler/builds").status_code == 202
