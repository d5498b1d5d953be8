"""The limits of the children that handle a component, from their profile and the settings."""

import math
from dataclasses import replace

from app.sandbox.limits import Limits
from app.sandbox.profiles import COMPILE, INSPECT
from app.settings import Settings

CORES = 2  # the toolchain's and wasmtime's compilers work in parallel: processor time runs faster than the clock


def compile_limits(settings: Settings) -> Limits:
    """For the child that precompiles: native code is larger than the component, and takes more memory to make."""
    return replace(
        COMPILE.limits,
        wall_s=settings.build_time_limit_s,
        cpu_s=math.ceil(settings.build_time_limit_s * CORES),
        data_bytes=2 * settings.build_memory_bytes,
        file_bytes=4 * settings.component_max_bytes,
    )


def inspect_limits(settings: Settings) -> Limits:
    """For the child that reads a component: it holds the whole of it in memory."""
    return replace(INSPECT.limits, data_bytes=INSPECT.limits.data_bytes + settings.component_max_bytes)
