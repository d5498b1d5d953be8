"""What a project may be called.

The name becomes the entry module ``<name>.py``, a part of addresses and of the downloaded file's name. It has
letters, digits, ``-`` and ``_``, with a letter first. Reserved names are compared without regard to case,
because some file systems do not tell ``JSON.py`` from ``json.py``.
"""

import re

from app.errors import Invalid
from app.operators import adapter
from app.operators.guest_modules import STANDARD_LIBRARY, START_UP, TOOLCHAIN
from app.operators.worlds import all_worlds

LONGEST_NAME = 64

# Letters and digits of ASCII only: the name travels in addresses, headers and shell commands.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

# Windows opens a device instead of a file with one of these names, whatever the extension.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)

# Bindings of every world; newer toolchains call theirs wit_world unless told otherwise.
BINDINGS = frozenset({world.module for world in all_worlds()} | {"wit_world"})

# The templates' second module: the entry file would take its place.
_TEMPLATE_MODULES = frozenset({"payload"})

_STANDARD = {name.casefold() for name in STANDARD_LIBRARY}
_TOOLCHAIN = {name.casefold() for name in TOOLCHAIN | START_UP}


def check_name(name: str) -> None:
    """Whether a project may have this name; Invalid, code ``invalid_name``, says why not."""
    if not name:
        raise _invalid(name, "A project needs a name. Type one, for example my-operator.")
    if len(name) > LONGEST_NAME:
        raise _invalid(name, f"The name has {len(name)} characters; at most {LONGEST_NAME} are allowed. Shorten it.")
    if _NAME.fullmatch(name) is None:
        raise _invalid(
            name,
            "A project's name starts with a letter and has only letters (a to z), digits, - and _. "
            "Change it, for example to my-operator.",
        )
    reason = module_conflict(name)
    if name.casefold() in DEVICES:
        reason = "is a device on Windows, where such a file cannot be made"
    elif name.casefold() in _TEMPLATE_MODULES:
        reason = "is the second module of every template"
    if reason is not None:
        raise _invalid(name, f"The name {name} {reason}. Choose another, for example my-{name}.")


def module_conflict(module: str) -> str | None:
    """Why a top-level module of this name would not work in a component, to follow its name in a sentence."""
    folded = module.casefold()
    if folded in BINDINGS:
        return "belongs to the bindings that are generated for every build"
    if folded == adapter.MODULE:
        return "belongs to the adapter that joins an operator to its component"
    if folded in _STANDARD:
        return "is a module of Python's standard library, which would be found in its place"
    if folded in _TOOLCHAIN:
        return "is a module that Python or the toolchain brings along"
    return None


def extension_note(name: str) -> str | None:
    """What to know about a valid name before using the published VS Code extension; None where all is well.

    Source: that extension's documentation, which allows neither hyphen nor underscore in an operator's name.
    """
    if "-" not in name and "_" not in name:
        return None
    return (
        "The VS Code extension for Azure IoT Operations refuses - and _ in an operator's name. "
        f"Everything here works with it; to move the operator there, rename it to {re.sub('[-_]', '', name)}."
    )


def entry_path(name: str) -> str:
    """The entry file of the project of this name."""
    return f"{name}.py"


def _invalid(name: str, detail: str) -> Invalid:
    return Invalid("invalid_name", detail, name=name[: LONGEST_NAME + 1])
