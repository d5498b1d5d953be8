"""The one way a reader of component bytes fails."""


class NotAComponent(ValueError):
    """These bytes are no WebAssembly component; ``reason`` is one or two plain sentences that say why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def broken(where: str, what: str) -> NotAComponent:
    """For bytes that start like a component and then stop making sense."""
    return NotAComponent(f"The component's bytes are damaged: {where} {what}.")
