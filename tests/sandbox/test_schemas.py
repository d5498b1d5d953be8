from typing import Any

import pytest

from app.sandbox.checking import BadInput
from app.sandbox.schemas import MAX_SCHEMAS, RegisteredSchema, parse_schemas

PLAIN = {"id": "a", "version": "1", "content": "{}"}


def test_what_is_left_out_is_unknown_but_for_the_name_and_the_format() -> None:
    (schema,) = parse_schemas([PLAIN])
    assert schema == RegisteredSchema("a", "1", "a", "", "json", "{}", None, None, None, ())


def test_each_version_of_an_id_is_another_schema() -> None:
    assert [schema.version for schema in parse_schemas([PLAIN, PLAIN | {"version": "2"}])] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (None, "schemas"),
        ({"a": "{}"}, "schemas"),
        ([PLAIN] * (MAX_SCHEMAS + 1), "schemas"),
        (["a"], "schemas[0]"),
        ([{}], "schemas[0].id"),
        ([{"id": "a", "content": ""}], "schemas[0].version"),
        ([{"id": "a", "version": 1, "content": ""}], "schemas[0].version"),
        ([{"id": "a", "version": "1"}], "schemas[0].content"),
        ([PLAIN | {"format": "avro"}], "schemas[0].format"),
        ([PLAIN | {"hash": 5}], "schemas[0].hash"),
        ([PLAIN | {"tags": {"a": "b"}}], "schemas[0].tags"),
        ([PLAIN | {"tags": [["a"]]}], "schemas[0].tags[0]"),
        ([PLAIN | {"text": "{}"}], "schemas[0]"),
        ([PLAIN, PLAIN], "schemas[1]"),
        ([PLAIN | {"version": str(index), "content": "x" * 1_000_000} for index in range(17)], "schemas"),
    ],
)
def test_what_is_no_schema_is_refused_where_it_stands(value: Any, path: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_schemas(value)
    assert caught.value.path == path
