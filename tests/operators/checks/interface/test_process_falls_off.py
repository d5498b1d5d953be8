import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import entry, with_process

PARAMETERS = {
    "map": "message",
    "filter": "message",
    "branch": "timestamp, message",
    "accumulate": "staged, messages",
    "delay": "message, timestamp",
}


def process(body: str, kind: str = "map") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.split("\n"))
    return with_process(f"def process(self, {PARAMETERS[kind]}):\n{lines}\n", kind)


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        ("map", "the operator ends there"),
        ("accumulate", "the operator ends there"),
        ("delay", "the operator ends there"),
        ("filter", "that counts as False, and the message is dropped"),
        ("branch", "that counts as False, and the message takes the arm False"),
    ],
)
@pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
def test_what_it_means_for_each_kind(kind: str, effect: str, api_version: str) -> None:
    (found,) = findings(process("if x:\n    return self.answer()", kind), kind, api_version)
    assert (found.code, found.place.line, found.severity) == ("process-falls-off", 6, "warning")
    assert found.message == f"process can end without a return: {effect}."
    assert found.fixable == (kind == "map")


@pytest.mark.parametrize("kind", PARAMETERS)
def test_no_answer_at_all_is_an_error_where_it_ends_the_operator(kind: str) -> None:
    (found,) = findings(process("pass", kind), kind)
    assert found.severity == ("warning" if kind in {"filter", "branch"} else "error")
    assert not found.fixable  # a result was forgotten, and nobody can tell which


def test_a_map_gives_the_message_where_there_is_nothing_to_do() -> None:
    bad = process("if message.value:\n    return self.changed(message)\n# nothing to do")
    good = process("if message.value:\n    return self.changed(message)\nreturn message\n# nothing to do")
    assert codes(bad) == [("process-falls-off", 6)]
    assert fixed(bad) == good
    assert fixed(good) == good


def test_an_except_that_only_logs() -> None:
    bad = process("try:\n    return self.changed(message)\nexcept ValueError as e:\n    self.tell(e)")
    assert codes(bad) == [("process-falls-off", 6)]
    assert fixed(bad).split("init")[0].rstrip().endswith("self.tell(e)\n        return message\n\n    def")


@pytest.mark.parametrize(
    "body",
    [
        "message = self.read(message)\nif message:\n    return message",
        "for message in message.value:\n    return message",
        "x = 1",
        "if x:\n    return",
    ],
)
def test_where_the_message_may_not_be_the_answer_nothing_is_added(body: str) -> None:
    bad = process(body)
    assert "process-falls-off" in [code for code, _ in codes(bad)]
    assert fixed(bad, code="process-falls-off") == bad


def test_a_bare_return_wants_to_drop_and_is_left_to_its_author() -> None:
    bad = process("if x:\n    return\nreturn message")
    (found,) = findings(bad)
    assert (found.place.line, found.severity, found.fixable) == (8, "warning", False)
    assert found.message == "process returns nothing here: the operator ends there."
    assert fixed(bad) == bad


MESSAGE, SNAPSHOT, BARE = "types.DataModel_Message", "types.DataModel_Snapshot", "types.DataModel_BufferOrBytes"


@pytest.mark.parametrize(
    "body",
    [
        "return message",
        "raise ValueError",
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(message, ({SNAPSHOT}, {BARE})):\n"
        "    return message",
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(message, {SNAPSHOT}):\n"
        f"    return message\nelif isinstance(message, {BARE}):\n    return message",
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(message, ({SNAPSHOT}, {BARE})):\n"
        "    return message\nelse:\n    self.never()",
        f"match message:\n    case {MESSAGE}():\n        return message\n    case {SNAPSHOT}(value=x) | {BARE}():\n"
        "        return message",
        f"match message:\n    case {MESSAGE}(value):\n        return message\n    case {SNAPSHOT}() as s:\n"
        f"        return s\n    case {BARE}():\n        raise ValueError",
        "match message.value.payload:\n    case types.BufferOrBytes_Bytes():\n        return message\n"
        "    case types.BufferOrBytes_Buffer():\n        return message",
    ],
)
def test_every_path_answers(body: str) -> None:
    assert codes(process(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(message, {SNAPSHOT}):\n"
        "    return message",
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(x, ({SNAPSHOT}, {BARE})):\n"
        "    return message",
        f"if isinstance(message, {MESSAGE}):\n    return message\nelif isinstance(message, ({SNAPSHOT}, {BARE})):\n"
        "    pass",
        f"match message:\n    case {MESSAGE}():\n        return message\n    case {SNAPSHOT}(value=1) | {BARE}():\n"
        "        return message",
        f"match message:\n    case {MESSAGE}() if x:\n        return message\n    case {SNAPSHOT}() | {BARE}():\n"
        "        return message",
        f"match message:\n    case {MESSAGE}():\n        return message\n    case {SNAPSHOT}() | {BARE}():\n"
        "        pass",
        "match message:\n    case [a, *b] | {'x': 1} | 'y':\n        return message",
    ],
)
def test_choices_that_leave_something_over(body: str) -> None:
    assert ("process-falls-off", 6) in codes(process(body))


@pytest.mark.parametrize("method", ["async def process(self, message):\n    pass", "def process(self, m):\n    yield"])
def test_other_rules_speak_about_coroutines_and_generators(method: str) -> None:
    assert "process-falls-off" not in [code for code, _ in codes(with_process(f"{method}\n"))]


def test_a_method_without_parameters_is_not_mended() -> None:
    bad = entry(
        "map", "def process():\n    if x:\n        return y\n\ndef init(self, configuration):\n    return True\n"
    )
    assert fixed(bad, code="process-falls-off") == bad


def test_a_delay_that_answers_none() -> None:
    (found,) = findings(process("if x:\n    return None\nreturn timestamp", "delay"), "delay")
    assert (found.code, found.place.line, found.severity) == ("process-falls-off", 8, "warning")
    (found,) = findings(process("return None", "delay"), "delay")
    assert (found.place.line, found.severity) == (7, "error")
