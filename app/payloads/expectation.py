"""What a case expects, checked in form. What it means is ``compare``'s."""

from collections.abc import Callable, Mapping
from typing import Any

from app.errors import Invalid, LimitExceeded
from app.payloads import any_json
from app.payloads.compact import compact
from app.payloads.compare import beginning, paths, patterns
from app.payloads.compare.paths import BadPath
from app.payloads.compare.patterns import BadPattern
from app.payloads.limits import MOST_EXPECT_BYTES
from app.sandbox.checking import BadInput, choice, content, integer, items, record, text
from app.sandbox.inputs import MAX_TEXT_BYTES, pair
from app.sandbox.preparation import MAX_STATE_KEYS
from app.sandbox.timestamps import U64

Json = dict[str, Any]
Check = Callable[[Any, str], None]

OUTCOMES = (
    *("output", "passed", "dropped", "arm", "delayed", "error", "trap"),
    *("time_limit", "memory_limit", "output_limit", "host_call_limit", "exit"),
    *beginning.OUTCOMES,
)
MOST_ENTRIES = 1_000
MOST_OUTPUTS = 10_000
_MOST = 2**63 - 1  # microseconds, bytes
_NOT_FINITE = ("nan", "inf", "-inf")  # as a run reports them
_NOT_CHECKS = frozenset({"select", "ignores", "tolerance"})


def parse(value: Any, path: str = "expect") -> Json:
    """The members that say something; an ``output`` that is null stays, since it says that there is none.

    Raises Invalid with the ``path`` of what is wrong, LimitExceeded for one that is too long.
    """
    try:
        given = record(value, path, _CHECKS)
        kept = {name: given[name] for name in _CHECKS if name in given and _says_something(name, given[name])}
        for name, member in kept.items():
            if member is not None:
                _CHECKS[name](member, f"{path}.{name}")
    except BadInput as wrong:
        raise Invalid("expectation", f"{wrong.path}: {wrong.sentence}", path=wrong.path) from wrong
    if len(compact(kept).encode()) > MOST_EXPECT_BYTES:
        detail = f"{path}: An expectation takes at most {MOST_EXPECT_BYTES:,} bytes as JSON. Expect less of the output."
        raise LimitExceeded("expectation_too_large", detail, path=path)
    return kept


def checks(expect: Mapping[str, Any]) -> bool:
    """Whether anything is checked, rather than only said how to."""
    return bool(expect.keys() - _NOT_CHECKS)


def _says_something(name: str, value: Any) -> bool:
    return value is not None or name == "output"


def _outcome(value: Any, path: str) -> None:
    choice(value, path, OUTCOMES)


def _output(value: Any, path: str) -> None:
    given = record(value, path, ("payload", "topic", "content_type", "user_properties"))
    any_json.check(given.get("payload"), f"{path}.payload")
    for name in ("topic", "content_type"):
        _optional_text(given.get(name), f"{path}.{name}")
    properties = given.get("user_properties")
    if properties is not None and not isinstance(properties, dict):
        raise BadInput(f"{path}.user_properties", "This must be an object: the name of each property, and its value.")
    any_json.check(properties, f"{path}.user_properties")


def _outputs(value: Any, path: str) -> None:
    for index, each in enumerate(items(value, path, MOST_OUTPUTS)):
        _output(each, f"{path}[{index}]")


def _arm(value: Any, path: str) -> None:
    choice(value, path, ("True", "False"))


def _hlc(value: Any, path: str) -> None:
    given = record(value, path, ("secs", "nanos", "counter", "node_id"))
    for name in given.keys() & {"secs", "nanos", "counter"}:
        integer(given[name], f"{path}.{name}", U64)
    _optional_text(given.get("node_id"), f"{path}.node_id")


def _text(value: Any, path: str) -> None:
    text(value, path, MAX_TEXT_BYTES)


def _optional_text(value: Any, path: str) -> None:
    if value is not None:
        _text(value, path)


def _logs(value: Any, path: str) -> None:
    for index, each in enumerate(items(value, path, MOST_ENTRIES)):
        at = f"{path}[{index}]"
        given = record(each, at, ("level", "context", "contains", "matches"))
        for name, member in given.items():
            _optional_text(member, f"{at}.{name}")
        if given.get("contains") is not None and given.get("matches") is not None:
            raise BadInput(at, "A log either contains a text or matches a pattern. Keep one of the two.")
        if given.get("matches") is not None:
            _pattern(given["matches"], f"{at}.matches")


def _pattern(value: str, path: str) -> None:
    try:
        patterns.check(value)
    except BadPattern as wrong:
        raise BadInput(path, wrong.sentence) from wrong


def _metrics(value: Any, path: str) -> None:
    for index, each in enumerate(items(value, path, MOST_ENTRIES)):
        at = f"{path}[{index}]"
        given = record(each, at, ("name", "kind", "value", "labels"))
        _text(given.get("name"), f"{at}.name")
        _optional_text(given.get("kind"), f"{at}.kind")
        if given.get("value") is not None and given["value"] not in _NOT_FINITE:
            _number(given["value"], f"{at}.value")
        _labels(given.get("labels"), f"{at}.labels")


def _labels(value: Any, path: str) -> None:
    """An object of texts, or a list of pairs as a run reports them."""
    pairs = [[key, label] for key, label in value.items()] if isinstance(value, dict) else value
    if pairs is not None:
        for index, each in enumerate(items(pairs, path, MOST_ENTRIES)):
            pair(each, f"{path}[{index}]")


def _state(value: Any, path: str) -> None:
    for index, each in enumerate(items(value, path, MAX_STATE_KEYS)):
        at = f"{path}[{index}]"
        given = record(each, at, ("key", "value", "key_encoding", "encoding"))
        content(given.get("key"), given.get("key_encoding") or "text", f"{at}.key", MAX_TEXT_BYTES)
        if "value" not in given:
            raise BadInput(at, "A key of the state needs its value, or null where it must not be there.")
        if (given.get("encoding") or "text") == "text":
            any_json.check(given["value"], f"{at}.value")
        elif given["value"] is not None:
            content(given["value"], given["encoding"], f"{at}.value", MOST_EXPECT_BYTES)


def _paths(value: Any, path: str) -> None:
    for index, each in enumerate(items(value, path, MOST_ENTRIES)):
        _text(each, f"{path}[{index}]")
        try:
            paths.parse(each)
        except BadPath as wrong:
            raise BadInput(f"{path}[{index}]", wrong.sentence) from wrong


def _number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(path, "This must be a number.")
    any_json.check(value, path)


def _tolerance(value: Any, path: str) -> None:
    _number(value, path)
    if value < 0:
        raise BadInput(path, "A tolerance is 0 or more.")


def _ceiling(value: Any, path: str) -> None:
    if integer(value, path, _MOST) == 0:
        raise BadInput(path, "This limit must be more than 0.")


_CHECKS: dict[str, Check] = {
    "outcome": _outcome,
    "output": _output,
    "outputs": _outputs,
    "arm": _arm,
    "hlc": _hlc,
    "error": _text,
    "logs": _logs,
    "metrics": _metrics,
    "state": _state,
    "select": _paths,
    "ignores": _paths,
    "tolerance": _tolerance,
    "max_duration_us": _ceiling,
    "max_memory_bytes": _ceiling,
}
