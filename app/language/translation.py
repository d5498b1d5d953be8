"""Between the addresses of a page and those of a server, anywhere within a message."""

from typing import Any

from app.language.places import Foreign, Places, named

_ADDRESS = "uri"
_EDITS = "changes"  # of a rename: lists of edits by address


def inward(value: Any, places: Places) -> Any:
    """Parameters of a page for the server; Foreign for an address that is none of a page's."""
    if isinstance(value, dict):
        return {key: places.real(part) if key == _ADDRESS else inward(part, places) for key, part in value.items()}
    return [inward(part, places) for part in value] if isinstance(value, list) else value


def outward(value: Any, places: Places) -> Any:
    """What the server answers for a page: what lies elsewhere is left out, and None where that is all of it."""
    if isinstance(value, str):
        return places.without_paths(value)
    if isinstance(value, list):
        return [part for part in (outward(one, places) for one in value) if part is not None]
    if isinstance(value, dict):
        return _object(value, places)
    return value


def edits_outward(answer: Any, places: Places) -> Any:
    """The answer to a rename; Foreign where it would change more than the project."""
    changes = answer.get(_EDITS) if isinstance(answer, dict) else None
    if not isinstance(changes, dict):
        return None
    shown = {places.shown(address): edits for address, edits in changes.items()}
    if any(address is None or named(address).place != "project" for address in shown):
        raise Foreign("it would change what is not the project's")
    return {_EDITS: outward(shown, places)}


def _object(value: dict[str, Any], places: Places) -> dict[str, Any] | None:
    address = value.get(_ADDRESS)
    if not isinstance(address, str):
        return {key: outward(part, places) for key, part in value.items()}
    shown = places.shown(address)
    if shown is None:
        return None
    return {key: shown if key == _ADDRESS else outward(part, places) for key, part in value.items()}
