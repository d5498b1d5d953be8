from typing import Any

import pytest

from app.payloads import any_json
from app.sandbox.checking import BadInput


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


@pytest.mark.parametrize("value", [None, True, 0, -1.5, "", "é\0", [], {}, {"a": [{"b": None}]}, nested(99)])
def test_json_is_json(value: Any) -> None:
    any_json.check(value, "here")


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        [float("inf")],
        {"a": -float("inf")},
        "\ud83d",
        {"\udc00": 1},
        ("a", "tuple"),
        nested(101),
        nested(200_000),
    ],
)
def test_what_cannot_be_kept(value: Any) -> None:
    with pytest.raises(BadInput) as refused:
        any_json.check(value, "here")
    assert refused.value.path == "here"


def test_a_wide_value_is_no_deep_one() -> None:
    any_json.check([[index] for index in range(100_000)], "here")
