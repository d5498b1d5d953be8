"""Between a file's bytes and the text in an editor, which has line ends as LF."""

from app.errors import Invalid


def unix_lines(typed: str) -> str:
    """A text field as it was typed: browsers send its line ends as CR LF."""
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def shown(data: bytes) -> str | None:
    """A file's text with line ends as LF; None where it is no UTF-8 or holds what HTML cannot carry."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else unix_lines(text)


def to_store(path: str, typed: str, before: bytes | None) -> bytes:
    """What a typed text is stored as: with the line ends that the file had; unchanged text keeps its bytes."""
    plain = unix_lines(typed)
    if before is not None and shown(before) == plain:
        return before
    has_crlf = before is not None and b"\r\n" in before
    return encoded(path, plain.replace("\n", "\r\n") if has_crlf else plain)


def encoded(path: str, text: str) -> bytes:
    """A text as the bytes of a file; Invalid when UTF-8 cannot carry it (half of a surrogate pair)."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Invalid("source_not_text", f"{path} holds a character that UTF-8 cannot carry.", path=path) from error
