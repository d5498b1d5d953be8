"""The last look at what was found before it is sent: its form, as a run and a comparison want it."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import StudioError
from app.payloads import expectation, inputs, shared
from app.payloads.limits import Limits
from app.payloads.reading.bounds import Bounds
from app.payloads.reading.findings import Bad
from app.payloads.reading.found import Found, Json


class Gate:
    """Counts cases and their bytes, and refuses what could not be stored."""

    def __init__(self, bounds: Bounds) -> None:
        self._limits, self._most = Limits(bounds.cases, bounds.case_bytes), bounds.all_bytes
        self.count = self._bytes = 0

    def let_through(self, found: Found) -> None:
        """Bad where inputs or expectation have no form that a run could use, or there are too many cases or bytes."""
        self.count += 1
        if self.count > self._limits.cases:
            most = self._limits.cases
            raise Bad(found.path, found.line, f"A collection takes at most {most:,} cases. Import them in parts.")
        with _placed(found.path, found.line):
            self._bytes += len(inputs.checked(found.messages, self._limits))
        if found.expect is not None:
            with _placed(found.expected_in or found.path, found.line):
                expectation.parse(found.expect)
        if self._bytes > self._most:
            detail = f"All cases together have more than {self._most:,} bytes. Import them in parts."
            raise Bad(found.path, found.line, detail)


def check_settings(settings: Json, path: str) -> None:
    """Bad where a collection could not have these."""
    with _placed(path, None):
        shared.checked(settings)


@contextmanager
def _placed(path: str, line: int | None) -> Iterator[None]:
    """What the rules of collections refuse, with the place where it stands."""
    try:
        yield
    except StudioError as error:
        raise Bad(path, line, error.detail) from None
