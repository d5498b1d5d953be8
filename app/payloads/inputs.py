"""The inputs of a case, checked in form. Whether they suit an operator shows when it runs them."""

from typing import Any

from app.errors import Invalid, LimitExceeded
from app.payloads.compact import compact
from app.payloads.limits import Limits
from app.sandbox.checking import BadInput, content, items
from app.sandbox.inputs import MAX_INPUTS, parse_inputs

Json = dict[str, Any]


def checked(messages: Any, limits: Limits, path: str = "messages") -> str:
    """The inputs as JSON to be stored; Invalid names the first that is wrong, LimitExceeded is for too long a case."""
    try:
        given = items(messages, path, MAX_INPUTS)
        for index, value in enumerate(given):
            _check(value, f"{path}[{index}]", limits)
    except BadInput as wrong:
        raise Invalid("case_input", f"{wrong.path}: {wrong.sentence}", path=wrong.path) from wrong
    if not given:
        raise Invalid("case_input", f"{path}: A case has at least one input. Add one.", path=path)
    text = compact(given)
    if len(text) > limits.case_bytes or len(text.encode()) > limits.case_bytes:
        detail = f"{path}: The inputs of a case take at most {limits.case_bytes:,} bytes as JSON."
        raise LimitExceeded("case_too_large", f"{detail} Give less, or raise the studio's limit.", path=path)
    return text


def _check(value: Any, path: str, limits: Limits) -> None:
    """A run reads payloads up to a bound of its own; a case may be longer, so its bytes are left out here."""
    is_batch = isinstance(value, dict) and "messages" in value
    light = _light_batch(value, path, limits) if is_batch else _light(value, path, limits)
    try:
        parse_inputs("accumulate" if is_batch else "map", [light], path)
    except BadInput as wrong:
        raise BadInput(wrong.path.replace(f"{path}[0]", path, 1), wrong.sentence) from wrong


def _light_batch(batch: Json, path: str, limits: Limits) -> Json:
    staged, values = batch.get("staged"), batch["messages"]
    if isinstance(values, list):
        values = [_light(each, f"{path}.messages[{index}]", limits) for index, each in enumerate(values)]
    return batch | {"staged": _light(staged, f"{path}.staged", limits), "messages": values}


def _light(value: Any, path: str, limits: Limits) -> Any:
    """An input without its bytes, which are checked here."""
    if not isinstance(value, dict) or not isinstance(value.get("snapshot", {}), dict):
        return value
    if "snapshot" in value:
        frame = _without(value["snapshot"], "frame", "frame_encoding", f"{path}.snapshot", limits)
        return value | {"snapshot": frame}
    if "bytes" in value:
        return _without(value, "bytes", "encoding", path, limits)
    return _without(value, "payload", "payload_encoding", path, limits)


def _without(given: Json, name: str, encoding: str, path: str, limits: Limits) -> Json:
    content(given.get(name, ""), given.get(encoding, "text"), f"{path}.{name}", limits.case_bytes)
    return given | {name: ""}
