"""The table of the bindings against what the toolchain generates, for every world and both API versions."""

import ast
from pathlib import Path

import pytest

from app.operators.checks.data_model.bindings import (
    CALLS,
    CASES,
    ENUMS,
    FUNCTIONS,
    HELPERS,
    INTERFACES,
    NEWER,
    RECORDS,
    VARIANTS,
    borrowed,
    names_of,
)
from app.operators.worlds import World, all_worlds
from tests.operators.bindings_text import Declared, declared
from tests.operators.test_bindings import generate


@pytest.fixture(params=all_worlds(), ids=lambda target: f"{target.name}-{target.api_version}")
def target(request: pytest.FixtureRequest) -> World:
    found: World = request.param
    return found


def test_the_table_says_what_is_generated(target: World, tmp_path: Path) -> None:
    generate(target.wit_folder, target.name, tmp_path)
    imports = tmp_path / target.module / "imports"
    modules = {path.stem: path for path in imports.glob("*.py") if path.stem != "__init__"}
    assert set(modules) == INTERFACES
    declarations = {name: declared(path) for name, path in modules.items()}

    absent = set() if target.api_version.has_errors else NEWER
    assert _records(declarations) == {name: fields for name, fields in RECORDS.items() if name not in absent}
    assert _cases(declarations) == CASES
    assert _enums(declarations) == ENUMS
    assert _functions(declarations) == FUNCTIONS
    assert _variants(declarations) == {name: [f"{name}_{case}" for case in cases] for name, cases in VARIANTS.items()}
    for name, path in modules.items():
        assert _bound(path) == names_of(name, target.api_version) | borrowed(name)


def test_helpers_are_those_of_the_results_module(tmp_path: Path) -> None:
    target = all_worlds()[0]
    generate(target.wit_folder, target.name, tmp_path)
    assert _bound(tmp_path / target.module / "types.py") | {"Flag", "Enum"} <= HELPERS | {"S", "T", "E"}


def test_nothing_is_said_twice() -> None:
    assert len(CALLS) == len(RECORDS) + len(FUNCTIONS) + len(CASES)


def _records(found: dict[str, Declared]) -> dict[str, dict[str, str]]:
    skipped = {*CASES, *ENUMS, "@types.Buffer"}
    return {
        f"@{module}.{name}": dict(_field(line, module) for line in fields)
        for module, one in found.items()
        for name, fields in one.fields.items()
        if f"@{module}.{name}" not in skipped
    }


def _cases(found: dict[str, Declared]) -> dict[str, str]:
    return {
        f"@{module}.{name}": _field(fields[0], module)[1] if fields else ""
        for module, one in found.items()
        for name, fields in one.fields.items()
        if "_" in name
    }


def _variants(found: dict[str, Declared]) -> dict[str, list[str]]:
    return {
        f"@{module}.{name}": [f"@{module}.{case.strip()}" for case in text[len("Union[") : -1].split(",")]
        for module, one in found.items()
        for name, text in one.aliases.items()
        if text.startswith("Union[")
    }


def _enums(found: dict[str, Declared]) -> dict[str, tuple[str, ...]]:
    return {
        f"@{module}.{name}": tuple(line.partition(" = ")[0] for line in fields)
        for module, one in found.items()
        for name, fields in one.fields.items()
        if fields and " = " in fields[0]
    }


def _functions(found: dict[str, Declared]) -> dict[str, dict[str, str]]:
    functions = {}
    for module, one in found.items():
        for name, signature in one.signatures.items():
            if "." not in name:
                arguments = ast.parse(f"def f{signature}: ...").body[0]
                assert isinstance(arguments, ast.FunctionDef)
                functions[f"@{module}.{name}"] = dict(
                    _field(ast.unparse(argument), module) for argument in arguments.args.args
                )
    return functions


def _field(line: str, module: str) -> tuple[str, str]:
    name, _, annotation = line.partition(": ")
    optional = annotation.startswith("Optional[")
    return name, _type(annotation.removeprefix("Optional[").removesuffix("]") if optional else annotation, module) + (
        "?" if optional else ""
    )


def _type(text: str, module: str) -> str:
    if text.startswith("List["):
        return "list"
    return (
        text if text in {"int", "str", "bytes", "bool", "float"} else f"@{text if '.' in text else f'{module}.{text}'}"
    )


def _bound(path: Path) -> set[str]:
    """Every name that a module binds at its top level."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {name.id for name in node.targets if isinstance(name, ast.Name)}
    return found
