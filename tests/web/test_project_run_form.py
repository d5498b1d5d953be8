"""The test panel's form: every sample fits into it and comes out of it as the same run."""

import json

import pytest
from starlette.datastructures import FormData, UploadFile

from app.errors import Invalid
from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.sandbox.inputs import parse_inputs
from app.web.project.run_fields import Fields, from_form, from_request
from app.web.project.run_request import to_request

WORLDS = [(kind, version) for kind in Kind for version in ApiVersion]


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
    message = {"topic": "a", "payload": "{}", "schema": {"inline": {"name": "s", "content": "{}"}}}
    fields = from_request(Kind.MAP, {"messages": [message]})
    assert fields.shape == "list"
    assert to_request(Kind.MAP, fields).messages == [message]


@pytest.mark.parametrize("payload", ["one\r\ntwo", "nul\0", "\r"])
def test_characters_that_a_form_changes_are_kept_as_json(payload: str) -> None:
    fields = from_request(Kind.MAP, {"messages": [{"topic": "", "payload": payload}]})
    assert to_request(Kind.MAP, fields).messages == [{"topic": "", "payload": payload}]


def test_several_payloads_are_several_inputs() -> None:
    fields = Fields(payloads=("1", "2"), topic="t")
    assert [message["payload"] for message in to_request(Kind.FILTER, fields).messages] == ["1", "2"]


def test_several_payloads_of_accumulate_are_one_call() -> None:
    fields = Fields(payloads=("1", "2"), staged="0")
    [batch] = to_request(Kind.ACCUMULATE, fields).messages
    assert batch["staged"]["payload"] == "0"
    assert [message["payload"] for message in batch["messages"]] == ["1", "2"]


def test_a_form_is_read_with_its_rows_and_unix_lines() -> None:
    typed: list[tuple[str, str | UploadFile]] = [
        ("shape", "message"), ("payload", "a\r\nb"), ("payload", ""), ("payload", "c"), ("property_key", "k"),
        ("property_value", "v"), ("property_key", ""), ("property_value", ""), ("encoding", "text"),
    ]  # fmt: skip
    fields = from_form(FormData(typed))
    assert fields.payloads == ("a\nb", "c")
    assert fields.properties == (("k", "v"),)


def test_an_empty_payload_is_a_payload() -> None:
    assert to_request(Kind.MAP, from_form(FormData([("payload", "")]))).messages[0]["payload"] == ""


def test_an_empty_form_is_one_empty_message() -> None:
    assert to_request(Kind.MAP, from_form(FormData([]))).messages[0]["payload"] == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (Fields(encoding="json", payloads=('{"a": }',)), "line 1, column 7"),
        (Fields(encoding="json", payloads=("[" * 200_000,)), "nested too deeply"),
        (Fields(encoding="json", payloads=("1" * 5_000,)), "too long"),
        (Fields(shape="list", payloads=("{}",)), "must be a JSON list"),
        (Fields(shape="list", payloads=("",)), "no JSON"),
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


def test_an_input_too_long_for_the_page_is_left_out_of_the_form() -> None:
    fields = from_request(Kind.MAP, {"messages": [{"topic": "", "payload": "x" * 300_000}]})
    assert fields.payloads == ("",)
    assert "too long" in (fields.description or "")
