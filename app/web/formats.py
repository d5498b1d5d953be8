"""Numbers as a person reads them."""

KIBIBYTE = 1024


def size(count: int) -> str:
    """A number of bytes: ``512 bytes``, ``36.2 MiB``."""
    amount = float(count)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if amount < KIBIBYTE or unit == "GiB":
            return f"{count:,} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= KIBIBYTE
    raise AssertionError("the last unit has no bound")


def seconds(amount: float) -> str:
    """A duration in seconds: ``0.04 s``, ``13.4 s``, ``2 min 5 s``."""
    if amount < 1:
        return f"{amount:.2f} s"
    if amount < 60:
        return f"{amount:.1f} s"
    return f"{int(amount // 60)} min {int(amount % 60)} s"


def microseconds(amount: int) -> str:
    """A duration in microseconds: ``85 µs``, ``1.7 ms``, ``2.0 s``."""
    if amount < 1_000:
        return f"{amount} µs"
    return f"{amount / 1_000:.1f} ms" if amount < 1_000_000 else seconds(amount / 1_000_000)


def limit(value: int, name: str, *, grouped: bool = False) -> str:
    """A run's limit as one types it: ``64 MiB`` where its name ends with ``_bytes``, else ``5000``; ``grouped`` to be
    read only: ``5,000``."""
    if name.endswith("_bytes") and value:
        for unit, size_of_unit in (("GiB", KIBIBYTE**3), ("MiB", KIBIBYTE**2), ("KiB", KIBIBYTE)):
            if value % size_of_unit == 0:
                return f"{value // size_of_unit} {unit}"
    return f"{value:,}" if grouped else str(value)
