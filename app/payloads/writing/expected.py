"""An expectation in the published layout, as far as it goes.

There, expected is one object, compared with the last message that comes out, or a list, compared with all of them in
order; an empty list says that none comes out. A payload is a string, compared as JSON where it is some. ``select``
names what is compared, so that members that our expectation leaves open stay open there.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.payloads.writing.lacking import Lack
from app.payloads.writing.paths import published_paths
from app.payloads.writing.shapes import Json

_BEYOND = {
    "arm": Lack.ARM,
    "hlc": Lack.TIME_STAMP,
    "error": Lack.ERROR,
    "logs": Lack.LOGS,
    "metrics": Lack.METRICS,
    "state": Lack.STATE,
    "tolerance": Lack.TOLERANCE,
    "max_duration_us": Lack.CEILING,
    "max_memory_bytes": Lack.CEILING,
}
# After these outcomes of an only input, nothing comes out of a graph.
_NOTHING_OUT = frozenset({"dropped", "error", "trap"})
# These follow from what is compared; why else nothing came out, nobody can tell there.
_NOT_OUT = frozenset({"dropped"})
_SOMETHING_OUT = frozenset({"output", "passed"})
_PROPERTIES = "properties"
_USER = "user-properties"


@dataclass(frozen=True)
class Expected:
    """The content of expected.json, and the test's ``select`` and ``ignores``."""

    content: Json | list[Json]
    select: list[str]
    ignores: list[str]


def expected_of(expect: Mapping[str, Any] | None, inputs: int) -> tuple[Expected | None, set[Lack]]:
    """The expectation of a case with so many inputs, and what is not in it; None where nothing could be compared."""
    given = expect or {}
    lacks = {lack for name, lack in _BEYOND.items() if given.get(name) is not None}
    wanted = _outputs(given, inputs)
    if _is_outcome_left_out(given, wanted):
        lacks.add(Lack.OUTCOME)
    if wanted is None:
        return None, lacks | {Lack.NO_TEST}
    outputs = wanted if isinstance(wanted, list) else [wanted]
    objects = [_object(output, lacks) for output in outputs]
    if not all(objects):
        return None, lacks | {Lack.NO_TEST}
    select = _select(given, objects, lacks)
    if objects and not select:
        return None, lacks | {Lack.NO_TEST}
    ignores, are_all = published_paths(list(given.get("ignores") or []))
    lacks |= set() if are_all else {Lack.PATHS}
    return Expected(objects if isinstance(wanted, list) else objects[0], select, ignores if objects else []), lacks


def _outputs(given: Mapping[str, Any], inputs: int) -> Json | list[Json] | None:
    """What is to come out: the last, or all; None where that is not said."""
    if given.get("outputs") is not None:
        return list(given["outputs"])
    if given.get("output") is not None:
        return dict(given["output"])
    says_nothing_comes = "output" in given or given.get("outcome") in _NOTHING_OUT
    return [] if says_nothing_comes and inputs == 1 else None


def _is_outcome_left_out(given: Mapping[str, Any], wanted: Json | list[Json] | None) -> bool:
    told = _NOT_OUT if wanted == [] else _SOMETHING_OUT if wanted else frozenset()
    return given.get("outcome") not in {None, *told}


def _object(output: Mapping[str, Any], lacks: set[Lack]) -> Json:
    """One message as expected.json has it, without what it cannot have."""
    payload = _payload(output, lacks)
    user = {key: value for key, value in (output.get("user_properties") or {}).items() if _is_plain(key, value, lacks)}
    properties: Json = {}
    if output.get("content_type") is not None:
        properties["content-type"] = output["content_type"]
    if user:
        properties[_USER] = user
    members = {"topic": output.get("topic"), "payload": payload, _PROPERTIES: properties or None}
    return {name: value for name, value in members.items() if value is not None}


def _payload(output: Mapping[str, Any], lacks: set[Lack]) -> str | None:
    payload = output.get("payload")
    if payload is None or isinstance(payload, str):
        return payload
    data = _bytes(payload)
    if data is None:
        return json.dumps(payload, ensure_ascii=False)
    try:
        return data.decode()
    except UnicodeDecodeError:
        lacks.add(Lack.BYTES)
        return None


def _bytes(payload: Any) -> bytes | None:
    if not isinstance(payload, dict) or set(payload) != {"base64"} or not isinstance(payload["base64"], str):
        return None
    try:
        return base64.b64decode(payload["base64"], validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_plain(key: str, value: Any, lacks: set[Lack]) -> bool:
    if isinstance(value, str) and key and not set(key) & {".", "*", "\\"}:
        return True
    lacks.add(Lack.PATHS)
    return False


def _select(given: Mapping[str, Any], objects: Sequence[Json], lacks: set[Lack]) -> list[str]:
    if not objects:
        return []
    if given.get("select"):
        select, are_all = published_paths(list(given["select"]))
        lacks |= set() if are_all else {Lack.PATHS}
        return select
    each = [_leaves(one) for one in objects]
    common = [path for path in each[0] if all(path in leaves for leaves in each)]
    if any(len(leaves) > len(common) for leaves in each):
        lacks.add(Lack.UNLIKE)
    return common


def _leaves(one: Json) -> list[str]:
    """The paths of everything that an expected message names."""
    properties = one.get(_PROPERTIES, {})
    user = [f"{_PROPERTIES}.{_USER}.{key}" for key in properties.get(_USER, {})]
    content_type = [f"{_PROPERTIES}.content-type"] if "content-type" in properties else []
    return [*(name for name in ("topic", "payload") if name in one), *content_type, *user]
