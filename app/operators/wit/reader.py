"""Reading a folder of WIT: the part of the language that operators' interfaces use. Anything else is refused, so that
nothing is left out without a word."""

from functools import cache
from pathlib import Path

from app.operators.wit.cursor import Cursor
from app.operators.wit.model import Definition, Function, Interface, Package, World
from app.operators.wit.tokens import NotWit, Token

_CASES = frozenset({"variant", "enum", "flags"})


@cache
def package(folder: Path) -> Package:
    """Everything that a folder's files declare."""
    interfaces: dict[str, Interface] = {}
    worlds: dict[str, World] = {}
    name = docs = ""
    for path in sorted(folder.glob("*.wit")):
        cursor = Cursor(path.read_text(encoding="utf-8"))
        while cursor.next.text:
            first = cursor.take()
            if first.text == "package":
                name, docs = cursor.take().text, first.docs
                cursor.take(";")
            elif first.text == "interface":
                interface = _interface(cursor, first.docs)
                interfaces[interface.name] = interface
            elif first.text == "world":
                world = _world(cursor, first.docs)
                worlds[world.name] = world
            else:
                raise NotWit(f"{path.name}, line {first.line}: {first.text!r}")
    return Package(name, docs, interfaces, worlds)


def _interface(cursor: Cursor, docs: str) -> Interface:
    name = cursor.take().text
    cursor.take("{")
    uses: dict[str, str] = {}
    definitions: list[Definition] = []
    functions: list[Function] = []
    while not cursor.has("}"):
        first = cursor.take()
        if first.text == "use" and not first.is_escaped:
            uses |= _uses(cursor)
        elif cursor.has(":"):
            functions.append(cursor.function(first))
        else:
            definitions.append(_definition(cursor, first))
    return Interface(name, docs, uses, tuple(definitions), tuple(functions))


def _uses(cursor: Cursor) -> dict[str, str]:
    origin = cursor.take().text
    cursor.take(".")
    cursor.take("{")
    names = cursor.listed("}", lambda: cursor.take().text)
    cursor.take(";")
    return dict.fromkeys(names, origin)


def _definition(cursor: Cursor, form: Token) -> Definition:
    name = cursor.take().text
    if form.text == "type":
        cursor.take("=")
        target = cursor.type()
        cursor.take(";")
        return Definition("type", name, form.docs, target=target)
    if form.text not in _CASES | {"record", "resource"}:
        raise NotWit(f"line {form.line}: {form.text!r}")
    cursor.take("{")
    if form.text == "resource":
        return Definition("resource", name, form.docs, methods=_methods(cursor))
    members = cursor.listed("}", cursor.case if form.text in _CASES else cursor.field)
    return Definition(form.text, name, form.docs, members)


def _methods(cursor: Cursor) -> tuple[Function, ...]:
    methods: list[Function] = []
    while not cursor.has("}"):
        name = cursor.take()
        cursor.take(":")
        methods.append(cursor.function(name))
    return tuple(methods)


def _world(cursor: Cursor, docs: str) -> World:
    name = cursor.take().text
    cursor.take("{")
    found: dict[str, list[str]] = {"import": [], "export": []}
    while not cursor.has("}"):
        direction = cursor.take()
        if direction.text not in found:
            raise NotWit(f"line {direction.line}: {direction.text!r}")
        found[direction.text].append(cursor.take().text)
        cursor.take(";")
    return World(name, docs, tuple(found["import"]), tuple(found["export"]))
