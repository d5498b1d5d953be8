"""What makes a build fail, told by the words of componentize-py 0.14.0 and of the CPython 3.12 inside it.

``HELP`` is the table of codes; docs/diagnostics.md lists the same. A new cause is a code there, a rule below,
and a captured log beside the tests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.kit.tracebacks import Frame

HELP: Mapping[str, str] = {
    "build-syntax-error": "Correct the line, or the one before it: a bracket or quote left open shows up later.",
    "build-keyword-name": "Write del_ with an underscore: del is a word of the language, so the bindings rename it.",
    "build-null-byte": "The file holds a zero byte. Save it again as plain UTF-8 text.",
    "build-too-nested": "Break the expression up: brackets are nested too deeply for Python's parser.",
    "build-missing-module": (
        "Put the module beside the entry file, or use another. Only pure Python can go into a component: "
        "packages with compiled parts, such as numpy, cannot."
    ),
    "build-no-standard-module": (
        "Python inside a component lacks the modules that need an operating system, such as ssl, sqlite3 and "
        "multiprocessing. Do without it."
    ),
    "build-wrong-bindings": (
        "The bindings are named after the world: map_impl, filter_impl, branch_impl, accumulate_impl or delay_impl. "
        "Import from the one of this project's kind."
    ),
    "build-missing-name": "Check the spelling, and that the other module defines the name at its top level.",
    "build-circular-import": (
        "Two modules import each other, or the missing one is compiled code, which cannot go into a component. "
        "Move what both need into a third module."
    ),
    "build-missing-method": (
        "The entry class needs both init(self, configuration) and process, with its kind's parameters."
    ),
    "build-missing-class": "Name the entry file's class after the kind: Map, Filter, Branch, Accumulate or Delay.",
    "build-constructor": (
        "The class is created without arguments. Remove the parameters of __init__, and read settings in init instead."
    ),
    "build-undefined-name": "Define or import the name above this line: top-level code runs during the build.",
    "build-recursion": "A function calls itself without end while the module loads. Give it a case where it stops.",
    "build-memory": "Top-level code used up the memory. Build smaller tables, or make them at the first message.",
    "build-no-access": (
        "During the build there are no files, no network and no threads. Keep the data in a Python module, or "
        "get it from the configuration."
    ),
    "build-too-much-output": "Print less from top-level code: the toolchain takes 10,000 bytes, then printing fails.",
    "build-exit": "Remove sys.exit and os._exit from top-level code. To refuse a configuration, let init return False.",
    "build-exception": (
        "Top-level code runs during the build, and so does __init__ of the entry class. Correct this line, or "
        "move the work into init or process."
    ),
    "build-toolchain": "The toolchain stopped without naming a line. Read the end of the log, then build once more.",
}


@dataclass(frozen=True)
class Cause:
    """Why a build failed; ``class_name`` and ``module`` are all that is known of the place where no line is."""

    code: str
    message: str
    class_name: str | None = None
    module: str | None = None


@dataclass(frozen=True)
class _Rule:
    """A pattern over the exception's words; ``message`` takes its groups.

    ``lineless`` rules hold only where no line of the project took part: componentize-py or the adapter then looked up
    the entry class, or created it.
    """

    code: str
    pattern: re.Pattern[str]
    message: str
    lineless: bool = False


def _rule(code: str, pattern: str, message: str, *, lineless: bool = False) -> _Rule:
    return _Rule(code, re.compile(pattern), message, lineless)


_SYNTAX = r"(?:SyntaxError|IndentationError|TabError): "
_OS_ERRORS = r"FileNotFoundError|PermissionError|NotADirectoryError|IsADirectoryError|FileExistsError|OSError|gaierror"

# The first rule that matches decides, so the narrow ones stand before the wide ones.
_RULES = (
    _rule(
        "build-null-byte", rf"{_SYNTAX}source code string cannot contain null bytes", "Python cannot read this file."
    ),
    _rule(
        "build-syntax-error",
        rf"{_SYNTAX}(.+?)(?: \([^()\n]+, line \d+\))?(?:\n|$)",
        "Python cannot read this line: {0}.",
    ),
    _rule("build-too-nested", r"MemoryError: Parser stack overflowed", "Python cannot read this file."),
    _rule(
        "build-wrong-bindings",
        r"ModuleNotFoundError: No module named '((?:map|filter|branch|accumulate|delay)_impl|wit_world)",
        "There are no bindings named {0} in this build.",
    ),
    _rule(
        "build-no-standard-module", r"ModuleNotFoundError: No module named '_(\w+)'", "The module {0} is not available."
    ),
    _rule("build-missing-module", r"ModuleNotFoundError: No module named '([^']+)'", "There is no module named {0}."),
    _rule(
        "build-circular-import",
        r"ImportError: cannot import name '([^']+)' from partially initialized module '([^']+)'",
        "{0} is not there yet: the module {1} is still being loaded.",
    ),
    _rule(
        "build-missing-name", r"ImportError: cannot import name '([^']+)' from '([^']+)'", "The module {1} has no {0}."
    ),
    _rule(
        "build-missing-method",
        r"TypeError: Can't instantiate abstract class (\w+) without an implementation for abstract methods? (.+)",
        "The class {0} lacks {1}.",
    ),
    _rule(
        "build-missing-class",
        r"AttributeError: module '([\w-]+)' has no attribute '(Map|Filter|Branch|Accumulate|Delay)'$",
        "The entry file {0}.py has no class {1}.",
        lineless=True,
    ),
    _rule(
        "build-constructor",
        r"TypeError: (\w+)\.__init__\(\) missing .+",
        "{0} cannot be created, because its __init__ asks for arguments.",
        lineless=True,
    ),
    _rule("build-undefined-name", r"(?:NameError|UnboundLocalError): (.+)", "{0}."),
    _rule("build-recursion", r"RecursionError", "A function calls itself too many times."),
    _rule("build-memory", r"MemoryError", "There is no memory left."),
    _rule("build-too-much-output", r"OSError: \[Errno 29\] I/O error", "Too much was printed."),
    _rule("build-no-access", rf"(?:{_OS_ERRORS})(?::|$) ?(.*)", "The operating system refused: {0}."),
    _rule("build-no-access", r"RuntimeError: can't start new thread", "A thread was started."),
    _rule(
        "build-exit", r"(?s:.*)\b[Ee]xited with i32 exit status (\d+)", "The code ended Python while it was loading."
    ),
    _rule("build-exception", r"(\w*(?:Error|Exception|Interrupt|Group|Warning|StopIteration)\b.*)", "It raised {0}."),
    _rule("build-toolchain", r"(.*)", "componentize-py could not build the component. {0}"),
)


def explain(text: str, frame: Frame | None) -> Cause:
    """The cause that an exception's words mean; ``frame`` is the innermost line of the project."""
    if frame is not None and re.match(_SYNTAX, text) and re.search(r"\.del\b", frame.text):
        return Cause("build-keyword-name", "del cannot be used as a name.")
    for rule in _RULES:
        match = rule.pattern.match(text)
        if match and not (rule.lineless and frame):
            return _cause(rule, match)
    raise AssertionError("the last rule matches everything")


def _cause(rule: _Rule, match: re.Match[str]) -> Cause:
    message = rule.message.format(*(group.strip().rstrip(".: ") for group in match.groups())).strip()
    class_name = match[1] if rule.code in ("build-missing-method", "build-constructor") else None
    module = match[1] if rule.code == "build-missing-class" else None
    return Cause(rule.code, message, class_name, module)
