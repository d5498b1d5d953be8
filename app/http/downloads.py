"""Sending a blob: as an attachment, with a strong ETag, whole or in one range (RFC 9110, section 14)."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from app.http.problems import problem
from app.kit.digests import hex_part
from app.storage.blobs import Blobs

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
FOREVER = "private, max-age=31536000, immutable"


def attachment(file_name: str) -> str:
    """A Content-Disposition that no file name can break out of (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def etag_of(digest: str) -> str:
    """The strong entity tag of some content: its hash."""
    return f'"{hex_part(digest)}"'


def matches(header: str | None, etag: str) -> bool:
    """Whether an If-Match header names exactly this entity tag, or any (RFC 9110, section 8.8.3.2: strongly)."""
    given = [tag.strip() for tag in (header or "").split(",")]
    return etag in given or "*" in given


def matches_weakly(header: str | None, etag: str) -> bool:
    """The same for an If-None-Match header, which may name a weak tag for equal content."""
    return matches((header or "").replace("W/", ""), etag)


def send_blob(blobs: Blobs, digest: str, file_name: str, media_type: str, request: Mapping[str, str]) -> Response:
    """A blob for a GET with these request headers: 200, 206, 304 or 416."""
    size, etag = blobs.size(digest), etag_of(digest)
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": FOREVER,
        "Content-Disposition": attachment(file_name),
    }
    if matches_weakly(request.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    wanted = _wanted(request, etag, size)
    if wanted is None:
        return _too_far(size)
    start, end, status = wanted
    headers["Content-Length"] = str(end - start)
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(blobs.read(digest, start, end), status, headers, media_type)


def _wanted(request: Mapping[str, str], etag: str, size: int) -> tuple[int, int, int] | None:
    """Start, end (exclusive) and status; None when the range lies outside. Several ranges get the whole."""
    asked = _RANGE.fullmatch(request.get("range", ""))
    if asked is None or asked.groups() == ("", "") or request.get("if-range", etag) != etag:
        return 0, size, 200
    first, last = asked.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    return (start, end, 206) if start < end else None


def _too_far(size: int) -> Response:
    detail = f"The range lies outside of the content, which has {size:,} bytes."
    return problem(416, "range_outside", "Range outside", detail, {"Content-Range": f"bytes */{size}"})
