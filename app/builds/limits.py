"""The limits of the child that makes a component, or only its bindings."""

import math
from dataclasses import replace

from app.artifacts.limits import CORES
from app.sandbox.limits import Limits
from app.sandbox.profiles import BUILD
from app.settings import Settings


def build_limits(settings: Settings) -> Limits:
    """From its profile and the settings."""
    return replace(
        BUILD.limits,
        wall_s=settings.build_time_limit_s,
        cpu_s=math.ceil(settings.build_time_limit_s * CORES),
        data_bytes=settings.build_memory_bytes,
        file_bytes=settings.component_max_bytes,
        output_bytes=settings.build_output_bytes,
    )
