"""YAML as far as test files and graphs need it: nodes with their lines, no aliases, no tags, nothing constructed."""

from dataclasses import dataclass
from typing import Any

import yaml

from app.payloads.reading.findings import Bad, shown

_PLAIN = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp")}
_NULL = {"", "~", "null", "Null", "NULL"}
_ALIAS = (
    "This uses a YAML alias (a name behind *), which can blow a small file up to any size. Write the value out instead."
)


class _Refused(Exception):
    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


class _Loader(yaml.SafeLoader):
    """Composes nodes only."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """As usual, unless it would follow an alias."""
        if self.check_event(yaml.AliasEvent):
            raise _Refused(self.line + 1, _ALIAS)
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class Scalar:
    """A single value as it is written, None where there is nothing; and its line."""

    text: str | None
    line: int


@dataclass(frozen=True)
class Sequence:
    """A list of nodes."""

    items: list["Node"]
    line: int


@dataclass(frozen=True)
class Mapping:
    """Nodes by key, with the line of each key."""

    members: dict[str, "Node"]
    lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


def compose(text: str, path: str) -> Node:
    """The one document of a YAML text; Bad names the line of what is wrong."""
    try:
        root = _Loader(text).get_single_node()
        return Scalar(None, 1) if root is None else _node(root, path)
    except _Refused as refused:
        raise Bad(path, refused.line, refused.sentence) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Bad(path, None if mark is None else mark.line + 1, f"This is not YAML: {_words(error)}.") from None
    except yaml.YAMLError:
        raise Bad(path, None, "This is not YAML: it holds characters that YAML does not allow.") from None
    except (RecursionError, ValueError):
        raise Bad(path, None, "This YAML is nested too deeply to be read. Make it flatter.") from None


def plain(node: Node | None) -> Any:
    """A node as lists, dictionaries and texts."""
    if isinstance(node, Mapping):
        return {key: plain(held) for key, held in node.members.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None else node.text


def _node(node: yaml.Node, path: str) -> Node:
    line = node.start_mark.line + 1
    if node.tag not in _PLAIN:
        raise Bad(path, line, f"This has the YAML tag {shown(node.tag)}, which is not read. Write a plain value.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, line)
    if isinstance(node, yaml.SequenceNode):
        return Sequence([_node(item, path) for item in node.value], line)
    is_null = getattr(node, "style", None) is None and node.value in _NULL  # quoted, it is text
    return Scalar(None if is_null else str(node.value), line)


def _mapping(node: yaml.MappingNode, path: str, line: int) -> Mapping:
    members: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Bad(path, at, "A key is a list or a mapping here. Write a plain word.")
        if key.value in members:
            raise Bad(path, at, f"The key {shown(str(key.value))} is there already. Keep one of the two.")
        members[str(key.value)], lines[str(key.value)] = _node(value, path), at
    return Mapping(members, lines, line)


def _words(error: yaml.MarkedYAMLError) -> str:
    return shown(error.problem or error.context or "it cannot be read")
