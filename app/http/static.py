"""Files of the browser's side. A bundle's name changes with its content, so it may be kept for ever."""

import re
from os import PathLike, stat_result

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_HASHED = re.compile(r"-[0-9a-f]{10}\.\w+$")
FOREVER = "public, max-age=31536000, immutable"


class Bundles(StaticFiles):
    """Static files with a cache header that fits their names."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """As starlette answers, with the header for names that carry a hash."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if _HASHED.search(str(full_path)):
            response.headers["Cache-Control"] = FOREVER
        return response
