import pytest

from app.payloads.compact import compact


def test_equal_values_are_written_alike() -> None:
    assert compact({"b": [1, 2.0, None], "a": "é\n"}) == compact({"a": "é\n", "b": [1, 2.0, None]})
    assert compact({"b": 1, "a": "é"}) == '{"a":"é","b":1}'


def test_values_of_different_types_are_not() -> None:
    assert len({compact(value) for value in (1, 1.0, True, "1")}) == 4


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_write(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        compact(value)
