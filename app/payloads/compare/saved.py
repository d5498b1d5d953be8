"""What a case gave as what is expected of it from now on."""

import re
from collections.abc import Sequence
from typing import Any

from app.payloads.compare import beginning, expected, json_reading, outputs, renewed, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.json_reading import NotJson
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import MISSING, Trail
from app.payloads.compare.verdict import verdict

Json = dict[str, Any]

_RULES = ("select", "ignores", "tolerance")
_CEILINGS = ("max_duration_us", "max_memory_bytes")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,16}")  # of an object in memory: another one in each run
_TO_EXPECT_IT = "If that is right, choose it as the outcome that the case expects."


class NothingToSave(ValueError):
    """The case did not run, so there is nothing to expect; ``sentence`` says why, for users."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def expectation_of(report: Json, keep: Json | None = None, messages: Sequence[Json] = ()) -> Json:
    """An expectation that this report meets: outcome, output, arm and error of the last input.

    ``keep`` is the expectation so far. Its select, ignores and tolerance stay, and its ceilings where they are met. Of
    logs, metrics, state, all outputs and the new timestamp only what it names is saved: as it stands where the report
    meets it, else written anew. Other timestamps are left out. ``messages`` are the inputs, as for ``verdict``. What
    ``init`` refused is saved only where ``keep`` expects such a thing already. Raises NothingToSave.
    """
    report = _with_result(report, keep)
    old = {name: value for name, value in (keep or {}).items() if value is not None}
    rules = {name: old[name] for name in _RULES if name in old}
    saved = rules | _result(report["results"][-1])
    for name in (*renewed.RENEWABLE, *_CEILINGS):
        if name not in old:
            continue
        if not expected.compare(rules | {name: old[name]}, report, messages).differences:
            saved[name] = old[name]
        elif name in renewed.RENEWABLE:
            saved[name] = renewed.renewed(name, old[name], report, messages)
    return {name: value for name, value in saved.items() if value is not None}


def changes(before: Json | None, after: Json | None) -> list[Json]:
    """The differences between two expectations, as a verdict has them: ``expected`` is before, ``actual`` after."""
    found = Comparison()
    old, new = _opened(before or {}), _opened(after or {})
    for name in dict.fromkeys((*old, *new)):
        found.values(Trail(name), old.get(name, MISSING), new.get(name, MISSING), Scope(), noted=False)
    return found.ended()


def _with_result(report: Json, keep: Json | None) -> Json:
    begun = beginning.with_beginning(report)
    if begun is not None and beginning.is_expected(keep):
        return begun
    reason = verdict(None, report).reason
    if reason is None:
        return report
    how = f" {_TO_EXPECT_IT}" if begun is not None else ""
    raise NothingToSave(f"There is no result to save. {reason}{how}")


def _result(result: Json) -> Json:
    saved: Json = {"outcome": result["outcome"], "arm": result.get("arm")}
    told = outputs.read(result["output"]) if result.get("output") is not None else None
    if told is not None:
        saved["output"] = renewed.output(told)
    if result.get("error"):
        pieces = _ADDRESS.split(result["error"])
        saved["error"] = max(pieces, key=len)[: texts.MAX_CHARACTERS] or None
    return saved


def _opened(expectation: Json) -> Json:
    """The same with payloads that are objects or lists of JSON as such, so that their members can be told apart."""
    opened = dict(expectation)
    if isinstance(opened.get("output"), dict):
        opened["output"] = _with_open_payload(opened["output"])
    if isinstance(opened.get("outputs"), list):
        opened["outputs"] = [_with_open_payload(each) for each in opened["outputs"]]
    return opened


def _with_open_payload(output: Json) -> Json:
    payload = output.get("payload")
    if not isinstance(payload, str):
        return output
    try:
        value = json_reading.parse(payload)
    except NotJson:
        return output
    return output | {"payload": value} if isinstance(value, dict | list) else output
