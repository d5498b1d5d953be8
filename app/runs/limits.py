"""The limits of a run's child. The operator's own limits are kept inside the child, message by message."""

import math
from dataclasses import replace

from app.sandbox.limits import Limits
from app.sandbox.profiles import RUN
from app.settings import Settings

# Beside the operator's memory a child holds the interpreter, wasmtime and the values on their way in and out.
CHILD_OWN_BYTES = 768 * 1024 * 1024


def run_limits(settings: Settings, memory_bytes: int) -> Limits:
    """Bounds of the whole process for a run whose operator may use ``memory_bytes`` of linear memory."""
    return replace(
        RUN.limits,
        wall_s=settings.run_wall_limit_s,
        cpu_s=math.ceil(settings.run_wall_limit_s * 2),
        data_bytes=memory_bytes + CHILD_OWN_BYTES,
    )
