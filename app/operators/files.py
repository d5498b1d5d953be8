"""What the files of a project may be called and hold.

Paths are relative, separated by ``/`` and mean the same on every system: they are written into a build's
folder, into zip archives and, by the user, onto any machine.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from app.errors import Invalid, LimitExceeded
from app.operators.names import BINDINGS, DEVICES, module_conflict

MOST_FILES = 200
LARGEST_FILE = 1_000_000  # bytes
LONGEST_PATH = 200  # characters; in UTF-8 also bytes for each part, since file systems allow 255
DEEPEST_PATH = 8  # parts

_NEVER = set('<>:"|?*\\')  # Windows refuses them; a backslash separates there


def check_files(files: Mapping[str, bytes]) -> None:
    """Whether these files (path -> content) can make up a project, each alone and all together.

    Raises Invalid (``invalid_path``, ``paths_collide``, ``not_text``) or LimitExceeded (``too_many_files``,
    ``file_too_large``).
    """
    if len(files) > MOST_FILES:
        raise LimitExceeded(
            "too_many_files",
            f"The project would have {len(files)} files; at most {MOST_FILES} are allowed. Remove some.",
            limit=MOST_FILES,
        )
    for path, content in files.items():
        check_path(path)
        check_content(path, content)
    check_collisions(files)


def check_path(path: str) -> None:
    """Whether a file may have this path; Invalid, code ``invalid_path``, says why not."""
    if not path:
        raise _invalid(path, "A file needs a name. Type one, for example helpers.py.")
    if len(path) > LONGEST_PATH:
        raise _invalid(path, f"The path has {len(path)} characters; at most {LONGEST_PATH} are allowed. Shorten it.")
    if path.startswith("/"):
        raise _invalid(path, "A path starts inside the project, without a / at its beginning. Remove it.")
    parts = path.split("/")
    if len(parts) > DEEPEST_PATH:
        raise _invalid(path, f"The path has {len(parts)} parts; at most {DEEPEST_PATH} are allowed. Use fewer folders.")
    for part in parts:
        if (reason := _part_problem(part)) is not None:
            raise _invalid(path, reason)
    if (reason := _module_problem(parts)) is not None:
        raise _invalid(path, reason)


def check_content(path: str, content: bytes) -> None:
    """Whether a file may hold this; LimitExceeded ``file_too_large``, or ``not_text`` for a binary .py."""
    if len(content) > LARGEST_FILE:
        raise LimitExceeded(
            "file_too_large",
            f"{path} has {len(content):,} bytes; at most {LARGEST_FILE:,} are allowed. Split it or cut it.",
            path=path,
            limit=LARGEST_FILE,
        )
    if path.casefold().endswith(".py") and not _is_source(content):
        raise Invalid(
            "not_text",
            f"{path} is not Python source: that is text in UTF-8 without NUL characters. Save it as UTF-8.",
            path=path,
        )


def check_collisions(paths: Iterable[str]) -> None:
    """Whether paths can lie side by side: Invalid, code ``paths_collide``, names two that cannot.

    That is a file where another path needs a folder, two spellings of one name on a system that does not tell
    upper from lower case, and a module beside a package of its name, which Python would find instead.
    """
    taken: dict[str, str] = {}  # what a system without upper and lower case would see -> the path behind it
    folders: dict[str, tuple[str, str]] = {}  # the same for folders: as spelt, and a path inside
    for path in sorted(paths):
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            spelt, inside = folders.setdefault(_folded(folder), (folder, path))
            if spelt != folder:
                raise _collide(inside, path, "their folders differ only in upper and lower case")
        if (other := taken.setdefault(_folded(path), path)) != path:
            raise _collide(other, path, "their names differ only in upper and lower case")
    for folded, path in taken.items():
        if folded in folders:
            raise _collide(path, folders[folded][1], "one is a file where the other needs a folder")
        if (package := taken.get(f"{folded.removesuffix('.py')}/__init__.py")) and folded.endswith(".py"):
            raise _collide(path, package, "Python would import the package and never the module")


def _part_problem(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "A path has no empty parts and no . or .. in it. Write the names of the folders only."
    if not part.isprintable() or "\ufffd" in part or unicodedata.normalize("NFC", part) != part:
        return "A path has only printable characters in their usual form. Type the name again by hand."
    if _NEVER & set(part):
        return r'A path cannot have any of < > : " | ? * \ in it. Separate folders by /.'
    if part.startswith("."):
        return f"{part} would be hidden: the names of files and folders do not start with a dot. Rename it."
    if part != part.strip() or part.endswith("."):
        return f"{part!r} begins or ends with a space, or ends with a dot. Remove that."
    if part.split(".")[0].rstrip().casefold() in DEVICES:
        return f"{part} is a device on Windows, where such a file cannot be made. Choose another name."
    if part.casefold() == "__pycache__":
        return "__pycache__ is where Python keeps compiled modules. Choose another folder."
    if len(part.encode()) > LONGEST_PATH:
        return f"One part of the path is longer than {LONGEST_PATH} bytes. Shorten it."
    return None


def _module_problem(parts: list[str]) -> str | None:
    """Only a top-level name stands in another module's way: ``helpers/json.py`` is ``helpers.json``."""
    is_python = parts[-1].casefold().endswith(".py")
    module = parts[0][: -len(".py")] if is_python and len(parts) == 1 else parts[0]
    if not is_python and module.casefold() not in BINDINGS:
        return None
    reason = module_conflict(module)
    return None if reason is None else f"{module} {reason}. Choose another name, for example my_{module.strip('_')}."


def _is_source(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _collide(one: str, other: str, why: str) -> Invalid:
    return Invalid("paths_collide", f"{one} and {other} cannot be together: {why}. Rename one.", paths=[one, other])


def _invalid(path: str, detail: str) -> Invalid:
    return Invalid("invalid_path", detail, path=path[: LONGEST_PATH + 1])
