"""Settings that tests share: state, schemas, configuration and time."""

import pytest

from tests.payloads.reading.support import Content, Imports
from tests.payloads.reading.test_published import CASE, GRAPH

TEST = "name: {name}\ngraph: ../scenario/graph.yaml\ninput: ./input\nexpected: e.json\ntimeout: {timeout}\n"


def two(**more: Content) -> dict[str, Content]:
    """Two tests that name one graph."""
    files: dict[str, Content] = {}
    for name, timeout in (("a", 100), ("b", 60_000)):
        files |= {f"{name}/{name}.test.yaml": TEST.format(name=name, timeout=timeout)}
        files |= {f"{name}/input/1.json": "1", f"{name}/e.json": "[]"}
    return files | more


@pytest.mark.parametrize("place", ["statestore.json", "a/statestore.json", "scenario/statestore.json"])
def test_the_state_lies_beside_the_test_its_graph_or_above(imports: Imports, place: str) -> None:
    got = imports.files(two(**{place: '[{"factoryId": "factoryA"}, {"limits": [1, 2]}]'}))

    assert got.settings is not None
    assert got.settings["state"] == [
        {"key": "factoryId", "value": "factoryA", "encoding": "text"},
        {"key": "limits", "value": "[1, 2]", "encoding": "text"},
    ]
    only_a = "a/statestore.json gives the initial state of all cases, also of tests that do not lie beside it."
    assert (only_a in got.notes) is (place == "a/statestore.json")


@pytest.mark.parametrize(
    ("state", "pairs"),
    [
        ('{"a": "1", "b": null}', {"a": "1", "b": "null"}),
        ('[{"key": "a", "value": 1}, {"key": "b", "value": "x"}]', {"a": "1", "b": "x"}),
        ('[{"a": "1", "b": "2"}]', {"a": "1", "b": "2"}),
        ("[]", {}),
    ],
)
def test_other_plausible_forms_of_state(imports: Imports, state: str, pairs: dict[str, str]) -> None:
    settings = imports.files(two(**{"statestore.json": state})).settings

    assert settings is not None
    assert {seed["key"]: seed["value"] for seed in settings.get("state", [])} == pairs


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("[1]", 'The state is no list of objects. Write a list such as [{"key": "value"}].'),
        ('"x"', 'The state is no list of objects. Write a list such as [{"key": "value"}].'),
        ('[{"a": 1}, {"a": 2}]', "A key of the state is there twice. Keep one of the two."),
        ('[{"": 1}]', "A key of the state is empty. Name it."),
    ],
)
def test_state_that_is_none_is_told_once(imports: Imports, state: str, sentence: str) -> None:
    assert imports.files(two(**{"statestore.json": state})).sentences == [f"statestore.json: {sentence}"]


def test_two_tests_with_different_state_cannot_share_a_collection(imports: Imports) -> None:
    got = imports.files(two(**{"a/statestore.json": '[{"a": "1"}]', "b/statestore.json": '[{"a": "2"}]'}))

    assert got.cases == []
    assert got.sentences == [
        "b/statestore.json: a/statestore.json gives another initial state. A collection has one for all its cases: "
        "import them apart."
    ]


def test_the_same_state_twice_is_no_difference(imports: Imports) -> None:
    same = {f"{name}/statestore.json": '[{"a": "1"}]' for name in "ab"}

    assert imports.files(two(**same)).problems == []


def test_a_schema_is_given_to_init_as_it_is_written(imports: Imports) -> None:
    schema = '{"$schema": "http://json-schema.org/draft-07/schema#",\n "type": "object"}'
    settings = imports.files(two(**{"scenario/tk_schema_config.json": schema})).settings

    assert settings is not None
    assert settings["module_schemas"] == [
        {"name": "tk_schema_config", "content_type": "application/json", "content": schema}
    ]


@pytest.mark.parametrize("wrap", ["{}", '{{"schemas": {}}}', '{{"moduleSchemas": {}}}'])
def test_a_list_of_schemas_is_taken_too(imports: Imports, wrap: str) -> None:
    listed = '[{"name": "a", "contentType": "x/y", "content": {"type": "object"}}, {"content": "text"}]'
    settings = imports.files(two(**{"tk_schema_config.json": wrap.format(listed)})).settings

    assert settings is not None
    assert settings["module_schemas"] == [
        {"name": "a", "content_type": "x/y", "content": '{"type": "object"}'},
        {"name": "tk_schema_config 2", "content_type": "application/json", "content": "text"},
    ]


@pytest.mark.parametrize("schema", ['{"humidity": "int"}', "[]", "42", '[{"name": "a"}]'])
def test_a_schema_of_an_unknown_form_is_left_out_and_told(imports: Imports, schema: str) -> None:
    got = imports.files(two(**{"tk_schema_config.json": schema}))

    assert len(got.cases) == 2
    assert any(note.startswith("tk_schema_config.json holds no JSON schema") for note in got.notes)


def test_the_configuration_is_that_of_the_only_operator(imports: Imports) -> None:
    got = imports.files(two(**{"scenario/graph.yaml": GRAPH}))

    assert got.settings is not None
    assert got.settings["configuration"] == {"limit": "20"}


def test_a_graph_of_several_operators_gives_no_configuration(imports: Imports) -> None:
    two_operators = GRAPH.replace("  - {name: sink", "  - {name: other, operationType: map}\n  - {name: sink")
    got = imports.files(two(**{"scenario/graph.yaml": two_operators}))

    assert got.settings == {"limits": {"time_ms": 60_000}}
    assert (
        "scenario/graph.yaml joins several operators (filter, other); here each case runs one, without its "
        "configuration." in got.notes
    )


@pytest.mark.parametrize("graph", ["{", "a: *b", "\x00", "[" * 10_000, "x: !!python/object:os {}", "42", ""])
def test_a_graph_that_cannot_be_read_is_no_reason_to_refuse(imports: Imports, graph: str) -> None:
    got = imports.files({**CASE, "graph.dataflow.yaml": graph})

    assert (got.names, got.problems) == (["Hot day"], [])
    assert bool(got.notes) is (graph not in ("42", ""))


def test_the_longest_timeout_counts_within_the_bounds_of_the_studio(imports: Imports) -> None:
    got = imports.files(two())
    assert got.settings == {"limits": {"time_ms": 60_000}}
    assert "The tests name different timeouts; all cases have the longest, 60,000 ms." in got.notes

    longer = imports.files(two(**{"a/a.test.yaml": TEST.format(name="a", timeout=90_000)}))
    assert longer.settings == {"limits": {"time_ms": 60_000}}
    assert "A timeout is longer than this studio allows; all cases have 60,000 ms." in longer.notes


def test_no_timeout_sets_no_limit(imports: Imports) -> None:
    got = imports.files(
        {"a/a.test.yaml": "name: a\ngraph: g\ninput: .\nexpected: e.txt\n", "a/1.json": "1", "a/e.txt": "[]"}
    )

    assert got.settings == {}
