"""Hosts are read and tested without wasmtime."""

import subprocess
import sys

import pytest

from app.sandbox import values


def test_forms_load_no_wasmtime() -> None:
    script = "import sys; import app.sandbox.values.forms; sys.exit('wasmtime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = values.Nothing
