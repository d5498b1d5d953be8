"""What a WIT file declares, with its documentation comments."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """A type as it is used: ``u64``, ``data-model``, ``list<tuple<string, string>>``. ``_`` is the empty place of a
    result."""

    name: str
    arguments: tuple["Type", ...] = ()

    def __str__(self) -> str:
        inner = ", ".join(map(str, self.arguments))
        return f"{self.name}<{inner}>" if inner else self.name


@dataclass(frozen=True)
class Member:
    """A field of a record, a case of a variant or enum, or a parameter; a case without content has no type."""

    name: str
    type: Type | None
    docs: str = ""


@dataclass(frozen=True)
class Function:
    """A function of an interface, or a method of a resource."""

    name: str
    parameters: tuple[Member, ...]
    result: Type | None
    docs: str = ""


@dataclass(frozen=True)
class Definition:
    """A named type. ``form`` is record, variant, enum, flags, resource or type (another name for ``target``)."""

    form: str
    name: str
    docs: str
    members: tuple[Member, ...] = ()
    methods: tuple[Function, ...] = ()
    target: Type | None = None


@dataclass(frozen=True)
class Interface:
    """An interface; ``uses`` maps a name from elsewhere to the interface that defines it."""

    name: str
    docs: str
    uses: dict[str, str]
    definitions: tuple[Definition, ...]
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class World:
    """What a component of this world imports and exports, by the interfaces' names."""

    name: str
    docs: str
    imports: tuple[str, ...]
    exports: tuple[str, ...]


@dataclass(frozen=True)
class Package:
    """All files of a folder: the package's full name and what is declared in it."""

    name: str
    docs: str
    interfaces: dict[str, Interface]
    worlds: dict[str, World]
