"""Which files a page may speak of, and how they are called there.

    file:///project/…    sources        file:///packages/…    what the project's packages bring
    file:///bindings/…   bindings       file:///python/…      the standard library, as the server describes it

Nothing else has a name: an address that leads anywhere else is refused on its way in and left out on its way out, and
no path of this machine ever reaches a page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from app.kit.folders import regular

PROJECT, BINDINGS, PACKAGES, PYTHON = "project", "bindings", "packages", "python"
SUFFIXES = (".py", ".pyi")  # a settings file that was opened would count as one that lies there
MOST_TEXT_BYTES = 4_000_000
_LONGEST = 2_000
# Where the server writes the descriptions of the standard library that it carries, below its home.
_STANDARD = PurePosixPath(".cache/ty/vendored/typeshed")
_NEVER = re.compile(r"[\x00-\x1f\\]")


class Foreign(ValueError):
    """An address that is none of a page's."""


@dataclass(frozen=True)
class Named:
    """A file by its place and its path below that."""

    place: str
    path: PurePosixPath

    @property
    def shown(self) -> str:
        """As it is told to people."""
        return f"{self.place}/{self.path}"

    @property
    def uri(self) -> str:
        """As a page calls it."""
        return f"file:///{self.place}/{quote(str(self.path))}"


def named(uri: object) -> Named:
    """What an address of a page means; Foreign for anything but a source below one of the places."""
    if not isinstance(uri, str) or len(uri) > _LONGEST:
        raise Foreign("no address")
    try:
        parts = urlsplit(uri)
        path = unquote(parts.path, errors="strict")
    except ValueError as error:  # half of a character, too
        raise Foreign("no address") from error
    if parts.scheme != "file" or parts.netloc or "?" in uri or "#" in uri or _NEVER.search(path):
        raise Foreign("an address of another kind")
    first, *rest = path.removeprefix("/").split("/")
    if first not in {PROJECT, BINDINGS, PACKAGES, PYTHON} or not rest or {"", ".", ".."} & set(rest):
        raise Foreign("an address that leads elsewhere")
    if not rest[-1].endswith(SUFFIXES):
        raise Foreign("no source")
    return Named(first, PurePosixPath(*rest))


class Places:
    """The places of one server. ``roots`` are those of sources, bindings and packages; ``home`` is the server's own
    folder."""

    def __init__(self, roots: Mapping[str, Path], home: Path) -> None:
        self._roots = {name: root.absolute() for name, root in roots.items()}
        self._home = home.absolute()
        self._found: Path | None = None

    def real(self, uri: object) -> str:
        """The server's address for a page's; Foreign where there is none."""
        return self.path(named(uri)).as_uri()

    def path(self, file: Named) -> Path:
        """Where a file lies; Foreign where its place is not there."""
        return self.root(file) / file.path

    def root(self, file: Named) -> Path:
        """Where the file's place is; Foreign where it is not there."""
        found = self._python() if file.place == PYTHON else self._roots.get(file.place)
        if found is None:
            raise Foreign("an address of a place that is not there")
        return found

    def shown(self, uri: str) -> str | None:
        """A page's address for the server's; None for what a page is not to know of."""
        if not uri.startswith("file:///"):
            return None
        path = unquote(uri.removeprefix("file://"))
        for name, root in self._known():
            if path.startswith(f"{root}/"):
                return Named(name, PurePosixPath(path.removeprefix(f"{root}/"))).uri
        return None

    def without_paths(self, text: str) -> str:
        """A text in which the places have the names that a page knows."""
        for name, root in self._known():
            text = text.replace(str(root), f"/{name}").replace(root.as_uri(), f"file:///{name}")
        return text.replace(str(self._home), "")

    def _known(self) -> list[tuple[str, Path]]:
        python = self._python()
        return [*self._roots.items(), *([(PYTHON, python)] if python else [])]

    def _python(self) -> Path | None:
        """It is there once the server has named a file of it."""
        if self._found is None:
            self._found = next((self._home / _STANDARD).glob("*/stdlib"), None)
        return self._found


def read_below(root: Path, path: PurePosixPath) -> str:
    """The text of a plain file that lies below ``root`` and nowhere else; OSError where it does not, or is very large.

    A server writes its own descriptions of the standard library, so they may be anything.
    """
    place = regular(root / path)
    if not place.resolve().is_relative_to(root.resolve()) or place.stat().st_size > MOST_TEXT_BYTES:
        raise OSError("no file to be shown")
    return place.read_text(encoding="utf-8", errors="replace")
