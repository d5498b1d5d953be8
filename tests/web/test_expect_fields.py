"""An expectation through the fields of the form and back: nothing is lost, whatever it holds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData

from app.errors import StudioError
from app.payloads import expectation
from app.web.collections.expect_fields import ExpectFields, from_expectation, from_form, to_expectation

Json = dict[str, Any]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
OUTPUTS = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "payload": VALUES | st.just({"base64": "AAEC"}),
        "topic": TEXTS,
        "content_type": TEXTS,
        "user_properties": st.dictionaries(TEXTS, VALUES, max_size=3),
    },
)
LOGS = st.fixed_dictionaries(
    {}, optional={"level": TEXTS, "context": TEXTS, "contains": TEXTS, "matches": st.just("^a+$")}
)
EXPECTATIONS = st.fixed_dictionaries(
    {},
    optional={
        "outcome": st.sampled_from(expectation.OUTCOMES),
        "arm": st.sampled_from(["True", "False"]),
        "error": TEXTS,
        "output": OUTPUTS,
        "outputs": st.lists(OUTPUTS.filter(lambda value: value is not None), max_size=2),
        "logs": st.lists(LOGS, max_size=3),
        "metrics": st.lists(st.fixed_dictionaries({"name": TEXTS}, optional={"value": st.integers(0, 9)}), max_size=2),
        "state": st.lists(st.fixed_dictionaries({"key": TEXTS, "value": VALUES}), max_size=2),
        "select": st.lists(st.sampled_from(["payload.a", "topic", r"payload.a\.b"]), max_size=2),
        "ignores": st.lists(st.sampled_from(["payload.*.x", "content_type"]), max_size=2),
        "tolerance": st.sampled_from([0, 1, 0.25, 1e-9]),
        "max_duration_us": st.integers(1, 10**9),
        "max_memory_bytes": st.integers(1, 10**12),
    },
)


def valid(value: Json) -> Json | None:
    """As it is stored; None for one that is not."""
    try:
        return expectation.parse(value)
    except StudioError:
        return None


def sent(fields: ExpectFields) -> FormData:
    """The form as a browser sends it: the line ends of its text areas are CR LF."""
    areas = ("expected_payload", "error", "select", "ignores", "rest")
    lists = ("properties", "logs", "empty_topic")
    pairs = [(name, getattr(fields, name)) for name in vars(fields) if name not in lists]
    typed = [(name, text.replace("\n", "\r\n") if name in areas else text) for name, text in pairs]
    for key, value in (*fields.properties, ("", "")):
        typed += [("expected_property_key", key), ("expected_property_value", value)]
    for row in fields.logs:
        typed += [(f"log_{name}", text) for name, text in vars(row).items()]
    return FormData(typed + ([("empty_topic", "1")] if fields.empty_topic else []))


def same(one: Json | None, other: Json | None) -> bool:
    """Whether both say the same: an empty list of paths leaves nothing out, and null or no user properties ask for
    nothing."""
    return _bare(one) == _bare(other)


def _bare(value: Json | None) -> Json:
    bare = dict(value or {})
    for name in ("select", "ignores"):
        if not bare.get(name):
            bare.pop(name, None)
    if bare.get("output"):
        members = bare["output"].items()
        bare["output"] = {n: v for n, v in members if v is not None and (n, v) != ("user_properties", {})}
    return bare


@given(EXPECTATIONS)
@settings(max_examples=600)
def test_what_goes_through_the_form_comes_back(value: Json) -> None:
    stored = valid(value)
    if stored is not None:
        back = to_expectation(from_form(sent(from_expectation(stored))))
        assert same(valid(back or {}), stored)


@pytest.mark.parametrize(
    ("stored", "field", "shown"),
    [
        ({"output": None}, "output", "none"),
        ({"output": {"payload": "a\nb"}}, "output", "text"),
        ({"output": {"payload": {"a": 1}}}, "output", "json"),
        ({"output": {"payload": {"base64": "AA=="}}}, "output", "base64"),
        ({"output": {"topic": ""}}, "empty_topic", True),
        ({"output": {"user_properties": {"a": ["b", "c"]}}}, "output", ""),
        ({"tolerance": 1e-9}, "tolerance", "1e-09"),
        ({"logs": [{"level": "info", "contains": "x"}]}, "rest", ""),
    ],
)
def test_each_expectation_has_its_field(stored: Json, field: str, shown: object) -> None:
    assert getattr(from_expectation(stored), field) == shown


def test_an_empty_form_expects_nothing() -> None:
    assert to_expectation(from_form(FormData([]))) is None
