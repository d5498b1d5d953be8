import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "unknown-name-in-bindings"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("types.DataModelMessage(m)", "types.DataModel_Message(m)"),
        ("types.BufferOrBytesBuffer", "types.BufferOrBytes_Buffer"),
        ("types.HybridLogicalClock", "hybrid_logical_clock.HybridLogicalClock"),
        ("state_store.Duration(1, 0)", "state_store_types.Duration(1, 0)"),
        ("state_store.delete(b'k', None, None)", "state_store.del_(b'k', None, None)"),
    ],
)
def test_the_name_that_was_surely_meant(bad: str, good: str) -> None:
    assert codes(in_process(f"x = {bad}  # here")) == [(CODE, FIRST)]
    assert fixed(in_process(f"x = {bad}  # here")) == in_process(f"x = {good}  # here")
    assert codes(in_process(f"x = {good}  # here")) == []


@pytest.mark.parametrize(
    ("bad", "known"),
    [
        ("types.Payload", ""),
        ("types.DataModels", "; map_impl.imports.types.DataModel is meant"),
        ("logger.info", ""),
        (
            "state_store_types.SetConditions.ONLY_IF_NOT_EXIST",
            "; map_impl.imports.state_store_types.SetConditions.ONLY_IF_DOES_NOT_EXIST is meant",
        ),
    ],
)
def test_the_rest_is_only_told(bad: str, known: str) -> None:
    (found,) = findings(in_process(f"x = {bad}"))
    assert (found.code, found.severity, found.place.line, found.fixable) == (CODE, "error", FIRST, False)
    assert found.message == f"{bad}: the bindings have no such name here{known}."


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("from map_impl.types import DataModel", "from map_impl.imports.types import DataModel"),
        (
            "from map_impl.types import Err, DataModel as Data, Ok",
            "from map_impl.types import Err, Ok\nfrom map_impl.imports.types import DataModel as Data",
        ),
        ("from map_impl import logger", "from map_impl.imports import logger"),
        (
            "from map_impl import exports, logger as log",
            "from map_impl import exports\nfrom map_impl.imports import logger as log",
        ),
        (
            "from map_impl.imports.types import HybridLogicalClock",
            "from map_impl.imports.hybrid_logical_clock import HybridLogicalClock",
        ),
    ],
)
def test_imports_from_the_wrong_place(bad: str, good: str) -> None:
    assert [one for one in codes(f"{bad}  # why\n") if one[0] == CODE] == [(CODE, 1)]
    mended = fixed(f"{bad}  # why\n", code=CODE)
    assert mended.replace("  # why", "") == f"{good}\n"
    assert "# why" in mended
    assert CODE not in [code for code, _ in codes(mended)]


def test_the_wrong_one_of_two_modules_called_types() -> None:
    bad = "from map_impl import exports, types\n\nx = types.Message, types.DataModel\n"
    assert [one for one in codes(bad) if one[0] == CODE] == [(CODE, 3), (CODE, 3)]
    assert fixed(bad, code=CODE) == (
        "from map_impl import exports\nfrom map_impl.imports import types\n\nx = types.Message, types.DataModel\n"
    )


def test_an_unknown_name_in_an_import_is_only_told() -> None:
    (found,) = [one for one in findings("from map_impl.imports.types import Massage\n") if one.code == CODE]
    assert (found.fixable, found.message) == (
        False,
        "Massage: the bindings have no such name here; map_impl.imports.types.Message is meant.",
    )


def test_an_interface_that_the_world_does_not_import() -> None:
    assert (CODE, 1) in codes("from map_impl.imports import command_invoker\n")
    assert (CODE, 3) in codes("from map_impl import imports\n\nx = imports.command_invoker.invoke()\n")


USES_REGISTRY = (
    "from map_impl import imports\nfrom map_impl.imports import schema_registry, schema_types\n\n"
    "x = schema_registry.get('a', 'b', (1, 0)), imports.schema_registry.get\ny = schema_types.SchemaError_NotFound\n"
)


def test_the_schema_registry_is_there_for_an_operator_that_names_it_and_not_in_the_older_version() -> None:
    assert CODE not in {code for code, _ in codes(USES_REGISTRY)}
    assert {(CODE, 2), (CODE, 4)} <= set(codes(USES_REGISTRY, api_version="1.0.0"))


@pytest.mark.parametrize(
    "good",
    [
        "x = types.Err, types.Ok, types.Optional, types.hybrid_logical_clock.Timespec, types.__name__",
        "x = types.Message.__name__",
        "x = logger.Level.WARN.value",
        "x = state_store_types.SetConditions.UNCONDITIONAL",
        "if hasattr(types, 'Payload'):\n    x = types.Payload",
        "try:\n    x = types.Payload\nexcept AttributeError:\n    x = 1",
        "types = read()\nx = types.Payload",
        "x = other.types.Payload",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []


@pytest.mark.parametrize(
    "good",
    [
        "from map_impl.types import Err, Ok, Some, Result\n",
        "from map_impl.imports.types import DataModel, Err\n",
        "from map_impl.imports import *\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from map_impl.types import DataModel\n",
        "try:\n    from map_impl.types import DataModel\nexcept ImportError:\n    DataModel = None\n",
        "from __future__ import annotations\nfrom map_impl.imports import types\n\n\ndef f(x: types.Payload)"
        " -> types.Data:\n    y: types.Payload = x\n",
    ],
)
def test_imports_that_are_right_or_never_run(good: str) -> None:
    assert CODE not in [code for code, _ in codes(good)]


def test_names_differ_between_api_versions() -> None:
    assert codes(in_process("x = types.Error")) == []
    assert CODE not in [code for code, _ in codes(in_process("x = types.Error"), api_version="1.0.0")]
