"""The test panel's form: every sample fits into it and comes out of it as the same run."""

import base64
import io
import json
from typing import Any

import pytest
from starlette.datastructures import FormData, Headers, UploadFile

from app.errors import Invalid
from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.sandbox.inputs import parse_inputs
from app.web.project.run_fields import TOO_LONG, Fields, from_form, from_request
from app.web.project.run_request import to_request

WORLDS = [(kind, version) for kind in Kind for version in ApiVersion]
SCHEMAS: list[dict[str, Any]] = [
    {"registry_reference": "oven:1"},
    {"inline": {"name": "oven", "content": '{"type": "object",\n"a": 1}'}},
]


@pytest.mark.parametrize(("kind", "version"), WORLDS)
def test_a_sample_goes_through_the_form_unchanged(kind: Kind, version: ApiVersion) -> None:
    for sample in samples.payloads(kind, version):
        request = to_request(kind, from_request(kind, sample.request))
        assert request.configuration == sample.request.get("configuration", {})
        wanted, given = sample.request["messages"], request.messages
        # What has no time of its own gets the present one when it is read, so both are compared as JSON then.
        assert len(parse_inputs(kind, given)) == len(parse_inputs(kind, wanted))
        assert _plain(given) == _plain(wanted), sample.name


def _plain(messages: object) -> object:
    """Without members that say what would hold anyway."""
    usual: dict[str, object] = {"as": "buffer", "user_properties": [], "payload_encoding": "text"}
    usual |= {"content_type": None, "staged": None}
    if isinstance(messages, list):
        return [_plain(each) for each in messages]
    if isinstance(messages, dict):
        return {name: _plain(value) for name, value in messages.items() if name not in usual or usual[name] != value}
    return messages


def test_a_request_with_more_than_the_fields_can_say_becomes_a_list() -> None:
    messages = [{"topic": "a", "payload": "1"}, {"topic": "b", "payload": "2"}]
    fields = from_request(Kind.MAP, {"messages": messages})
    assert fields.shape == "list"
    assert to_request(Kind.MAP, fields).messages == messages


def test_many_payloads_become_a_list() -> None:
    messages = [{"topic": "a", "payload": str(number)} for number in range(300)]
    fields = from_request(Kind.MAP, {"messages": messages})
    assert (fields.shape, len(fields.payloads)) == ("list", 1)
    assert to_request(Kind.MAP, fields).messages == messages


@pytest.mark.parametrize("payload", ["one\r\ntwo", "nul\0", "\r"])
def test_characters_that_a_form_changes_are_kept_as_json(payload: str) -> None:
    fields = from_request(Kind.MAP, {"messages": [{"topic": "", "payload": payload}]})
    assert to_request(Kind.MAP, fields).messages == [{"topic": "", "payload": payload}]


@pytest.mark.parametrize(
    "message",
    [
        {"topic": "a\nb", "payload": ""},
        {"topic": "", "payload": "", "content_type": "a\nb"},
        {"topic": "", "payload": "", "user_properties": [["a\nb", ""]]},
        {"topic": "", "payload": "", "user_properties": [["", "a\r"]]},
        {"topic": "", "payload": "", "schema": {"inline": {"name": "a\nb", "content": ""}}},
    ],
)
def test_a_field_of_one_line_takes_only_one_line(message: dict[str, Any]) -> None:
    fields = from_request(Kind.MAP, {"messages": [message]})
    assert fields.shape == "list"
    assert to_request(Kind.MAP, fields).messages == [message]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_message_keeps_its_schema(schema: dict[str, Any]) -> None:
    fields = from_request(Kind.MAP, {"messages": [{"topic": "a", "payload": "{}", "schema": schema}]})
    assert fields.shape == "message"
    assert to_request(Kind.MAP, fields).messages[0]["schema"] == schema


def test_several_payloads_are_several_inputs() -> None:
    fields = Fields(payloads=("1", "2"), topic="t")
    assert [message["payload"] for message in to_request(Kind.FILTER, fields).messages] == ["1", "2"]


def test_several_payloads_of_accumulate_are_one_call() -> None:
    fields = Fields(payloads=("1", "2"), staged="0")
    [batch] = to_request(Kind.ACCUMULATE, fields).messages
    assert batch["staged"]["payload"] == "0"
    assert [message["payload"] for message in batch["messages"]] == ["1", "2"]
    assert "batches" not in batch


@pytest.mark.parametrize("batches", ["each", "random"])
def test_how_accumulate_is_given_its_messages_comes_back(batches: str) -> None:
    request = to_request(Kind.ACCUMULATE, Fields(payloads=("1", "2"), batches=batches))
    assert request.messages[0]["batches"] == batches
    assert from_request(Kind.ACCUMULATE, {"messages": request.messages}).batches == batches


def test_a_list_of_batches_is_given_as_the_choice_says_unless_each_says_so_itself() -> None:
    one, other = {"messages": [{"topic": "a", "payload": "1"}]}, {"messages": [{"topic": "b", "payload": "2"}]}
    asked = to_request(Kind.ACCUMULATE, Fields(shape="list", payloads=(json.dumps([one, other]),), batches="each"))
    assert [batch["batches"] for batch in asked.messages] == ["each", "each"]
    fields = from_request(Kind.ACCUMULATE, {"messages": asked.messages})
    assert (fields.shape, fields.batches) == ("list", "each")
    assert "batches" not in fields.payloads[0]

    mixed = [one | {"batches": "random"}, other]
    fields = from_request(Kind.ACCUMULATE, {"messages": mixed})
    assert fields.batches == "one"
    assert to_request(Kind.ACCUMULATE, fields).messages == mixed
    no_batch = to_request(Kind.ACCUMULATE, Fields(shape="list", payloads=("[1]",), batches="each"))
    assert no_batch.as_json()["messages"] == [1]


def form(*typed: tuple[str, str | UploadFile]) -> Fields:
    return from_form(FormData(list(typed)))


def test_a_form_is_read_with_its_rows_and_unix_lines() -> None:
    fields = form(
        ("shape", "message"), ("payload", "a\r\nb"), ("payload", ""), ("payload", "c"), ("property_key", "k"),
        ("property_value", "v"), ("property_key", ""), ("property_value", ""), ("encoding", "text"),
    )  # fmt: skip
    assert fields.payloads == ("a\nb", "c")
    assert fields.properties == (("k", "v"),)


def test_an_empty_payload_is_a_payload() -> None:
    assert to_request(Kind.MAP, form(("payload", ""))).messages[0]["payload"] == ""


def test_an_empty_form_is_one_empty_message_in_the_preview() -> None:
    fields = form()
    assert to_request(Kind.MAP, fields).messages[0]["payload"] == ""
    assert fields.lane == "preview"
    assert form(("lane", "artifact")).lane == "artifact"


def upload(content: bytes, name: str = "picture.png") -> UploadFile:
    return UploadFile(io.BytesIO(content), filename=name, headers=Headers({"content-type": "image/png"}))


def test_a_file_is_sent_as_it_is_in_place_of_the_payload() -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00"
    fields = form(
        ("shape", "snapshot"), ("format", "png"), ("width", "2"), ("height", "1"), ("encoding", "json"),
        ("payload", "{ not even JSON"), ("file", upload(picture)),
    )  # fmt: skip
    [message] = to_request(Kind.MAP, fields).messages
    snapshot = message["snapshot"]
    assert base64.b64decode(snapshot["frame"]) == picture
    assert (snapshot["frame_encoding"], snapshot["format"], snapshot["width"]) == ("base64", "png", 2)


def test_a_file_leaves_further_payloads_and_the_staged_one_as_they_are() -> None:
    fields = form(("payload", ""), ("payload", "second"), ("staged", "first"), ("file", upload(b"\xff")))
    [batch] = to_request(Kind.ACCUMULATE, fields).messages
    assert [(each["payload"], each["payload_encoding"]) for each in batch["messages"]] == [
        ("/w==", "base64"), ("second", "text"),
    ]  # fmt: skip
    assert (batch["staged"]["payload"], batch["staged"]["payload_encoding"]) == ("first", "text")


def test_an_empty_file_is_one_and_a_field_without_a_file_is_none() -> None:
    assert form(("payload", "typed"), ("file", upload(b""))).file == ""
    assert form(("payload", "typed"), ("file", upload(b"", name=""))).file is None
    assert form(("payload", "typed"), ("file", "a text")).file is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (Fields(encoding="json", payloads=('{"a": }',)), "line 1, column 7"),
        (Fields(encoding="json", payloads=("[" * 200_000,)), "nested too deeply"),
        (Fields(encoding="json", payloads=("1" * 5_000,)), "too long"),
        (Fields(shape="list", payloads=("{}",)), "must be a JSON list"),
        (Fields(shape="list", payloads=("",)), "no JSON"),
        (Fields(shape="kept"), "is not kept any more"),
        (Fields(shape="snapshot", width="wide"), "width must be a whole number"),
        (Fields(shape="snapshot", height="-1"), "height must be a whole number"),
        (Fields(configuration=(("a", "1"), ("a", "2"))), "names a twice"),
        (Fields(timestamp="{"), "no JSON: timestamp"),
    ],
)
def test_what_cannot_be_read_is_told_in_plain_words(fields: Fields, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        to_request(Kind.MAP, fields)


def test_a_time_may_be_text_or_the_members_of_a_clock() -> None:
    clock = {"secs": 5, "nanos": 0, "counter": 1, "node_id": "n"}
    text = to_request(Kind.DELAY, Fields(timestamp=" 2026-01-01T00:00:00Z ", hlc=json.dumps(clock))).messages[0]
    assert text["timestamp"] == "2026-01-01T00:00:00Z"
    assert text["hlc"] == clock


@pytest.mark.parametrize(
    "message",
    [
        {"topic": "", "payload": "x" * 300_000},
        {"bytes": "AAAA" * 10_000, "encoding": "base64"},
    ],
)
def test_an_input_too_long_for_the_page_is_given_again_from_its_run(message: dict[str, Any]) -> None:
    fields = from_request(Kind.MAP, {"messages": [message], "configuration": {"a": "b"}}, run_id="r1")
    assert (fields.shape, fields.kept, fields.payloads) == ("kept", "r1", ("",))
    assert fields.configuration == (("a", "b"),)
    assert to_request(Kind.MAP, fields, [message]).messages == [message]


def test_an_input_too_long_for_the_page_and_of_no_run_is_left_out() -> None:
    fields = from_request(Kind.MAP, {"messages": [{"topic": "", "payload": "x" * 300_000}]})
    assert (fields.shape, fields.payloads, fields.description) == ("message", ("",), TOO_LONG)
