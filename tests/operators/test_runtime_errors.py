"""Run-time errors in the user's words; that the texts are the runtime's own is shown in ``checks/proofs``."""

import pytest

from app.operators.checks.catalogue import all_rules
from app.operators.kinds import Kind
from app.operators.runtime_errors import _PATTERNS, meaning


def test_every_meaning_belongs_to_a_check() -> None:
    assert {one.check for one in _PATTERNS} <= set(all_rules())


@pytest.mark.parametrize("kind", Kind)
def test_the_right_signature_is_told(kind: Kind) -> None:
    known = meaning("TypeError: Any.process() missing 1 required positional argument: 'input'", kind)

    assert known is not None
    assert kind.python_signature.removeprefix("def ") in known.sentence


def test_names_from_the_error_are_told() -> None:
    known = meaning("NameError: name 'time' is not defined. Did you forget to import 'time'?", Kind.MAP)

    assert known is not None
    assert "time" in known.sentence


@pytest.mark.parametrize(
    "error",
    ["", "ValueError: bad", "KeyError: 'temperature'", "unreachable", "ZeroDivisionError: division by zero", "\0\n"],
)
def test_what_no_check_speaks_of_stays_as_it_is(error: str) -> None:
    assert meaning(error, Kind.MAP) is None


@pytest.mark.parametrize("piece", ["a" * 100_000, "TypeError: " * 9_000, "'" * 50_000, "{0}{signature}" * 5_000])
def test_hostile_texts_are_read_in_no_time(piece: str) -> None:
    for start in (
        "",
        "TypeError: ",
        "AttributeError: '",
        "ModuleNotFoundError: No module named '",
        "NameError: name '",
    ):
        meaning(start + piece, Kind.MAP)
