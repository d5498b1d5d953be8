import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "error-in-1-0-0"


@pytest.mark.parametrize(
    "bad",
    ["raise Err(types.Error('no'))", "raise Err('no')", "raise types.Error('no')", "x = types.Error('no')"],
)
def test_the_error_value(bad: str) -> None:
    source = in_process(f"if x:\n    {bad}")
    assert codes(source, api_version="1.0.0") == [(CODE, FIRST + 1)]
    assert fixed(source, api_version="1.0.0") == source
    assert CODE not in [code for code, _ in codes(source)]


def test_its_import() -> None:
    source = "from map_impl.imports.types import Error, Message\n"
    assert (CODE, 1) in codes(source, api_version="1.0.0")
    assert CODE not in [code for code, _ in codes(source, api_version="1.1.0")]


def test_the_sentence() -> None:
    (found,) = findings(in_process("if x:\n    raise Err(types.Error('no'))"), api_version="1.0.0")
    assert (found.severity, found.fixable) == ("error", False)
    assert found.message == "raise Err(types.Error('no')): API version 1.0.0 has no error value."


@pytest.mark.parametrize(
    "good",
    [
        "try:\n        x = state_store.get(b'k', None)\n    except Err as e:\n        x = e.value",
        "try:\n        raise Err('no')\n    except Err:\n        x = 1",
        "raise ValueError('no')",
        "if hasattr(types, 'Error'):\n        raise ValueError(types.Error)",
    ],
)
def test_what_is_right(good: str) -> None:
    found = codes(in_process(f"if x:\n    {good}"), api_version="1.0.0")
    assert [code for code, _ in found] == []
