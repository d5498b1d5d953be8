"""The adapter through the whole product: what a class keeps on itself, and what it imports late."""

import pytest

from tests.support.api import Api

NAME = "e2e-threshold"
SOURCE = """\
from filter_impl import exports
from filter_impl.imports import types


class Filter(exports.Filter):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        import decimal

        self.threshold = decimal.Decimal(dict(configuration.properties)["threshold"])
        return True

    def process(self, message: types.DataModel) -> bool:
        import decimal

        if not isinstance(message, types.DataModel_Message):
            return False
        payload = message.value.payload
        data = payload.value.read() if isinstance(payload, types.BufferOrBytes_Buffer) else payload.value
        return decimal.Decimal(data.decode()) >= self.threshold
"""
RUN = {
    "configuration": {"threshold": "25"},
    "messages": [{"payload": "24.9"}, {"payload": "25.0"}, {"payload": "no number"}],
}


@pytest.mark.build
def test_with_the_adapter_state_and_late_imports_are_there(api: Api) -> None:
    api.project(NAME, "filter", source=SOURCE)
    build = api.build(NAME)
    run = api.run(artifact=build["artifact"], **RUN)

    assert (build["status"], build["adapter"]) == ("succeeded", True), build
    artifact = api.get(f"/artifacts/{build['artifact']}")
    assert artifact["adapter"] is True
    first = artifact["builds"][0]["id"]  # later ones are answered from the store, without a log of their own
    assert "With the adapter: one Filter for init and process, and imported early: decimal" in api.log(first)
    assert [result["outcome"] for result in run["results"]] == ["dropped", "passed", "trap"]
    assert run["results"][2]["error"].startswith("decimal.InvalidOperation")
    assert [(frame["path"], frame["line"]) for frame in run["results"][2]["traceback"]] == [(f"{NAME}.py", 19)]


@pytest.mark.build
def test_without_it_the_plain_toolchains_limits_hold(api: Api) -> None:
    api.project(NAME, "filter", source=f"import decimal\n{SOURCE}")
    build = api.build(NAME, adapter=False, force=True)
    run = api.run(artifact=build["artifact"], **RUN)

    assert (build["status"], build["adapter"]) == ("succeeded", False), build
    assert api.get(f"/artifacts/{build['artifact']}")["adapter"] is False
    assert [result["outcome"] for result in run["results"]] == ["trap"] * 3
    assert run["results"][0]["error"] == "AttributeError: 'Filter' object has no attribute 'threshold'"


def test_without_it_the_reason_is_told_before_the_build(api: Api) -> None:
    api.project(NAME, "filter", source=SOURCE)
    refused = api.call("POST", f"/projects/{NAME}/builds", 422, json={"adapter": False}).json()

    errors = {(one["code"], one["line"]) for one in refused["diagnostics"] if one["severity"] == "error"}
    assert refused["code"] == "checks_failed"
    assert ("state-across-methods", 19) in errors
    assert ("import-in-function", 7) in errors
