"""Why a part of a component is left as it is."""


class LeftAlone(Exception):
    """Something here is not laid out as slimming needs it; ``reason`` is a clause that fits after "because"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
