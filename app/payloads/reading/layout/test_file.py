"""A ``.test.yaml`` file.

Its fields are those of the samples' own tests (Azure-Samples/explore-iot-operations, samples/wasm/tests): name, graph,
input, expected, timeout (milliseconds), select and ignores (dot paths).
"""

from dataclasses import dataclass, field

from app.payloads.reading.bounds import TEST_FILE
from app.payloads.reading.findings import Bad, shown
from app.payloads.reading.sources import Source, read
from app.payloads.reading.strict_json import decoded
from app.payloads.reading.yaml_text import Mapping, Node, Scalar, Sequence, compose

ENDINGS = (".test.yaml", ".test.yml")
FIELDS = ("name", "graph", "input", "expected", "timeout", "select", "ignores")


@dataclass(frozen=True)
class TestFile:
    """One test; paths as they are written, ``lines`` of the fields that are there."""

    path: str
    input: str
    name: str | None = None
    graph: str | None = None
    expected: str | None = None
    timeout_ms: int | None = None
    select: list[str] = field(default_factory=list)
    ignores: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def is_test(path: str) -> bool:
    """Whether a file is a test."""
    return path.lower().endswith(ENDINGS)


def read_test(source: Source, path: str) -> TestFile:
    """A test; Bad for anything that the published tool would not know."""
    root = compose(decoded(read(source, path, TEST_FILE), path), path)
    if not isinstance(root, Mapping):
        raise Bad(path, root.line, f"A test file is a list of fields with their values: {', '.join(FIELDS)}.")
    for name in root.members:
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise Bad(path, root.lines[name], f"There is no field {shown(name)} in a test file; known are {known}.")
    texts = {name: _text(root, name, path) for name in ("name", "graph", "input", "expected")}
    if not texts["input"]:
        raise Bad(path, root.lines.get("input", 1), "The test names no input. Write the folder with its payloads.")
    return TestFile(
        path=path,
        input=texts["input"],
        name=texts["name"],
        graph=texts["graph"],
        expected=texts["expected"],
        timeout_ms=_timeout(root, path),
        select=_paths(root, "select", path),
        ignores=_paths(root, "ignores", path),
        lines=root.lines,
    )


def _text(root: Mapping, name: str, path: str) -> str | None:
    node = root.members.get(name)
    if node is None:
        return None
    if not isinstance(node, Scalar):
        raise Bad(path, root.lines[name], f"The field {name} takes one text.")
    return node.text


def _timeout(root: Mapping, path: str) -> int | None:
    text = _text(root, "timeout", path)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 12 and int(text)):
        raise Bad(path, root.lines["timeout"], "The timeout is a whole number of milliseconds, more than 0.")
    return int(text)


def _paths(root: Mapping, name: str, path: str) -> list[str]:
    node = root.members.get(name)
    if node is None or (isinstance(node, Scalar) and node.text is None):
        return []
    items: list[Node] = node.items if isinstance(node, Sequence) else [node]
    texts = [item.text for item in items if isinstance(item, Scalar) and item.text]
    if len(texts) < len(items) or not isinstance(node, Sequence):
        raise Bad(path, root.lines[name], f"The field {name} takes a list of dot paths, such as [payload.humidity].")
    return texts
