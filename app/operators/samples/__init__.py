"""Templates for every kind of operator in both API versions, and payloads that show what each does.

The texts lie beside this file as Python sources for the guest. A project from a template has two modules:

    <name>.py    <kind>/operator.py, then the function that answers bad input: where API versions differ
    payload.py   <kind>/payload.py where the kind has one of its own, else common/payload.py
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world

_HERE = Path(__file__).parent
_COMMON_WORLD = "map_impl"  # the bindings that the texts in common/ are written for


@dataclass(frozen=True)
class SamplePayload:
    """Input to try a template with.

    ``request`` is the part of a run request that does not name an operator: ``messages`` and, where wanted,
    ``configuration``, ready to be merged with ``{"project": ...}`` or ``{"artifact": ...}``.
    """

    name: str
    description: str
    request: dict[str, Any]


def files(kind: Kind, api_version: ApiVersion, name: str) -> dict[str, str]:
    """The source files of a new project, by path; ``name`` is the project's name and names the entry file."""
    return {f"{name}.py": _entry(kind, api_version), "payload.py": _payload_module(kind)}


def payloads(kind: Kind, api_version: ApiVersion) -> list[SamplePayload]:
    """Payloads ready to run: the same in both API versions, which answer bad input differently and say so."""
    return [_payload(entry, api_version) for entry in json.loads(_text(f"{kind}/payloads.json"))]


def _payload(entry: dict[str, Any], api_version: ApiVersion) -> SamplePayload:
    answer = entry.get("answers", {}).get(api_version, "")
    return SamplePayload(entry["name"], f"{entry['description']} {answer}".strip(), entry["request"])


def _entry(kind: Kind, api_version: ApiVersion) -> str:
    refuse = "common/refuse_1_1_0.py" if api_version is ApiVersion.V1_1_0 else f"{kind}/refuse_1_0_0.py"
    return f"{_text(f'{kind}/operator.py')}\n\n{_text(refuse)}"


def _payload_module(kind: Kind) -> str:
    if (_HERE / kind / "payload.py").exists():
        return _text(f"{kind}/payload.py")
    return _text("common/payload.py").replace(_COMMON_WORLD, world(kind, ApiVersion.V1_1_0).module)


def _text(path: str) -> str:
    return (_HERE / path).read_text(encoding="utf-8")
