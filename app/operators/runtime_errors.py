"""What an operator's failure at run time means, in the words of the check that would have found it before the build.

The texts are those of CPython 3.12 and of componentize-py 0.14.0's own panics, seen in components built with them. They
come from a guest, so every pattern is anchored and bounded.
"""

import re
from dataclasses import dataclass

from app.operators.kinds import Kind


@dataclass(frozen=True)
class Meaning:
    """``check`` is the code of the check that speaks of the same mistake; ``sentence`` is for the user."""

    check: str
    sentence: str


@dataclass(frozen=True)
class _Pattern:
    """``sentence`` takes the pattern's groups, and {signature} for the kind's own process."""

    check: str
    pattern: re.Pattern[str]
    sentence: str


def _pattern(check: str, pattern: str, sentence: str) -> _Pattern:
    return _Pattern(check, re.compile(pattern), sentence)


_ARGUMENTS = r"TypeError: (?:\w{1,80}\.)?%s\(\) (?:missing \d|takes \d|takes from \d|got )"
_RECORDS = "Message|Snapshot|Timestamp|HybridLogicalClock|Timespec|MessageProperties|InlineSchema"
_CLOCKS = "HybridLogicalClock|Timestamp|Timespec"

# The first that matches decides, so the narrow ones stand before the wide ones.
_PATTERNS = (
    _pattern(
        "process-parameters",
        _ARGUMENTS % "process",
        "process does not take what the runtime passes. For this kind it is: {signature}. Change the parameters.",
    ),
    _pattern(
        "init-parameters",
        _ARGUMENTS % "init",
        "init does not take what the runtime passes: self and the configuration. Write def init(self, configuration).",
    ),
    _pattern(
        "properties-not-a-dict",
        r"(?:AttributeError: 'list' object has no attribute '(?:items|keys|values|get)'"
        r"|TypeError: list indices must be integers or slices, not str)",
        "configuration.properties is a list of pairs, not a dictionary. Loop with: for key, value in "
        "configuration.properties; or make one: dict(configuration.properties).",
    ),
    _pattern(
        "property-pair",
        r"AttributeError: '(?:str|tuple)' object has no attribute '(?:name|value|key)'",
        "A property is a pair of two texts, the key and the value. Use the value as it is, without .name or .value.",
    ),
    _pattern(
        "configuration-methods",
        r"AttributeError: 'ModuleConfiguration' object has no attribute '(\w{1,80})'",
        "The configuration has no {0}, only properties (pairs of key and value) and module_schemas. "
        "Read a value with dict(configuration.properties).get(key).",
    ),
    _pattern(
        "message-fields",
        rf"TypeError: ({_RECORDS})\.__init__\(\) (.{{1,200}})",
        "A {0} was made with the wrong fields: {1}. A Message needs all six: timestamp, topic, content_type, payload, "
        "properties, schema; take those you do not change from the message that came in.",
    ),
    _pattern(
        "buffer-only",
        r"AttributeError: '(?:bytes|str)' object has no attribute 'read'",
        "The value came as plain bytes or text, not as a buffer, as it does from another operator. Ask first: "
        "isinstance(value, types.BufferOrBytes_Buffer), and read only then.",
    ),
    _pattern(
        "buffer-only",
        r"AttributeError: 'Buffer' object has no attribute '(\w{1,80})'",
        "A buffer holds its content in the host: call read() and use the bytes that it returns.",
    ),
    _pattern(
        "level-name",
        r"AttributeError: (?:type object 'Level' has no attribute '(\w{1,80})'|(?-i:Level)\b)",
        "The logger has no level {0}. There are TRACE, DEBUG, INFO, WARN, ERROR and CRITICAL.",
    ),
    _pattern(
        "err-of-text",
        r"(?:AttributeError: 'str' object has no attribute 'message'"
        r"|TypeError: exceptions must derive from BaseException)",
        'An error value is raised as: raise types.Err(types.Error("what was wrong")).',
    ),
    _pattern(
        "error-in-1-0-0",
        r"AttributeError: module '\w{1,20}_impl\.(?:imports\.)?types' has no attribute 'Error'",
        "API version 1.0.0 has no error value. Answer with something ordinary, or make the project for 1.1.0.",
    ),
    _pattern(
        "unknown-name-in-bindings",
        r"AttributeError: module '\w{1,20}_impl[\w.]{0,80}' has no attribute '(\w{1,80})'",
        "The bindings have nothing called {0}. Check the spelling against the operator interface.",
    ),
    _pattern(
        "delay-message-timestamp",
        r"TypeError: '(?:BufferOrString|BufferOrBytes)_\w{1,20}' object cannot be converted to 'PyString'",
        "A message's timestamp is another type than the clock that delay returns. Return the timestamp that process is "
        "given, or make a HybridLogicalClock whose node_id is a text.",
    ),
    _pattern(
        "timestamp-arithmetic",
        rf"TypeError: (?:unsupported operand|'[<>]=?' not supported|(?:int|float)\(\) arg).{{0,100}}'(?:{_CLOCKS})'",
        "A timestamp is a record, not a number. Reckon with timestamp.timestamp.secs and timestamp.timestamp.nanos.",
    ),
    _pattern(
        "package-data",
        r"(?:(?:zoneinfo\._common\.)?ZoneInfoNotFoundError|ImportError: cannot import name 'resources' from)",
        "There is no time zone database in a component. Use fixed offsets, such as timezone(timedelta(hours=1)).",
    ),
    _pattern("no-threads", r"RuntimeError: can't start new thread", "There are no threads in a component."),
    _pattern(
        "undefined-name",
        r"NameError: name '(\w{1,80})' is not defined",
        "Nothing is called {0} here. Import or define it at the top of the file.",
    ),
    _pattern(
        "state-across-methods",
        r"AttributeError: '(?:Map|Filter|Branch|Accumulate|Delay)' object has no attribute '(\w{1,80})'",
        "self has no {0}. Without the adapter init and process each have an object of their own: build with the "
        "adapter, or keep what they share at module level. With it, look for the place where {0} should have been set.",
    ),
    _pattern(
        "text-in-bytes",
        r".{0,400}PyDowncastError.{0,200}",
        "A text stands where bytes are due. Write .encode() behind it, as in types.BufferOrBytes_Bytes(text.encode()).",
    ),
    _pattern(
        "value-not-wrapped",
        r".{0,400}Option::unwrap\(\)` on a `None` value",
        "A value left the operator without its wrapper. What process returns, and each field of it, is one of the "
        "classes of types, such as types.DataModel_Message, types.BufferOrBytes_Bytes or types.BufferOrString_String.",
    ),
)

# An exception that was raised while the runtime took a value over, in the words of its own panic.
_IN_PANIC = re.compile(
    r"called `Result::unwrap\(\)` on an `Err` value: PyErr \{ type: <class '[\w.]{1,100}'>, value: (\w{1,100})"
)
_ABSENT = re.compile(r"ModuleNotFoundError: No module named '([\w.]{1,100})'")


def meaning(error: str, kind: Kind) -> Meaning | None:
    """What an uncaught exception or a panic means; None where no check speaks of it."""
    first = _raised(error[:2_000].partition("\n")[0])
    if found := _ABSENT.match(first):
        return _module(found[1])
    for one in _PATTERNS:
        if match := one.pattern.match(first):
            groups = [group or "" for group in match.groups()]
            return Meaning(one.check, one.sentence.format(*groups, signature=_signature(kind)))
    return None


def _raised(line: str) -> str:
    """``TypeError("text")`` inside a panic as the traceback would have it."""
    panic = _IN_PANIC.match(line)
    if panic is None:
        return line
    return f"{panic[1]}: {line[panic.end() :].lstrip('(').strip(chr(34))}"


def _module(name: str) -> Meaning:
    sentence = (
        f"The module {name} is not in the component. Only what is imported while the component is built is there: the "
        "adapter sees to imports inside functions, without it they belong at the top of the file."
    )
    return Meaning("import-in-function", sentence)


def _signature(kind: Kind) -> str:
    return kind.python_signature.removeprefix("def ")
