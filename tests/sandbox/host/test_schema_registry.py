import pytest

from app.sandbox.host.schema_registry import SchemaRegistry
from app.sandbox.recording import HostCallsReached
from app.sandbox.schemas import parse_schemas
from app.sandbox.values.forms import Case
from tests.sandbox.recordings import recording

SECOND = (1, 0)
NOT_FOUND = Case("err", Case("not-found"))
SCHEMAS = parse_schemas(
    [
        {"id": "plain", "version": "1", "content": "{}"},
        {
            "id": "full",
            "version": "2",
            "name": "n",
            "namespace": "space",
            "format": "delta",
            "content": "columns",
            "description": "d",
            "display_name": "D",
            "hash": "h",
            "tags": [["site", "north"], ["site", "south"]],
        },
    ]
)


def test_a_schema_is_told_in_the_order_of_its_record() -> None:
    get = SchemaRegistry(recording(), SCHEMAS).functions()["get"]
    kind = Case("message-schema")
    tags = (("site", "north"), ("site", "south"))
    assert get("full", "2", SECOND) == Case(
        "ok", ("d", "D", Case("delta"), "h", "n", "space", "columns", kind, tags, "2")
    )
    assert get("plain", "1", (0, 1)) == Case("ok", (None, None, Case("json"), None, "plain", "", "{}", kind, (), "1"))


@pytest.mark.parametrize(("identity", "version"), [("full", "1"), ("Full", "2"), ("", ""), ("plain", ""), ("n", "2")])
def test_only_the_very_id_and_version_is_found(identity: str, version: str) -> None:
    assert SchemaRegistry(recording(), SCHEMAS).get(identity, version, SECOND) == NOT_FOUND


def test_a_timeout_of_zero_is_refused() -> None:
    answer = SchemaRegistry(recording(), SCHEMAS).get("full", "2", (0, 0))
    assert (answer.tag, answer.value.tag) == ("err", "request")
    assert "timeout" in answer.value.value


def test_every_question_is_noted() -> None:
    kept = recording()
    registry = SchemaRegistry(kept, SCHEMAS)
    registry.get("plain", "1", SECOND)
    registry.get("\x1b", "9", SECOND)
    registry.get("plain", "1", (0, 0))
    assert kept.as_json()["schema_lookups"] == [
        {"id": "plain", "version": "1", "found": True},
        {"id": "\ufffd", "version": "9", "found": False},
        {"id": "plain", "version": "1", "found": False},
    ]
    assert kept.host_calls == 3


def test_questions_without_end_are_stopped() -> None:
    registry = SchemaRegistry(recording(host_calls=1), ())
    assert registry.get("a", "1", SECOND) == NOT_FOUND
    with pytest.raises(HostCallsReached):
        registry.get("a", "1", SECOND)
