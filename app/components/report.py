"""What is known about a component from its bytes alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from app.components.producers import Producers


@dataclass(frozen=True)
class ComponentReport:
    """Full names of imports and exports in the file's order; sizes in bytes, nested parts included.

    ``package`` is the WIT package of the exported interfaces, such as ``wasm-graph:processor@1.1.0``; None
    where they have none or more than one. ``sections`` counts sections by kind. ``nested_component_bytes``
    counts the top level's own components, ``core_module_bytes`` every module once. ``name_bytes`` are the
    ``name`` sections (function names for backtraces), ``debug_bytes`` the ``.debug_*`` sections; both are
    part of ``custom_bytes``.
    """

    size: int
    imports: tuple[str, ...]
    exports: tuple[str, ...]
    package: str | None
    core_module_bytes: int
    nested_component_bytes: int
    data_bytes: int
    custom_bytes: int
    name_bytes: int
    debug_bytes: int
    sections: Mapping[str, int]
    producers: Producers = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Lists and objects only, for a message or a database column."""
        return {
            **asdict(self),
            "imports": list(self.imports),
            "exports": list(self.exports),
            "sections": dict(self.sections),
            "producers": {name: [list(pair) for pair in pairs] for name, pairs in self.producers.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "ComponentReport":
        """The inverse of ``as_json``; ValueError where a member is missing or of another type.

        It reads what a child process says after it met hostile bytes, so it believes no type.
        """
        try:
            return cls(
                imports=_texts(value["imports"]),
                exports=_texts(value["exports"]),
                package=None if value["package"] is None else _text(value["package"]),
                sections={_text(kind): _number(count) for kind, count in value["sections"].items()},
                producers={_text(name): [_pair(pair) for pair in pairs] for name, pairs in value["producers"].items()},
                **{name: _number(value[name]) for name in _NUMBERS},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a component report: {error!r}") from error


_NUMBERS = tuple(entry.name for entry in fields(ComponentReport) if entry.type is int)


def package_of(interface: str) -> str | None:
    """The package of a full interface name: ``a:b/c@1.0.0`` -> ``a:b@1.0.0``; None for a plain name."""
    path, at, version = interface.partition("@")
    package, slash, name = path.partition("/")
    return package + at + version if ":" in package and slash and name else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return tuple(_text(item) for item in value)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no size")
    return value


def _pair(value: object) -> tuple[str, str]:
    name, version = _texts(value)
    return name, version
