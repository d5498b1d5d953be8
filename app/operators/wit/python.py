"""What componentize-py 0.14 calls the things of an interface; tests hold the names against generated bindings."""

import keyword
from dataclasses import dataclass

from app.operators.wit.model import Definition, Function, Interface, Member, Package, Type

_PLAIN = {
    "bool": "bool", "string": "str", "char": "str", "f32": "float", "f64": "float", "_": "None",
    **{f"{sign}{bits}": "int" for sign in "us" for bits in (8, 16, 32, 64)},
}  # fmt: skip
_GENERIC = {"list": "List", "option": "Optional", "tuple": "Tuple"}
_BYTES = Type("list", (Type("u8"),))


def snake(name: str) -> str:
    """A function's, parameter's, field's or module's name; a word of the language gets an underscore."""
    plain = name.replace("-", "_")
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def camel(name: str) -> str:
    """A class's name."""
    return "".join(part.capitalize() for part in name.split("-"))


def case(definition: Definition, member: Member) -> str:
    """A case: a class of its own in a variant, a member of the class in an enum or flags."""
    if definition.form == "variant":
        return f"{camel(definition.name)}_{camel(member.name)}"
    return f"{camel(definition.name)}.{member.name.replace('-', '_').upper()}"


def refusal(function: Function) -> Type | None:
    """The type of the error that a function raises in ``Err``, where it may."""
    result = function.result
    if result is None or result.name != "result" or len(result.arguments) < 2:
        return None
    return result.arguments[1]


@dataclass(frozen=True)
class Module:
    """The Python module of one interface."""

    package: Package
    interface: Interface

    def origin(self, name: str) -> tuple[Interface, Definition] | None:
        """Where a name that is used here is defined; None for WIT's own types."""
        interface = self.package.interfaces[self.interface.uses.get(name, self.interface.name)]
        found = next((one for one in interface.definitions if one.name == name), None)
        return (interface, found) if found else None

    def annotation(self, used: Type | None) -> str:
        """A type as it is annotated here. Another name for a type is written out."""
        if used is None:
            return "None"
        if used == _BYTES:
            return "bytes"
        if used.name == "result":
            return self.annotation(used.arguments[0] if used.arguments else None)
        if used.name in _GENERIC:
            return f"{_GENERIC[used.name]}[{', '.join(map(self.annotation, used.arguments))}]"
        return _PLAIN.get(used.name) or self._named(used.name)

    def declaration(self, function: Function, *, is_method: bool = False) -> str:
        """A function as it is declared here."""
        parameters = [f"{snake(one.name)}: {self.annotation(one.type)}" for one in function.parameters]
        listed = ", ".join((["self"] if is_method else []) + parameters)
        return f"def {snake(function.name)}({listed}) -> {self.annotation(function.result)}"

    def _named(self, name: str) -> str:
        found = self.origin(name)
        if found is None:
            return camel(name)
        interface, definition = found
        if definition.target is not None:
            return Module(self.package, interface).annotation(definition.target)
        return camel(name) if interface == self.interface else f"{snake(interface.name)}.{camel(name)}"
