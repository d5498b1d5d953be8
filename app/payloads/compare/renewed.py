"""The members of an expectation, written anew as a report has them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.payloads.compare import outputs, paths, texts
from app.payloads.compare.contents import Content
from app.payloads.compare.expected import together
from app.payloads.compare.outputs import Output

Json = dict[str, Any]
Given = Sequence[Mapping[str, Any]]

_MOST = 100  # log lines or metrics
_VARYING = frozenset({"__ts"})  # the user property in which a graph sends the time


def output(told: Output) -> Json:
    """What is expected of an output to be like this one; its timestamp is not, since each run has another."""
    saved: Json = {"payload": _payload(told.payload), "topic": told.topic, "content_type": told.content_type}
    names = dict.fromkeys(name for name, _ in told.user_properties if name not in _VARYING)
    properties = {
        paths.written([name]): values[0] if len(values := told.values(name)) == 1 else values
        for name in names
        if len(name) <= paths.MAX_CHARACTERS // 2
    }
    return {
        name: value for name, value in (saved | {"user_properties": properties or None}).items() if value is not None
    }


def renewed(name: str, old: Any, report: Json, messages: Given) -> Any:
    """The member of this name, one of RENEWABLE, which was ``old`` so far; None where there is nothing to expect."""
    return RENEWABLE[name](old, report, messages)


def _hlc(old: Any, report: Json, _: Given) -> Json | None:
    told = report["results"][-1].get("hlc")
    return {name: told[name] for name in old} if told else None


def _logs(_: Any, report: Json, __: Given) -> list[Json]:
    return [
        {"level": line["level"], "context": line["context"], "contains": line["message"][: texts.MAX_CHARACTERS]}
        for line in together(report, "logs")[:_MOST]
    ]


def _metrics(_: Any, report: Json, __: Given) -> list[Json]:
    recorded = [metric for metric in together(report, "metrics") if metric.get("error") is None]
    return [{name: each[name] for name in ("name", "kind", "value", "labels")} for each in recorded[:_MOST]]


def _state(old: Any, report: Json, _: Given) -> list[Json]:
    return [_entry(wanted, report.get("state") or ()) for wanted in old]


def _entry(wanted: Json, held: Given) -> Json:
    key = Content(wanted["key"], wanted.get("key_encoding") or "text").data()
    for entry in held:
        if Content(entry["key"], entry.get("key_encoding") or "text").data() == key:
            return {name: entry[name] for name in ("key", "key_encoding", "value", "encoding") if name in entry}
    return {name: wanted[name] for name in ("key", "key_encoding") if name in wanted} | {"value": None}


def _outputs(_: Any, report: Json, messages: Given) -> list[Json] | None:
    results = report["results"]
    given = messages if len(messages) == len(results) else [None] * len(results)
    pairs = zip(results, given, strict=True)
    sent = [outputs.of_result(*pair) for pair in pairs if outputs.is_sent(pair[0])]
    return None if None in sent else [output(each) for each in sent if each is not None]


def _payload(content: Content) -> str | Json:
    text = content.text()
    return {"base64": content.base64()} if text is None else text


RENEWABLE: Mapping[str, Callable[[Any, Json, Given], Any]] = {
    "hlc": _hlc,
    "logs": _logs,
    "metrics": _metrics,
    "state": _state,
    "outputs": _outputs,
}
