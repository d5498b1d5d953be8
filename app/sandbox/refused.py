"""Why a run cannot begin although its request is valid."""

COMPONENT, PACKAGES = "component", "packages"


class Refused(Exception):
    """A file that a run needs is not as it must be: ``part`` is COMPONENT or PACKAGES, ``reason`` what is wrong with
    it, as a sentence."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(reason)
        self.part = part
        self.reason = reason
