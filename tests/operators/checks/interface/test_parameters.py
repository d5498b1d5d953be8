import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import KINDS, with_init, with_process


def process(parameters: str, kind: str = "map", body: str = "return 'x'.missing") -> str:
    return with_process(f"def process({parameters}):\n    {body}\n", kind)


def parameters_of(source: str, name: str) -> str:
    """What stands between the brackets of a method."""
    return source.split(f"def {name}(")[1].split("):")[0]


@pytest.mark.parametrize(
    ("kind", "passed"),
    [
        ("map", "the message only"),
        ("filter", "the message only"),
        ("branch", "the logical time and the message"),
        ("accumulate", "the value so far and the list of messages"),
        ("delay", "the message and the logical time"),
    ],
)
@pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
def test_the_sentence_says_what_the_runtime_passes(kind: str, passed: str, api_version: str) -> None:
    (found,) = findings(process("self, a, b, c", kind), kind, api_version)
    assert (found.code, found.place.line, found.severity) == ("process-parameters", 6, "error")
    assert found.message == f"process(self, a, b, c) does not fit: the runtime calls it with {passed}."


@pytest.mark.parametrize("kind", ["map", "filter"])
def test_the_timestamp_that_no_map_and_no_filter_gets_is_dropped(kind: str) -> None:
    bad = process("self, timestamp: int, input: types.DataModel", kind, "return input.missing")
    assert codes(bad, kind) == [("process-parameters", 6)]
    mended = fixed(bad, kind)
    assert mended == process("self, input: types.DataModel", kind, "return input.missing")
    assert fixed(mended, kind) == mended


@pytest.mark.parametrize(
    ("kind", "bad", "good", "body"),
    [
        ("map", "self, message, context", "self, message", "return message"),
        ("map", "self, a, b, message", "self, message", "return message"),
        ("map", "self, timestamp, input", "self, input", "return 'x'.missing"),
        ("map", "self,\n            timestamp,\n            input", "self,\n            input", "return input"),
        ("map", "self, timestamp, input, *, more=1", "self, input, *, more=1", "return input"),
        ("branch", "self, context, timestamp, input", "self, timestamp, input", "return timestamp == input"),
        ("delay", "self, message, timestamp, x", "self, message, timestamp", "return (message, timestamp)[1]"),
    ],
)
def test_what_the_body_does_not_use_is_dropped(kind: str, bad: str, good: str, body: str) -> None:
    assert fixed(process(bad, kind, body), kind, code="process-parameters") == process(good, kind, body)


@pytest.mark.parametrize(
    ("kind", "parameters", "body"),
    [
        ("map", "self, timestamp, input", "return (timestamp, input)[1]"),
        ("map", "self, timestamp, input", "del timestamp, input"),
        ("map", "self, timestamp, input", "return (lambda: timestamp == input)"),
        ("branch", "self, a, timestamp, input", "return a == 1"),
        ("branch", "self, a, b, c", "return 'x'.missing"),
        ("map", "self, *, message", "return message"),
        ("map", "self, message, *, more", "return message"),
        ("map", "self, a, message, c=1", "return message"),
        ("map", "self, a, message, /", "return message"),
        ("accumulate", "self, messages", "return messages"),
        ("map", "", "return 1"),
    ],
)
def test_where_it_is_not_clear_what_is_meant_nothing_is_changed(kind: str, parameters: str, body: str) -> None:
    bad = process(parameters, kind, body)
    assert ("process-parameters", 6) in codes(bad, kind)
    assert fixed(bad, kind, code="process-parameters") == bad


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("branch", "self, message", "self, timestamp, message"),
        ("branch", "self, timestamp", "self, timestamp, message"),
        ("branch", "self", "self, timestamp, message"),
        ("delay", "self, message", "self, message, timestamp"),
        ("delay", "self, timestamp", "self, message, timestamp"),
        ("map", "self", "self, message"),
        ("accumulate", "self", "self, staged, messages"),
        ("map", "message", "self, message"),
        ("branch", "timestamp, message", "self, timestamp, message"),
    ],
)
def test_what_is_missing_is_added(kind: str, bad: str, good: str) -> None:
    assert codes(process(bad, kind), kind) == [("process-parameters", 6)]
    assert fixed(process(bad, kind), kind) == process(good, kind)


def test_what_is_added_is_annotated_where_the_others_are() -> None:
    bad = process("self, message: types.DataModel", "branch")
    mended = fixed(bad, "branch")
    assert parameters_of(mended, "process") == (
        "self, timestamp: hybrid_logical_clock.HybridLogicalClock, message: types.DataModel"
    )
    assert "from branch_impl.imports import hybrid_logical_clock\n" in mended
    assert codes(mended, "branch") == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["self", "this", "_", "me"])
def test_any_name_will_do_for_self(kind: str, name: str) -> None:
    parameters = f"{name}, a" if kind in {"map", "filter"} else f"{name}, a, b"
    assert codes(process(parameters, kind), kind) == []


def test_a_forgotten_self_that_the_count_hides() -> None:
    bad = process("timestamp, input", body="return input")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.severity) == ("process-parameters", 6, "warning")
    assert fixed(bad) == process("self, input", body="return input")
    used = process("timestamp, input", body="return (timestamp, input)[1]")
    assert codes(used) == [("process-parameters", 6)]
    assert fixed(used) == used


@pytest.mark.parametrize(
    "parameters",
    [
        "self, message",
        "self, message, /",
        "self, message, more=1",
        "self, message=None",
        "self, *args",
        "*args",
        "self, message, *rest, **named",
        "self, message, *, more=1",
    ],
)
def test_parameters_that_take_the_call(parameters: str) -> None:
    assert codes(process(parameters)) == []


@pytest.mark.parametrize(
    "method",
    [
        "@staticmethod\ndef process(message):\n    return 'x'.missing\n",
        "@classmethod\ndef process(cls, message):\n    return 'x'.missing\n",
        "@wrapped\ndef process(self, a, b, c):\n    return 'x'.missing\n",
        "def process(self, a, b, c):\n    return 'x'.missing\nprocess = partial(process, 1, 2)\n",
        "process = lambda self, a, b, c: a\n",
        "def work(self, a, b, c):\n    pass\nprocess = work\n",
    ],
)
def test_methods_that_are_called_otherwise(method: str) -> None:
    assert codes(with_process(method)) == []


def test_a_static_method_gets_no_self() -> None:
    bad = with_process("@staticmethod\ndef process(self, message):\n    return message\n")
    assert codes(bad) == [("process-parameters", 7)]


def test_an_unknown_class_decorator_may_change_everything() -> None:
    assert codes(process("self, a, b, c").replace("class Map", "@wrapped\nclass Map")) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("self", "self, configuration"),
        ("configuration", "self, configuration"),
        ("self, configuration, context", "self, configuration"),
        ("config, extra", "self, extra"),
    ],
)
def test_init_takes_the_configuration(bad: str, good: str) -> None:
    source = with_init(f"def init({bad}):\n    return True\n")
    assert codes(source) == [("init-parameters", 6)]
    assert fixed(source) == with_init(f"def init({good}):\n    return True\n")


def test_what_init_gets_is_told() -> None:
    (found,) = findings(with_init("def init(self):\n    return True\n"))
    assert found.message == "init(self) does not fit: the runtime calls it with the configuration."


def test_an_inherited_method_is_mended_where_it_stands() -> None:
    base = "class Base:\n    def init(self):\n        return True\n"
    source = f"{base}\n\nclass Map(Base):\n    def process(self, message):\n        return message\n"
    assert codes(source) == [("init-parameters", 2)]
    assert fixed(source) == source.replace("init(self)", "init(self, configuration)")


def test_comments_and_decorators_stay() -> None:
    bad = with_process(
        "@staticmethod\ndef process(  # the call\n    timestamp,  # when\n    input,  # what\n):\n    return input\n"
    )
    assert fixed(bad) == bad.replace("\n        timestamp,  # when", "")


def test_the_layout_of_the_last_one_goes_to_the_new_last_one() -> None:
    bad = with_process("def process(\n    self,\n    message,\n    context,\n):\n    return message\n")
    assert fixed(bad) == bad.replace("\n        context,", "")
    bad = with_process("def process(\n    self,\n    message,\n):\n    return 'x'.missing\n", "delay")
    assert fixed(bad, "delay") == bad.replace("message,", "message, timestamp,")


def test_the_sentence_shows_stars() -> None:
    (found,) = findings(process("self, *, message, **more"))
    assert found.message.startswith("process(self, *, message, **more) does not fit:")
    (found,) = findings(process("self, a, b, *rest"))
    assert found.message.startswith("process(self, a, b, *rest) does not fit:")


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("delay", "self, timestamp, data", "self, data, timestamp"),
        ("branch", "self, message, timestamp", "self, timestamp, message"),
        ("branch", "self, msg: types.DataModel, ts,  # late\n    ", "self, ts, msg: types.DataModel,  # late\n    "),
    ],
)
def test_names_the_wrong_way_round_are_swapped(kind: str, bad: str, good: str) -> None:
    source = process(bad, kind)
    (found,) = [one for one in findings(source, kind) if one.code == "process-parameters"]
    assert (found.severity, found.place.line, found.fixable) == ("warning", 6, True)
    assert found.message.endswith(", in this order.")
    mended = fixed(source, kind, code="process-parameters")
    assert mended == process(good, kind)
    assert "process-parameters" not in [code for code, _ in codes(mended, kind)]


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("branch", "self, timestamp, message"),
        ("branch", "self, message, event"),
        ("branch", "self, a, timestamp"),
        ("delay", "self, data, ts"),
        ("accumulate", "self, message, timestamp"),
        ("branch", "self, message, timestamp=None"),
    ],
)
def test_other_names_say_nothing(kind: str, parameters: str) -> None:
    assert [one for one in findings(process(parameters, kind), kind) if "in this order" in one.message] == []
