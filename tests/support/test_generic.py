import json
import textwrap
from typing import Any

import pytest

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.operators.samples import SamplePayload
from tests.operators.expectations import expected
from tests.support import generic
from tests.support.built import built, precompiled
from tests.support.generic import Report

pytestmark = pytest.mark.build

EVERY_PAYLOAD = pytest.mark.parametrize(
    ("kind", "api_version", "payload"),
    [
        pytest.param(kind, version, payload, id=f"{kind}-{version}-{payload.name}")
        for kind in Kind
        for version in ApiVersion
        for payload in samples.payloads(kind, version)
    ],
)
BOTH = pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
MESSAGE = [{"payload": "x"}]

HEAD = """\
from map_impl import exports
from map_impl.imports import types

class Map(exports.Map):
    def init(self, configuration):
        return True

"""


def run(process: str, *, api_version: str = "1.1.0", head: str = HEAD, helper: str = "", **how: Any) -> Report:
    """Run a map operator of which only ``process`` is given."""
    files = {"my-op.py": head + textwrap.indent(textwrap.dedent(process), "    "), "helper.py": helper}
    return generic.run("map", api_version, files, "my-op", MESSAGE, **how)


@EVERY_PAYLOAD
def test_a_template_answers_its_payloads(kind: Kind, api_version: ApiVersion, payload: SamplePayload) -> None:
    files = samples.files(kind, api_version, "my-op")
    for adapter in (True, False):
        report = generic.run(kind, api_version, files, "my-op", adapter=adapter, **payload.request)

        wanted = expected(kind, api_version, payload.name)
        assert (report.built, report.init_ok, report.error) == (True, wanted is not None, None)
        assert report.outcomes == [outcome for outcome, _ in wanted or []]
        assert report.logs


@BOTH
def test_process_with_a_parameter_too_many_traps_as_python_says_it(api_version: str) -> None:
    report = run("def process(self, timestamp, message):\n    return message", api_version=api_version)

    assert report.init_ok
    assert report.outcomes == ["trap"]
    assert report.error == "TypeError: Map.process() missing 1 required positional argument: 'message'"


@pytest.mark.parametrize("adapter", [True, False])
def test_a_module_that_the_guest_lacks_stops_the_build(adapter: bool) -> None:
    report = run("def process(self, message):\n    return message", head=f"import zlib\n{HEAD}", adapter=adapter)

    assert (report.built, report.init_ok, report.results) == (False, False, [])
    assert report.error == "ModuleNotFoundError: No module named 'zlib'"
    assert [(frame["path"], frame["line"]) for frame in report.init["traceback"]] == [("my-op.py", 1)]


def test_an_exception_of_init_is_no_failed_build() -> None:
    report = run("", head=HEAD.replace("return True", "raise ValueError('no')") + "    process = None\n")

    assert (report.built, report.init_ok, report.error) == (True, False, "ValueError: no")


@BOTH
def test_state_lasts_from_init_to_process_only_with_the_adapter(api_version: str) -> None:
    head = HEAD.replace("return True", "self.kept = True\n        return True")
    process = "def process(self, message):\n    assert self.kept\n    return message"

    assert run(process, head=head, api_version=api_version).outcomes == ["output"]
    plain = run(process, head=head, api_version=api_version, adapter=False)
    assert plain.error == "AttributeError: 'Map' object has no attribute 'kept'"


@pytest.mark.parametrize("name", ["json", "helper"])
def test_an_import_inside_a_function_works_only_where_the_adapter_imports_it(name: str) -> None:
    process = f"def process(self, message):\n    import {name}\n    return message"

    assert run(process, lazy_imports=[name]).outcomes == ["output"]
    for report in (run(process), run(process, adapter=False)):
        assert report.error == f"ModuleNotFoundError: No module named '{name}'"
    imported = f"import {name}\n{HEAD}"
    assert run(process, head=imported, adapter=False).outcomes == ["output"]


def test_the_projects_files_are_gone_after_loading() -> None:
    process = "def process(self, message):\n    return open('/0/helper.py').read()"

    assert (run(process).error or "").startswith("FileNotFoundError")


@BOTH
def test_a_wrong_value_panics_as_the_toolchain_does(api_version: str) -> None:
    report = run("def process(self, message):\n    return None", api_version=api_version)

    assert report.outcomes == ["trap"]
    assert report.error == "called `Option::unwrap()` on a `None` value"


FACTS = '''\
import json
import os
import sys

import map_impl
from map_impl import exports
from map_impl.imports import state_store, types


def said(work):
    try:
        return repr(work())
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def _place(module):
    loader = repr(getattr(module, "__loader__", None)).split(" at 0x")[0]
    return [loader, *(repr(getattr(module, name, None)) for name in "__file__ __cached__ __path__ __package__".split())]


class Map(exports.Map):
    def init(self, configuration):
        self.kept = True
        return True

    def process(self, message):
        if message.value.payload.value.read() != b"facts":
            raise ValueError("no facts")
        facts = {
            "modules": sorted(sys.modules),
            "bindings": [sorted(dir(module)) for module in (map_impl, exports, types)],
            "names": [repr(thing) for thing in (exports.Map, types, types.Buffer, types.BufferOrBytes_Bytes(b"x"))],
            "imports": [said(lambda: __import__(name)) for name in IMPORTS],
            "kept": said(lambda: self.kept),
            "missing": [said(lambda: state_store.delete), said(lambda: types.Message())],
            "path": [sys.path, [path for path in sorted(sys.path_importer_cache) if "/" not in path[1:]]],
            "modules' places": {name: _place(module) for name, module in sorted(sys.modules.items())},
            "folders": [said(lambda: open("/0/facts.py")), said(lambda: os.listdir("/0")), said(lambda: os.stat("/0"))],
            "file": [said(lambda: open("data.json")), said(lambda: os.listdir("/")), said(os.getcwd)],
            "system": [dict(os.environ), sys.argv, repr(sys.flags), sys.getrecursionlimit(), __file__, __name__],
        }
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(json.dumps(facts).encode()))


IMPORTS = """zlib ssl math _json csv sqlite3 asyncio filter_impl re decimal _decimal socket threading select _thread
    unittest.mock zoneinfo helper operator_adapter hashlib xml.dom json.tool importlib.metadata uuid logging datetime
    wit_world preview_impl preview_app library bindings profiling""".split()
'''


def test_it_is_the_same_inside_as_in_a_component_of_its_own() -> None:
    files = {"facts.py": FACTS, "helper.py": "import zlib\n"}
    messages = [{"payload": "facts"}, {"payload": "none"}]
    own = generic.run_file(precompiled(built("map", "1.1.0", files, "facts")), "map", "1.1.0", messages)
    ours = generic.run("map", "1.1.0", files, "facts", messages, adapter=False)

    assert json.loads(own.results[0]["output"]["bytes"]) == json.loads(ours.results[0]["output"]["bytes"])
    for name in ("outcome", "error", "traceback", "explanation", "stderr"):
        assert own.results[1][name] == ours.results[1][name]
