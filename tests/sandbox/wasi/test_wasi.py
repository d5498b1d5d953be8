from collections.abc import Mapping

import pytest
from wasmtime.component import Component

from app.sandbox.engine import engine
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import Type
from app.sandbox.wasi.tree import Tree
from tests.sandbox.wasi.imports import Members, imports
from tests.sandbox.wasi.offered import Offered
from tests.support import generic


@pytest.fixture(scope="module", params=["1.0.0", "1.1.0"])
def imported(request: pytest.FixtureRequest) -> Mapping[str, Members]:
    ours = engine()
    return imports(ours, Component.deserialize_file(ours, str(generic.precompiled(request.param))))


def test_everything_that_a_component_imports_is_offered_and_nothing_else(imported: Mapping[str, Members]) -> None:
    offered = Offered().interfaces
    assert {*imported} == {*offered}
    for name, members in imported.items():
        assert {*offered[name].functions()} == members["functions"], name


def test_the_functions_are_as_many_as_the_toolchain_is_known_to_need(imported: Mapping[str, Members]) -> None:
    assert sum(len(members["functions"]) for members in imported.values()) == 122


def test_every_resource_is_offered_once_by_an_interface_that_names_it(imported: Mapping[str, Members]) -> None:
    offers = [
        (name, resource.type)
        for interface, offered in Offered().interfaces.items()
        for name, resource in offered.resources().items()
        if name in imported[interface]["resources"]
    ]
    assert sorted(offers) == sorted((kind.name.lower().replace("_", "-"), int(kind)) for kind in Type)


def test_closing_forgets_every_resource() -> None:
    offered = Offered(files=Tree({"/0": {}}))
    ((folder, _),) = offered.call("wasi:filesystem/preopens", "get-directories")
    handles = {
        ("wasi:cli/stdin", "get-stdin"): ("wasi:io/streams", "[method]input-stream.read", 1),
        ("wasi:cli/stdout", "get-stdout"): ("wasi:io/streams", "[method]output-stream.write", b""),
    }
    given = {use: offered.call(*make) for make, use in handles.items()}
    pollable = offered.call("wasi:clocks/monotonic-clock", "subscribe-duration", 1)
    offered.wasi.close()
    for (interface, function, argument), handle in given.items():
        with pytest.raises(RuleBroken):
            offered.call(interface, function, handle, argument)
    with pytest.raises(RuleBroken):
        offered.call("wasi:io/poll", "[method]pollable.ready", pollable)
    with pytest.raises(RuleBroken):
        offered.call("wasi:filesystem/types", "[method]descriptor.stat", folder)


def test_instances_share_nothing() -> None:
    one, other = Offered(), Offered()
    handle = one.call("wasi:cli/stdout", "get-stdout")
    with pytest.raises(RuleBroken):
        other.call("wasi:io/streams", "[method]output-stream.write", handle, b"")
    one.call("wasi:io/streams", "[method]output-stream.write", handle, b"mine")
    assert (one.printed, other.printed) == ([("stdout", b"mine")], [])
