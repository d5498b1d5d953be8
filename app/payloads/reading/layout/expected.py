"""``expected.json`` and the paths of a test as an expectation."""

from typing import Any

from app.payloads.reading.findings import Bad, Findings, shown
from app.payloads.reading.found import Json
from app.payloads.reading.layout.dot_paths import ours
from app.payloads.reading.layout.test_file import TestFile
from app.payloads.reading.strict_json import decoded, parse

_KNOWN = frozenset({"topic", "payload", "properties"})
# The rest of what mosquitto_sub prints of a message: an operator has no say in it.
_OF_MQTT = frozenset({"tst", "qos", "retain", "payloadlen", "mid"})
_NO_MESSAGE = (
    "An expected message has topic, payload or properties. Write the payload as "
    '{"payload": "..."}, as the published tool does.'
)


def expectation(content: bytes, path: str, test: TestFile, findings: Findings) -> Json:
    """What a case expects: one message, compared with the output of its last input, or all messages in order."""
    value = parse(decoded(content, path), path)
    if isinstance(value, list):
        expect: Json = {"outputs": [_output(one, path, findings) for one in value]}
    else:
        expect = {"output": _output(value, path, findings)}
    for name, paths in (("select", test.select), ("ignores", test.ignores)):
        if translated := _translated(name, paths, test, findings):
            expect[name] = translated
    return expect


def _output(given: Any, path: str, findings: Findings) -> Json:
    if not isinstance(given, dict) or not given or not (_KNOWN & given.keys()):
        raise Bad(path, None, _NO_MESSAGE)
    for name in given.keys() - _KNOWN - _OF_MQTT:
        raise Bad(path, None, f"There is no {shown(name)} in a message; known are {', '.join(sorted(_KNOWN))}.")
    if left := sorted(given.keys() & _OF_MQTT):
        findings.note(f"{path}: {', '.join(left)} belong to MQTT and are not compared.")
    output: Json = {name: given[name] for name in ("payload", "topic") if name in given}
    return output | _properties(given.get("properties"), path, findings)


def _properties(given: Any, path: str, findings: Findings) -> Json:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Bad(path, None, "The properties of an expected message are an object.")
    if left := sorted(shown(name) for name in given.keys() - {"content-type", "user-properties"}):
        findings.note(f"{path}: {', '.join(left)} belong to MQTT and are not compared.")
    taken: Json = {"content_type": given["content-type"]} if "content-type" in given else {}
    if "user-properties" in given:
        taken["user_properties"] = _user(given["user-properties"], path)
    return taken


def _user(given: Any, path: str) -> Json:
    """Keys are dot paths in an expectation, so a dot of a key's own is marked."""
    if not isinstance(given, dict):
        raise Bad(path, None, "The user-properties of an expected message are an object of texts.")
    return {key.replace("\\", "\\\\").replace(".", "\\."): value for key, value in given.items()}


def _translated(name: str, paths: list[str], test: TestFile, findings: Findings) -> list[str]:
    translated = {path: ours(path) for path in paths}
    unknown = [path for path, found in translated.items() if not found]
    if unknown:
        known = "topic, payload and properties"
        text = shown(", ".join(unknown), 200)
        findings.note(f"{test.path}: {name} names {text}, which is not compared here; known are {known}.")
    return list(dict.fromkeys(path for found in translated.values() for path in found))
