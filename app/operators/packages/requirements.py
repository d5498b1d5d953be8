"""A project's ``requirements.txt``: which packages it asks for, or what is wrong with which line.

Of pip's format only names with extras, versions and markers (PEP 508) are taken. Options, URLs and paths would let a
text reach for files and hosts of the studio, so they are refused before any tool sees them; what goes on to uv is
written anew from the parsed parts. Lines are short and few, so that reading them costs little whatever they hold.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from packaging.markers import UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion

from app.kit.digests import digest_of
from app.kit.text import printable, truncate
from app.operators.packages.guest import MARKERS
from app.operators.packages.problems import HELP

PATH = "requirements.txt"
MOST_BYTES = 64 << 10
MOST_REQUIREMENTS = 100
LONGEST_LINE = 1_000  # characters, continuations included
MOST_FINDINGS = 100
_SHOWN = 60  # characters of a refused line

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_OPTION = re.compile(r"-|.*\s--?[a-zA-Z]")
_URL = re.compile(r".*(?:://|@|\bgit\+)|(?:file|git|hg|svn|bzr|data):", re.IGNORECASE)
_PATH = re.compile(r"[./~]|[a-zA-Z]:\\|[^;]*[/\\]|[^;\s]*\.(?:whl|zip|tgz|tar\.\w+)\s*(?:;|$)", re.IGNORECASE)
_BAD_MARKER = (UndefinedComparison, UndefinedEnvironmentName, InvalidVersion)


@dataclass(frozen=True)
class Finding:
    """What is wrong with a line. Lines and columns count from 1, the end is not included; code: see problems.HELP."""

    line: int
    column: int
    end_column: int
    code: str
    message: str

    @property
    def help(self) -> str:
        """What to do about it."""
        return HELP[self.code]


@dataclass(frozen=True)
class Wanted:
    """One package asked for: its normalised name, the normalised requirement, and where it stands."""

    name: str
    text: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True)
class Requirements:
    """Everything asked for, sorted by name, and everything that is wrong. Only without findings is it complete."""

    wanted: tuple[Wanted, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The normalised requirements, sorted: what uv is given."""
        return tuple(wanted.text for wanted in self.wanted)

    @cached_property
    def digest(self) -> str:
        """Equal for texts that ask for the same packages."""
        return digest_of("".join(f"{line}\n" for line in self.lines).encode())


@dataclass(frozen=True)
class _Line:
    """A line with its continuations and without its comment; ``number`` is the first one's."""

    number: int
    text: str
    column: int
    end_column: int


def parse(content: str | bytes, allowed: Collection[str] = ()) -> Requirements:
    """Read a requirements file. ``allowed`` are the normalised names that may be asked for; empty allows all."""
    text = _decoded(content)
    if isinstance(text, Finding):
        return Requirements(findings=(text,))
    wanted: dict[str, Wanted] = {}
    findings: list[Finding] = []
    for line in _lines(text):
        if len(findings) >= MOST_FINDINGS:
            break
        found = _read(line, allowed, wanted)
        if isinstance(found, Finding):
            findings.append(found)
        elif found is not None:
            wanted[found.name] = found
    if len(wanted) > MOST_REQUIREMENTS:
        message = f"{len(wanted)} packages are asked for; at most {MOST_REQUIREMENTS} are possible."
        findings.append(Finding(1, 1, 1, "requirements-too-large", message))
    return Requirements(tuple(wanted[name] for name in sorted(wanted)), tuple(findings))


def _decoded(content: str | bytes) -> str | Finding:
    size = len(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        message = f"{PATH} has {size:,} bytes; at most {MOST_BYTES:,} are possible."
        return Finding(1, 1, 1, "requirements-too-large", message)
    try:
        return (content if isinstance(content, str) else content.decode()).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return Finding(1, 1, 1, "requirement-invalid", f"{PATH} is not text in UTF-8.")


def _lines(text: str) -> Iterator[_Line]:
    """Lines that hold something. A backslash at the end goes on in the next line; a comment never goes on."""
    pending: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if not pending:
            first, first_number = line, number
        continues = line.endswith("\\") and not _COMMENT.search(line)
        pending.append(line[:-1] if continues else line)
        if not continues:
            yield from _whole("".join(pending), first, first_number)
            pending = []
    if pending:
        yield from _whole("".join(pending), first, first_number)


def _whole(joined: str, first: str, number: int) -> Iterator[_Line]:
    bare = _COMMENT.sub("", joined).strip()
    if bare:
        shown = _COMMENT.sub("", first).rstrip().removesuffix("\\").rstrip()
        column = len(first) - len(first.lstrip()) + 1
        yield _Line(number, bare, column, max(len(shown) + 1, column))


def _read(line: _Line, allowed: Collection[str], earlier: dict[str, Wanted]) -> Wanted | Finding | None:
    """What a line asks for; None where its marker does not hold inside a component."""
    if (refused := _refused(line)) is not None:
        return refused
    try:
        requirement = Requirement(line.text)
        applies = requirement.marker is None or requirement.marker.evaluate(dict(MARKERS))
    except (InvalidRequirement, RecursionError, *_BAD_MARKER):
        return _finding(line, "requirement-invalid", f"{_shown(line)} is not the name of a package with versions.")
    name = canonicalize_name(requirement.name)
    if not applies:
        return None
    if any(specifier.operator == "===" for specifier in requirement.specifier):
        return _finding(line, "requirement-invalid", "Versions are compared with ==, not with ===.")
    if name in earlier:
        return _finding(line, "requirement-twice", f"{name} is asked for in line {earlier[name].line} already.")
    if allowed and name not in allowed:
        return _finding(line, "requirement-not-allowed", f"This studio does not allow the package {name}.")
    return Wanted(name, _normalised(name, requirement), line.number, line.column, line.end_column)


def _refused(line: _Line) -> Finding | None:
    """Forms that pip knows and the studio does not take, told apart so that each gets its own sentence."""
    if len(line.text) > LONGEST_LINE:
        return _finding(line, "requirement-invalid", f"The line has more than {LONGEST_LINE:,} characters.")
    if _OPTION.match(line.text):
        return _finding(line, "requirement-option", f"{_shown(line)} has an option, and options are not possible here.")
    if _URL.match(line.text):
        return _finding(line, "requirement-url", f"{_shown(line)} takes a package from an address of its own.")
    if _PATH.match(line.text):
        return _finding(line, "requirement-path", f"{_shown(line)} names a file or a folder.")
    return None


def _normalised(name: str, requirement: Requirement) -> str:
    extras = ",".join(sorted({canonicalize_name(extra) for extra in requirement.extras}))
    return f"{name}{f'[{extras}]' if extras else ''}{requirement.specifier}"


def _finding(line: _Line, code: str, message: str) -> Finding:
    return Finding(line.number, line.column, line.end_column, code, message)


def _shown(line: _Line) -> str:
    """The refused text, without a password that an address may hold."""
    bare = re.sub(r"//[^/\s]*@", "//", printable(line.text))
    return truncate(bare, _SHOWN)
