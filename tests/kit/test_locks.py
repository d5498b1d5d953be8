import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.kit.locks import Held, hold

HOLDER = """
import sys
from pathlib import Path
from app.kit.locks import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Held, match="lock"):
            hold(path)
        other.kill()

    os.close(hold(path))


def test_a_lock_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    os.close(hold(tmp_path / "lock"))

    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_no_child_inherits_the_lock(tmp_path: Path) -> None:
    descriptor = hold(tmp_path / "lock")

    assert not os.get_inheritable(descriptor)
    os.close(descriptor)
