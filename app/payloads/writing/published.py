"""A case in the layout of the published test tool:

<case>/<case>.test.yaml          name, graph, input, expected, timeout, select, ignores
<case>/input/1.json, 2.raw, …    what it publishes
<case>/expected/expected.json    what it compares

and beside the graph of them all what the settings give: statestore.json, tk_schema_config.json.
The members of a test file are those that the tool's own samples use; ``timeout`` is in milliseconds.
"""

from collections.abc import Iterator

from app.payloads.writing import graph
from app.payloads.writing.expected import Expected, expected_of
from app.payloads.writing.inputs import PUBLISHED, input_files
from app.payloads.writing.lacking import Lack, Lacking, Setting
from app.payloads.writing.shapes import Json, Written
from app.payloads.writing.texts import json_bytes, yaml_bytes

File = tuple[str, bytes]

STATE_FILE = "statestore.json"
SCHEMA_FILE = "tk_schema_config.json"
TIMEOUT_MS = 60_000  # the tool's own default; it waits half of it before it believes that nothing comes out
_JSON_TYPES = frozenset({"application/json", "application/schema+json"})


def case_files(folder: str, case: Written, lacking: Lacking) -> Iterator[File]:
    """The files of one case, by path in the export; what they do not say is noted in ``lacking``."""
    lacks: set[Lack] = set()
    is_fed = False
    for file in input_files(case.messages):
        lacks |= file.lacks
        is_fed |= file.name.endswith(PUBLISHED)
        yield f"{folder}/input/{file.name}", file.content
    expected, beyond = expected_of(case.expect, len(case.messages))
    if not is_fed:
        beyond.add(Lack.NO_INPUT)  # it would run with nothing, and pass where nothing is expected
    elif expected is not None:
        yield f"{folder}/{folder}.test.yaml", yaml_bytes(_test(case.name, expected))
        yield f"{folder}/expected/expected.json", json_bytes(expected.content, indent=2) + b"\n"
    lacking.note(lacks | beyond)


def _test(name: str, expected: Expected) -> Json:
    test: Json = {
        "name": name,
        "graph": f"../{graph.FILE}",
        "input": "./input",
        "expected": "./expected/expected.json",
        "timeout": TIMEOUT_MS,
    }
    select = {"select": expected.select} if expected.select else {}
    ignores = {"ignores": expected.ignores} if expected.ignores else {}
    return test | select | ignores


def settings_files(settings: Json) -> list[File]:
    """What the tool reads beside the graph: the first state, and the only schema."""
    state = [{entry["key"]: entry["value"]} for entry in settings.get("state") or [] if _is_plain(entry)]
    schemas = settings.get("module_schemas") or []
    files = [(STATE_FILE, json_bytes(state, indent=2) + b"\n")] if state else []
    return [*files, *([(SCHEMA_FILE, schemas[0]["content"].encode())] if _is_only_json(schemas) else [])]


def settings_lacks(settings: Json) -> list[Setting]:
    """What of the settings those files and the graph do not say."""
    schemas = settings.get("module_schemas") or []
    lacks = {
        Setting.CLOCK: settings.get("clock") is not None,
        Setting.SEED: settings.get("seed") is not None,
        Setting.LIMITS: bool(settings.get("limits")),
        Setting.CARRY: not settings.get("carry_state", False),
        Setting.SCHEMAS: bool(settings.get("schemas")),
        Setting.MODULE_SCHEMAS: bool(schemas) and not _is_only_json(schemas),
        Setting.STATE: not all(_is_plain(entry) for entry in settings.get("state") or []),
    }
    return [setting for setting, is_lacking in lacks.items() if is_lacking]


def _is_plain(entry: Json) -> bool:
    is_text = entry.get("encoding", "text") == "text" and entry.get("key_encoding", "text") == "text"
    return is_text and entry.get("expires") is None


def _is_only_json(schemas: list[Json]) -> bool:
    return len(schemas) == 1 and schemas[0].get("content_type", "application/json") in _JSON_TYPES
