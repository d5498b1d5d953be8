"""Between a file's bytes and the text in an editor."""

from dataclasses import dataclass

from app.projects.texts import shown
from app.web.project.binary import Binary, described

LANGUAGES = {"py": "python", "json": "json"}


@dataclass(frozen=True)
class OpenFile:
    """A file on the page; ``content`` is None for one that is no text, and ``binary`` tells what it is then."""

    path: str
    size: int
    content: str | None
    binary: Binary | None = None

    @property
    def language(self) -> str:
        """What the editor may know about it."""
        return language_of(self.path)


def language_of(path: str) -> str:
    """What an editor may know about a file of this name."""
    return LANGUAGES.get(path.rpartition(".")[2].lower(), "text")


def opened(path: str, data: bytes) -> OpenFile:
    """A stored file for the page."""
    text = shown(data)
    return OpenFile(path, len(data), text, described(data) if text is None else None)
