"""How much one child may use, and how such amounts are told to a person."""

from __future__ import annotations

from dataclasses import dataclass

_UNITS = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


@dataclass(frozen=True)
class Limits:
    """Bounds of one child; ValueError where one of them is not positive.

    ``data_bytes`` is RLIMIT_DATA: private writable memory, whether touched or not. RLIMIT_AS is left alone,
    since WebAssembly engines reserve gigabytes of addresses that they never use.
    """

    wall_s: float  # seconds from the start of the process
    cpu_s: int  # seconds of processor time, all threads together (RLIMIT_CPU)
    data_bytes: int  # RLIMIT_DATA
    file_bytes: int  # the largest file it may write (RLIMIT_FSIZE)
    open_files: int  # RLIMIT_NOFILE
    output_bytes: int  # log text kept and forwarded
    message_bytes: int  # one protocol message
    messages_bytes: int  # all protocol messages together
    folder_bytes: int = 2 << 30  # everything in its folder; looked at once a second, so briefly more is possible
    folder_files: int = 20_000  # files and folders there, likewise

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value <= 0:
                raise ValueError(f"{name} must be positive, not {value}")


def human_bytes(count: int) -> str:
    """``1073741824`` as ``1 GiB``, ``1536`` as ``1.5 KiB``, ``12`` as ``12 bytes``."""
    for size, unit in _UNITS:
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes"


def human_seconds(seconds: float) -> str:
    """``0.25`` as ``250 ms``, ``90`` as ``90 s``, ``600`` as ``10 min``."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds / 60:.0f} min"
    return f"{seconds:.1f}".removesuffix(".0") + " s"
