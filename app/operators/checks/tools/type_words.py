"""A type checker's sentences in plain words."""

from __future__ import annotations

import re

from app.kit.text import truncate

_LONGEST = 300
_LITERAL = re.compile(r"""Literal\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]""")
_ALIASES = {
    "DataModel_BufferOrBytes | DataModel_Message | DataModel_Snapshot": "DataModel",
    "BufferOrBytes_Buffer | BufferOrBytes_Bytes": "BufferOrBytes",
    "BufferOrString_Buffer | BufferOrString_String": "BufferOrString",
    "MessageSchema_RegistryReference | MessageSchema_Inline": "MessageSchema",
}
_SENTENCES = (
    (
        r"Attribute `(?P<name>\w+)` is not defined on (?P<missing>.+) in union `.+",
        "{name} is not there in every shape this can have; it is missing in {missing}",
    ),
    (r"Object of type `Self@\w+` has no attribute `(?P<name>\w+)`", "Nothing sets self.{name}"),
    (r"Object of type `(?P<type>.+)` has no attribute `(?P<name>\w+)`", "{type} has no attribute {name}"),
    (r"Class `(?P<type>.+)` has no attribute `(?P<name>\w+)`", "The class {type} has no attribute {name}"),
    (r"Module `(?P<type>.+)` has no member `(?P<name>\w+)`", "The module {type} has nothing called {name}"),
    (
        r"Arguments? (?:to .+ )?is incorrect: Expected `(?P<want>.+)`, found `(?P<got>.+)`",
        "This argument must be {want}, but it is {got}",
    ),
    (
        r"Return type does not match .+: expected `(?P<want>.+)`, found `(?P<got>.+)`",
        "This must return {want}, not {got}",
    ),
    (
        r"Object of type `(?P<got>.+)` is not assignable to attribute `(?P<name>\w+)` of type `(?P<want>.+)`",
        "{name} must be {want}, but it is given {got}",
    ),
    (r"Object of type `(?P<got>.+)` is not assignable to attribute `(?P<name>\w+)` .+", "{name} cannot be {got}"),
    (
        r"No arguments? provided for required parameters? (?P<names>`.+`) of \w+ `(?P<what>.+)`",
        "{what} needs more arguments here: {names}",
    ),
    (r"No arguments? provided for required parameters? (?P<names>`.+`)", "More arguments are needed here: {names}"),
    (r"Invalid override of method `(?P<name>\w+)`.*", "{name} has other parameters or types than its kind needs"),
    (
        r"Operator `(?P<sign>.+)` is not supported between objects of type `(?P<left>.+)` and `(?P<right>.+)`",
        "{left} {sign} {right} does not work",
    ),
    (
        r"Operator `(?P<sign>.+)` is not supported between two objects of type `(?P<left>.+)`",
        "{left} {sign} {left} does not work",
    ),
    (r"Cannot subscript object of type `(?P<type>.+)` with no .+", "{type} has no parts to be taken with [ ]"),
    (r"Object of type `(?P<type>.+)` (?:is not|may not be) iterable.*", "{type} is nothing to loop over"),
    (
        r"Object of type `(?:<?types\.)?UnionType.*` is not callable.*",
        "This is only a common name for several classes; call one of them, such as types.DataModel_Message",
    ),
    (r"Object of type `(?P<type>.+)` is not callable.*", "{type} cannot be called"),
    (r"Object of type `(?P<type>.+)` cannot be used with `with`.*", "{type} is nothing that with can open and close"),
    (r"Cannot raise object of type `(?P<type>.+?)`.*", "{type} cannot be raised, it is no exception"),
)


def type_words(message: str) -> str:
    """ty's message without markup, and easier to understand where we know it; no stop at its end."""
    short = truncate(" ".join(message.split()), _LONGEST)
    for pattern, words in _SENTENCES:
        if (match := re.fullmatch(pattern, short)) is not None:
            return words.format_map({key: plain_type(part) for key, part in match.groupdict().items()})
    return plain_type(short).rstrip(".")


def plain_type(text: str) -> str:
    """A type as one would say it: ``"json" or None`` for ``Literal["json"] | None``."""
    for union, alias in _ALIASES.items():
        text = text.replace(union, alias)
    text = _LITERAL.sub(lambda match: match[1], text)
    text = re.sub(r"(\w)\*", r"\1", text).replace("Self@", "this ")
    return text.replace(" | ", " or ").replace("`", "")
