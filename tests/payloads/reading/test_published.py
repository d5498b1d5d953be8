"""Folders in the layout of the published test tool, as people write them by hand."""

from typing import Any

import pytest

from tests.payloads.reading.support import Content, Imports

TEST = """\
name: "Hot day"
graph: "../../graph.dataflow.yaml"
input: "./input"
expected: "./expected/expected.json"
timeout: 5000
select: ["topic", "payload.humidity", "properties.user-properties.otel/factoryId", properties.content-type]
ignores:
  - payload.values[0].at
"""
GRAPH = """\
metadata: {$schema: "x", name: g, version: 1.0.0}
operations:
  - {name: source, operationType: source}
  - {name: filter, operationType: filter, module: "filter:1.0.0"}
  - {name: sink, operationType: sink}
moduleConfigurations:
  - name: filter
    parameters:
      limit: {name: limit, default: "20"}
      unset: {name: unset}
"""
EXPECTED = '{"topic": "out", "payload": "{\\"humidity\\": 85}", "properties": {"user-properties": {"a.b": "1"}}}'
CASE: dict[str, Content] = {
    "tests/hot/hot.test.yaml": TEST,
    "tests/hot/input/a.json": '{"humidity":  85.0}\n',
    "tests/hot/expected/expected.json": EXPECTED,
}


def changed(old: str, new: str, **more: Content) -> dict[str, Content]:
    """The case with another test file, and more files."""
    assert old in TEST
    return {**CASE, "tests/hot/hot.test.yaml": TEST.replace(old, new), **more}


def test_a_folder_written_by_hand_is_a_case(imports: Imports) -> None:
    got = imports.files({**CASE, "graph.dataflow.yaml": GRAPH, "README.md": "# Tests", "operators/x/x.py": "x"})
    [case] = got.cases

    assert (got.problems, got.notes) == ([], [])
    assert case.name == "Hot day"
    assert case.messages == [{"topic": "probe/1", "payload": '{"humidity":  85.0}\n', "payload_encoding": "text"}]
    assert case.expect == {
        "output": {"topic": "out", "payload": '{"humidity": 85}', "user_properties": {"a\\.b": "1"}},
        "select": ["topic", "payload.humidity", "user_properties.otel/factoryId", "content_type"],
        "ignores": ["payload.values.0.at"],
    }
    assert got.settings == {"configuration": {"limit": "20"}, "limits": {"time_ms": 5000}}


def test_the_same_in_a_zip_file_and_below_another_folder(imports: Imports) -> None:
    below = {f"./samples/wasm/{path}".removeprefix("./"): content for path, content in CASE.items()}

    assert imports.zip(below).cases == imports.files(CASE).cases == imports.zip(CASE).cases


def test_cases_and_inputs_come_in_the_order_of_their_numbers(imports: Imports) -> None:
    files: dict[str, Content] = {
        f"t{n}/t{n}.test.yaml": f"name: t{n}\ngraph: g\ninput: ./in\nexpected: e.json\n" for n in (10, 9)
    }
    files |= {f"t{n}/in/{m}.json": str(m) for n in (9, 10) for m in (11, 2, 1)}
    files |= {f"t{n}/e.json": "[]" for n in (9, 10)}
    got = imports.files(files)

    assert got.names == ["t9", "t10"]
    assert [message["payload"] for message in got.cases[0].messages] == ["1", "2", "11"]


def test_an_input_may_be_a_file_or_lie_outside_of_the_test(imports: Imports) -> None:
    for written in ("../../data", "../../data/a.json", "../../data/../data/"):
        got = imports.files(changed("./input", written, **{"data/a.json": "1"}))
        assert got.payloads == ["1"]


@pytest.mark.parametrize(
    ("expected", "expect"),
    [
        ("[]", {"outputs": []}),
        ('[{"payload": 1}, {"topic": "t"}]', {"outputs": [{"payload": 1}, {"topic": "t"}]}),
        ('{"payload": {"a": 1}}', {"output": {"payload": {"a": 1}}}),
        ('{"payload": null}', {"output": {"payload": None}}),
        ('{"properties": {"content-type": "text/plain"}}', {"output": {"content_type": "text/plain"}}),
        ("\ufeff[]", {"outputs": []}),
    ],
)
def test_expected_is_an_output_or_a_list_of_all(imports: Imports, expected: str, expect: dict[str, Any]) -> None:
    bare = "name: n\ngraph: g\ninput: ./input\nexpected: ./expected/expected.json\n"
    got = imports.files({**CASE, "tests/hot/hot.test.yaml": bare, "tests/hot/expected/expected.json": expected})

    assert got.cases[0].expect == expect


def test_what_only_mqtt_knows_is_passed_over_and_told(imports: Imports) -> None:
    expected = '{"payload": "1", "qos": 0, "tst": "x", "properties": {"correlation-data": "x"}}'
    files = changed("payload.humidity", "properties.correlation-data")
    got = imports.files({**files, "tests/hot/expected/expected.json": expected})

    assert got.cases[0].expect is not None
    assert got.cases[0].expect["output"] == {"payload": "1"}
    assert "payload.humidity" not in got.cases[0].expect["select"]
    assert got.notes == [
        "tests/hot/expected/expected.json: qos, tst belong to MQTT and are not compared.",
        "tests/hot/expected/expected.json: correlation-data belong to MQTT and are not compared.",
        "tests/hot/hot.test.yaml: select names properties.correlation-data, which is not compared here; known are "
        "topic, payload and properties.",
    ]


def test_what_a_test_leaves_out_is_told(imports: Imports) -> None:
    got = imports.files({"a/a.test.yaml": "input: .\n", "a/1.json": "1", "a/notes.txt": "x"})

    assert (got.names, got.payloads, got.cases[0].expect) == (["a"], ["1"], None)
    assert got.notes == [
        "a/a.test.yaml names no expected: it expects nothing.",
        "a/a.test.yaml names no graph: the published tool could not run it.",
        "a/a.test.yaml names no name: it is named after its folder.",
        "a: only .json and .raw files are inputs; the others were passed over.",
    ]


def test_several_inputs_with_one_expected_message_are_told(imports: Imports) -> None:
    got = imports.files({**CASE, "tests/hot/input/b.json": "2"})

    assert [message["payload"] for message in got.cases[0].messages] == ['{"humidity":  85.0}\n', "2"]
    assert got.notes == ["tests/hot/hot.test.yaml: the expected message is compared with what comes of the last input."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("timeout:", "tiemout:", "line 5: There is no field tiemout in a test file; known are name, graph, input, "
         "expected, timeout, select, ignores."),
        ("timeout: 5000", "<<: {a: b}", "line 5: There is no field << in a test file; known are name, graph, input, "
         "expected, timeout, select, ignores."),
        ("timeout: 5000", "timeout: soon", "line 5: The timeout is a whole number of milliseconds, more than 0."),
        ("timeout: 5000", "timeout: 0", "line 5: The timeout is a whole number of milliseconds, more than 0."),
        ("timeout: 5000", "timeout: [1]", "line 5: The field timeout takes one text."),
        ("timeout: 5000", "name: again", "line 5: The key name is there already. Keep one of the two."),
        ("timeout: 5000", "? [a]\n: b", "line 5: A key is a list or a mapping here. Write a plain word."),
        ("timeout: 5000", "timeout: !!python/name:os.system ''", "line 5: This has the YAML tag "
         "tag:yaml.org,2002:python/name:os.system, which is not read. Write a plain value."),
        ("timeout: 5000", "timeout: *x", "line 5: This uses a YAML alias (a name behind *), which can blow a small "
         "file up to any size. Write the value out instead."),
        ("timeout: 5000", "timeout: 5000\n---\nname: x", "line 6: This is not YAML: but found another document."),
        ("timeout: 5000", "timeout: }", "line 5: This is not YAML: expected the node content, but found '}'."),
        ('["topic"', '["topic", [x]', "line 6: The field select takes a list of dot paths, such as "
         "[payload.humidity]."),
        ('"./input"', '""', "line 3: The test names no input. Write the folder with its payloads."),
        ('"./input"', "", "line 3: The test names no input. Write the folder with its payloads."),
        ('"./input"', '"./inputs"', "line 3: There is no folder tests/hot/inputs for its input in what was given."),
        ('"./input"', '"./expected/.."', "line 3: The folder tests/hot has no .json or .raw file as an input."),
        ('"./input"', '"../../../etc"', "line 3: The path of its input leads out of what was given. Give the folder "
         "above as well."),
        ('"./input"', '"/etc"', "line 3: The path of its input leads out of what was given. Give the folder above as "
         "well."),
        ('"./expected/expected.json"', "nowhere.json", "line 4: There is no file tests/hot/nowhere.json with what it "
         "expects."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_test_file_is_told_with_its_line(imports: Imports, old: str, new: str, sentence: str) -> None:
    got = imports.files(changed(old, new))

    assert got.cases == []
    assert got.sentences == [f"tests/hot/hot.test.yaml, {sentence}"]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ('{"payload": }', "line 1: This is not JSON: expecting value. Correct it."),
        ('{"humidity": 85}', "An expected message has topic, payload or properties. Write the payload as "
         '{"payload": "..."}, as the published tool does.'),
        ("[1]", "An expected message has topic, payload or properties. Write the payload as "
         '{"payload": "..."}, as the published tool does.'),
        ('{"payload": 1, "x": 2}', "There is no x in a message; known are payload, properties, topic."),
        ('{"payload": 1, "properties": []}', "The properties of an expected message are an object."),
        ('{"properties": {"user-properties": [1]}}', "The user-properties of an expected message are an object of "
         "texts."),
    ],
)  # fmt: skip
def test_a_mistake_in_what_is_expected_is_told(imports: Imports, expected: str, sentence: str) -> None:
    got = imports.files({**CASE, "tests/hot/expected/expected.json": expected})
    place = "tests/hot/expected/expected.json"

    assert got.cases == []
    assert got.sentences == [f"{place}, {sentence}" if sentence.startswith("line") else f"{place}: {sentence}"]


def test_all_mistakes_of_all_tests_are_told_at_once(imports: Imports) -> None:
    files = {**CASE, "b/b.test.yaml": "input: x\n", "c/c.test.yaml": "nmae: c\n"}

    assert [problem.path for problem in imports.files(files).problems] == ["b/b.test.yaml", "c/c.test.yaml"]
