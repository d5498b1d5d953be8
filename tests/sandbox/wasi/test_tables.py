import pytest

from app.sandbox.values.forms import Own
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import MAX_HANDLES, Table, TooManyHandles, Type


def test_a_handle_stands_for_its_value_until_it_is_dropped() -> None:
    table: Table[str] = Table(Type.DESCRIPTOR)
    one, other = table.add("one"), table.add("other")
    assert one.type == other.type == 106
    assert (table[one.rep], table[other.rep]) == ("one", "other")
    table.resource.drop(one.rep)
    assert len(table) == 1
    with pytest.raises(RuleBroken):
        table[one.rep]


def test_no_number_is_given_twice() -> None:
    table: Table[str] = Table(Type.POLLABLE)
    reps = set()
    for _ in range(3 * MAX_HANDLES):
        handle = table.add("")
        reps.add(handle.rep)
        table.drop(handle.rep)
    assert len(reps) == 3 * MAX_HANDLES


def test_a_table_is_bounded_and_has_room_again_after_a_drop() -> None:
    table: Table[int] = Table(Type.POLLABLE)
    handles = [table.add(number) for number in range(MAX_HANDLES)]
    with pytest.raises(TooManyHandles):
        table.add(-1)
    table.drop(handles[0].rep)
    assert isinstance(table.add(-1), Own)


def test_dropping_what_is_not_there_does_nothing() -> None:
    table: Table[int] = Table(Type.POLLABLE)
    table.drop(1)
    table.clear()
    table.drop(0)


def test_clearing_forgets_everything() -> None:
    table: Table[int] = Table(Type.POLLABLE)
    handle = table.add(1)
    table.clear()
    assert len(table) == 0
    with pytest.raises(RuleBroken):
        table[handle.rep]


def test_the_numbers_of_our_types_are_all_different_and_leave_room_for_the_operator_interfaces() -> None:
    assert len({*Type}) == 14
    assert min(Type) == 100
