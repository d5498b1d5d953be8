"""``project.json``: the sources that came beside a collection from a share, see ``writing.project_file``."""

import base64
import binascii
from typing import Any

from app.operators.files import LARGEST_FILE, MOST_FILES
from app.operators.kinds import ApiVersion, Kind
from app.payloads.reading.bounds import PROJECT_FILE
from app.payloads.reading.findings import Bad, shown
from app.payloads.reading.found import Json
from app.payloads.reading.paths import folder, joined
from app.payloads.reading.sources import Source, read
from app.payloads.reading.strict_json import decoded, parse

NAME = "project.json"
FORMAT = 1
_NEWER = "These sources were written by a newer studio (format {given}; this one reads {known}). Update the studio."


def project_beside(source: Source, collection: str) -> Json | None:
    """The sources that lie in the folder of a collection: ``{name, kind, api_version, files: {path: base64}}``; None
    where there are none. Bad for what no studio writes."""
    path = joined(folder(collection), NAME)
    if path is None or path not in source.paths:
        return None
    value = parse(decoded(read(source, path, PROJECT_FILE), path), path)
    if not isinstance(value, dict) or not isinstance(value.get("format"), int):
        raise Bad(path, None, f'These are no sources of a studio: it begins with "format": {FORMAT}.')
    if value["format"] > FORMAT:
        raise Bad(path, None, _NEWER.format(given=shown(str(value["format"]), 20), known=FORMAT))
    return {"name": _name(value, path), **_target(value, path), "files": _files(value.get("files"), path)}


def _name(value: Json, path: str) -> str:
    name = value.get("name")
    if not isinstance(name, str):
        raise Bad(path, None, "The name of the project is text.")
    return name


def _target(value: Json, path: str) -> Json:
    kind, api_version = value.get("kind"), value.get("api_version")
    if kind not in set(Kind) or api_version not in set(ApiVersion):
        raise Bad(path, None, "The kind or the API version of the project is none that this studio knows.")
    return {"kind": kind, "api_version": api_version}


def _files(value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise Bad(path, None, "The files of the project are an object with at least one file.")
    if len(value) > MOST_FILES:
        raise Bad(path, None, f"The project has {len(value):,} files; at most {MOST_FILES} are allowed.")
    return {name: base64.b64encode(_content(name, given, path)).decode() for name, given in value.items()}


def _content(name: str, given: Any, path: str) -> bytes:
    content = None
    if isinstance(given, dict) and len(given) == 1:
        content = _bytes(*next(iter(given.items())))
    if content is None:
        raise Bad(path, None, f'The file {shown(name)} has neither "text" nor "base64".')
    if len(content) > LARGEST_FILE:
        raise Bad(path, None, f"The file {shown(name)} has more than {LARGEST_FILE:,} bytes.")
    return content


def _bytes(form: str, given: Any) -> bytes | None:
    if not isinstance(given, str):
        return None
    try:
        return (
            given.encode() if form == "text" else base64.b64decode(given, validate=True) if form == "base64" else None
        )
    except (binascii.Error, ValueError):
        return None
