"""The graph of a test: only what a run of one operator needs, its configuration."""

from typing import Any

from app.payloads.reading.findings import Findings, shown
from app.payloads.reading.yaml_text import compose, plain

_ENDS = frozenset({"source", "sink"})


def configuration(text: str, path: str, findings: Findings) -> dict[str, str]:
    """The defaults of the parameters of the graph's only operator; of several, none, and a note."""
    given = plain(compose(text, path))
    operations = [one for one in _list(given, "operations") if one.get("operationType") not in _ENDS]
    modules = [one for one in _list(given, "moduleConfigurations") if isinstance(one.get("parameters"), dict)]
    if len(operations) > 1:
        listed = shown(", ".join(str(one.get("name")) for one in operations), 200)
        findings.note(f"{path} joins several operators ({listed}); here each case runs one, without its configuration.")
        return {}
    names = {one.get("name") for one in operations}
    return {
        key: parameter["default"]
        for module in modules
        if module.get("name") in names
        for key, parameter in module["parameters"].items()
        if isinstance(parameter, dict) and isinstance(parameter.get("default"), str)
    }


def _list(given: Any, name: str) -> list[dict[str, Any]]:
    found = given.get(name) if isinstance(given, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
