"""Every type, in both directions, through a guest and through a host's function, beside wasmtime's own conversion."""

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case
from tests.sandbox.values import strategies, wasmtimes
from tests.sandbox.values.wat import Guest

thorough = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


@thorough
@given(st.data())
def test_values_come_back_as_they_went(data: st.DataObject) -> None:
    shape = data.draw(strategies.with_handles)
    guest = Guest(shape)
    echo = guest.function("echo")
    for _ in range(3):
        value = data.draw(st.lists(strategies.values(shape), max_size=3)) if shape != s.Scalar("u8") else b"\0\xff"
        assert echo(value) == strategies.lifted(value)
    guest.store.close()


@thorough
@given(st.data())
def test_a_host_sees_what_was_sent_and_its_answer_arrives(data: st.DataObject) -> None:
    shape = data.draw(strategies.shapes)
    guest = Guest(shape)
    seen: list[Any] = []
    some = st.binary(max_size=9) if shape == s.Scalar("u8") else st.lists(strategies.values(shape), max_size=3)
    value, answer = data.draw(some), data.draw(some)
    guest.host.answer = lambda given: [seen.append(given), answer][1]  # type: ignore[func-returns-value]
    assert guest.function("relay")(value) == answer
    assert seen == [value]
    guest.store.close()


@thorough
@given(st.data())
def test_wasmtimes_own_conversion_gives_the_same(data: st.DataObject) -> None:
    shape = data.draw(strategies.shapes.filter(wasmtimes.understood))
    guest = Guest(shape)
    some = st.binary(max_size=9) if shape == s.Scalar("u8") else st.lists(strategies.values(shape), max_size=3)
    value = data.draw(some)
    raw = guest.raw("echo")
    [(_, type_)] = raw.type(guest.store).params
    expected = raw(guest.store, wasmtimes.own(type_, value))
    raw.post_return(guest.store)
    assert wasmtimes.own(type_, guest.function("echo")(value)) == expected
    guest.store.close()


@pytest.mark.parametrize("name", ["f32", "f64"])
def test_numbers_that_equal_nothing(name: str) -> None:
    minus_zero, nan = Guest(s.Scalar(name)).function("echo")([-0.0, math.nan])
    assert math.copysign(1, minus_zero) == -1
    assert math.isnan(nan)


def test_types_too_large_for_one_function() -> None:
    shape: s.Shape = s.Variant((("one", s.Scalar("u8")), ("other", s.Scalar("string"))))
    value: Any = Case("other", "text")
    for depth in range(6):
        shape = s.Record((("a", shape), ("b", s.List(shape)), ("c", s.Option(shape))))
        value = (value, [value] * (depth % 2), value if depth % 3 else None)
    assert s.nodes(shape) > 1_000
    assert Guest(shape).function("echo")([value, value]) == [value, value]


def test_types_nested_deeper_than_python_nests_blocks() -> None:
    shape: s.Shape = s.Scalar("u16")
    value: Any = 7
    for _ in range(40):
        shape, value = s.List(shape), [value]
    assert Guest(shape).function("relay")([value, []]) == [value, []]


def test_members_are_named_as_in_the_interface() -> None:
    shape = s.Record((("node-id", s.Scalar("string")), ("class", s.Scalar("u8")), ("count", s.Scalar("u8"))))
    [record] = Guest(shape).function("echo")([("n", 1, 2)])
    assert (record.node_id, record.class_, record.count) == ("n", 1, 2)


def test_other_forms_may_be_lowered() -> None:
    flags = Guest(s.Flags(("read", "write"))).function("echo")
    assert flags([["read", "read"], {"write"}, ()]) == [{"read"}, {"write"}, frozenset()]
    octets = Guest(s.Scalar("u8")).function("echo")
    content = bytes(range(100))
    assert octets(bytearray(content)) == octets(memoryview(content)) == content
    assert octets(memoryview(content)[::2]) == content[::2]
