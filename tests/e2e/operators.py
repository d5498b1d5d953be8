"""Operators that the end-to-end tests write into their projects."""

from pathlib import Path
from typing import Any

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "run_child"

PLAIN = """\
from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""

# A build of it is at work until it is stopped: what happens meanwhile is no matter of luck.
ENDLESS = f"{PLAIN}\n\nwhile True:\n    pass\n"

BOILING = {"topic": "sensors/boiler", "payload": '{"temperature": 212}'}


def template(name: str, kind: Kind = Kind.MAP, api_version: ApiVersion = ApiVersion.V1_1_0) -> dict[str, str]:
    """The files of a project from a template."""
    return samples.files(kind, api_version, name)


def probe() -> str:
    """A map operator that does what a message asks for."""
    return (FIXTURES / "probe_map.py").read_text(encoding="utf-8")


def payload_of(result: dict[str, Any]) -> Any:
    """The payload of a result that must be a message."""
    assert result["outcome"] == "output", result
    return result["output"]["payload"]
