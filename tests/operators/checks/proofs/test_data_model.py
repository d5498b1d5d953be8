"""The runtime does what the rules of the data model say, and the fixes make it work."""

from typing import Any

import pytest

from tests.operators.checks.data_model.checking import codes, fixed
from tests.operators.checks.data_model.writing import in_init, in_process
from tests.support import generic

pytestmark = pytest.mark.build

VERSIONS = pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
ONE = {"topic": "plant/line", "payload": '{"t": 1}', "content_type": "application/json"}
UNWRAP = "called `Option::unwrap()` on a `None` value"
NO_LIST = 'to: "PyList"'
NO_TEXT = "object cannot be converted to 'PyString'"
NO_INTEGER = "'float' object cannot be interpreted as an integer"
NODE = "data.value.timestamp.node_id"


def run(source: str, kind: str = "map", api_version: str = "1.1.0", **message: Any) -> generic.Report:
    return generic.run(kind, api_version, {"op.py": source}, "op", [{**ONE, **message}], {"k": "5"})


def prove(source: str, code: str, error: str, kind: str = "map", api_version: str = "1.1.0") -> generic.Report:
    """The rule speaks, the runtime fails as it says, and after the fix there is neither; the fixed operator's run."""
    assert code in [found for found, _ in codes(source, kind, api_version)]
    failed = run(source, kind, api_version)
    assert error in (failed.error or "")
    after = fixed(source, kind, api_version)
    assert after != source
    assert codes(after, kind, api_version) == []
    return run(after, kind, api_version)


@VERSIONS
@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ('x = configuration.properties.get("k")', "properties-not-a-dict", "'list' object has no attribute 'get'"),
        (
            'x = configuration.properties["k"]',
            "properties-not-a-dict",
            "list indices must be integers or slices, not str",
        ),
        ("for k, v in configuration.properties.items():\n    x = v", "properties-not-a-dict", "no attribute 'items'"),
        (
            "for k, v in configuration.properties:\n    x = v.name",
            "property-pair",
            "'str' object has no attribute 'name'",
        ),
        (
            "for p in configuration.properties:\n    x = p.value",
            "property-pair",
            "'tuple' object has no attribute 'value'",
        ),
        ('x = configuration.get_parameter("k")', "configuration-methods", "no attribute 'get_parameter'"),
        ('x = configuration["k"]', "configuration-methods", "'ModuleConfiguration' object is not subscriptable"),
    ],
)
def test_the_configuration(body: str, code: str, error: str, api_version: str) -> None:
    report = prove(in_init(body), code, error, api_version=api_version)
    assert (report.error, report.init_ok, report.outcomes) == (None, True, ["output"])


@VERSIONS
def test_a_name_is_never_in_the_list_of_properties(api_version: str) -> None:
    source = in_init('logger.log(logger.Level.INFO, "c", str("k" in configuration.properties))')
    assert [log["message"] for log in run(source, api_version=api_version).logs] == ["False"]
    assert [log["message"] for log in run(fixed(source), api_version=api_version).logs] == ["True"]


def test_what_the_configuration_lacks() -> None:
    assert "no attribute 'has_feature'" in (run(in_init("x = configuration.has_feature('f')")).error or "")


MESSAGE = "message.value = types.Message({}message.value.timestamp, {}message.value.topic, {}message.value.payload)"


@VERSIONS
@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        (
            MESSAGE.format("timestamp=", "topic=", "payload="),
            "message-fields",
            "missing 3 required positional arguments: 'content_type', 'properties', and 'schema'",
        ),
        (MESSAGE.format("", "", ""), "message-fields", "missing 3 required positional arguments: 'payload'"),
        ('message.value.payload = b"x"', "value-not-wrapped", UNWRAP),
        ('message.value.content_type = "a/b"', "value-not-wrapped", UNWRAP),
        ('message.value.payload = types.BufferOrBytes_Bytes("x")', "text-in-bytes", NO_LIST),
        ("message.value.payload = types.BufferOrBytes_Bytes({})", "text-in-bytes", NO_LIST),
        ("message.value.payload = types.BufferOrBytes_Bytes(bytearray(2))", "text-in-bytes", NO_LIST),
        ('message.value.content_type = types.BufferOrString_String(b"x")', "text-in-bytes", NO_TEXT),
        ('message.value.properties = types.MessageProperties([("a", "b")])', "user-properties", UNWRAP),
        ('message.value.properties = types.MessageProperties({"a": "b"})', "user-properties", NO_LIST),
        ('logger.log(logger.Level.WARNING, "a", "b")', "level-name", "has no attribute 'WARNING'"),
        ('logger.log("info", "a", "b")', "level-name", "'str' object has no attribute 'value'"),
    ],
)
def test_the_message_and_the_log(body: str, code: str, error: str, api_version: str) -> None:
    report = prove(in_process(body), code, error, api_version=api_version)
    assert (report.error, report.outcomes) == (None, ["output"])


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ("metrics.add_to_counter('n', metrics.CounterValue_U64(1))", "host-arguments", "argument: 'labels'"),
        ("state_store.get(b'k')", "host-arguments", "argument: 'timeout'"),
        ("state_store.del_(b'k')", "host-arguments", "arguments: 'fencing_token' and 'timeout'"),
        ("state_store.set(b'k', b'v', None, None)", "host-arguments", "argument: 'options'"),
        ("state_store.get('k', None)", "text-in-bytes", NO_LIST),
        ("logger.log(logger.Level.INFO, 'c', b'm')", "text-in-bytes", NO_TEXT),
        ("metrics.add_to_counter('n', 1, None)", "value-not-wrapped", UNWRAP),
        ("metrics.record_to_histogram('n', 1.5, None)", "value-not-wrapped", UNWRAP),
        ("metrics.add_to_counter('n', metrics.CounterValue_U64(1.5), None)", "whole-number", NO_INTEGER),
        ("message.value.payload = types.BufferOrBytes_Bytes(message.value.payload)", "content-not-read", NO_LIST),
        ("x = json.loads(message.value.payload)", "content-not-read", "not BufferOrBytes_Buffer"),
        ("x = types.DataModelMessage", "unknown-name-in-bindings", "has no attribute 'DataModelMessage'"),
        ("x = types.HybridLogicalClock", "unknown-name-in-bindings", "has no attribute 'HybridLogicalClock'"),
        ("state_store.delete(b'k', None, None)", "unknown-name-in-bindings", "has no attribute 'delete'"),
        ("x = message.payload", "unknown-field", "'DataModel_Message' object has no attribute 'payload'"),
        ("x = message.value.user_properties", "unknown-field", "no attribute 'user_properties'"),
        ("x = message.value.timestamp.secs", "unknown-field", "'Timestamp' object has no attribute 'secs'"),
    ],
)
def test_the_hosts_functions_and_the_names_of_the_bindings(body: str, code: str, error: str) -> None:
    report = prove(in_process(body), code, error)
    assert (report.error, report.outcomes) == (None, ["output"])


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ("message.value.timestamp = 5", "value-not-wrapped", "'int' object has no attribute 'timestamp'"),
        ("message.value.payload = types.BufferOrString_String('x')", "value-not-wrapped", UNWRAP),
        ("message = types.DataModel_Message(b'x')", "value-not-wrapped", "'bytes' object has no attribute 'timestamp'"),
        ("state_store.get(b'k', 5)", "value-not-wrapped", "'int' object has no attribute 'seconds'"),
        ("message.value.payload = types.BufferOrBytes_Bytes([1, 2])", "text-in-bytes", "source slice length"),
        ("logger.log(logger.Level.INFO, 'a')", "host-arguments", "argument: 'message'"),
        ("x = types.Message(1, 2, 3, 4, 5, 6, 7)", "message-fields", "takes 7 positional arguments but 8 were given"),
        ("x = message.value.payload.read()", "unknown-field", "no attribute 'read'"),
        ("x = message.value.timestamp / 5", "timestamp-arithmetic", "unsupported operand type(s) for /"),
        ("x = message.value.timestamp < message.value.timestamp", "timestamp-arithmetic", "'<' not supported"),
        ("x = int(message.value.timestamp)", "timestamp-arithmetic", "int() argument must be"),
        ('x = f"{message.value.timestamp:.2f}"', "timestamp-arithmetic", "unsupported format string"),
        ("x = message.value.timestamp[0]", "timestamp-arithmetic", "object is not subscriptable"),
        ("raise Err", "err-of-text", "missing 1 required positional argument: 'value'"),
    ],
)
def test_what_only_its_author_can_mend(body: str, code: str, error: str) -> None:
    source = in_process(body)
    assert code in [found for found, _ in codes(source)]
    report = run(source)
    assert report.outcomes == ["trap"]
    assert error in (report.error or "")


@VERSIONS
@pytest.mark.parametrize("form", ["buffer", "bytes"])
@pytest.mark.parametrize(
    ("taken", "code", "works_with"),
    [
        ("x = json.loads(message.value.payload.value.read())", "buffer-only", "buffer"),
        ("x = json.loads(message.value.payload.value)", "plain-only", "bytes"),
    ],
)
def test_content_comes_in_two_forms(taken: str, code: str, works_with: str, form: str, api_version: str) -> None:
    source = in_process(f"{taken}\nmessage.value.payload = types.BufferOrBytes_Bytes(str(x['t']).encode())")
    assert [found for found, _ in codes(source, api_version=api_version)] == [code]
    assert run(source, api_version=api_version, **{"as": form}).outcomes == ["output" if form == works_with else "trap"]

    report = run(fixed(source, api_version=api_version), api_version=api_version, **{"as": form})
    assert report.results[0]["output"]["payload"] == "1"


def test_bytes_pass_by_an_operator_that_asks_for_a_buffer_alone() -> None:
    source = in_process(
        """
        m = message.value
        if isinstance(m.payload, types.BufferOrBytes_Buffer):
            buffer = m.payload.value
            text = buffer.read().decode()
            m.payload = types.BufferOrBytes_Bytes(text.upper().encode())
        """
    )
    payloads = {
        (form, text == source): run(text, **{"as": form}).results[0]["output"]["payload"]
        for form in ("buffer", "bytes")
        for text in (source, fixed(source))
    }
    upper = '{"T": 1}'
    assert payloads == {
        ("buffer", True): upper, ("bytes", True): ONE["payload"], ("buffer", False): upper, ("bytes", False): upper,
    }  # fmt: skip


@pytest.mark.parametrize("bad", ["raise Err('no')", "raise types.Error('no')", "raise Err(ValueError('no'))"])
def test_an_error_value_must_be_raised_as_err_of_error(bad: str) -> None:
    source = in_process(f"if message:\n    {bad}")
    assert run(source).outcomes == ["trap"]
    report = prove(source, "err-of-text", "exceptions must derive" if "types" in bad else "no attribute 'message'")
    assert report.outcomes == ["error"]
    assert "no" in report.results[0]["error"]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ("raise Err('no')", "map_impl.types.Err: no"),
        ("raise Err(types.Error('no'))", "has no attribute 'Error'"),
        ("x = types.Error('no')", "has no attribute 'Error'"),
    ],
)
def test_the_first_api_version_has_no_error_value(bad: str, error: str) -> None:
    source = in_process(f"if message:\n    {bad}")
    assert [code for code, _ in codes(source, api_version="1.0.0")] == ["error-in-1-0-0"]
    report = run(source, api_version="1.0.0")
    assert report.outcomes == ["trap"]
    assert error in (report.error or "")


@VERSIONS
@pytest.mark.parametrize(
    ("answer", "code", "error"),
    [
        ("data.value.timestamp", "delay-message-timestamp", "'BufferOrString_String' " + NO_TEXT),
        ("timestamp.timestamp", "delay-message-timestamp", "'Timespec' object has no attribute 'timestamp'"),
        (
            "hybrid_logical_clock.HybridLogicalClock(hybrid_logical_clock.Timespec(9e9, 0), 0, 'n')",
            "whole-number",
            NO_INTEGER,
        ),
        (
            f"hybrid_logical_clock.HybridLogicalClock(timestamp.timestamp, 0, {NODE})",
            "content-not-read",
            "'BufferOrString_String' " + NO_TEXT,
        ),
    ],
)
def test_a_delay_answers_a_clock(answer: str, code: str, error: str, api_version: str) -> None:
    report = prove(in_process("x = 1", "delay", answer), code, error, "delay", api_version)
    assert (report.error, report.outcomes) == (None, ["delayed"])


@pytest.mark.parametrize("answer", ["5", "1.5", "data", "True", "'now'"])
def test_a_delay_cannot_answer_a_number(answer: str) -> None:
    source = in_process("x = 1", "delay", answer)
    assert [code for code, _ in codes(source, "delay")] == ["delay-message-timestamp"]
    assert "object has no attribute 'timestamp'" in (run(source, "delay").error or "")


@VERSIONS
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ("from map_impl.types import DataModel\n", "cannot import name 'DataModel' from 'map_impl.types'"),
        ("from map_impl import logger as other\n", "cannot import name 'logger' from 'map_impl'"),
    ],
)
def test_an_import_from_the_wrong_place_fails_the_build(bad: str, error: str, api_version: str) -> None:
    source = bad + in_process("x = 1")
    assert not run(source, api_version=api_version).built
    report = prove(source, "unknown-name-in-bindings", error, api_version=api_version)
    assert report.outcomes == ["output"]


def test_del_is_a_word_of_python() -> None:
    source = in_process("state_store.del(b'k', None, None)")
    report = prove(source, "state-store-del", "SyntaxError: invalid syntax")
    assert report.outcomes == ["output"]


@VERSIONS
def test_a_clock_works_as_the_timestamp_of_a_message_where_its_node_is_wrapped(api_version: str) -> None:
    made = "hybrid_logical_clock.HybridLogicalClock(m.timestamp.timestamp, 0, {})"
    works = in_process(f"m = message.value\nm.timestamp = {made.format('m.timestamp.node_id')}")
    assert run(works, api_version=api_version).error is None
    fails = in_process(f"m = message.value\nm.timestamp = {made.format(repr('n'))}")
    assert UNWRAP in (run(fails, api_version=api_version).error or "")


@VERSIONS
def test_a_payload_set_beside_the_message_changes_nothing(api_version: str) -> None:
    source = in_process("message.payload = types.BufferOrBytes_Bytes(b'new')")
    (result,) = run(source, api_version=api_version).results
    assert (result["outcome"], "new" in str(result)) == ("output", False)
    (after,) = run(fixed(source), api_version=api_version).results
    assert "new" in str(after["output"])
