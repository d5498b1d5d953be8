"""The Python names we tell, against the bindings that the real toolchain generates."""

import zipfile
from pathlib import Path

import pytest

from app.builds.bindings import Bindings
from app.operators.kinds import ApiVersion, Kind
from app.operators.wit import python
from app.operators.wit.reader import package
from app.operators.worlds import World, all_worlds, world
from app.settings import Settings
from tests.operators.bindings_text import Declared, declared
from tests.support.bindings import kept

pytestmark = pytest.mark.build

WORLDS = [*all_worlds(), world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=True)]


def unpacked(target: World, folder: Path) -> Path:
    name = Bindings(Settings(data_dir=folder)).path(target).name
    zipfile.ZipFile(kept(target, name)).extractall(folder / "bindings")
    return folder / "bindings" / target.module


@pytest.mark.parametrize("target", WORLDS, ids=lambda target: f"{target.wit_folder.name}-{target.name}")
def test_they_are_those_of_the_bindings(target: World, tmp_path: Path) -> None:
    bindings = unpacked(target, tmp_path)
    read = package(target.wit_folder)
    for full_name in target.imports:
        name = full_name.partition("/")[2].partition("@")[0]
        module = declared(bindings / "imports" / f"{python.snake(name)}.py")
        assert told(python.Module(read, read.interfaces[name])) == generated(module), name

    operator = python.Module(read, read.interfaces[target.kind.value])
    exports = declared(bindings / "exports" / "__init__.py")
    for function in operator.interface.functions:
        written = operator.declaration(function, is_method=True)
        assert written == f"def {function.name}{exports.signatures[f'{target.kind.entry_class}.{function.name}']}"


def told(module: python.Module) -> set[str]:
    """Everything that we say a module declares."""
    found = {module.declaration(one) for one in module.interface.functions}
    for definition in module.interface.definitions:
        name = python.camel(definition.name)
        if definition.form == "record":
            fields = (f"{python.snake(one.name)}: {module.annotation(one.type)}" for one in definition.members)
            found.add(f"class {name}({', '.join(fields)})")
        elif definition.form == "variant":
            found |= {f"{name} in {python.case(definition, one)}" for one in definition.members}
        elif definition.form == "enum":
            found |= {python.case(definition, one) for one in definition.members}
        elif definition.form == "resource":
            found |= {f"{name}.{module.declaration(one, is_method=True)}" for one in definition.methods}
    return found


def generated(module: Declared) -> set[str]:
    """The same of the module itself."""
    cases = {
        case: union
        for union, value in module.aliases.items()
        if value.startswith("Union[")
        for case in value.removeprefix("Union[").removesuffix("]").split(", ")
    }
    found = {f"{union} in {case}" for case, union in cases.items()}
    for name, signature in module.signatures.items():
        owner, _, method = name.rpartition(".")
        if not method.startswith("__"):
            found.add(f"{owner}.def {method}{signature}" if owner else f"def {method}{signature}")
    for name, fields in module.fields.items():
        if any(" = " in field for field in fields):
            found |= {f"{name}.{field.partition(' = ')[0]}" for field in fields}
        elif name not in cases and fields:
            found.add(f"class {name}({', '.join(fields)})")
    return found
