"""Inputs as component values; that components take them is shown in test_run_child."""

import pytest

from app.sandbox import lowering
from app.sandbox.host.buffers import TYPE, Buffers
from app.sandbox.input_types import Bare, Batch, Message, Schema, Single, Snapshot
from app.sandbox.preparation import ModuleSchema
from app.sandbox.timestamps import Hlc
from app.sandbox.values.forms import Case, Own
from tests.sandbox.recordings import recording

MOMENT = Hlc(100, 5, 0, "studio")
NOTHING = Message(b"", b"", None, (), None, None, as_buffer=False)


@pytest.fixture
def buffers() -> Buffers:
    return Buffers(recording())


def test_a_message_in_the_order_of_its_record(buffers: Buffers) -> None:
    given = Message(b"t", b"p", "c", (("k", "v"),), Hlc(1, 2, 3, "n"), Schema("{}", "s"), as_buffer=True)
    assert lowering.data_model(given, buffers, MOMENT) == Case(
        "message",
        (
            ((1, 2), 3, Case("string", "n")),
            Case("buffer", Own(TYPE, 1)),
            Case("string", "c"),
            Case("buffer", Own(TYPE, 2)),
            ([(Case("string", "k"), Case("string", "v"))],),
            Case("inline", (Case("string", "s"), Case("string", "{}"))),
        ),
    )
    assert (buffers.read(1), buffers.read(2)) == (b"t", b"p")


def test_a_message_of_bytes_gets_no_buffer_and_the_time_of_the_moment(buffers: Buffers) -> None:
    lowered = lowering.data_model(NOTHING, buffers, MOMENT)
    assert lowered.value == (
        ((100, 5), 0, Case("string", "studio")),
        Case("bytes", b""),
        None,
        Case("bytes", b""),
        ([],),
        None,
    )
    assert len(buffers) == 0


def test_a_reference_to_a_schema(buffers: Buffers) -> None:
    given = Message(b"", b"", None, (), None, Schema("aio-sr://n"), as_buffer=False)
    schema = lowering.data_model(given, buffers, MOMENT).value[5]
    assert schema == Case("registry-reference", Case("string", "aio-sr://n"))


def test_snapshots_and_bare_bytes(buffers: Buffers) -> None:
    picture = Snapshot(None, "f", 3, 4, b"x", as_buffer=False)
    frame = Case("bytes", b"x")
    moment = ((100, 5), 0, Case("string", "studio"))
    lowered = lowering.data_models([picture, Bare(b"b", as_buffer=True)], buffers, MOMENT)
    assert lowered == [
        Case("snapshot", (moment, Case("string", "f"), 3, 4, frame)),
        Case("buffer-or-bytes", Case("buffer", Own(TYPE, 1))),
    ]


def test_each_kind_has_its_arguments(buffers: Buffers) -> None:
    one = Single(NOTHING, Hlc(7))
    value = lowering.data_model(NOTHING, buffers, MOMENT)
    clock = ((7, 0), 0, "studio")
    assert lowering.arguments("map", one, buffers, MOMENT) == (value,)
    assert lowering.arguments("filter", one, buffers, MOMENT) == (value,)
    assert lowering.arguments("branch", one, buffers, MOMENT) == (clock, value)
    assert lowering.arguments("delay", one, buffers, MOMENT) == (value, clock)
    assert lowering.arguments("delay", Single(NOTHING, None), buffers, MOMENT) == (value, ((100, 5), 0, "studio"))
    batch = Batch(NOTHING, (NOTHING, NOTHING), "one")
    assert lowering.arguments("accumulate", batch, buffers, MOMENT) == (value, [value, value])


def test_what_init_is_given() -> None:
    schemas = (ModuleSchema("n", "application/json", "{}"),)
    given = lowering.configuration((("a", "1"), ("b", "")), schemas)
    assert given == ((("a", "1"), ("b", "")), [("n", "application/json", "{}")])


def test_what_an_operator_returned_can_be_handed_to_it_again(buffers: Buffers) -> None:
    given = Message(b"t", b"p", "c", (("k", "v"),), Hlc(1), Schema("{}", "s"), as_buffer=True)
    lowered = lowering.data_model(given, buffers, MOMENT)
    timestamp, _, content_type, _, properties, schema = lowered.value
    lifted = Case("message", (timestamp, Case("buffer", 1), content_type, Case("buffer", 2), properties, schema))
    again = lowering.again(lifted, buffers)
    assert again.value[1] == Case("buffer", Own(TYPE, 1))
    assert again.value[3] == Case("buffer", Own(TYPE, 2))
    assert again.value[5] == schema
    assert again.value[4] == (((Case("string", "k"), Case("string", "v")),),)
    assert buffers.take(2) == b"p"


def test_returned_bytes_and_buffers_alone_too(buffers: Buffers) -> None:
    buffers.add(b"x")
    for lifted, lowered in (
        (Case("bytes", b"b"), Case("bytes", b"b")),
        (Case("buffer", 1), Case("buffer", Own(TYPE, 1))),
    ):
        again = lowering.again(Case("buffer-or-bytes", lifted), buffers)
        assert again == Case("buffer-or-bytes", lowered)
