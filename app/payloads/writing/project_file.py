"""project.json: the sources that a share shows beside its collection, for the studio that it is copied into.

{"format": 1, "name", "kind", "api_version", "revision", "files": {path: {"text": …} or {"base64": …}}}
"""

import base64
from collections.abc import Mapping

from app.payloads.writing.shapes import Json, Operator
from app.payloads.writing.texts import json_bytes

FILE = "project.json"
FORMAT = 1


def project_json(operator: Operator, revision: int | None, files: Mapping[str, bytes]) -> bytes:
    """The file as a whole: sources are small."""
    about = {"name": operator.name, "kind": operator.kind, "api_version": operator.api_version, "revision": revision}
    written = {path: _content(content) for path, content in files.items()}
    return json_bytes({"format": FORMAT, **about, "files": written}, indent=2) + b"\n"


def _content(content: bytes) -> Json:
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
