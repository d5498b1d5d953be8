"""Every template, run through the API on its own sample payloads: in the preview lane in both API versions, and as a
real component once for each kind, with the versions in turn, where both lanes must say the same.
"""

import json
from typing import Any

import pytest

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from tests.e2e.two_lanes import OF_RESULTS, REPEATABLE, SAME
from tests.operators.expectations import Expected, expected
from tests.support.api import Api, Json

pytestmark = pytest.mark.build

EVERY_WORLD = [(kind, version) for version in ApiVersion for kind in Kind]
BUILT = [(kind, list(ApiVersion)[(number + 1) % 2]) for number, kind in enumerate(Kind)]
OF_WASI = "wasi:"
OF_THE_TOOLCHAIN = "exports"  # componentize-py 0.14.0 gives every component an empty instance of this name


@pytest.mark.parametrize(("kind", "api_version"), BUILT)
def test_a_template_builds_and_answers_its_payloads_as_its_kind_promises(
    api: Api, kind: Kind, api_version: ApiVersion
) -> None:
    name = name_of(kind, api_version)
    api.project(name, kind, api_version)

    digest = api.artifact(name)

    the_component_fits(api.get(f"/artifacts/{digest}"), kind, api_version)
    for payload in samples.payloads(kind, api_version):
        asked = {**payload.request, **REPEATABLE}
        run, preview = api.run(artifact=digest, **asked), api.run(project=name, **asked)
        assert (run["artifact"], run["lane"]) == (digest, "artifact")
        as_expected(run, expected(kind, api_version, payload.name))
        assert told(run) == told(preview)
    api.forget_runs(digest)
    api.call("DELETE", f"/projects/{name}", 204)


@pytest.mark.parametrize(("kind", "api_version"), EVERY_WORLD)
def test_a_templates_preview_answers_its_payloads_as_its_kind_promises(
    api: Api, kind: Kind, api_version: ApiVersion
) -> None:
    name = f"{name_of(kind, api_version)}-preview"
    api.project(name, kind, api_version)

    for payload in samples.payloads(kind, api_version):
        preview = api.run(project=name, **payload.request)
        assert (preview["artifact"], preview["revision"], preview["lane"]) == (None, 1, "preview")
        as_expected(preview, expected(kind, api_version, payload.name))
    api.call("DELETE", f"/projects/{name}", 204)


def name_of(kind: Kind, api_version: ApiVersion) -> str:
    return f"e2e-{kind}-{api_version.replace('.', '-')}"


def the_component_fits(artifact: Json, kind: Kind, api_version: ApiVersion) -> None:
    target = world(kind, api_version)
    assert (artifact["kinds"], artifact["api_version"], artifact["package"]) == ([kind], api_version, target.package)
    assert artifact["exports"] == [OF_THE_TOOLCHAIN, target.export]
    assert {name for name in artifact["imports"] if not name.startswith(OF_WASI)} == target.imports
    assert all("@0.2." in name for name in artifact["imports"] if name.startswith(OF_WASI))
    assert artifact["toolchain"]["componentize-py"] == "0.14.0"


def told(run: Json) -> list[Json]:
    """What both lanes have to agree on."""
    return [{name: run["init"][name] for name in SAME}] + [
        {name: result[name] for name in OF_RESULTS} for result in run["results"]
    ]


def as_expected(run: Json, results: Expected) -> None:
    if results is None:
        assert (run["status"], run["init"]["ok"], run["results"]) == ("failed", False, [])
        return
    assert (run["status"], run["init"]["ok"]) == ("completed", True), run
    assert len(run["results"]) == len(results)
    for result, (outcome, detail) in zip(run["results"], results, strict=True):
        assert result["outcome"] == outcome, result
        assert shown(result, detail)


def shown(result: Json, detail: Any) -> bool:
    """Whether a result shows the detail that its outcome has."""
    match result["outcome"]:
        case "output":
            content = text_of(result["output"])
            return bool(content == detail if isinstance(detail, str) else json.loads(content) == detail)
        case "arm":
            return bool(result["arm"] == detail)
        case "delayed":
            return bool(result["hlc"]["secs"] == detail)
        case "error":
            return detail in result["error"]
    return detail is None


def text_of(output: Json) -> str:
    return str(output.get("payload", output.get("bytes", output.get("frame"))))
