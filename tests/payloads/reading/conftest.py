"""One reader for all tests of a process: its children take a moment to start."""

from collections.abc import Iterator

import pytest

from app.payloads.reading.bounds import Bounds
from app.payloads.reading.reader import Reader
from tests.payloads.reading.support import Imports

MIB = 1 << 20


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader with the bounds of a usual studio."""
    reader = Reader(tmp_path_factory.mktemp("imports"), Bounds(cases=20_000, case_bytes=64 * MIB, time_ms=60_000))
    yield reader
    reader.close()


@pytest.fixture
def imports(reader: Reader) -> Imports:
    """Asks that reader."""
    return Imports(reader)
