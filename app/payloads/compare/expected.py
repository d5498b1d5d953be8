"""An expectation against a report, member by member."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.payloads.compare import logs, metrics, quantities, state, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope, parse
from app.payloads.compare.sent import Sent
from app.payloads.compare.values import Trail

Json = Mapping[str, Any]


def compare(expect: Json, report: Json, messages: Sequence[Json]) -> Comparison:
    """What differs; the report has at least one result. Raises BadPath for a path that is none."""
    found = Comparison(quantities.exact(expect.get("tolerance") or 0))
    ignores = [parse(path) for path in expect.get("ignores") or ()]
    select = [parse(path) for path in expect["select"]] if expect.get("select") else None
    scope = Scope(None, ignores)
    results = report["results"]
    sent = Sent(results, messages, select, ignores)
    _last_result(found, expect, results[-1], scope)
    if "output" in expect and scope.has("output"):
        sent.compare_last(found, expect["output"])
    if expect.get("outputs") is not None and scope.has("outputs"):
        sent.compare_all(found, expect["outputs"])
    _recorded(found, expect, report, scope)
    _ceilings(found, expect, report, scope)
    return found


def _last_result(found: Comparison, expect: Json, result: Json, scope: Scope) -> None:
    """What the last input's result says in a word or a time."""
    for name in ("outcome", "arm"):
        if expect.get(name) is not None and scope.has(name):
            found.plain(Trail(name), expect[name], result.get(name), _explanation(result) if name == "outcome" else "")
    inner = scope.into("hlc")
    if expect.get("hlc") is not None and inner is not None:
        told = result.get("hlc") or {}
        wanted = {name: value for name, value in expect["hlc"].items() if value is not None}
        found.values(Trail("hlc"), wanted, {name: told[name] for name in wanted if name in told}, inner)
    if expect.get("error") is not None and scope.has("error"):
        _error(found, expect["error"], result)


def _explanation(result: Json) -> str:
    """Its own explanation, and the error that it explains."""
    return " ".join(result[name] for name in ("error", "explanation") if result.get(name))


def _error(found: Comparison, expected: str, result: Json) -> None:
    told = [result[name] for name in ("error", "explanation") if result.get(name)]
    if any(expected in text for text in told):
        found.saw()
    else:
        note = "Neither the error nor its explanation contains it." if told else "There was no error."
        found.add(Trail("error"), texts.shown(expected), texts.shown("\n".join(told)) if told else None, note)


def _recorded(found: Comparison, expect: Json, report: Json, scope: Scope) -> None:
    """Logs and metrics of all inputs together, and the state at the end."""
    inner = scope.into("logs")
    if expect.get("logs") is not None and inner is not None:
        is_cut = any(result.get("truncated") for result in report["results"])
        logs.compare(found, expect["logs"], together(report, "logs"), inner, is_cut=is_cut)
    inner = scope.into("metrics")
    if expect.get("metrics") is not None and inner is not None:
        metrics.compare(found, expect["metrics"], together(report, "metrics"), inner)
    inner = scope.into("state")
    if expect.get("state") is not None and inner is not None:
        state.compare(found, expect["state"], report.get("state") or (), inner)


def together(report: Json, name: str) -> list[Json]:
    """The logs or the metrics of all inputs."""
    return [each for result in report["results"] for each in result.get(name) or ()]


def _ceilings(found: Comparison, expect: Json, report: Json, scope: Scope) -> None:
    slowest = max(result["duration_us"] for result in report["results"])
    measured = {"max_duration_us": (slowest, "µs"), "max_memory_bytes": (report.get("memory_bytes"), "bytes")}
    for name, (actual, unit) in measured.items():
        most = expect.get(name)
        if most is None or not scope.has(name):
            continue
        if actual is not None and actual <= most:
            found.saw()
        else:
            shown = None if actual is None else f"{actual:,} {unit}"
            found.add(Trail(name), f"at most {most:,} {unit}", shown)
