"""Bindings that the real toolchain generates from schema/wit, against the tables of the published interface.

The expected names are typed out here a second time on purpose: a slip in the WIT must not pass as its own proof.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World, all_worlds, world
from tests.operators.bindings_text import declared

_SCRIPT = "import sys, componentize_py; sys.argv[0] = 'componentize-py'; sys.exit(componentize_py.script())"

PROCESS = {
    Kind.MAP: "(self, message: types.DataModel) -> types.DataModel",
    Kind.FILTER: "(self, message: types.DataModel) -> bool",
    Kind.BRANCH: "(self, timestamp: hybrid_logical_clock.HybridLogicalClock, message: types.DataModel) -> bool",
    Kind.ACCUMULATE: "(self, staged: types.DataModel, message: List[types.DataModel]) -> types.DataModel",
    Kind.DELAY: "(self, data: types.DataModel, timestamp: hybrid_logical_clock.HybridLogicalClock)"
    " -> hybrid_logical_clock.HybridLogicalClock",
}

TYPES = {
    "BufferOrBytes_Buffer": ["value: Buffer"],
    "BufferOrBytes_Bytes": ["value: bytes"],
    "BufferOrString_Buffer": ["value: Buffer"],
    "BufferOrString_String": ["value: str"],
    "Timestamp": ["timestamp: hybrid_logical_clock.Timespec", "counter: int", "node_id: BufferOrString"],
    "MessageProperties": ["user_properties: List[Tuple[BufferOrString, BufferOrString]]"],
    "InlineSchema": ["name: BufferOrString", "content: BufferOrString"],
    "MessageSchema_RegistryReference": ["value: BufferOrString"],
    "MessageSchema_Inline": ["value: InlineSchema"],
    "Message": [
        "timestamp: Timestamp",
        "topic: BufferOrBytes",
        "content_type: Optional[BufferOrString]",
        "payload: BufferOrBytes",
        "properties: MessageProperties",
        "schema: Optional[MessageSchema]",
    ],
    "Snapshot": [
        "timestamp: Timestamp",
        "format: BufferOrString",
        "width: int",
        "height: int",
        "frame: BufferOrBytes",
    ],
    "DataModel_BufferOrBytes": ["value: BufferOrBytes"],
    "DataModel_Message": ["value: Message"],
    "DataModel_Snapshot": ["value: Snapshot"],
    "ModuleSchema": ["name: str", "content_type: str", "content: str"],
    "ModuleConfiguration": ["properties: List[Tuple[str, str]]", "module_schemas: List[ModuleSchema]"],
}

_CLOCK = "Optional[hybrid_logical_clock.HybridLogicalClock]"
_TIMEOUT = "timeout: Optional[state_store_types.Duration]"
_TOKEN = f"fencing_token: {_CLOCK}"
STATE_STORE = {
    "get": f"(key: bytes, {_TIMEOUT}) -> state_store_types.StateStoreGetResponse",
    "set": f"(key: bytes, value: bytes, {_TIMEOUT}, {_TOKEN}, options: state_store_types.SetOptions)"
    " -> state_store_types.StateStoreSetResponse",
    "del_": f"(key: bytes, {_TOKEN}, {_TIMEOUT}) -> state_store_types.StateStoreDelResponse",
    "vdel": f"(key: bytes, value: bytes, {_TOKEN}, {_TIMEOUT}) -> state_store_types.StateStoreDelResponse",
}

STATE_STORE_TYPES = {
    "Duration": ["seconds: int", "nanos: int"],
    "SetConditions": ["ONLY_IF_DOES_NOT_EXIST = 0", "ONLY_IF_EQUAL_OR_DOES_NOT_EXIST = 1", "UNCONDITIONAL = 2"],
    "SetOptions": ["conditions: SetConditions", "expires: Optional[Duration]"],
    "StateStoreError_RequestError": ["value: str"],
    "StateStoreError_Timeout": [],
    "StateStoreError_Protocol": [],
    "StateStoreError_Internal": [],
    "StateStoreGetResponse": ["response: Optional[bytes]", f"version: {_CLOCK}"],
    "StateStoreDelResponse": ["response: int", f"version: {_CLOCK}"],
    "StateStoreSetResponse": ["response: bool", f"version: {_CLOCK}"],
}

METRICS = {
    "CounterValue_U64": ["value: int"],
    "HistogramValue_F64": ["value: float"],
    "HistogramValue_U64": ["value: int"],
    "MetricsError_IncompatibleType": ["value: str"],
    "MetricsError_LockError": ["value: str"],
    "Label": ["key: str", "value: str"],
}

SCHEMA = [
    "description: Optional[str]",
    "display_name: Optional[str]",
    "format: SchemaFormat",
    "hash: Optional[str]",
    "name: str",
    "namespace: str",
    "schema_content: str",
    "schema_type: SchemaType",
    "tags: List[Tuple[str, str]]",
    "version: str",
]


def generate(wit: Path, world_name: str, output: Path) -> None:
    """Bindings of one world; an empty environment, as componentize-py else looks around for other Pythons."""
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", _SCRIPT, "-d", str(wit), "-w", world_name, "bindings", str(output)],
        env={"PATH": str(output)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


def generated(target: World, output: Path) -> Path:
    output.mkdir()
    generate(target.wit_folder, target.name, output)
    return output / target.module


@pytest.fixture(params=all_worlds(), ids=lambda target: f"{target.name}-{target.api_version}")
def target(request: pytest.FixtureRequest) -> World:
    found: World = request.param
    return found


def test_bindings_of_every_world(target: World, tmp_path: Path) -> None:
    bindings = generated(target, tmp_path / "out")
    exports = declared(bindings / "exports" / "__init__.py")
    name = target.kind.entry_class

    assert list(exports.fields) == [name]
    assert exports.signatures == {
        f"{name}.init": "(self, configuration: types.ModuleConfiguration) -> bool",
        f"{name}.process": PROCESS[target.kind],
    }
    assert target.kind.python_signature == f"def process{PROCESS[target.kind]}"

    raises = f"Raises: `{target.module}.types.Err({target.module}.imports.types.Error)`"
    assert (raises in exports.docs[f"{name}.process"]) is (target.api_version is ApiVersion.V1_1_0)
    assert sorted(path.stem for path in (bindings / "imports").glob("[a-z]*.py")) == sorted(
        interface.split("/")[1].split("@")[0].replace("-", "_") for interface in target.imports
    )

    types = declared(bindings / "imports" / "types.py")
    errors = {"Error": ["message: str"]} if target.api_version is ApiVersion.V1_1_0 else {}
    assert types.fields == TYPES | {"Buffer": []} | errors
    assert types.signatures["Buffer.read"] == "(self) -> bytes"
    assert types.aliases == {
        "BufferOrBytes": "Union[BufferOrBytes_Buffer, BufferOrBytes_Bytes]",
        "BufferOrString": "Union[BufferOrString_Buffer, BufferOrString_String]",
        "MessageSchema": "Union[MessageSchema_RegistryReference, MessageSchema_Inline]",
        "DataModel": "Union[DataModel_BufferOrBytes, DataModel_Message, DataModel_Snapshot]",
    }


@pytest.mark.parametrize("api_version", ApiVersion)
def test_bindings_of_the_host(api_version: ApiVersion, tmp_path: Path) -> None:
    imports = generated(world(Kind.MAP, api_version), tmp_path / "out") / "imports"

    clock = declared(imports / "hybrid_logical_clock.py")
    assert clock.fields == {
        "Timespec": ["secs: int", "nanos: int"],
        "HybridLogicalClock": ["timestamp: Timespec", "counter: int", "node_id: str"],
    }

    logger = declared(imports / "logger.py")
    levels = ["TRACE = 0", "DEBUG = 1", "INFO = 2", "WARN = 3", "ERROR = 4", "CRITICAL = 5"]
    assert logger.fields == {"Level": levels}
    assert logger.signatures == {"log": "(level: Level, context: str, message: str) -> None"}

    metrics = declared(imports / "metrics.py")
    assert metrics.fields == METRICS
    assert metrics.signatures == {
        "add_to_counter": "(name: str, value: CounterValue, labels: Optional[List[Label]]) -> None",
        "record_to_histogram": "(name: str, value: HistogramValue, labels: Optional[List[Label]]) -> None",
    }
    assert all("metrics.MetricsError" in metrics.docs[function] for function in metrics.signatures)

    store = declared(imports / "state_store.py")
    assert store.signatures == STATE_STORE
    assert all("StateStoreError" in store.docs[function] for function in STATE_STORE)
    assert declared(imports / "state_store_types.py").fields == STATE_STORE_TYPES


def test_our_comments_arrive_as_docstrings(tmp_path: Path) -> None:
    bindings = generated(world(Kind.DELAY, ApiVersion.V1_1_0), tmp_path / "out")
    assert "never earlier than" in declared(bindings / "exports" / "__init__.py").docs["Delay.process"]
    assert "All six fields" in declared(bindings / "imports" / "types.py").docs["Message"]


@pytest.mark.parametrize("kind", Kind)
def test_a_world_may_import_the_schema_registry_too(kind: Kind, tmp_path: Path) -> None:
    target = world(kind, ApiVersion.V1_1_0, schema_registry=True)
    imports = generated(target, tmp_path / "out") / "imports"
    assert sorted(path.stem for path in imports.glob("[a-z]*.py")) == sorted(
        interface.split("/")[1].split("@")[0].replace("-", "_") for interface in target.imports
    )
    assert declared(imports / "schema_registry.py").signatures == {
        "get": "(id: str, version: str, timeout: Tuple[int, int]) -> schema_types.Schema"
    }
    schema = declared(imports / "schema_types.py")
    assert schema.fields == {
        "SchemaFormat_Json": [],
        "SchemaFormat_Delta": [],
        "SchemaError_Request": ["value: str"],
        "SchemaError_Internal": ["value: str"],
        "SchemaError_Timeout": [],
        "SchemaError_NotFound": [],
        "SchemaError_NotAvailable": [],
        "SchemaType_MessageSchema": [],
        "Schema": SCHEMA,
    }
