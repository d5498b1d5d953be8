"""What the generated bindings declare: records, variants, enums and functions, with the types of their fields.

Types are ``bytes``, ``str``, ``int``, ``float``, ``bool``, ``list`` or a class of the bindings; ``?`` marks what may be
None. Source: the bindings that componentize-py generates from ``schema/wit``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.operators.kinds import ApiVersion

Fields = Mapping[str, str]

BYTES = "@types.BufferOrBytes"
TEXT = "@types.BufferOrString"
CLOCK = "@hybrid_logical_clock.HybridLogicalClock"
TIMESPEC = "@hybrid_logical_clock.Timespec"


def _fields(text: str) -> Fields:
    return dict(part.split("=") for part in text.split())


RECORDS: Mapping[str, Fields] = {
    "@hybrid_logical_clock.Timespec": _fields("secs=int nanos=int"),
    "@hybrid_logical_clock.HybridLogicalClock": _fields(f"timestamp={TIMESPEC} counter=int node_id=str"),
    "@types.Timestamp": _fields(f"timestamp={TIMESPEC} counter=int node_id={TEXT}"),
    "@types.MessageProperties": _fields("user_properties=list"),
    "@types.InlineSchema": _fields(f"name={TEXT} content={TEXT}"),
    "@types.Message": _fields(
        f"timestamp=@types.Timestamp topic={BYTES} content_type={TEXT}? payload={BYTES} "
        "properties=@types.MessageProperties schema=@types.MessageSchema?"
    ),
    "@types.Snapshot": _fields(f"timestamp=@types.Timestamp format={TEXT} width=int height=int frame={BYTES}"),
    "@types.ModuleSchema": _fields("name=str content_type=str content=str"),
    "@types.ModuleConfiguration": _fields("properties=list module_schemas=list"),
    "@types.Error": _fields("message=str"),
    "@metrics.Label": _fields("key=str value=str"),
    "@state_store_types.Duration": _fields("seconds=int nanos=int"),
    "@state_store_types.SetOptions": _fields(
        "conditions=@state_store_types.SetConditions expires=@state_store_types.Duration?"
    ),
    "@state_store_types.StateStoreGetResponse": _fields(f"response=bytes? version={CLOCK}?"),
    "@state_store_types.StateStoreDelResponse": _fields(f"response=int version={CLOCK}?"),
    "@state_store_types.StateStoreSetResponse": _fields(f"response=bool version={CLOCK}?"),
}
# Case -> type of its ``value``; "" for a case that holds nothing.
VARIANTS: Mapping[str, Fields] = {
    BYTES: _fields("Buffer=@types.Buffer Bytes=bytes"),
    TEXT: _fields("Buffer=@types.Buffer String=str"),
    "@types.MessageSchema": _fields(f"RegistryReference={TEXT} Inline=@types.InlineSchema"),
    "@types.DataModel": _fields(f"BufferOrBytes={BYTES} Message=@types.Message Snapshot=@types.Snapshot"),
    "@metrics.CounterValue": _fields("U64=int"),
    "@metrics.HistogramValue": _fields("F64=float U64=int"),
    "@metrics.MetricsError": _fields("IncompatibleType=str LockError=str"),
    "@state_store_types.StateStoreError": _fields("RequestError=str Timeout= Protocol= Internal="),
}
ENUMS: Mapping[str, tuple[str, ...]] = {
    "@logger.Level": ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "CRITICAL"),
    "@state_store_types.SetConditions": (
        "ONLY_IF_DOES_NOT_EXIST", "ONLY_IF_EQUAL_OR_DOES_NOT_EXIST", "UNCONDITIONAL",
    ),
}  # fmt: skip
FUNCTIONS: Mapping[str, Fields] = {
    "@logger.log": _fields("level=@logger.Level context=str message=str"),
    "@metrics.add_to_counter": _fields("name=str value=@metrics.CounterValue labels=list?"),
    "@metrics.record_to_histogram": _fields("name=str value=@metrics.HistogramValue labels=list?"),
    "@state_store.get": _fields("key=bytes timeout=@state_store_types.Duration?"),
    "@state_store.set": _fields(
        f"key=bytes value=bytes timeout=@state_store_types.Duration? fencing_token={CLOCK}? "
        "options=@state_store_types.SetOptions"
    ),
    "@state_store.del_": _fields(f"key=bytes fencing_token={CLOCK}? timeout=@state_store_types.Duration?"),
    "@state_store.vdel": _fields(f"key=bytes value=bytes fencing_token={CLOCK}? timeout=@state_store_types.Duration?"),
}
NEWER = frozenset({"@types.Error"})  # not in 1.0.0
# Generated modules also bind these: their own imports.
HELPERS = frozenset(
    [
        "TypeVar",
        "Generic",
        "Union",
        "Optional",
        "Protocol",
        "Tuple",
        "List",
        "Any",
        "Self",
        "Flag",
        "Enum",
        "auto",
        "dataclass",
        "abstractmethod",
        "weakref",
        "Result",
        "Ok",
        "Err",
        "Some",
    ]
)
_MODULES = {
    "types": {"hybrid_logical_clock"},
    "state_store_types": {"hybrid_logical_clock"},
    "state_store": {"hybrid_logical_clock", "state_store_types"},
}
INTERFACES = frozenset(
    {"hybrid_logical_clock", "logger", "metrics", "state_store", "state_store_types", "types"}
)  # under ``imports``
REGISTRY = frozenset({"schema_registry", "schema_types"})  # there too, from 1.1.0 on, for an operator that names them

CASES: Mapping[str, str] = {
    f"{variant}_{case}": wanted for variant, cases in VARIANTS.items() for case, wanted in cases.items()
}
CALLS: Mapping[str, Fields] = {
    **RECORDS,
    **FUNCTIONS,
    **{case: {"value": wanted} if wanted else {} for case, wanted in CASES.items()},
}


def names_of(interface: str, api_version: ApiVersion) -> frozenset[str]:
    """The names that one module below ``imports`` defines, without what it imports itself."""
    whole = {*CALLS, *VARIANTS, *ENUMS, "@types.Buffer"}
    kept = whole if api_version.has_errors else whole - NEWER
    return frozenset(name.partition(".")[2] for name in kept if name.startswith(f"@{interface}."))


def borrowed(interface: str) -> frozenset[str]:
    """The names that the module imports from elsewhere, and so has as well."""
    return HELPERS | _MODULES.get(interface, set())
