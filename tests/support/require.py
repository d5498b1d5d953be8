"""What a test needs from the machine: absent, the test is skipped and says so; where all is required, it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or absent(f"{' or '.join(names)} is not installed")


def absent(what: str) -> NoReturn:
    """Skip the test, unless STUDIO_TEST_REQUIRE=all."""
    if os.environ.get("STUDIO_TEST_REQUIRE") == "all":
        pytest.fail(f"{what}, and STUDIO_TEST_REQUIRE=all")
    pytest.skip(what)
