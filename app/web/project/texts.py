"""Between a file's bytes and the text in an editor."""

from dataclasses import dataclass

from app.projects import service as projects
from app.web.project.forms import unix_lines

LANGUAGES = {"py": "python", "json": "json"}


@dataclass(frozen=True)
class OpenFile:
    """A file on the page; ``content`` is None for one that is no text."""

    path: str
    size: int
    content: str | None

    @property
    def language(self) -> str:
        """What the editor may know about it."""
        return LANGUAGES.get(self.path.rpartition(".")[2].lower(), "text")


def opened(path: str, data: bytes) -> OpenFile:
    """A stored file for the page."""
    return OpenFile(path, len(data), shown(data))


def shown(data: bytes) -> str | None:
    """A file's text with line ends as LF; None where it is no UTF-8 or holds what HTML cannot carry."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else unix_lines(text)


def to_store(path: str, typed: str, before: bytes | None) -> bytes:
    """What a form's text is stored as: with the line ends that the file had; unchanged text keeps its bytes."""
    plain = unix_lines(typed)
    if before is not None and shown(before) == plain:
        return before
    has_crlf = before is not None and b"\r\n" in before
    return projects.encoded(path, plain.replace("\n", "\r\n") if has_crlf else plain)
