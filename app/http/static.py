"""Files of the browser's side. A bundle's name changes with its content, so it may be kept for ever."""

import gzip
import hashlib
import re
from functools import cache
from os import PathLike, stat_result
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from app.http.encodings import GZIP, SMALLEST, takes_gzip

_HASHED = re.compile(r"-(?:[0-9a-f]{10}|[A-Z0-9]{8})\.\w+$")  # of build.mjs, and of esbuild for parts of modules
_TEXT = (".js", ".css", ".svg")
FOREVER = "public, max-age=31536000, immutable"


class Bundles(StaticFiles):
    """Static files with a cache header that fits their names, compressed for whoever takes that."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As starlette answers; text goes out compressed, with an entity tag of its own."""
        response = await super().get_response(path, scope)
        if not isinstance(response, FileResponse) or not _is_bundle(str(response.path)):
            return response
        response.headers.add_vary_header("Accept-Encoding")
        asked = Headers(scope=scope)
        if not takes_gzip(asked) or "range" in asked:
            return response
        if response.stat_result is None or response.stat_result.st_size < SMALLEST:
            return response
        return _answer(await run_sync(compressed, str(response.path)), response, asked)

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """As starlette answers, with the header for names that carry a hash."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if _HASHED.search(str(full_path)):
            response.headers["Cache-Control"] = FOREVER
        return response


def _is_bundle(path: str) -> bool:
    return path.endswith(_TEXT) and _HASHED.search(path) is not None


@cache
def compressed(path: str) -> bytes:
    """A file's content as it is sent; kept, since what has this name never changes."""
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


def _answer(body: bytes, plain: FileResponse, asked: Headers) -> Response:
    kept = {name: plain.headers[name] for name in ("Cache-Control", "Last-Modified", "Vary") if name in plain.headers}
    headers = {**kept, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Content-Encoding": GZIP}
    response = Response(body, headers=headers, media_type=plain.media_type)
    known = [tag.strip().removeprefix("W/") for tag in asked.get("If-None-Match", "").split(",")]
    return NotModifiedResponse(response.headers) if headers["ETag"] in known else response
