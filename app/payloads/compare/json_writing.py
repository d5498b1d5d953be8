"""The beginning of a JSON value as text, however large or deep it is."""

import json
from collections.abc import Iterator
from typing import Any

from app.kit.text import truncate


def beginning(value: Any, most: int) -> str:
    """The value as JSON, at most ``most`` characters, the last of them an ellipsis where something was cut."""
    pieces: list[str] = []
    size = 0
    for piece in _pieces(value, most):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    return truncate("".join(pieces), most)


def _pieces(value: Any, most: int) -> Iterator[str]:
    stack: list[Iterator[Any]] = [iter([_Raw(""), value])]
    while stack:
        for part in stack[-1]:
            if isinstance(part, _Raw):
                yield part
            elif isinstance(part, dict | list):
                stack.append(_parts(part, most))
                break
            else:
                yield scalar(part, most)
        else:
            stack.pop()


def _parts(container: dict[str, Any] | list[Any], most: int) -> Iterator[Any]:
    is_list = isinstance(container, list)
    yield _Raw("[" if is_list else "{")
    entries = enumerate(container) if isinstance(container, list) else container.items()
    for number, (key, value) in enumerate(entries):
        yield _Raw(", " if number else "")
        if not is_list:
            yield _Raw(f"{scalar(key, most)}: ")
        yield value
    yield _Raw("]" if is_list else "}")


def scalar(value: Any, most: int) -> str:
    """A value that holds no others, as JSON; of a long text only the beginning."""
    if isinstance(value, str):
        return json.dumps(value[: most + 1], ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return _number(value)


def _number(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return f"{'-' if value < 0 else ''}a number of {value.bit_length():,} bits"


class _Raw(str):
    """Text that is JSON already."""

    __slots__ = ()
