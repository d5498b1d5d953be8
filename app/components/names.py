"""Full names in the import and export sections (component model, design/mvp/Binary.md).

A name comes in three forms, told apart by its first byte: 00 and 01 are followed by the name; 02 by the name
and a list of notes, each a byte and a text. Note 01 is what was split off the version: ``a:b/c@0.2`` and
``.1`` mean ``a:b/c@0.2.1``. The third form was checked against what wasmtime 50.0.1 writes for
``versionsuffix``, ``implements`` and ``external-id``.
"""

from app.components.cursor import Cursor
from app.components.malformed import broken

_WITH_NOTES = 0x02
_VERSION_SUFFIX = 0x01
_MOST_NAMES = 10_000
_MOST_NOTES = 16

_CORE = 0x00
_VALUE = 0x02
_TYPE = 0x03
_LAST_SORT = 0x05
_SUB_RESOURCE = 0x01
_SIGNED_MORE = 0x80
_SIGNED_BYTES = 5


def imports(body: Cursor) -> list[str]:
    """The names of an import section."""
    names = []
    for _ in range(_count(body, _MOST_NAMES)):
        names.append(_name(body))
        _skip_description(body)
    return _finished(body, names)


def exports(body: Cursor) -> list[str]:
    """The names of an export section."""
    names = []
    for _ in range(_count(body, _MOST_NAMES)):
        names.append(_name(body))
        _skip_sort(body)
        body.number()
        if body.byte():
            _skip_description(body)
    return _finished(body, names)


def _count(body: Cursor, most: int) -> int:
    count = body.number()
    if count > most:
        raise broken(body.where, f"announces {count:,} names where at most {most:,} are read")
    return count


def _finished(body: Cursor, names: list[str]) -> list[str]:
    if body.left:
        raise broken(body.where, f"has {body.left:,} bytes too many")
    return names


def _name(body: Cursor) -> str:
    form = body.byte()
    if form > _WITH_NOTES:
        raise broken(body.where, f"holds a name in unknown form {form}")
    name = body.name()
    if form == _WITH_NOTES:
        notes = [(body.byte(), body.name()) for _ in range(_count(body, _MOST_NOTES))]
        name += "".join(text for note, text in notes if note == _VERSION_SUFFIX)
    return name


def _skip_description(body: Cursor) -> None:
    """What kind of thing is imported or exported, with its type."""
    sort = _skip_sort(body)
    if sort == _TYPE and body.byte() == _SUB_RESOURCE:
        return
    if sort == _VALUE:
        body.byte()
        _skip_signed(body)
        return
    body.number()


def _skip_sort(body: Cursor) -> int:
    sort = body.byte()
    if sort > _LAST_SORT:
        raise broken(body.where, f"holds something of unknown sort {sort}")
    if sort == _CORE:
        body.byte()
    return sort


def _skip_signed(body: Cursor) -> None:
    for _ in range(_SIGNED_BYTES):
        if body.byte() < _SIGNED_MORE:
            return
    raise broken(body.where, "holds a number of more than 33 bits")
