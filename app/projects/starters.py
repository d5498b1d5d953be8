"""What a new file can begin with, so that nobody starts from nothing."""

from enum import StrEnum

from app.db.models import Project
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world


class Starter(StrEnum):
    """Beginnings to choose from."""

    EMPTY = "empty"
    HELPER = "helper"
    TEST = "test"
    REQUIREMENTS = "requirements"
    SCHEMA = "schema"

    @property
    def meaning(self) -> str:
        """As it stands in the list of choices."""
        return _MEANINGS[self]


_MEANINGS = {
    Starter.EMPTY: "Empty file",
    Starter.HELPER: "Module with a logger",
    Starter.TEST: "Tests of the operator",
    Starter.REQUIREMENTS: "requirements.txt, for packages",
    Starter.SCHEMA: "JSON schema of a message",
}

_NAMES = {
    Starter.EMPTY: "",
    Starter.HELPER: "helpers.py",
    Starter.REQUIREMENTS: "requirements.txt",
    Starter.SCHEMA: "message.schema.json",
}

_HELPER = '''"""What the operator's modules share."""

from {module}.imports import logger

CONTEXT = "{name}"


def warn(message: str) -> None:
    """Write a line of level warn into the graph's log."""
    logger.log(logger.Level.WARN, CONTEXT, message)
'''

_TEST = '''"""Tests of {name}: every function whose name begins with test_ is one."""


def test_the_operator_starts(operator) -> None:
    operator()
'''

_REQUIREMENTS = """# Packages of pure Python that the operator imports, one on each line.
# example-package==1.2.3
"""

_SCHEMA = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Message",
  "type": "object",
  "properties": {
    "value": { "type": "number" }
  },
  "required": ["value"]
}
"""


def known(name: str) -> Starter:
    """The beginning of this name, or the empty one."""
    return Starter(name) if name in set(Starter) else Starter.EMPTY


def usual_name(starter: Starter, project: str) -> str:
    """The name that such a file usually has in a project."""
    return f"test_{project.replace('-', '_')}.py" if starter is Starter.TEST else _NAMES[starter]


def text(starter: Starter, project: Project) -> str:
    """What the file begins with."""
    module = world(Kind(project.kind), ApiVersion(project.api_version)).module
    if starter is Starter.HELPER:
        return _HELPER.format(module=module, name=project.name)
    if starter is Starter.TEST:
        return _TEST.format(name=project.name)
    return {Starter.REQUIREMENTS: _REQUIREMENTS, Starter.SCHEMA: _SCHEMA}.get(starter, "")
