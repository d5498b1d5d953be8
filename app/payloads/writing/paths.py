"""Our dot paths as the published test tool writes them.

It looks at a message as mosquitto_sub prints it: ``payload``, ``topic``, ``properties.content-type`` and
``properties.user-properties.<key>``. It knows neither a star nor a way to write a dot inside a name.
"""

_HEADS = {
    "payload": "payload",
    "topic": "topic",
    "content_type": "properties.content-type",
    "user_properties": "properties.user-properties",
}


def published_path(path: str) -> str | None:
    """The same path in the published layout; None where it has none."""
    head, *parts = path.split(".")
    if head not in _HEADS or "\\" in path or "*" in parts or "" in parts:
        return None
    return ".".join([_HEADS[head], *parts])


def published_paths(paths: list[str]) -> tuple[list[str], bool]:
    """Those that can be written, and whether that is all of them."""
    written = [published for path in paths if (published := published_path(path)) is not None]
    return written, len(written) == len(paths)
