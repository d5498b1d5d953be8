"""Exceptions on their way through the guest, which can only carry wasmtime's errors."""


class HostErrors:
    """Keeps the exception of a host's function until the call that led to it has ended in an error."""

    def __init__(self) -> None:
        self._kept: BaseException | None = None

    def keep(self, error: BaseException) -> None:
        """Keep it; a later one takes its place."""
        self._kept = error

    def raise_kept(self) -> None:
        """Raise what was kept, once; nothing where nothing was."""
        error, self._kept = self._kept, None
        if error is not None:
            raise error
