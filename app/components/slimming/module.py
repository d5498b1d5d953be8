"""What a core module says of its memory, and what it imports and exports."""

from collections.abc import Mapping

from app.components.cursor import Cursor
from app.components.slimming.constants import constant
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.tree import Part

IMPORT, TABLE, MEMORY, GLOBAL = "core-import", "core-table", "core-memory", "core-global"
EXPORT = "core-export"
PAGE_BYTES = 1 << 16
_FUNCTION, _TABLE, _MEMORY, _GLOBAL = range(4)
_HAS_MAXIMUM = 0x01
_FUNCREF = 0x70
_ONE_BYTE_TYPES = range(0x6F, 0x80)  # numbers, vectors, funcref and externref


def only(module: Part, kind: str) -> Part | None:
    """The module's one section of a kind; None without one."""
    found = [part for part in module.parts if part.kind == kind]
    if len(found) > 1:
        raise LeftAlone(f"a module has {len(found)} sections of kind {kind}")
    return found[0] if found else None


def memory_bytes(module: Part) -> int:
    """How large the module's own and only memory begins; LeftAlone where it has another kind or number of them."""
    section = only(module, MEMORY)
    if section is None or _imports_of(module, _MEMORY):
        raise LeftAlone("the memory is not the module's own")
    body = section.body()
    if body.number() != 1:
        raise LeftAlone("the module has several memories")
    flags = body.byte()
    if flags > _HAS_MAXIMUM:
        raise LeftAlone("the memory is shared, or larger than 32 bits can address")
    return body.number() * PAGE_BYTES


def addresses(module: Part) -> Mapping[str, int]:
    """Exported globals that begin as an ``i32.const``, by name: ``__heap_base``, ``__stack_pointer`` and so on."""
    exported = only(module, EXPORT)
    if exported is None:
        return {}
    values = [*[None] * _imports_of(module, _GLOBAL), *_globals(module)]
    named = _exports(exported.body())
    return {
        name: value
        for name, kind, index in named
        if kind == _GLOBAL and index < len(values) and (value := values[index]) is not None
    }


def function_imports(module: Part) -> int:
    """How many functions come before the module's own."""
    return _imports_of(module, _FUNCTION)


def function_exports(module: Part) -> list[int]:
    """The functions that it exports."""
    section = only(module, EXPORT)
    return [index for _, kind, index in _exports(section.body()) if kind == _FUNCTION] if section else []


def has_function_globals(module: Part) -> bool:
    """Whether a global is, and so may begin as, a reference to a function."""
    section = only(module, GLOBAL)
    if section is None:
        return False
    body = section.body()
    for _ in range(body.number()):
        if body.byte() == _FUNCREF:
            return True
        body.byte()
        constant(body)
    return False


def has_plain_tables(module: Part) -> bool:
    """Whether all tables begin empty."""
    section = only(module, TABLE)
    if section is None:
        return True
    body = section.body()
    for _ in range(body.number()):
        if body.byte() not in _ONE_BYTE_TYPES:
            return False
        _skip_limits(body)
    return True


def import_names(body: Cursor) -> list[str]:
    """The names, without their modules', of everything in an import section."""
    names = []
    for _ in range(body.number()):
        body.name()
        names.append(body.name())
        _skip_import_type(body.byte(), body)
    return names


def skip_value_type(body: Cursor) -> None:
    """Pass over a type of one byte; LeftAlone for another."""
    if (found := body.byte()) not in _ONE_BYTE_TYPES:
        raise LeftAlone(f"it uses a type of a newer kind, {found:#04x}")


def _exports(body: Cursor) -> list[tuple[str, int, int]]:
    return [(body.name(), body.byte(), body.number()) for _ in range(body.number())]


def _globals(module: Part) -> list[int | None]:
    section = only(module, GLOBAL)
    if section is None:
        return []
    body = section.body()
    values = []
    for _ in range(body.number()):
        _skip_global_type(body)
        values.append(constant(body))
    return values


def _imports_of(module: Part, wanted: int) -> int:
    """How many memories or globals it imports; LeftAlone where an import cannot be read."""
    section = only(module, IMPORT)
    if section is None:
        return 0
    body = section.body()
    count = 0
    for _ in range(body.number()):
        body.name()
        body.name()
        kind = body.byte()
        _skip_import_type(kind, body)
        count += kind == wanted
    return count


def _skip_import_type(kind: int, body: Cursor) -> None:
    if kind == _FUNCTION:
        body.number()
    elif kind == _TABLE:
        skip_value_type(body)
        _skip_limits(body)
    elif kind == _MEMORY:
        _skip_limits(body)
    elif kind == _GLOBAL:
        _skip_global_type(body)
    else:
        raise LeftAlone(f"it imports something of unknown kind {kind}")


def _skip_limits(body: Cursor) -> None:
    flags = body.byte()
    if flags > _HAS_MAXIMUM:
        raise LeftAlone("a table or memory has limits of a newer kind")
    body.number()
    if flags:
        body.number()


def _skip_global_type(body: Cursor) -> None:
    skip_value_type(body)
    body.byte()
