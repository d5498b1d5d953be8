import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_init, with_process

CLOCK = "hybrid_logical_clock.HybridLogicalClock"


def process(parameters: str, answer: str, kind: str) -> str:
    return with_process(f"def process(self, {parameters}) -> {answer}:\n    return 'x'.missing\n", kind)


def test_a_branch_gets_a_record_and_answers_a_bool() -> None:
    bad = process("timestamp: int, input: types.DataModel", "int", "branch")
    first, second = findings(bad, "branch")
    assert [(one.code, one.place.line, one.severity) for one in (first, second)] == [
        ("parameter-annotation", 6, "warning")
    ] * 2
    assert first.message == (
        f"The parameter timestamp of process is annotated with int, but it is of the type {CLOCK}."
    )
    assert second.message == "The answer of process is annotated with int, but it is of the type bool."
    mended = fixed(bad, "branch")
    assert f"def process(self, timestamp: {CLOCK}, input: types.DataModel) -> bool:" in mended
    assert "from branch_impl.imports import hybrid_logical_clock\n" in mended
    assert fixed(mended, "branch") == mended


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("map", ("message: str", "types.DataModel"), ("message: types.DataModel", "types.DataModel")),
        ("map", ("message: types.Message", "bool"), ("message: types.DataModel", "types.DataModel")),
        ("map", ("message: dict[str, int]", "None"), ("message: types.DataModel", "types.DataModel")),
        ("filter", ("message: list[types.DataModel]", "str"), ("message: types.DataModel", "bool")),
        (
            "accumulate",
            ("staged: dict, messages: types.DataModel", "list"),
            ("staged: types.DataModel, messages: list[types.DataModel]", "types.DataModel"),
        ),
    ],
)
def test_other_types_and_their_fix(kind: str, bad: tuple[str, str], good: tuple[str, str]) -> None:
    found = codes(process(*bad, kind), kind)
    assert found
    assert set(found) == {("parameter-annotation", 6)}
    assert fixed(process(*bad, kind), kind) == process(*good, kind)


def test_a_delay_answers_a_clock() -> None:
    mended = fixed(process("message: types.DataModel, timestamp: float", "types.Timestamp", "delay"), "delay")
    assert f"def process(self, message: types.DataModel, timestamp: {CLOCK}) -> {CLOCK}:" in mended


def test_the_imports_that_are_there_are_used() -> None:
    bad = process("timestamp: int, message", "bool", "branch").replace(
        "import types", "import types as t\nfrom branch_impl.imports.hybrid_logical_clock import HybridLogicalClock"
    )
    assert "timestamp: HybridLogicalClock, message" in fixed(bad, "branch")


@pytest.mark.parametrize("answer", ["None", "int", "str", "types.Error"])
def test_init_answers_a_bool(answer: str) -> None:
    bad = with_init(f"def init(self, configuration: dict[str, str]) -> {answer}:\n    return True\n")
    assert codes(bad) == [("parameter-annotation", 6)] * 2
    good = "def init(self, configuration: types.ModuleConfiguration) -> bool:\n    return True\n"
    assert fixed(bad) == with_init(good)


@pytest.mark.parametrize(
    ("parameters", "answer", "kind"),
    [
        ("message: types.DataModel", "types.DataModel", "map"),
        ("message: object", "types.DataModel_Message", "map"),
        ("message: 'int'", "'int'", "map"),
        ("message: types.DataModel | None", "Optional[int]", "map"),
        ("message: types.DataModel_Message", "Any", "map"),
        ("message: Payload", "other.Thing", "map"),
        ("message: types.DataModel", "bool", "filter"),
        ("staged, messages: list[types.DataModel]", "types.DataModel", "accumulate"),
        ("staged, messages: Sequence[types.DataModel]", "types.DataModel", "accumulate"),
        ("message, timestamp: clock.HybridLogicalClock", "clock.HybridLogicalClock", "delay"),
        ("message: lambda: 1", "x[0]()", "filter"),
    ],
)
def test_annotations_that_are_right_or_unknown(parameters: str, answer: str, kind: str) -> None:
    source = f"from {kind}_impl.imports import hybrid_logical_clock as clock\n{process(parameters, answer, kind)}"
    assert codes(source, kind) == []


def test_a_name_of_the_project_hides_the_builtin() -> None:
    source = "class int:\n    pass\n\n\n" + process("timestamp: int, message", "bool", "branch")
    assert codes(source, "branch") == []


def test_a_parameter_without_a_role_may_be_annotated_with_anything() -> None:
    assert codes(process("message: types.DataModel, more: int = 1", "types.DataModel", "map")) != []
    assert codes(process("message: types.DataModel, *more: int", "types.DataModel", "map")) == []
