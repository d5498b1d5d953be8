"""Builds that cannot succeed and are wanted all the same: each ends with a reason that points into the project's own
files. test_two_lanes.py has more reasons, without a studio."""

import pytest

from tests.e2e.operators import PLAIN
from tests.support.api import Api, Json

pytestmark = pytest.mark.build

BROKEN_HELPER = "LIMIT = 3\n\n\ndef clamp(value:\n    return min(value, LIMIT)\n"


def failed(api: Api, files: dict[str, str]) -> Json:
    """The build of a project of these files, which has to fail."""
    api.project("e2e-broken", source=files["e2e-broken.py"])
    api.save("e2e-broken", dict(files))
    build = api.build("e2e-broken", force=True)
    assert (build["status"], build["error"]["code"], build["artifact"]) == ("failed", "build_failed", None)
    assert build["error"]["detail"] == build["diagnostics"][0]["message"]
    preview = api.run(project="e2e-broken", messages=[{}])
    assert (preview["status"], preview["init"]["stage"]) == ("failed", "load")
    assert _told(preview["init"]["diagnostics"]) == _told(build["diagnostics"])
    api.call("DELETE", "/projects/e2e-broken", 204)
    return build


def _told(diagnostics: list[Json]) -> list[Json]:
    """Without their ids, which begin with that of the build or the run."""
    return [{name: value for name, value in found.items() if name != "id"} for found in diagnostics]


def place(build: Json) -> tuple[str, str, int]:
    found = build["diagnostics"][0]
    assert found["severity"] == "error"
    assert found["help"]
    return found["code"], found["path"], found["line"]


def test_a_syntax_error_in_a_second_module_is_found_there(api: Api) -> None:
    build = failed(api, {"e2e-broken.py": f"import helper\n{PLAIN}", "helper.py": BROKEN_HELPER})
    code, path, line = place(build)
    assert (code, path) == ("build-syntax-error", "helper.py")
    assert line in {4, 5}  # the bracket is left open in one and shows up in the next
    assert any("SyntaxError" in text for text in api.log(build["id"]))


def test_a_package_with_compiled_parts_is_explained(api: Api) -> None:
    build = failed(api, {"e2e-broken.py": f'"""Numbers."""\n\nimport numpy\n\n{PLAIN}'})
    assert place(build) == ("build-missing-module", "e2e-broken.py", 3)
    assert "numpy" in build["error"]["detail"]
    assert "pure Python" in build["diagnostics"][0]["help"]
