import ast

import pytest

from app.operators import samples
from app.operators.files import check_files
from app.operators.kinds import ApiVersion, Kind
from app.operators.samples import SamplePayload
from app.operators.worlds import world
from app.sandbox.inputs import parse_inputs
from tests.operators.expectations import expected

EVERY_TEMPLATE = pytest.mark.parametrize(
    ("kind", "api_version"), [(kind, version) for kind in Kind for version in ApiVersion]
)
EVERY_PAYLOAD = pytest.mark.parametrize(
    ("kind", "api_version", "payload"),
    [
        pytest.param(kind, version, payload, id=f"{kind}-{version}-{payload.name}")
        for kind in Kind
        for version in ApiVersion
        for payload in samples.payloads(kind, version)
    ],
)


def trees(kind: Kind, api_version: ApiVersion) -> dict[str, ast.Module]:
    return {path: ast.parse(text) for path, text in samples.files(kind, api_version, "my-operator").items()}


@EVERY_TEMPLATE
def test_a_template_is_a_valid_project_of_two_modules_that_compile(kind: Kind, api_version: ApiVersion) -> None:
    files = samples.files(kind, api_version, "my-operator")
    assert list(files) == ["my-operator.py", "payload.py"]
    check_files({path: text.encode() for path, text in files.items()})
    for path, text in files.items():
        compile(text, path, "exec")
        assert text.endswith("\n")
        assert max(map(len, text.splitlines())) <= 110


@EVERY_TEMPLATE
def test_the_entry_defines_the_class_and_the_functions_of_its_kind(kind: Kind, api_version: ApiVersion) -> None:
    tree = trees(kind, api_version)["my-operator.py"]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes] == [kind.entry_class]
    methods = {
        node.name: [argument.arg for argument in node.args.args]
        for node in classes[0].body
        if isinstance(node, ast.FunctionDef)
    }
    wanted = kind.python_signature.removeprefix("def process(").split(") ->")[0]
    assert methods == {
        "init": ["self", "configuration"],
        "process": [part.split(":")[0] for part in wanted.split(", ")],
    }


@EVERY_TEMPLATE
def test_everything_is_imported_at_the_top_and_from_the_right_bindings(kind: Kind, api_version: ApiVersion) -> None:
    for tree in trees(kind, api_version).values():
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)] == imports
        packages = {node.module.split(".")[0] for node in imports if isinstance(node, ast.ImportFrom) and node.module}
        assert packages - {"dataclasses"} == {world(kind, api_version).module}


@EVERY_TEMPLATE
def test_nothing_is_kept_on_self_and_no_clock_or_chance_is_used(kind: Kind, api_version: ApiVersion) -> None:
    for tree in trees(kind, api_version).values():
        for node in ast.walk(tree):
            assert not (
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
            )
            assert not (isinstance(node, ast.alias) and node.name in ("time", "random", "datetime", "secrets"))


@EVERY_TEMPLATE
def test_a_template_logs_counts_and_reports_as_its_version_allows(kind: Kind, api_version: ApiVersion) -> None:
    text = samples.files(kind, api_version, "temperature")["temperature.py"]
    assert "logger.log(" in text
    assert "metrics.add_to_counter(" in text
    assert ("raise Err(types.Error(" in text) is (api_version is ApiVersion.V1_1_0)
    assert text.count("def refuse(") == 1


@pytest.mark.parametrize("kind", Kind)
def test_the_versions_of_a_template_differ_only_in_how_they_refuse(kind: Kind) -> None:
    texts = [samples.files(kind, version, "temperature") for version in ApiVersion]
    assert texts[0]["payload.py"] == texts[1]["payload.py"]
    before = [text["temperature.py"].split("def refuse(") for text in texts]
    assert before[0][0] == before[1][0]
    assert before[0][1] != before[1][1]


@EVERY_TEMPLATE
def test_there_are_payloads_for_every_occasion(kind: Kind, api_version: ApiVersion) -> None:
    payloads = samples.payloads(kind, api_version)
    assert len(payloads) >= 4
    assert len({payload.name for payload in payloads}) == len(payloads)
    everything = str([payload.request for payload in payloads])
    for shape in ("'snapshot'", "'bytes'", "'as': 'bytes'", "'configuration'"):
        assert shape in everything
    outcomes = {outcome for payload in payloads for outcome, _ in expected(kind, api_version, payload.name) or []}
    assert ("error" in outcomes) is (api_version is ApiVersion.V1_1_0)


@EVERY_PAYLOAD
def test_a_payload_is_a_request_a_run_accepts(kind: Kind, api_version: ApiVersion, payload: SamplePayload) -> None:
    assert set(payload.request) <= {"configuration", "messages"}
    assert all(isinstance(value, str) for value in payload.request.get("configuration", {}).values())
    inputs = parse_inputs(str(kind), payload.request["messages"])
    results = expected(kind, api_version, payload.name)
    assert results is None or len(results) == len(inputs)


def test_the_payloads_of_the_two_versions_differ_only_in_what_they_promise() -> None:
    older, newer = (samples.payloads(Kind.MAP, version) for version in ApiVersion)
    assert [payload.request for payload in older] == [payload.request for payload in newer]
    promised = {payload.name: payload.description for payload in newer}
    assert promised["Not a temperature"].endswith("Each is answered with an error.")
    assert {p.name for p in older if p.description != promised[p.name]} == {"Not a temperature"}
