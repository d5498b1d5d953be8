"""One reader for all tests of a process: its child takes a moment to start."""

from collections.abc import Iterator

import pytest

from app.importing.reader import ProjectReader


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectReader]:
    """It reads what a test uploads."""
    reader = ProjectReader(tmp_path_factory.mktemp("projects"))
    yield reader
    reader.close()
