"""The interface of an operator, ready to be shown: what WIT calls a thing, what Python calls it, and what it is for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from app.operators.kinds import ApiVersion, Kind
from app.operators.snippets import Snippet, snippets
from app.operators.wit import python
from app.operators.wit.model import Definition, Function, Interface, Member, Type
from app.operators.wit.reader import package
from app.operators.worlds import World, world

_ORDER = (
    "types",
    "hybrid-logical-clock",
    "logger",
    "metrics",
    "state-store",
    "state-store-types",
    "schema-registry",
    "schema-types",
)
_HOST = frozenset({"logger", "metrics", "state-store", "schema-registry"})


@dataclass(frozen=True)
class Part:
    """A piece of a type as it is written; ``target`` is the id of the definition that it names."""

    text: str
    target: str | None = None


@dataclass(frozen=True)
class Row:
    """A field, case, parameter or method with both its names."""

    name: str
    type: list[Part]
    python: str
    docs: str


@dataclass(frozen=True)
class Entry:
    """A function or a type. ``raises`` is the type that ``Err`` carries, where the function may refuse."""

    id: str
    form: str
    name: str
    python: str
    docs: str
    rows: list[Row]
    result: list[Part] = field(default_factory=list)
    raises: list[Part] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Everything that a search looks at."""
        rows = " ".join(f"{row.name} {row.python} {row.docs}" for row in self.rows)
        return f"{self.form} {self.name} {self.python} {self.docs} {rows}"


@dataclass(frozen=True)
class Group:
    """An interface: its module in Python, what is in it, and code that uses it."""

    name: str
    module: str
    docs: str
    entries: list[Entry]
    snippets: list[Snippet]
    is_host: bool

    @property
    def id(self) -> str:
        """Where links lead."""
        return f"wit-{self.name}"


@cache
def groups(kind: Kind, api_version: ApiVersion) -> tuple[Group, ...]:
    """The operator's own interface first, then everything that it may use."""
    target = widest(kind, api_version)
    read = package(target.wit_folder)
    pieces = snippets(api_version)
    return tuple(
        _group(python.Module(read, read.interfaces[name]), target, [one for one in pieces if one.interface == name])
        for name in (kind.value, *_ORDER)
        if name in read.interfaces
    )


def widest(kind: Kind, api_version: ApiVersion) -> World:
    """The world with the schema registry where the version has one: that is what the studio builds with on demand."""
    return world(kind, api_version, schema_registry=api_version.has_errors)


def _group(module: python.Module, target: World, pieces: list[Snippet]) -> Group:
    interface = module.interface
    own = interface.name == target.kind
    entries = [_function(one, module, own) for one in interface.functions]
    entries += [_definition(one, module) for one in interface.definitions]
    place = "exports" if own else f"imports.{python.snake(interface.name)}"
    is_host = interface.name in _HOST
    return Group(interface.name, f"{target.module}.{place}", interface.docs, entries, pieces, is_host)


def _function(function: Function, module: python.Module, is_method: bool) -> Entry:
    rows = [
        _row(one, module, f"{python.snake(one.name)}: {module.annotation(one.type)}") for one in function.parameters
    ]
    return Entry(
        id=_id(module.interface, function.name),
        form="function",
        name=function.name,
        python=module.declaration(function, is_method=is_method),
        docs=function.docs,
        rows=rows,
        result=list(_parts(function.result, module)) if function.result else [],
        raises=list(_parts(python.refusal(function), module)),
    )


def _definition(definition: Definition, module: python.Module) -> Entry:
    name = f"{python.snake(module.interface.name)}.{python.camel(definition.name)}"
    rows = [_row(one, module, _member(definition, one, module)) for one in definition.members]
    rows += [Row(one.name, [], module.declaration(one, is_method=True), one.docs) for one in definition.methods]
    if definition.target is not None:
        name = module.annotation(definition.target)
    result = list(_parts(definition.target, module))
    return Entry(
        _id(module.interface, definition.name), definition.form, definition.name, name, definition.docs, rows, result
    )


def _member(definition: Definition, member: Member, module: python.Module) -> str:
    if definition.form == "record":
        return f"{python.snake(member.name)}: {module.annotation(member.type)}"
    name = f"{python.snake(module.interface.name)}.{python.case(definition, member)}"
    return f"{name}({module.annotation(member.type)})" if member.type else name


def _row(member: Member, module: python.Module, name: str) -> Row:
    return Row(member.name, list(_parts(member.type, module)), name, member.docs)


def _parts(used: Type | None, module: python.Module) -> Iterator[Part]:
    if used is None:
        return
    origin = module.origin(used.name)
    yield Part(used.name, _id(*origin) if origin else None)
    for number, argument in enumerate(used.arguments):
        yield Part(", " if number else "<")
        yield from _parts(argument, module)
    if used.arguments:
        yield Part(">")


def _id(interface: Interface, of: Definition | str) -> str:
    return f"wit-{interface.name}-{of if isinstance(of, str) else of.name}"
